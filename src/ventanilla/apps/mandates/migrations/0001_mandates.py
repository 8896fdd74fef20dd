"""Authorisations to act for another."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE mandates_mandate ENABLE ROW LEVEL SECURITY;
CREATE POLICY mandates_mandate_sides ON mandates_mandate FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', grantor::text, grantee::text, giver::text));
CREATE POLICY mandates_mandate_office ON mandates_mandate FOR ALL TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

-- What was given never changes: only who took it, and that it ended.
REVOKE UPDATE, DELETE, TRUNCATE ON mandates_mandate FROM ventanilla_web;
GRANT UPDATE (state, grantee, grantee_account_id, grantee_name, decided_at, revoked_at, revoked_on, revoked_by_id,
  renounced, reason) ON mandates_mandate TO ventanilla_web;

-- And what ended never counts again, nor does whoever took it change.
CREATE FUNCTION mandates_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('revocada', 'rechazada') OR (OLD.state = 'aceptada' AND NEW.state <> 'revocada')
     OR (OLD.grantee IS NOT NULL AND NEW.grantee IS DISTINCT FROM OLD.grantee) THEN
    RAISE EXCEPTION 'an authorisation goes forward only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mandates_only_forward BEFORE UPDATE ON mandates_mandate
  FOR EACH ROW EXECUTE FUNCTION mandates_only_forward();
"""


class Migration(migrations.Migration):
    """One table, behind row-level security."""

    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="MandateRow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("grantor", models.UUIDField()),
                ("grantor_name", models.TextField()),
                ("grantor_rfc", models.TextField(blank=True)),
                ("grantee", models.UUIDField(null=True)),
                ("grantee_name", models.TextField(blank=True)),
                ("curp", models.CharField(max_length=18)),
                ("rfc", models.TextField(blank=True)),
                ("acts", models.TextField()),
                ("registros", models.TextField(blank=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("can_delegate", models.BooleanField(default=False)),
                ("source", models.TextField(default="otorgada")),
                ("deed", models.TextField(blank=True)),
                ("giver", models.UUIDField(null=True)),
                ("case", models.UUIDField(null=True)),
                ("offered_at", models.DateTimeField()),
                ("state", models.TextField(default="ofrecida")),
                ("decided_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_on", models.DateField(null=True)),
                ("renounced", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True)),
                (
                    "giver_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "grantee_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="mandates.mandaterow",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "mandates_mandate",
                "indexes": [
                    models.Index(fields=["grantor", "-offered_at"], name="mandates_grantor"),
                    models.Index(fields=["grantee", "state"], name="mandates_grantee"),
                    models.Index(fields=["curp", "state"], name="mandates_curp"),
                    models.Index(fields=["giver"], name="mandates_giver"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["ofrecida", "aceptada", "rechazada", "revocada"])),
                        name="mandates_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "escritura"), ("until__isnull", True)),
                            models.Q(("until__gte", models.F("since")), ("until__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandates_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revoked_at__isnull", False), ("revoked_on__isnull", False), ("state", "revocada")
                            ),
                            models.Q(
                                models.Q(("state", "revocada"), _negated=True),
                                ("revoked_at__isnull", True),
                                ("revoked_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mandates_revoked_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aceptada"), _negated=True), ("grantee__isnull", False), _connector="OR"
                        ),
                        name="mandates_accepted_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
