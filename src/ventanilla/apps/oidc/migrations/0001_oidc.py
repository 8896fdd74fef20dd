"""Applications that people enter with their account, what they let each one know, and what it was given for that."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE oidc_consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY oidc_consent_scope ON oidc_consent TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

ALTER TABLE oidc_authorizationcode ENABLE ROW LEVEL SECURITY;
CREATE POLICY oidc_authorizationcode_scope ON oidc_authorizationcode TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

ALTER TABLE oidc_accesstoken ENABLE ROW LEVEL SECURITY;
CREATE POLICY oidc_accesstoken_scope ON oidc_accesstoken TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

-- What was allowed and when it ended is kept; a code is changed in one thing alone, that it served.
REVOKE DELETE, TRUNCATE ON oidc_consent FROM ventanilla_web;
REVOKE UPDATE, TRUNCATE ON oidc_authorizationcode FROM ventanilla_web;
GRANT UPDATE (used) ON oidc_authorizationcode TO ventanilla_web;
REVOKE UPDATE, TRUNCATE ON oidc_accesstoken FROM ventanilla_web;
GRANT UPDATE (revoked) ON oidc_accesstoken TO ventanilla_web;
-- Where an application is answered never changes: another address is another application.
REVOKE UPDATE, DELETE, TRUNCATE ON oidc_address FROM ventanilla_web;
REVOKE DELETE, TRUNCATE ON oidc_client FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Applications, consents, codes and tokens."""

    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Client",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("operator", models.TextField()),
                ("sector", models.TextField()),
                ("secret", models.BinaryField(null=True)),
                ("scopes", models.TextField()),
                ("registered_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("scopes", models.TextField()),
                ("since", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oidc.client"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuthorizationCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("digest", models.BinaryField(unique=True)),
                ("subject", models.UUIDField()),
                ("session", models.UUIDField()),
                ("redirect_uri", models.TextField()),
                ("challenge", models.CharField(max_length=43)),
                ("nonce", models.TextField(blank=True)),
                ("scopes", models.TextField()),
                ("entered", models.BigIntegerField()),
                ("acr", models.TextField()),
                ("amr", models.TextField()),
                ("issued", models.BigIntegerField()),
                ("used", models.BooleanField(default=False)),
                (
                    "consent",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oidc.consent"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("digest", models.BinaryField(unique=True)),
                ("subject", models.UUIDField()),
                ("session", models.UUIDField()),
                ("scopes", models.TextField()),
                ("expires", models.BigIntegerField()),
                ("revoked", models.BooleanField(default=False)),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to="oidc.authorizationcode"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oidc.consent"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.TextField()),
                ("origin", models.TextField()),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="oidc.client"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["origin"], name="oidc_address_origin")],
                "constraints": [models.UniqueConstraint(fields=("client", "address"), name="oidc_address_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("subject", "client"), name="oidc_one_consent"
            ),
        ),
        migrations.AddIndex(
            model_name="authorizationcode",
            index=models.Index(fields=["issued"], name="oidc_code_age"),
        ),
        migrations.AddIndex(
            model_name="authorizationcode",
            index=models.Index(fields=["subject", "issued"], name="oidc_code_recent"),
        ),
        migrations.AddIndex(
            model_name="accesstoken",
            index=models.Index(fields=["expires"], name="oidc_token_end"),
        ),
        migrations.AddIndex(
            model_name="accesstoken",
            index=models.Index(fields=["session", "consent"], name="oidc_token_session"),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
