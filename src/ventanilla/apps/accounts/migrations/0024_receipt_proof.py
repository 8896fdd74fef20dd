"""Proving whose an account is with a sealed payroll receipt and what only the record answers."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE accounts_receiptproof ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_office ON accounts_receiptproof TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
REVOKE DELETE, TRUNCATE ON accounts_receiptproof FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """What was tried, and until when money waits after it."""

    dependencies = [("accounts", "0013_deeds")]
    operations = [
        migrations.AddField("account", "money_after", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="ReceiptProof",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("receipt", models.BinaryField()),
                ("issuer", models.CharField(max_length=13)),
                ("agrees", models.BooleanField()),
                ("state", models.TextField(default="abierta")),
                ("begun_at", models.DateTimeField()),
                ("begun", models.BigIntegerField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("missed", models.BigIntegerField(default=0)),
                ("told_at", models.DateTimeField(null=True)),
                ("told_proved_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "begun"], name="accounts_receipt_recent")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "probada")),
                        fields=("receipt",),
                        name="accounts_receipt_proves_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "abierta")), fields=("account",), name="accounts_receipt_one_open"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
