"""A question that is asked where no calendar of working days reaches has no promised date."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column may be empty."""

    dependencies = [
        ("cases", "0016_consultas"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consulta",
            name="promised_on",
            field=models.DateField(null=True),
        ),
    ]
