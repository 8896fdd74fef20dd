"""First walls of cases, behind row-level security; nothing filed can be deleted."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
REVOKE DELETE, TRUNCATE ON cases_case FROM ventanilla_web;
REVOKE UPDATE, DELETE, TRUNCATE ON cases_resolution FROM ventanilla_web;

ALTER TABLE cases_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY cases_scope ON cases_case TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

ALTER TABLE cases_resolution ENABLE ROW LEVEL SECURITY;
CREATE POLICY cases_resolution_scope ON cases_resolution TO ventanilla_web
  USING (EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id))
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE FUNCTION cases_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'cases: a resolution is not changed or removed (%)', TG_OP;
END $$;
CREATE TRIGGER cases_resolution_fixed BEFORE UPDATE OR DELETE ON cases_resolution
  FOR EACH ROW EXECUTE FUNCTION cases_refuse();
CREATE TRIGGER cases_resolution_kept BEFORE TRUNCATE ON cases_resolution
  FOR EACH STATEMENT EXECUTE FUNCTION cases_refuse();
"""


class Migration(migrations.Migration):
    """Cases and resolutions."""

    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tramite", models.TextField()),
                ("title", models.TextField()),
                ("person", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("acts_for", models.UUIDField(null=True)),
                ("acting_for", models.TextField(blank=True)),
                ("applicant", models.TextField()),
                ("assurance", models.SmallIntegerField()),
                ("state", models.TextField(default="borrador")),
                ("draft", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("folio", models.CharField(max_length=12, null=True, unique=True)),
                ("filed_at", models.DateTimeField(null=True)),
                ("promised_on", models.DateField(null=True)),
                ("content_sha256", models.CharField(blank=True, max_length=64)),
                ("signature", models.UUIDField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "-saved_at"], name="cases_subject"),
                    models.Index(fields=["state", "filed_at"], name="cases_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.SmallIntegerField()),
                ("kind", models.TextField()),
                ("record", models.JSONField()),
                ("decided_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="resolutions", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="cases_resolution_number"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
