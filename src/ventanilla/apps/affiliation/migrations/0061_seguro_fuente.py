"""Who says the price of a year of the family's insurance."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("affiliation", "0060_recibos_propios")]

    operations = [
        migrations.AddField("segurofamilia", "fuente", models.TextField(default="")),
    ]
