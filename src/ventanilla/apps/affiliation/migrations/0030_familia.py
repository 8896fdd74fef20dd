"""Beneficiaries and clinics: what the registry said of a parent and a child, and the clinic of each postal code."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

CURP = "^[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]$"
GUARDS = """
ALTER TABLE affiliation_respuestafiliacion ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_respuestafiliacion TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_respuestafiliacion FOR SELECT TO ventanilla_web
  USING (subject = (SELECT affiliation_scope()));
REVOKE ALL ON affiliation_respuestafiliacion FROM ventanilla_web;
GRANT SELECT, INSERT ON affiliation_respuestafiliacion TO ventanilla_web;
CREATE TRIGGER affiliation_filiacion_fixed BEFORE UPDATE OR DELETE ON affiliation_respuestafiliacion
  FOR EACH ROW EXECUTE FUNCTION affiliation_number_stays();
REVOKE DELETE ON affiliation_codigoclinica FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Two tables, an index, and that somebody may be attended nowhere."""

    dependencies = [("affiliation", "0021_tramo_fin")]
    operations = [
        migrations.CreateModel(
            name="CodigoClinica",
            fields=[
                ("codigo_postal", models.CharField(max_length=5, primary_key=True, serialize=False)),
                (
                    "clinica",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codigos",
                        to="affiliation.clinica",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("codigo_postal__regex", "^[0-9]{5}$")), name="affiliation_codigo_shape"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="RespuestaFiliacion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("hijo", models.CharField(max_length=18)),
                ("progenitor", models.CharField(max_length=18)),
                ("preguntado_at", models.DateTimeField()),
                ("filiacion", models.CharField(max_length=12)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["hijo", "progenitor", "-preguntado_at"], name="affiliation_filiacion_last")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("filiacion__in", ["progenitor", "adopcion", "no_coincide", "no_consta"])),
                        name="affiliation_filiacion_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hijo__regex", CURP), ("progenitor__regex", CURP)),
                        name="affiliation_filiacion_shape",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="asignacion",
            name="clinica",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="affiliation.clinica"),
        ),
        migrations.AddIndex(
            model_name="respuestapoblacion",
            index=models.Index(fields=["curp", "-preguntado_at"], name="affiliation_poblacion_curp"),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
