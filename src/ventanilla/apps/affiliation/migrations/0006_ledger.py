"""What a movement says of the worker, who filed it and for whom; and nothing is recorded where it was known already."""

from django.db import migrations, models

GUARDS = """
-- A correction is of the same person's movement, with the same employer.
ALTER TABLE affiliation_movimiento
  DROP CONSTRAINT affiliation_corrects_own,
  DROP CONSTRAINT affiliation_movimiento_of_persona,
  ADD CONSTRAINT affiliation_movimiento_of_persona UNIQUE (id, persona_id, registro_id),
  ADD CONSTRAINT affiliation_corrects_own FOREIGN KEY (supersedes_id, persona_id, registro_id)
    REFERENCES affiliation_movimiento (id, persona_id, registro_id) DEFERRABLE INITIALLY DEFERRED;

-- What was known of somebody at an instant is settled: whatever is recorded later says a later instant. Two who record
-- of the same person at once wait for each other, and the second one is compared with the first.
CREATE FUNCTION affiliation_recorded_later() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM affiliation_persona WHERE subject IN (SELECT persona_id FROM filed)
    ORDER BY subject FOR NO KEY UPDATE;
  IF EXISTS (
    SELECT 1 FROM filed JOIN affiliation_movimiento AS known
      ON known.persona_id = filed.persona_id AND known.recorded_at >= filed.recorded_at
    WHERE known.id NOT IN (SELECT id FROM filed)
  ) THEN
    RAISE EXCEPTION 'affiliation_recorded_later: something is known of that person at that instant, or after it'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER affiliation_recorded_later AFTER INSERT ON affiliation_movimiento
  REFERENCING NEW TABLE AS filed FOR EACH STATEMENT EXECUTE FUNCTION affiliation_recorded_later();
"""


def of(field: str, codes: list[str], name: str) -> migrations.AddConstraint:
    """That a column holds one of the codes."""
    return migrations.AddConstraint(
        "movimiento", models.CheckConstraint(condition=models.Q((f"{field}__in", codes)), name=name)
    )


class Migration(migrations.Migration):
    """The ledger."""

    dependencies = [("affiliation", "0005_cambios")]
    operations = [
        migrations.AddField("movimiento", "declarada", models.DateField(null=True)),
        migrations.AddField("movimiento", "trabajador", models.CharField(default="1", max_length=1)),
        migrations.AddField("movimiento", "salario", models.CharField(default="0", max_length=1)),
        migrations.AddField("movimiento", "semana", models.CharField(default="0", max_length=1)),
        migrations.AddField("movimiento", "contrato_hasta", models.DateField(null=True)),
        migrations.AddField("movimiento", "caso", models.UUIDField(null=True)),
        migrations.AddField("movimiento", "cuenta", models.UUIDField(null=True)),
        migrations.AddField("movimiento", "por", models.UUIDField(null=True)),
        migrations.AddField("movimiento", "autorizacion", models.UUIDField(null=True)),
        of("trabajador", ["1", "2", "3", "4"], "affiliation_filed_trabajador"),
        of("salario", ["0", "1", "2"], "affiliation_filed_salario"),
        of("semana", ["0", "1", "2", "3", "4", "5", "6"], "affiliation_filed_semana"),
        migrations.AlterField(
            "movimiento",
            "persona",
            models.ForeignKey(
                db_index=False,
                on_delete=models.PROTECT,
                related_name="movimientos",
                to="affiliation.persona",
            ),
        ),
        migrations.AddIndex(
            "movimiento", models.Index(fields=["persona", "recorded_at"], name="affiliation_persona_known")
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
