"""Since when it is known where somebody is attended, which pension they have and who their family is."""

import uuid
from typing import Any

from django.db import migrations, models

BATCH = 2_000  # rows

GUARDS = """
-- Where somebody is attended: only added, as the movements are.
CREATE FUNCTION affiliation_asignacion_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'affiliation: where somebody was attended is not changed or removed (%)', TG_OP;
END $$;
CREATE TRIGGER affiliation_asignacion_fixed BEFORE UPDATE OR DELETE ON affiliation_asignacion
  FOR EACH ROW EXECUTE FUNCTION affiliation_asignacion_stays();
CREATE TRIGGER affiliation_asignacion_kept BEFORE TRUNCATE ON affiliation_asignacion
  FOR EACH STATEMENT EXECUTE FUNCTION affiliation_asignacion_stays();
ALTER TABLE affiliation_asignacion ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_asignacion TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_asignacion FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
REVOKE ALL ON affiliation_asignacion FROM ventanilla_web;
GRANT SELECT, INSERT ON affiliation_asignacion TO ventanilla_web;

-- What began is not rewritten, and what ends says when that was known. Both end once.
CREATE FUNCTION affiliation_tie_ends() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF (NEW.titular_id, NEW.beneficiario_id, NEW.parentesco, NEW.desde, NEW.registrado_at)
     IS DISTINCT FROM (OLD.titular_id, OLD.beneficiario_id, OLD.parentesco, OLD.desde, OLD.registrado_at) THEN
    RAISE EXCEPTION 'affiliation: a tie that was registered is not another one';
  END IF;
  IF (NEW.hasta, NEW.fin_registrado_at) IS DISTINCT FROM (OLD.hasta, OLD.fin_registrado_at)
     AND (OLD.hasta IS NOT NULL OR NEW.hasta IS NULL OR NEW.fin_registrado_at IS NULL) THEN
    RAISE EXCEPTION 'affiliation: a tie ends once, and says when its end was known';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_tie_ends BEFORE UPDATE ON affiliation_parentesco
  FOR EACH ROW EXECUTE FUNCTION affiliation_tie_ends();

CREATE FUNCTION affiliation_pension_known() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.pension_desde IS NULL THEN
    IF NEW.pension_desde IS NOT NULL AND (NEW.pension_registrada_at IS NULL
       OR (NEW.pension_hasta IS NOT NULL AND NEW.pension_fin_registrado_at IS NULL)) THEN
      RAISE EXCEPTION 'affiliation: a pension says when it was known';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.pension_tipo, NEW.pension_desde, NEW.pension_registrada_at)
     IS DISTINCT FROM (OLD.pension_tipo, OLD.pension_desde, OLD.pension_registrada_at) THEN
    RAISE EXCEPTION 'affiliation: a pension that was known is not another one';
  END IF;
  IF (NEW.pension_hasta, NEW.pension_fin_registrado_at)
     IS DISTINCT FROM (OLD.pension_hasta, OLD.pension_fin_registrado_at)
     AND (OLD.pension_hasta IS NOT NULL OR NEW.pension_hasta IS NULL OR NEW.pension_fin_registrado_at IS NULL) THEN
    RAISE EXCEPTION 'affiliation: a pension ends once, and says when its end was known';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_pension_known BEFORE UPDATE ON affiliation_persona
  FOR EACH ROW EXECUTE FUNCTION affiliation_pension_known();
"""


def assign(apps: Any, editor: Any) -> None:
    """Where people are attended today, as what is known since before instants were kept."""
    persona, asignacion = (apps.get_model("affiliation", name) for name in ("Persona", "Asignacion"))
    rows = persona.objects.filter(clinica__isnull=False).order_by("subject").iterator(BATCH)
    asignacion.objects.bulk_create(
        (
            asignacion(persona_id=row.subject, clinica_id=row.clinica_id, consultorio=row.consultorio, turno=row.turno)
            for row in rows
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    """Known since."""

    dependencies = [("affiliation", "0007_tramo")]
    operations = [
        migrations.CreateModel(
            name="Asignacion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("consultorio", models.PositiveSmallIntegerField(null=True)),
                ("turno", models.CharField(blank=True, max_length=10)),
                ("desde", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("caso", models.UUIDField(null=True)),
                ("clinica", models.ForeignKey(on_delete=models.PROTECT, to="affiliation.clinica")),
                (
                    "persona",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="asignaciones", to="affiliation.persona"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("persona", "recorded_at"),
                        name="affiliation_asignacion_once",
                        nulls_distinct=False,
                    )
                ]
            },
        ),
        migrations.AddField("persona", "pension_registrada_at", models.DateTimeField(null=True)),
        migrations.AddField("persona", "pension_fin_registrado_at", models.DateTimeField(null=True)),
        migrations.AddField("parentesco", "registrado_at", models.DateTimeField(null=True)),
        migrations.AddField("parentesco", "fin_registrado_at", models.DateTimeField(null=True)),
        migrations.RunPython(assign, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
