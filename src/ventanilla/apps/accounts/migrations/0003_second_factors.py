"""Second factors: what is kept of each belongs to its subject, behind row-level security."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE accounts_authenticatorapp ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_authenticatorapp_scope ON accounts_authenticatorapp TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

ALTER TABLE accounts_recoverycode ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_recoverycode_scope ON accounts_recoverycode TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

ALTER TABLE accounts_passkey ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_passkey_scope ON accounts_passkey TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));
"""


def _account(kind: Any = models.ForeignKey, **more: Any) -> Any:
    return kind(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **more)


class Migration(migrations.Migration):
    """The authenticator application, the recovery codes, the passkeys and their challenges."""

    dependencies = [("accounts", "0002_certificates")]
    operations = [
        migrations.CreateModel(
            name="AuthenticatorApp",
            fields=[
                ("account", _account(models.OneToOneField, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("last_step", models.BigIntegerField(default=0)),
                ("misses", models.SmallIntegerField(default=0)),
                ("missed_at", models.BigIntegerField(default=0)),
            ],
            options={"db_table": "accounts_authenticatorapp"},
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", _account()),
                ("subject", models.UUIDField()),
                ("digest", models.BinaryField(unique=True)),
                ("created_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("account", _account()),
                ("subject", models.UUIDField()),
                ("credential_id", models.BinaryField(unique=True)),
                ("public_key", models.BinaryField()),
                ("sign_count", models.BigIntegerField()),
                ("name", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PasskeyChallenge",
            fields=[
                ("challenge", models.CharField(max_length=43, primary_key=True, serialize=False)),
                ("session_sha256", models.CharField(max_length=64)),
                ("purpose", models.TextField()),
                ("issued_at", models.BigIntegerField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["issued_at"], name="accounts_challenge_age")]},
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
