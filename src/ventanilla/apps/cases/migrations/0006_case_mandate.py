"""By which authorisation somebody acts for whom a case is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, null for everything before."""

    dependencies = [("cases", "0005_review")]
    operations = [migrations.AddField(model_name="case", name="mandate", field=models.UUIDField(null=True))]
