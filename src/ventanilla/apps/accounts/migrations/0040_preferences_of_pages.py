"""A preference is of how pages look; that of being told is the inbox's, where it was moved to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The column goes once its choices are kept elsewhere. Going back, everybody is written to."""

    dependencies = [("accounts", "0024_receipt_proof"), ("inbox", "0040_one_preference")]
    operations = [
        migrations.AlterField("preferences", "notices", models.TextField(default="correo")),
        migrations.RemoveField("preferences", "notices"),
    ]
