"""A person's own receipts, and the employers that they do not know."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
ALTER TABLE affiliation_reciboguardado ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_empleadornoreconocido ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_reciboguardado TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_reciboguardado FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
CREATE POLICY affiliation_office ON affiliation_empleadornoreconocido TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_empleadornoreconocido FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
-- Given and taken back, never rewritten.
REVOKE UPDATE, TRUNCATE ON affiliation_reciboguardado, affiliation_empleadornoreconocido FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Two tables, behind row-level security."""

    dependencies = [
        ("affiliation", "0050_seguro_familia"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReciboGuardado",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("folio", models.UUIDField()),
                ("registro", models.CharField(blank=True, max_length=11)),
                ("rfc_patron", models.CharField(max_length=13)),
                ("desde", models.DateField()),
                ("hasta", models.DateField()),
                ("sbc_centavos", models.BigIntegerField()),
                ("guardado_at", models.DateTimeField()),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recibos", to="affiliation.persona"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EmpleadorNoReconocido",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("registro", models.CharField(max_length=11)),
                ("dicho_at", models.DateTimeField()),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="no_reconoce",
                        to="affiliation.persona",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="reciboguardado",
            constraint=models.UniqueConstraint(fields=("persona", "folio"), name="affiliation_recibo_once"),
        ),
        migrations.AddConstraint(
            model_name="reciboguardado",
            constraint=models.CheckConstraint(
                condition=models.Q(("hasta__gte", models.F("desde"))), name="affiliation_recibo_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="reciboguardado",
            constraint=models.CheckConstraint(
                condition=models.Q(("sbc_centavos__gt", 0)), name="affiliation_recibo_wage"
            ),
        ),
        migrations.AddConstraint(
            model_name="empleadornoreconocido",
            constraint=models.UniqueConstraint(fields=("persona", "registro"), name="affiliation_no_reconocido_once"),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
