"""Sign-up: what waits for an e-mail, the codes that prove whose an account is, the terms it accepted."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE accounts_signup ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_office ON accounts_signup TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
ALTER TABLE accounts_identitycode ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_office ON accounts_identitycode TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
ALTER TABLE accounts_termsaccepted ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_office ON accounts_termsaccepted TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
REVOKE UPDATE, DELETE, TRUNCATE ON accounts_termsaccepted FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Accounts that nobody proved yet."""

    dependencies = [("accounts", "0004_ways_in")]
    operations = [
        migrations.AddField("account", "proven", models.PositiveSmallIntegerField(default=3)),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("curp", models.CharField(max_length=18)),
                ("email", models.EmailField(max_length=254)),
                ("password", models.CharField(blank=True, max_length=128)),
                ("terms", models.TextField()),
                ("notice", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["email", "created_at"], name="accounts_signup_email"),
                    models.Index(fields=["created_at"], name="accounts_signup_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentityCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("contact", models.TextField()),
                ("issued", models.BigIntegerField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={"indexes": [models.Index(fields=["account", "issued"], name="accounts_code_recent")]},
        ),
        migrations.CreateModel(
            name="TermsAccepted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("terms", models.TextField()),
                ("notice", models.TextField()),
                ("signature", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
