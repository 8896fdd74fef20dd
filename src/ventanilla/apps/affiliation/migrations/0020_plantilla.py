"""What an employer sees of whom it insures: a name, the numbers and what it filed itself. Nothing else of the person.

Two views, read as their owner reads the tables: the row-level security of a person's own row stays closed to their
employer, and here only the columns and the rows that are the employer's business come out. The scope of the connection
says which employer it is, whatever the query forgot to say.
"""

from django.db import migrations

VIEWS = """
CREATE VIEW affiliation_plantilla AS
  SELECT t.id, t.persona_id, t.registro_id, r.numero AS registro, t.dias, t.empleo_desde, t.sbc_centavos, t.trabajador,
         t.salario, t.contrato_hasta, t.nss, p.curp, p.orden,
         concat_ws(' ', nullif(p.primer_apellido, ''), nullif(p.segundo_apellido, ''), p.nombre) AS nombre
  FROM affiliation_tramo t
  JOIN affiliation_registropatronal r ON r.subject = t.registro_id
  LEFT JOIN affiliation_persona p ON p.subject = t.persona_id
  WHERE upper_inf(t.conocido) AND r.patron_id = affiliation_scope();

CREATE VIEW affiliation_aviso AS
  SELECT m.id, m.persona_id, m.registro_id, r.numero AS registro, m.tipo, m.fecha, m.declarada, m.recorded_at,
         m.sbc_centavos, m.causa, m.trabajador, m.contrato_hasta, m.supersedes_id, m.caso, m.cuenta, m.autorizacion,
         m.nss, p.orden,
         concat_ws(' ', nullif(p.primer_apellido, ''), nullif(p.segundo_apellido, ''), p.nombre) AS nombre,
         EXISTS (SELECT FROM affiliation_movimiento c WHERE c.supersedes_id = m.id) AS corregido
  FROM affiliation_movimiento m
  JOIN affiliation_registropatronal r ON r.subject = m.registro_id
  LEFT JOIN affiliation_persona p ON p.subject = m.persona_id
  WHERE r.patron_id = affiliation_scope();

-- Each stretch of days with when the next one of the same person and registro begins; null after the last.
CREATE VIEW affiliation_plantilla_orden AS
  SELECT t.id, t.registro_id,
         lead(lower(t.dias)) OVER (PARTITION BY t.persona_id, t.registro_id ORDER BY lower(t.dias)) AS siguiente
  FROM affiliation_tramo t
  JOIN affiliation_registropatronal r ON r.subject = t.registro_id
  WHERE upper_inf(t.conocido) AND r.patron_id = affiliation_scope();

-- How many of an employer's people have a doubt open: not which doubt.
CREATE VIEW affiliation_plantilla_duda AS
  SELECT DISTINCT c.persona_id, t.registro_id
  FROM affiliation_contradiccion c
  JOIN affiliation_tramo t ON t.persona_id = c.persona_id AND upper_inf(t.conocido)
  JOIN affiliation_registropatronal r ON r.subject = t.registro_id
  WHERE c.resuelta IS NULL AND r.patron_id = affiliation_scope();

REVOKE ALL ON affiliation_plantilla, affiliation_aviso, affiliation_plantilla_duda, affiliation_plantilla_orden
  FROM ventanilla_web;
GRANT SELECT ON affiliation_plantilla, affiliation_aviso, affiliation_plantilla_duda, affiliation_plantilla_orden
  TO ventanilla_web;

CREATE INDEX affiliation_movimiento_recibido ON affiliation_movimiento (registro_id, recorded_at DESC, id DESC);
"""
FORGOTTEN = """
DROP INDEX affiliation_movimiento_recibido;
DROP VIEW affiliation_plantilla_orden, affiliation_plantilla_duda, affiliation_aviso, affiliation_plantilla;
"""


class Migration(migrations.Migration):
    """What the pages of an employer read."""

    dependencies = [("affiliation", "0013_numeros_guards")]
    operations = [migrations.RunSQL(VIEWS, FORGOTTEN)]
