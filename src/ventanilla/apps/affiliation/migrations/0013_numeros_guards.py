"""Who sees numbers and unions, that none is rewritten, and that two officials decide: whatever the code above forgets.

A person whose registers were joined sees what was filed under both. A number that was joined takes no new movement.
"""

from django.db import migrations

GUARDS = """
-- Whoever is the same human as ``whose``: first who keeps the number. Answered to the office and to them alone.
CREATE FUNCTION affiliation_mismos(whose uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN affiliation_is_office() OR affiliation_scope() = whose THEN (
    SELECT array_agg(subject ORDER BY place, subject) FROM (
      SELECT kept.subject, 0 AS place
      UNION ALL
      SELECT otra_id, 1 FROM affiliation_numerounido WHERE persona_id = kept.subject AND otra_id IS NOT NULL
    ) AS everybody
  ) ELSE ARRAY[whose] END
  FROM (SELECT coalesce((SELECT persona_id FROM affiliation_numerounido WHERE otra_id = whose), whose) AS subject)
    AS kept
$$;
REVOKE ALL ON FUNCTION affiliation_mismos(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION affiliation_mismos(uuid) TO ventanilla_web;

ALTER TABLE affiliation_respuestapoblacion ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_serienss ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_numeroasignado ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_propuesta ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_resolucion ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_numerounido ENABLE ROW LEVEL SECURITY;

CREATE POLICY affiliation_office ON affiliation_respuestapoblacion TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_respuestapoblacion FOR SELECT TO ventanilla_web
  USING (subject = (SELECT affiliation_scope()));
CREATE POLICY affiliation_office ON affiliation_serienss TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_numeroasignado TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_numeroasignado FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
CREATE POLICY affiliation_office ON affiliation_propuesta TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_resolucion TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_numerounido TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_numerounido FOR SELECT TO ventanilla_web
  USING ((SELECT affiliation_scope()) IN (persona_id, otra_id));

CREATE POLICY affiliation_joined ON affiliation_persona FOR SELECT TO ventanilla_web
  USING (subject = ANY ((SELECT affiliation_mismos(affiliation_scope()))::uuid[]));
CREATE POLICY affiliation_joined ON affiliation_movimiento FOR SELECT TO ventanilla_web
  USING (persona_id = ANY ((SELECT affiliation_mismos(affiliation_scope()))::uuid[]));
CREATE POLICY affiliation_joined ON affiliation_tramo FOR SELECT TO ventanilla_web
  USING (persona_id = ANY ((SELECT affiliation_mismos(affiliation_scope()))::uuid[]));

REVOKE ALL ON affiliation_respuestapoblacion, affiliation_serienss, affiliation_numeroasignado, affiliation_propuesta,
  affiliation_resolucion, affiliation_numerounido FROM ventanilla_web;
GRANT SELECT, INSERT ON affiliation_respuestapoblacion, affiliation_serienss, affiliation_numeroasignado,
  affiliation_propuesta, affiliation_resolucion, affiliation_numerounido TO ventanilla_web;
GRANT UPDATE (ultimo) ON affiliation_serienss TO ventanilla_web;
GRANT DELETE ON affiliation_numerounido TO ventanilla_web;

CREATE FUNCTION affiliation_number_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'affiliation: of a number, what was answered, given or decided stays (%)', TG_OP;
END $$;
CREATE TRIGGER affiliation_poblacion_fixed BEFORE UPDATE OR DELETE ON affiliation_respuestapoblacion
  FOR EACH ROW EXECUTE FUNCTION affiliation_number_stays();
CREATE TRIGGER affiliation_asignado_fixed BEFORE UPDATE OR DELETE ON affiliation_numeroasignado
  FOR EACH ROW EXECUTE FUNCTION affiliation_number_stays();
CREATE TRIGGER affiliation_propuesta_fixed BEFORE UPDATE OR DELETE ON affiliation_propuesta
  FOR EACH ROW EXECUTE FUNCTION affiliation_number_stays();
CREATE TRIGGER affiliation_resolucion_fixed BEFORE UPDATE OR DELETE ON affiliation_resolucion
  FOR EACH ROW EXECUTE FUNCTION affiliation_number_stays();

CREATE FUNCTION affiliation_nss_serial_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.ultimo <= OLD.ultimo OR NEW.clave <> OLD.clave THEN
    RAISE EXCEPTION 'affiliation: a serial that was given out is not given again';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_serie_grows BEFORE UPDATE OR DELETE ON affiliation_serienss
  FOR EACH ROW EXECUTE FUNCTION affiliation_nss_serial_grows();

-- A number is for life: a person who has one gets no other.
CREATE FUNCTION affiliation_nss_for_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'affiliation: a number is for life' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER affiliation_nss_for_life BEFORE UPDATE OF nss ON affiliation_persona
  FOR EACH ROW WHEN (OLD.nss IS NOT NULL AND NEW.nss IS DISTINCT FROM OLD.nss)
  EXECUTE FUNCTION affiliation_nss_for_life();

-- Whoever decides is not who proposed, and neither is who it is about.
CREATE FUNCTION affiliation_two_officials() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said affiliation_propuesta;
BEGIN
  SELECT * INTO said FROM affiliation_propuesta WHERE id = NEW.propuesta_id;
  IF NEW.decide = said.propone OR NEW.cuenta = said.cuenta OR NEW.decide IN (said.persona_id, said.otra_id)
     OR said.propone IN (said.persona_id, said.otra_id) THEN
    RAISE EXCEPTION 'affiliation: one official proposes, another decides, and neither of themselves';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_resolucion_two BEFORE INSERT ON affiliation_resolucion
  FOR EACH ROW EXECUTE FUNCTION affiliation_two_officials();

-- A union was approved and not undone, says what was proposed, and is of two that are joined to no other.
CREATE FUNCTION affiliation_union_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (
      SELECT 1 FROM affiliation_propuesta p JOIN affiliation_resolucion r ON r.propuesta_id = p.id
      WHERE p.id = NEW.propuesta_id AND r.aprobada AND p.clase = 'union' AND p.persona_id = NEW.persona_id
        AND p.otra_id IS NOT DISTINCT FROM NEW.otra_id AND p.retirado = NEW.retirado
    ) THEN
      RAISE EXCEPTION 'affiliation: a union is what two officials decided';
    END IF;
    IF EXISTS (SELECT 1 FROM affiliation_numerounido WHERE otra_id = NEW.persona_id OR persona_id = NEW.otra_id) THEN
      RAISE EXCEPTION 'affiliation: who was joined to another is joined to nobody else';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT 1 FROM affiliation_propuesta p JOIN affiliation_resolucion r ON r.propuesta_id = p.id
    WHERE p.deshace_id = OLD.propuesta_id AND r.aprobada
  ) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'affiliation: a union is undone by two officials (%)', TG_OP;
END $$;
CREATE TRIGGER affiliation_union_decided BEFORE INSERT OR UPDATE OR DELETE ON affiliation_numerounido
  FOR EACH ROW EXECUTE FUNCTION affiliation_union_decided();

-- A number that was joined takes no new movement; what was filed with it may still be corrected.
CREATE FUNCTION affiliation_not_joined() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM filed JOIN affiliation_numerounido AS joined ON joined.retirado <> '' AND joined.retirado = filed.nss
    WHERE filed.supersedes_id IS NULL
  ) THEN
    RAISE EXCEPTION 'affiliation: that number was joined to another' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER affiliation_not_joined AFTER INSERT ON affiliation_movimiento
  REFERENCING NEW TABLE AS filed FOR EACH STATEMENT EXECUTE FUNCTION affiliation_not_joined();
"""


class Migration(migrations.Migration):
    """The database's own guards of numbers."""

    dependencies = [("affiliation", "0012_numeros")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
