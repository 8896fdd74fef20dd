"""Keys of programs, and the answers that are given again."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE programs_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY programs_key_scope ON programs_key TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', person::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', person::text));

ALTER TABLE programs_answeredrequest ENABLE ROW LEVEL SECURITY;
CREATE POLICY programs_answeredrequest_scope ON programs_answeredrequest TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

-- A key changes in what happens to it, never in whose it is or what it may do.
REVOKE UPDATE, DELETE, TRUNCATE ON programs_key FROM ventanilla_web;
GRANT UPDATE (used, used_at, revoked_at) ON programs_key TO ventanilla_web;
REVOKE TRUNCATE ON programs_answeredrequest FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Both tables, behind row-level security."""

    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("digest", models.BinaryField(unique=True)),
                ("prefix", models.CharField(max_length=12)),
                ("name", models.TextField()),
                ("person", models.UUIDField()),
                ("acts_for", models.UUIDField(null=True)),
                ("acting_for", models.TextField(blank=True)),
                ("acting_for_rfc", models.TextField(blank=True)),
                ("kin", models.BooleanField(default=False)),
                ("certificate", models.UUIDField(null=True)),
                ("rfc", models.TextField(blank=True)),
                ("scopes", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("expires", models.BigIntegerField()),
                ("expires_at", models.DateTimeField()),
                ("used", models.BigIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["person", "-made_at"], name="programs_key_person")]},
        ),
        migrations.CreateModel(
            name="AnsweredRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("key", models.BinaryField()),
                ("request", models.BinaryField()),
                ("begun", models.BigIntegerField()),
                ("status", models.SmallIntegerField(null=True)),
                ("content_type", models.TextField(blank=True)),
                ("location", models.TextField(blank=True)),
                ("etag", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["begun"], name="programs_request_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "subject", "key"), name="programs_request_once")
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
