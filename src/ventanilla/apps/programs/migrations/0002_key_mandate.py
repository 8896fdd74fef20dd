"""By which authorisation a program acts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, null for everything before."""

    dependencies = [("programs", "0001_programs")]
    operations = [migrations.AddField(model_name="key", name="mandate", field=models.UUIDField(null=True))]
