"""Acting for a child or a dependent parent: what was asked, shown, decided and stopped."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
REVOKE DELETE, TRUNCATE ON accounts_dependency FROM ventanilla_web;
ALTER TABLE accounts_dependency ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_dependency_own ON accounts_dependency FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', person::text));
CREATE POLICY accounts_dependency_other ON accounts_dependency FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = dependent::text AND state IN ('vigente', 'detenida', 'terminada'));
CREATE POLICY accounts_dependency_office ON accounts_dependency FOR ALL TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
REVOKE UPDATE, DELETE, TRUNCATE ON accounts_familynotice FROM ventanilla_web;
ALTER TABLE accounts_familynotice ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_familynotice_office ON accounts_familynotice TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
"""


class Migration(migrations.Migration):
    """Two tables, closed to whoever names nobody."""

    dependencies = [("accounts", "0008_recovery")]
    operations = [
        migrations.CreateModel(
            name="Dependency",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("curp", models.CharField(max_length=18)),
                ("dependent", models.UUIDField(null=True)),
                ("name", models.TextField(blank=True)),
                ("born", models.DateField(null=True)),
                ("kinship", models.TextField()),
                ("source", models.TextField(blank=True)),
                ("state", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("document", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("stopped_on", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "dependent"], name="accounts_dependency_pair"),
                    models.Index(fields=["dependent"], name="accounts_dependency_other"),
                    models.Index(fields=["state", "asked_at"], name="accounts_dependency_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("pedida", "en_revision"))),
                        fields=("account", "curp"),
                        name="accounts_one_open_dependency",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.UUIDField()),
                ("dependent", models.UUIDField()),
                ("what", models.TextField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "dependent", "what", "on"), name="accounts_family_told_once"
                    )
                ]
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
