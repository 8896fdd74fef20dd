"""Challenges, and signatures that nobody can change."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
REVOKE UPDATE, DELETE, TRUNCATE ON signatures_signature, signatures_revocationcheck FROM ventanilla_web;

ALTER TABLE signatures_signature ENABLE ROW LEVEL SECURITY;
CREATE POLICY signatures_scope ON signatures_signature TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

ALTER TABLE signatures_revocationcheck ENABLE ROW LEVEL SECURITY;
CREATE POLICY signatures_check_scope ON signatures_revocationcheck TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE FUNCTION signatures_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'signatures: what was signed is not changed or removed (%)', TG_OP;
END $$;
CREATE TRIGGER signatures_fixed BEFORE UPDATE OR DELETE ON signatures_signature
  FOR EACH ROW EXECUTE FUNCTION signatures_refuse();
CREATE TRIGGER signatures_kept BEFORE TRUNCATE ON signatures_signature
  FOR EACH STATEMENT EXECUTE FUNCTION signatures_refuse();
CREATE TRIGGER signatures_check_fixed BEFORE UPDATE OR DELETE ON signatures_revocationcheck
  FOR EACH ROW EXECUTE FUNCTION signatures_refuse();
"""


class Migration(migrations.Migration):
    """First walls."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="IssuedChallengeRow",
            fields=[
                ("nonce", models.CharField(max_length=43, primary_key=True, serialize=False)),
                ("session_sha256", models.CharField(max_length=64)),
                ("typ", models.TextField()),
                ("audience", models.TextField()),
                ("issued_at", models.BigIntegerField()),
                ("expires_at", models.BigIntegerField()),
                ("case", models.UUIDField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "signatures_challenge",
                "indexes": [models.Index(fields=["expires_at"], name="signatures_expiry")],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("typ", models.TextField()),
                ("subject", models.UUIDField()),
                ("account", models.UUIDField()),
                ("case", models.UUIDField(null=True)),
                ("payload", models.BinaryField()),
                ("certificate", models.BinaryField()),
                ("value", models.BinaryField()),
                ("serial", models.TextField()),
                ("trust", models.TextField()),
                ("chain", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RevocationCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.TextField()),
                ("doubt", models.TextField(blank=True)),
                ("raw", models.BinaryField()),
                ("checked_at", models.DateTimeField()),
                (
                    "signature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="signatures.signature"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
