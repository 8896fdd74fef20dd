"""A charge ends with what asked it; one that could not be handed on is kept, after the others, and tried again."""

from django.db import migrations, models

GUARDS = "GRANT UPDATE (terminado_at, fallo_at) ON payments_cobro TO ventanilla_web;"


class Migration(migrations.Migration):
    """Two instants of a charge."""

    dependencies = [
        ("payments", "0010_devolucion"),
    ]

    operations = [
        migrations.AddField(
            model_name="cobro",
            name="terminado_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="cobro",
            name="fallo_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
