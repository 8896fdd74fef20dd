"""A session of a company's certificate ends, too, where staff recognised another representative by a later deed."""

from django.db import migrations

SESSION_END = """
CREATE OR REPLACE FUNCTION accounts_session_end(wanted uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN c.state = 'revocado' THEN 'revocada'
    WHEN c.company_rfc = '' THEN ''
    WHEN EXISTS (
      SELECT 1 FROM accounts_representativechange r JOIN accounts_certificate n ON n.id = r.new_id
      WHERE r.state = 'rechazado' AND n.company_rfc = c.company_rfc AND n.account_id = c.account_id) THEN 'rechazo'
    WHEN EXISTS (
      SELECT 1 FROM accounts_certificate o
      WHERE o.company_rfc = c.company_rfc AND o.state = 'vigente' AND o.account_id <> c.account_id) THEN 'relevo'
    WHEN EXISTS (
      SELECT 1 FROM mandates_mandate m JOIN accounts_company e ON e.subject = m.grantor
      WHERE e.rfc = c.company_rfc AND m.source = 'escritura' AND m.state = 'aceptada'
        AND m.grantee_account_id <> c.account_id AND m.decided_at >= c.not_before) THEN 'relevo'
    ELSE '' END
  FROM accounts_certificate c WHERE c.id = wanted
$$;
"""


class Migration(migrations.Migration):
    """One function, replaced."""

    dependencies = [("accounts", "0012_disavowed"), ("mandates", "0001_mandates")]
    operations = [migrations.RunSQL(SESSION_END, migrations.RunSQL.noop)]
