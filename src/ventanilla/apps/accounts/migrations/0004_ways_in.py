"""Sessions that their owner sees, one-use links, and how often something was tried."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

# Whether a session goes on is asked at every page by what nobody can guess (its id, kept on the server), before it
# is known whose it is: so by a function that says yes or no and shows nothing of a row.
GUARDS = """
ALTER TABLE accounts_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_session_scope ON accounts_session TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

ALTER TABLE accounts_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_link_scope ON accounts_link TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE FUNCTION accounts_session_goes_on(which uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM accounts_session WHERE id = which AND ended_at IS NULL)
$$;
REVOKE ALL ON FUNCTION accounts_session_goes_on(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_session_goes_on(uuid) TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """Passwords, sessions and limits."""

    dependencies = [("accounts", "0003_second_factors")]
    operations = [
        migrations.AddField("account", "password_set_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "account", models.Index(django.db.models.functions.text.Upper("email"), name="accounts_email")
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("bucket", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("ends", models.BigIntegerField()),
                ("count", models.IntegerField()),
            ],
            options={
                "db_table": "accounts_attempt",
                "indexes": [models.Index(fields=["ends"], name="accounts_attempt_end")],
            },
        ),
        migrations.CreateModel(
            name="OneUseLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.TextField()),
                ("session", models.UUIDField(null=True)),
                ("expires", models.BigIntegerField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "accounts_link",
                "indexes": [models.Index(fields=["expires"], name="accounts_link_expiry")],
            },
        ),
        migrations.CreateModel(
            name="OpenSession",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("via", models.TextField()),
                ("device", models.TextField(blank=True)),
                ("device_sha256", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("opened", models.BigIntegerField()),
                ("seen", models.BigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "db_table": "accounts_session",
                "indexes": [
                    models.Index(fields=["account", "-opened"], name="accounts_session_newest"),
                    models.Index(fields=["account", "device_sha256"], name="accounts_session_device"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
