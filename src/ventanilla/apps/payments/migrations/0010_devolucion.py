"""What was paid twice or too late is owed back, by two officials. What a refund is of never changes."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
ALTER TABLE payments_devolucion ENABLE ROW LEVEL SECURITY;
CREATE POLICY payments_office ON payments_devolucion TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
CREATE POLICY payments_own ON payments_devolucion FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = subject::text);
REVOKE UPDATE, DELETE, TRUNCATE ON payments_devolucion FROM ventanilla_web;
GRANT UPDATE (intento, rechazada, propuesta_por, propuesta_at, aprobada_por, aprobada_at, cuenta_id, ordenada_at,
  pagada_at, referencia) ON payments_devolucion TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """One table, behind row-level security."""

    dependencies = [
        ("payments", "0002_charges"),
    ]

    operations = [
        migrations.CreateModel(
            name="Devolucion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("motivo", models.TextField()),
                ("centavos", models.BigIntegerField()),
                ("debida_at", models.DateTimeField()),
                ("intento", models.SmallIntegerField(default=1)),
                ("rechazada", models.BooleanField(default=False)),
                ("propuesta_por", models.UUIDField(null=True)),
                ("propuesta_at", models.DateTimeField(null=True)),
                ("aprobada_por", models.UUIDField(null=True)),
                ("aprobada_at", models.DateTimeField(null=True)),
                ("ordenada_at", models.DateTimeField(null=True)),
                ("pagada_at", models.DateTimeField(null=True)),
                ("referencia", models.TextField(blank=True)),
                (
                    "cuenta",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devoluciones",
                        to="payments.cuentabancaria",
                    ),
                ),
                (
                    "pago",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devolucion",
                        to="payments.pagorecibido",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "-debida_at"], name="payments_devolucion_subject"),
                    models.Index(
                        condition=models.Q(("pagada_at", None)), fields=["debida_at"], name="payments_devolucion_owed"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("centavos__gt", 0)), name="payments_devolucion_centavos"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivo__in", ["doble", "tarde"])), name="payments_devolucion_motivo"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("aprobada_at", None), ("aprobada_por", None), ("cuenta", None), ("ordenada_at", None)
                            ),
                            models.Q(
                                ("aprobada_at__isnull", False),
                                ("aprobada_por__isnull", False),
                                ("cuenta__isnull", False),
                                ("propuesta_por__isnull", False),
                                models.Q(("aprobada_por", models.F("propuesta_por")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="payments_devolucion_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pagada_at", None), ("ordenada_at__isnull", False), _connector="OR"),
                        name="payments_devolucion_ordered",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
