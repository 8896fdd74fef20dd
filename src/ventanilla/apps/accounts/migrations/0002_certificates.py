"""The certificates of an account, with their history; what staff review; and the end of a session by its e.firma."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
REVOKE ALL ON accounts_certificate FROM ventanilla_web;
GRANT SELECT, INSERT ON accounts_certificate TO ventanilla_web;
GRANT UPDATE (state, used_at, replaced_at, revoked_at, checked_at, warned) ON accounts_certificate TO ventanilla_web;
REVOKE UPDATE, DELETE, TRUNCATE ON accounts_certificateconflict FROM ventanilla_web;
REVOKE DELETE, TRUNCATE ON accounts_representativechange FROM ventanilla_web;

ALTER TABLE accounts_certificate ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_certificate_own ON accounts_certificate FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', person::text));
CREATE POLICY accounts_certificate_office ON accounts_certificate FOR ALL TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

ALTER TABLE accounts_certificateconflict ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_conflict_office ON accounts_certificateconflict TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

ALTER TABLE accounts_representativechange ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_change_office ON accounts_representativechange TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

-- Asked on every page of a session that an e.firma opened, before anybody's scope is known: why it is over, or ''.
CREATE FUNCTION accounts_session_end(wanted uuid) RETURNS text
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
    ELSE '' END
  FROM accounts_certificate c WHERE c.id = wanted
$$;
REVOKE ALL ON FUNCTION accounts_session_end(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_session_end(uuid) TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """Certificates, the ones turned away, and changes of representative."""

    dependencies = [("accounts", "0001_accounts")]
    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("serial", models.TextField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("der", models.BinaryField()),
                ("not_before", models.DateTimeField()),
                ("not_after", models.DateTimeField()),
                ("rfc", models.CharField(max_length=13)),
                ("company_rfc", models.CharField(blank=True, max_length=12)),
                ("state", models.TextField()),
                ("bound_at", models.DateTimeField()),
                ("used_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("warned", models.SmallIntegerField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CertificateConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("serial", models.TextField()),
                ("fault", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RepresentativeChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.TextField(default="pendiente")),
                ("opened_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="accounts.company"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_to",
                        to="accounts.certificate",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_from",
                        to="accounts.certificate",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["rfc"], name="accounts_certificate_rfc"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["company_rfc", "state"], name="accounts_certificate_company"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["state", "not_after"], name="accounts_certificate_end"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["used_at"], name="accounts_certificate_used"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("company_rfc", ""), ("state", "vigente")),
                fields=("account",),
                name="accounts_one_own_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "vigente"), models.Q(("company_rfc", ""), _negated=True)),
                fields=("company_rfc",),
                name="accounts_one_of_company_in_force",
            ),
        ),
        migrations.AddIndex(
            model_name="representativechange",
            index=models.Index(fields=["state", "opened_at"], name="accounts_change_pending"),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
