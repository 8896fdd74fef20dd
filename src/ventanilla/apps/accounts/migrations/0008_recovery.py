"""Accounts given back at the counter, or by a code on paper."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField

GUARDS = """
ALTER TABLE accounts_recovery ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_office ON accounts_recovery TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
REVOKE DELETE, TRUNCATE ON accounts_recovery FROM ventanilla_web;
"""


def account(*, null: bool) -> models.ForeignKey[Any, Any]:
    """Somebody of the accounts, who cannot go while this row names them."""
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """What one official saw and another decided; what the password of an account is worth, and since when it waits."""

    dependencies = [("accounts", "0007_staff")]
    operations = [
        migrations.AddField("account", "password_worth", models.PositiveSmallIntegerField(default=2)),
        migrations.AddField("account", "recovered_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("curp", models.CharField(max_length=18)),
                ("name", models.TextField(blank=True)),
                ("email", SealedTextField()),
                ("document", models.TextField()),
                ("document_last", models.CharField(max_length=4)),
                ("document_expires", models.DateField(null=True)),
                ("subject", models.UUIDField()),
                ("state", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("link_expires", models.BigIntegerField(default=0)),
                ("stop_expires", models.BigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("before_email", SealedTextField(blank=True)),
                ("before_proven", models.PositiveSmallIntegerField(null=True)),
                ("account", account(null=True)),
                ("decided_by", account(null=True)),
                ("proposed_by", account(null=False)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "proposed_at"], name="accounts_recovery_queue")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("espera", "por_aprobar"))),
                        fields=("curp",),
                        name="accounts_recovery_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="accounts_recovery_two_people",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
