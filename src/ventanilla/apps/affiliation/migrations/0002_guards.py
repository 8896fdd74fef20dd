"""Movements are only added; and nobody sees a row that is not theirs, whatever the query forgot to say.

A connection sees what ``ventanilla.scope`` names (apps.eventlog.scope): the office itself, or one subject.
A person sees their own row, movements and doubts, and who their beneficiaries and their holder are, but not
where a relative works or what they earn. An employer sees the movements filed under its own registros.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION affiliation_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'affiliation: a movement is not changed or removed, it is corrected by another (%)', TG_OP;
END $$;
CREATE TRIGGER affiliation_no_change BEFORE UPDATE OR DELETE ON affiliation_movimiento
  FOR EACH ROW EXECUTE FUNCTION affiliation_refuse();
CREATE TRIGGER affiliation_no_truncate BEFORE TRUNCATE ON affiliation_movimiento
  FOR EACH STATEMENT EXECUTE FUNCTION affiliation_refuse();

-- A correction is of the same person's movement.
ALTER TABLE affiliation_movimiento
  ADD CONSTRAINT affiliation_movimiento_of_persona UNIQUE (id, persona_id),
  ADD CONSTRAINT affiliation_corrects_own FOREIGN KEY (supersedes_id, persona_id)
    REFERENCES affiliation_movimiento (id, persona_id) DEFERRABLE INITIALLY DEFERRED;

-- A person is registered once at a time with a holder, and a holder has one spouse or partner at a time (LSS 84).
ALTER TABLE affiliation_parentesco
  ADD CONSTRAINT affiliation_registered_once
    EXCLUDE USING gist (titular_id WITH =, beneficiario_id WITH =, daterange(desde, hasta, '[]') WITH &&),
  ADD CONSTRAINT affiliation_one_partner
    EXCLUDE USING gist (titular_id WITH =, daterange(desde, hasta, '[]') WITH &&)
    WHERE (parentesco IN ('conyuge', 'concubino'));

-- The subject this connection speaks for; null for the office itself and for nobody.
CREATE FUNCTION affiliation_scope() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT CASE WHEN current_setting('ventanilla.scope', true) ~ '^[0-9a-f-]{36}$'
              THEN current_setting('ventanilla.scope', true)::uuid END
$$;

CREATE FUNCTION affiliation_is_office() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog
AS $$ SELECT coalesce(current_setting('ventanilla.scope', true) = 'system', false) $$;

-- Reads kinship as its owner does, so that the policies do not ask each other.
CREATE FUNCTION affiliation_household() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT array_agg(subject) FROM (
    SELECT affiliation_scope() AS subject
    UNION SELECT beneficiario_id FROM affiliation_parentesco WHERE titular_id = affiliation_scope() AND hasta IS NULL
    UNION SELECT titular_id FROM affiliation_parentesco WHERE beneficiario_id = affiliation_scope() AND hasta IS NULL
  ) AS household
$$;
REVOKE ALL ON FUNCTION affiliation_household() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION affiliation_household() TO ventanilla_web;

ALTER TABLE affiliation_persona ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_parentesco ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_movimiento ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_contradiccion ENABLE ROW LEVEL SECURITY;

CREATE POLICY affiliation_office ON affiliation_persona TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_parentesco TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_movimiento TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_contradiccion TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));

CREATE POLICY affiliation_own ON affiliation_persona FOR SELECT TO ventanilla_web
  USING (subject = ANY ((SELECT affiliation_household())::uuid[]));
CREATE POLICY affiliation_own ON affiliation_parentesco FOR SELECT TO ventanilla_web
  USING ((SELECT affiliation_scope()) IN (titular_id, beneficiario_id));
CREATE POLICY affiliation_own ON affiliation_movimiento FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
CREATE POLICY affiliation_employer ON affiliation_movimiento FOR SELECT TO ventanilla_web
  USING (registro_id = ANY (
    ARRAY(SELECT subject FROM affiliation_registropatronal WHERE patron_id = affiliation_scope())
  ));
CREATE POLICY affiliation_own ON affiliation_contradiccion FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));

REVOKE ALL ON affiliation_movimiento FROM ventanilla_web;
GRANT SELECT, INSERT ON affiliation_movimiento TO ventanilla_web;
REVOKE DELETE ON affiliation_persona, affiliation_parentesco, affiliation_contradiccion, affiliation_patron,
  affiliation_registropatronal, affiliation_clinica FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """The database's own guards."""

    dependencies = [("affiliation", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
