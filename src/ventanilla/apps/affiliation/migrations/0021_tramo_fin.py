"""Who is insured with an employer on a day, found among nobody who left, and counted without reading a row.

An index by the day on which each stretch of days ends. It has beside all that the pages of an employer count, so that
of ten thousand people who are insured now and forty thousand stretches of their past, ten thousand entries are read.
And the view of the order of stretches says their days, so that who left is told before anybody's row is read.
"""

from django.db import migrations

INDEX = """
CREATE INDEX affiliation_tramo_fin ON affiliation_tramo (registro_id, coalesce(upper(dias), 'infinity'::date))
  INCLUDE (dias, persona_id, sbc_centavos, trabajador, salario, contrato_hasta, id) WHERE upper_inf(conocido);
"""
ORDER = """
CREATE OR REPLACE VIEW affiliation_plantilla_orden AS
  SELECT t.id, t.registro_id,
         lead(lower(t.dias)) OVER (PARTITION BY t.persona_id, t.registro_id ORDER BY lower(t.dias)) AS siguiente,
         t.dias
  FROM affiliation_tramo t
  JOIN affiliation_registropatronal r ON r.subject = t.registro_id
  WHERE upper_inf(t.conocido) AND r.patron_id = affiliation_scope();
"""
BEFORE = """
DROP VIEW affiliation_plantilla_orden;
CREATE VIEW affiliation_plantilla_orden AS
  SELECT t.id, t.registro_id,
         lead(lower(t.dias)) OVER (PARTITION BY t.persona_id, t.registro_id ORDER BY lower(t.dias)) AS siguiente
  FROM affiliation_tramo t
  JOIN affiliation_registropatronal r ON r.subject = t.registro_id
  WHERE upper_inf(t.conocido) AND r.patron_id = affiliation_scope();
REVOKE ALL ON affiliation_plantilla_orden FROM ventanilla_web;
GRANT SELECT ON affiliation_plantilla_orden TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """One index, and one column more of a view."""

    dependencies = [("affiliation", "0020_plantilla")]
    operations = [
        migrations.RunSQL(INDEX, "DROP INDEX affiliation_tramo_fin;"),
        migrations.RunSQL(ORDER, BEFORE),
    ]
