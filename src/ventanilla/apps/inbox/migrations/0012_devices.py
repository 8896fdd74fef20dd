"""How else a person is told that there is a notice: which topics, in which ways, and on which devices."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField

GUARDS = """
ALTER TABLE inbox_noticechoice ENABLE ROW LEVEL SECURITY;
CREATE POLICY inbox_office ON inbox_noticechoice TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
ALTER TABLE inbox_device ENABLE ROW LEVEL SECURITY;
CREATE POLICY inbox_office ON inbox_device TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
"""


def account() -> models.ForeignKey[Any, Any]:
    """Whose it is."""
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)


class Migration(migrations.Migration):
    """Two tables that only the office reads."""

    dependencies = [("inbox", "0001_inbox"), ("accounts", "0001_accounts"), ("eventlog", "0001_log")]
    operations = [
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.TextField()),
                ("channel", models.TextField()),
                ("wanted", models.BooleanField()),
                ("account", account()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "topic", "channel"), name="inbox_choice_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("endpoint", SealedTextField()),
                ("endpoint_digest", models.BinaryField(unique=True)),
                ("key", models.BinaryField()),
                ("secret", SealedTextField()),
                ("name", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("pushed", models.BigIntegerField(default=0)),
                ("account", account()),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
