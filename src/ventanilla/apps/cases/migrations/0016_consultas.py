"""Questions that open no case, seen by whoever asked and by the office."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What was asked and what was answered are not rewritten: an answer is given once, by somebody else.
GUARDS = """
REVOKE DELETE, TRUNCATE ON cases_consulta FROM ventanilla_web;

ALTER TABLE cases_consulta ENABLE ROW LEVEL SECURITY;
CREATE POLICY cases_consulta_scope ON cases_consulta TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

CREATE FUNCTION cases_consulta_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.account_id, NEW.subject, NEW.tema, NEW.question, NEW.asked_at, NEW.promised_on)
     IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.subject, OLD.tema, OLD.question, OLD.asked_at, OLD.promised_on)
     OR (OLD.answered_at IS NOT NULL
         AND (NEW.answer, NEW.answered_at, NEW.answered_by_id) IS DISTINCT FROM
             (OLD.answer, OLD.answered_at, OLD.answered_by_id))
     OR (NEW.answered_at IS DISTINCT FROM OLD.answered_at
         AND current_setting('ventanilla.scope', true) <> 'system')
  THEN
    RAISE EXCEPTION 'cases: a question is not rewritten, and only the office answers it'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_consulta_fixed BEFORE UPDATE ON cases_consulta
  FOR EACH ROW EXECUTE FUNCTION cases_consulta_fixed();
"""


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("cases", "0007_dispute"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Consulta",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("proved", models.BooleanField()),
                ("tema", models.TextField()),
                ("queue", models.TextField()),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("promised_on", models.DateField()),
                ("state", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("post", models.TextField(blank=True)),
                ("unit", models.TextField(blank=True)),
                ("suggests", models.TextField(blank=True)),
                ("became", models.TextField(blank=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "answered_by",
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
                    models.Index(fields=["subject", "-asked_at"], name="cases_consulta_subject"),
                    models.Index(
                        fields=["promised_on", "id"],
                        name="cases_consulta_open",
                        condition=models.Q(state="abierta"),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("account")),
                        name="cases_consulta_not_own",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
