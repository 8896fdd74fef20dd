"""When the owner of an account last said «no fui yo»: what was made in their name before opens nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Null for whoever never said it."""

    dependencies = [("accounts", "0011_link_unchecked")]
    operations = [migrations.AddField("account", "disavowed_at", models.DateTimeField(null=True))]
