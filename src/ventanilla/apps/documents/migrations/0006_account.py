"""Which account filed the case of a document: whoever acts by an authorisation sees only those of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, null for everything before."""

    dependencies = [("documents", "0005_longterm")]
    operations = [migrations.AddField(model_name="document", name="account", field=models.UUIDField(null=True))]
