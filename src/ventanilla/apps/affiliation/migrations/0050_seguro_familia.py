"""The families' health insurance: years that were paid and whom they cover."""

import uuid

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
ALTER TABLE affiliation_segurofamilia ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_miembroseguro ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_segurofamilia TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_segurofamilia FOR SELECT TO ventanilla_web
  USING (titular_id = (SELECT affiliation_scope()));
CREATE POLICY affiliation_office ON affiliation_miembroseguro TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_miembroseguro FOR SELECT TO ventanilla_web
  USING ((SELECT affiliation_scope()) IN (persona_id, titular));
-- A year that was paid is not rewritten: only how often it was warned of.
REVOKE UPDATE, DELETE, TRUNCATE ON affiliation_segurofamilia, affiliation_miembroseguro FROM ventanilla_web;
GRANT UPDATE (avisado) ON affiliation_segurofamilia TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """Two tables, behind row-level security."""

    dependencies = [
        ("affiliation", "0040_curp_anterior"),
    ]

    operations = [
        migrations.CreateModel(
            name="SeguroFamilia",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("dias", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("pagado", models.DateField()),
                ("referencia", models.TextField(unique=True)),
                ("caso", models.UUIDField(unique=True)),
                ("registrado_at", models.DateTimeField()),
                ("avisado", models.SmallIntegerField(default=0)),
                (
                    "titular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seguros_contratados",
                        to="affiliation.persona",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MiembroSeguro",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("titular", models.UUIDField()),
                ("dias", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("parentesco", models.TextField()),
                ("edad", models.SmallIntegerField()),
                ("centavos", models.BigIntegerField()),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seguros", to="affiliation.persona"
                    ),
                ),
                (
                    "seguro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="miembros",
                        to="affiliation.segurofamilia",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="segurofamilia",
            index=models.Index(fields=["titular", "-registrado_at"], name="affiliation_familia_titular"),
        ),
        migrations.AddIndex(
            model_name="miembroseguro",
            index=models.Index(fields=["persona"], name="affiliation_seguro_persona"),
        ),
        migrations.AddConstraint(
            model_name="miembroseguro",
            constraint=models.UniqueConstraint(fields=("seguro", "persona"), name="affiliation_seguro_once"),
        ),
        migrations.AddConstraint(
            model_name="miembroseguro",
            constraint=models.CheckConstraint(
                condition=models.Q(("parentesco__in", ["titular", "conyuge", "hijo", "ascendiente", "otro"])),
                name="affiliation_seguro_parentesco",
            ),
        ),
        migrations.AddConstraint(
            model_name="miembroseguro",
            constraint=models.CheckConstraint(
                condition=models.Q(("centavos__gt", 0), ("edad__gte", 0)), name="affiliation_seguro_centavos"
            ),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
