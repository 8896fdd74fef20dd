"""What was paid for what was refused or withdrawn in the end is owed back."""

from django.db import migrations, models

GUARDS = "GRANT UPDATE (sin_efecto_at) ON payments_cobro TO ventanilla_web;"


class Migration(migrations.Migration):
    """An instant of a charge, and the reason of a refund that comes of it."""

    dependencies = [
        ("payments", "0030_charge_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="cobro",
            name="sin_efecto_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name="devolucion",
            name="payments_devolucion_motivo",
        ),
        migrations.AddConstraint(
            model_name="devolucion",
            constraint=models.CheckConstraint(
                condition=models.Q(("motivo__in", ["doble", "tarde", "sin_efecto"])),
                name="payments_devolucion_motivo",
            ),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
