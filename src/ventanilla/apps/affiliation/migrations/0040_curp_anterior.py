"""A CURP that another took the place of: whose it was stays known, and nobody else ever gets it.

The population registry's answer keeps which CURP is in force, and what the registry says of that one.
"""

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
ALTER TABLE affiliation_curpanterior ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_curpanterior TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_curpanterior FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
REVOKE ALL ON affiliation_curpanterior FROM ventanilla_web;
GRANT SELECT, INSERT ON affiliation_curpanterior TO ventanilla_web;

-- One person for a CURP, now and before: whoever had one keeps it as theirs. Asked whatever the connection may see.
CREATE FUNCTION affiliation_curp_of_one() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM affiliation_curpanterior WHERE curp = NEW.curp AND persona_id <> NEW.subject) THEN
    RAISE EXCEPTION 'affiliation: that CURP was somebody else''s' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION affiliation_curp_of_one() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION affiliation_curp_of_one() TO ventanilla_web;
CREATE TRIGGER affiliation_curp_of_one BEFORE INSERT OR UPDATE OF curp ON affiliation_persona
  FOR EACH ROW EXECUTE FUNCTION affiliation_curp_of_one();
"""


class Migration(migrations.Migration):
    """One table, two columns."""

    dependencies = [("affiliation", "0030_familia")]
    operations = [
        migrations.AddField("respuestapoblacion", "vigente", models.CharField(blank=True, default="", max_length=18)),
        migrations.AddField("respuestapoblacion", "de_vigente", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="CurpAnterior",
            fields=[
                ("curp", models.CharField(max_length=18, primary_key=True, serialize=False)),
                ("caso", models.UUIDField()),
                ("cambio_at", models.DateTimeField()),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="curps_anteriores",
                        to="affiliation.persona",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
