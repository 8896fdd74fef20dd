"""Notices of employers are only added; who sees which; and the registros of before get the alta that made them.

The office sees everything; an employer, its own. What a worker reads of a registro (its number and its employer's
name) is in other tables. Postal codes and fractions hold nobody's data.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION affiliation_notice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'affiliation: a notice is not changed or removed, it is corrected by another (%)', TG_OP;
END $$;
CREATE TRIGGER affiliation_aviso_fixed BEFORE UPDATE OR DELETE ON affiliation_avisopatronal
  FOR EACH ROW EXECUTE FUNCTION affiliation_notice_stays();
CREATE TRIGGER affiliation_aviso_kept BEFORE TRUNCATE ON affiliation_avisopatronal
  FOR EACH STATEMENT EXECUTE FUNCTION affiliation_notice_stays();
CREATE TRIGGER affiliation_mes_fixed BEFORE UPDATE OR DELETE ON affiliation_meshogar
  FOR EACH ROW EXECUTE FUNCTION affiliation_notice_stays();
CREATE TRIGGER affiliation_mes_kept BEFORE TRUNCATE ON affiliation_meshogar
  FOR EACH STATEMENT EXECUTE FUNCTION affiliation_notice_stays();

-- A number is not given back.
CREATE FUNCTION affiliation_serial_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.ultimo <= OLD.ultimo OR NEW.municipio <> OLD.municipio THEN
    RAISE EXCEPTION 'affiliation: a serial that was given out is not given again';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_numeracion_grows BEFORE UPDATE OR DELETE ON affiliation_numeracion
  FOR EACH ROW EXECUTE FUNCTION affiliation_serial_grows();

-- A correction is of the same registro's notice.
ALTER TABLE affiliation_avisopatronal
  ADD CONSTRAINT affiliation_aviso_of_registro UNIQUE (id, registro_id),
  ADD CONSTRAINT affiliation_aviso_corrects_own FOREIGN KEY (supersedes_id, registro_id)
    REFERENCES affiliation_avisopatronal (id, registro_id) DEFERRABLE INITIALLY DEFERRED;

-- A registro is one thing at a time.
ALTER TABLE affiliation_tramoregistro
  ADD CONSTRAINT affiliation_one_state
    EXCLUDE USING gist (registro_id WITH =, daterange(desde, hasta, '[]') WITH &&);

-- The registros of the subject this connection speaks for.
CREATE FUNCTION affiliation_registros() RETURNS uuid[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT array_agg(subject) FROM affiliation_registropatronal WHERE patron_id = affiliation_scope()
$$;

ALTER TABLE affiliation_avisopatronal ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_tramoregistro ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_meshogar ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliation_numeracion ENABLE ROW LEVEL SECURITY;

CREATE POLICY affiliation_office ON affiliation_avisopatronal TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_tramoregistro TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_meshogar TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_office ON affiliation_numeracion TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_employer ON affiliation_avisopatronal FOR SELECT TO ventanilla_web
  USING (registro_id = ANY ((SELECT affiliation_registros())::uuid[]));
CREATE POLICY affiliation_employer ON affiliation_tramoregistro FOR SELECT TO ventanilla_web
  USING (registro_id = ANY ((SELECT affiliation_registros())::uuid[]));
CREATE POLICY affiliation_employer ON affiliation_meshogar FOR SELECT TO ventanilla_web
  USING (registro_id = ANY ((SELECT affiliation_registros())::uuid[]));
CREATE POLICY affiliation_own ON affiliation_meshogar FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));

REVOKE ALL ON affiliation_avisopatronal, affiliation_meshogar FROM ventanilla_web;
GRANT SELECT, INSERT ON affiliation_avisopatronal, affiliation_meshogar TO ventanilla_web;
REVOKE DELETE ON affiliation_numeracion FROM ventanilla_web;

-- Until now a registro had its number and its first day, and nothing else was known of it.
INSERT INTO affiliation_avisopatronal (id, registro_id, tipo, fecha, recorded_at, nombre, nombre_comercial, domicilio,
    centro, actividad, fraccion, clase, zona, municipio, delegacion, subdelegacion, otro)
  SELECT gen_random_uuid(), r.subject, 'alta', r.desde, r.desde + time '18:00' AT TIME ZONE 'UTC', p.nombre, '', '',
    '', '', '', '', '', left(r.numero, 3), r.delegacion, r.subdelegacion, ''
  FROM affiliation_registropatronal r JOIN affiliation_patron p ON p.subject = r.patron_id;
INSERT INTO affiliation_tramoregistro (registro_id, desde, situacion, clase, fraccion, zona, municipio)
  SELECT subject, desde, 'activo', '', '', '', left(numero, 3) FROM affiliation_registropatronal;
"""


class Migration(migrations.Migration):
    """The database's own guards, and the first notices."""

    dependencies = [("affiliation", "0010_registro_patronal")]
    operations = [
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
