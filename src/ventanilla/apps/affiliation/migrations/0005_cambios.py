"""Where people live, and every datum of theirs that changed: what it was is kept, and nobody rewrites it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField

GUARDS = """
ALTER TABLE affiliation_domicilio ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_cambio ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_domicilio TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_domicilio FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
CREATE POLICY affiliation_office ON affiliation_cambio TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_cambio FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
REVOKE DELETE ON affiliation_domicilio FROM ventanilla_web;
REVOKE ALL ON affiliation_cambio FROM ventanilla_web;
GRANT SELECT, INSERT ON affiliation_cambio TO ventanilla_web;

CREATE FUNCTION affiliation_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'affiliation: what a datum was is not changed or removed (%)', TG_OP;
END $$;
CREATE TRIGGER affiliation_cambio_fixed BEFORE UPDATE OR DELETE ON affiliation_cambio
  FOR EACH ROW EXECUTE FUNCTION affiliation_change_stays();
CREATE TRIGGER affiliation_cambio_kept BEFORE TRUNCATE ON affiliation_cambio
  FOR EACH STATEMENT EXECUTE FUNCTION affiliation_change_stays();
"""
CAMPOS = ["domicilio", "nombre", "primer_apellido", "segundo_apellido", "nacimiento", "sexo", "curp"]


class Migration(migrations.Migration):
    """Addresses and changes."""

    dependencies = [("affiliation", "0004_contacto_sealed")]
    operations = [
        migrations.CreateModel(
            name="Domicilio",
            fields=[
                (
                    "persona",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="domicilio",
                        serialize=False,
                        to="affiliation.persona",
                    ),
                ),
                ("texto", SealedTextField()),
                ("desde", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Cambio",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("campo", models.CharField(max_length=20)),
                ("antes", SealedTextField()),
                ("despues", SealedTextField()),
                ("caso", models.UUIDField()),
                ("hecho_at", models.DateTimeField()),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cambios", to="affiliation.persona"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("campo__in", CAMPOS)), name="affiliation_cambio_known")
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
