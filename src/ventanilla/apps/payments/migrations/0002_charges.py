"""What is owed and paid by a reference. A notice of the bank is noted once and never rewritten."""

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
ALTER TABLE payments_cobro ENABLE ROW LEVEL SECURITY;
ALTER TABLE payments_pagorecibido ENABLE ROW LEVEL SECURITY;
CREATE POLICY payments_office ON payments_cobro TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
CREATE POLICY payments_own ON payments_cobro FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = subject::text);
CREATE POLICY payments_office ON payments_pagorecibido TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
REVOKE UPDATE, DELETE, TRUNCATE ON payments_cobro, payments_pagorecibido FROM ventanilla_web;
GRANT UPDATE (pagado_at, pagado_centavos, pagado_referencia, tomado_at, tarde) ON payments_cobro TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """Two tables, behind row-level security."""

    dependencies = [
        ("payments", "0001_payments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cobro",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("concepto", models.TextField()),
                ("centavos", models.BigIntegerField()),
                ("hasta", models.DateField()),
                ("referencia", models.CharField(max_length=53, unique=True)),
                ("pedido_at", models.DateTimeField()),
                ("pagado_at", models.DateTimeField(null=True)),
                ("pagado_centavos", models.BigIntegerField(null=True)),
                ("pagado_referencia", models.TextField(blank=True)),
                ("tomado_at", models.DateTimeField(null=True)),
                ("tarde", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "-pedido_at"], name="payments_cobro_subject"),
                    models.Index(
                        condition=models.Q(("pagado_at__isnull", False), ("tomado_at", None)),
                        fields=["pagado_at"],
                        name="payments_cobro_to_take",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("centavos__gt", 0)), name="payments_cobro_centavos"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pagado_at", None), ("pagado_centavos", None), ("tomado_at", None)),
                            ("pagado_at__isnull", False),
                            _connector="OR",
                        ),
                        name="payments_cobro_paid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PagoRecibido",
            fields=[
                ("numero", models.BigIntegerField(primary_key=True, serialize=False)),
                ("referencia", models.TextField()),
                ("centavos", models.BigIntegerField()),
                ("pagado_at", models.DateTimeField()),
                ("banco_referencia", models.TextField()),
                ("recibido_at", models.DateTimeField()),
                ("sobra", models.BooleanField(default=False)),
                (
                    "cobro",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pagos",
                        to="payments.cobro",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
