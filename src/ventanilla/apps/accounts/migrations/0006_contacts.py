"""E-mails are sealed in their columns; whose they are is said by a digest. What each person prefers of the office."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from ventanilla.apps.eventlog.api import SealedTextField, contact_digest

BATCH = 1_000  # rows
GUARDS = """
ALTER TABLE accounts_preferences ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_office ON accounts_preferences TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
"""


def seal(apps: Any, editor: Any) -> None:
    """Seal what was kept in clear; an address that its owner confirmed says since when."""
    account, sign_up = apps.get_model("accounts", "Account"), apps.get_model("accounts", "SignUp")
    for row in sign_up.objects.all().iterator(BATCH):
        row.email, row.email_digest = row.in_clear, contact_digest(row.in_clear)
        row.save(update_fields=["email", "email_digest"])
    for row in account.objects.all().iterator(BATCH):
        confirmed = sign_up.objects.filter(account=row).exclude(confirmed_at=None).order_by("-confirmed_at").first()
        row.email, row.email_digest = row.in_clear, contact_digest(row.in_clear)
        row.email_confirmed_at = confirmed.confirmed_at if confirmed else None
        row.save(update_fields=["email", "email_digest", "email_confirmed_at"])


class Migration(migrations.Migration):
    """Contacts and preferences."""

    dependencies = [("accounts", "0005_sign_up"), ("eventlog", "0001_log")]
    operations = [
        migrations.RemoveIndex("account", "accounts_email"),
        migrations.RemoveIndex("signup", "accounts_signup_email"),
        migrations.RenameField("account", "email", "in_clear"),
        migrations.RenameField("signup", "email", "in_clear"),
        migrations.AddField("account", "email", SealedTextField(blank=True, default="")),
        migrations.AddField("account", "email_digest", models.BinaryField(default=b"")),
        migrations.AddField("account", "email_confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("signup", "email", SealedTextField(default="")),
        migrations.AddField("signup", "email_digest", models.BinaryField(default=b"")),
        migrations.AddField("signup", "replaced", SealedTextField(blank=True, default="")),
        migrations.AddField("signup", "may_return", models.BooleanField(default=False)),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("account", "in_clear"),
        migrations.RemoveField("signup", "in_clear"),
        migrations.AlterField("account", "email", SealedTextField(blank=True)),
        migrations.AlterField("signup", "email", SealedTextField()),
        migrations.AlterField("signup", "email_digest", models.BinaryField()),
        migrations.AlterField("signup", "replaced", SealedTextField(blank=True)),
        migrations.AddIndex(
            "account", models.Index(fields=["email_digest"], condition=~Q(email_digest=b""), name="accounts_email")
        ),
        migrations.AddIndex(
            "signup", models.Index(fields=["email_digest", "created_at"], name="accounts_signup_email")
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("language", models.TextField()),
                ("letters", models.TextField()),
                ("contrast", models.TextField()),
                ("motion", models.TextField()),
                ("notices", models.TextField()),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
