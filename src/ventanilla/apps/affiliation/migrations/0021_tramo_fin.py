"""Who is insured with an employer on a day, found among nobody who left, and counted without reading a row.

An index by the day on which each stretch of days ends. It has beside all that the pages of an employer count, so that
of ten thousand people who are insured now and forty thousand stretches of their past, ten thousand entries are read.
"""

from django.db import migrations

INDEX = """
CREATE INDEX affiliation_tramo_fin ON affiliation_tramo (registro_id, coalesce(upper(dias), 'infinity'::date))
  INCLUDE (dias, persona_id, sbc_centavos, trabajador, salario, contrato_hasta, id) WHERE upper_inf(conocido);
"""


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("affiliation", "0020_plantilla")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX affiliation_tramo_fin;")]
