"""Units, roles until a day, and invitations."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField

GUARDS = """
REVOKE ALL ON staff_rolegrant FROM ventanilla_web;
GRANT SELECT, INSERT ON staff_rolegrant TO ventanilla_web;
GRANT UPDATE (account_id, state, decided_by_id, decided_at, activated_at, ended_by_id, ended_at, end_reason)
  ON staff_rolegrant TO ventanilla_web;
REVOKE DELETE, TRUNCATE ON staff_unit FROM ventanilla_web;
REVOKE DELETE, TRUNCATE ON staff_invitation FROM ventanilla_web;

ALTER TABLE staff_rolegrant ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_grant_own ON staff_rolegrant FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) =
    (SELECT a.subject::text FROM accounts_account a WHERE a.id = account_id));
CREATE POLICY staff_grant_office ON staff_rolegrant FOR ALL TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

ALTER TABLE staff_invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_invitation_office ON staff_invitation TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
"""


def _account() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """Nobody is given a role here: the operator names the first administrators."""

    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("key", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("curp", models.CharField(max_length=18)),
                ("name", models.TextField()),
                ("email", SealedTextField(blank=True)),
                ("role", models.TextField()),
                ("post", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("state", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("activated_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("account", _account()),
                ("decided_by", _account()),
                ("ended_by", _account()),
                ("proposed_by", _account()),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.unit"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "state"], name="staff_grant_account"),
                    models.Index(fields=["curp", "state"], name="staff_grant_curp"),
                    models.Index(fields=["state", "proposed_at"], name="staff_grant_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("expires", models.BigIntegerField()),
                ("used_at", models.DateTimeField(null=True)),
                ("run", models.UUIDField(null=True)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="staff.rolegrant"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
