"""First walls."""

import uuid

from django.db import migrations, models

import ventanilla.apps.accounts.models


class Migration(migrations.Migration):
    """Accounts and the companies their certificates proved."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("curp", models.CharField(max_length=18, unique=True)),
                ("subject", models.UUIDField(unique=True)),
                ("rfc", models.CharField(blank=True, max_length=13)),
                ("name", models.TextField()),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("post", models.TextField(blank=True)),
                ("opened_at", models.DateTimeField()),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={"db_table": "accounts_account"},
            managers=[("objects", ventanilla.apps.accounts.models.AccountManager())],
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("rfc", models.CharField(max_length=12, unique=True)),
                ("name", models.TextField()),
            ],
        ),
    ]
