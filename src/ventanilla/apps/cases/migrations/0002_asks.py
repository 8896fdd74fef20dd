"""What a case asks and is answered; what was signed is kept with it; a draft, and nothing filed, can be deleted."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
-- The cases that were filed before are given the lines of their own signature: what was signed, to the letter.
UPDATE cases_case c SET lines = convert_from(s.payload, 'UTF8')::jsonb -> 'act' -> 'lines'
  FROM signatures_signature s WHERE s.id = c.signature;

REVOKE DELETE, TRUNCATE ON cases_ask FROM ventanilla_web;
ALTER TABLE cases_ask ENABLE ROW LEVEL SECURITY;
CREATE POLICY cases_ask_scope ON cases_ask TO ventanilla_web
  USING (
    current_setting('ventanilla.scope', true) IN ('system', subject::text)
    OR EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)
  )
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

GRANT DELETE ON cases_case TO ventanilla_web;
CREATE TRIGGER cases_case_filed BEFORE DELETE ON cases_case
  FOR EACH ROW WHEN (OLD.state <> 'borrador') EXECUTE FUNCTION cases_refuse();
"""
BACK = """
DROP TRIGGER cases_case_filed ON cases_case;
REVOKE DELETE ON cases_case FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Asks, and what was signed."""

    dependencies = [("cases", "0001_cases"), ("signatures", "0003_ceremonies")]
    operations = [
        migrations.AddField("case", "form_version", models.IntegerField(default=1)),
        migrations.AddField("case", "code_version", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("case", "lines", models.JSONField(default=list)),
        migrations.AddField("case", "expiry_told_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.SmallIntegerField()),
                ("of", models.TextField()),
                ("subject", models.UUIDField(null=True)),
                ("queue", models.TextField(blank=True)),
                ("concept", models.TextField(blank=True)),
                ("centavos", models.BigIntegerField(null=True)),
                ("what", models.TextField()),
                ("tramite", models.TextField()),
                ("title", models.TextField()),
                ("until", models.DateField()),
                ("why", models.TextField()),
                ("tells", models.JSONField(default=list)),
                ("reviewing", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("reminded", models.SmallIntegerField(default=0)),
                ("outcome", models.TextField(default="abierta")),
                ("closed_at", models.DateTimeField(null=True)),
                ("draft", models.JSONField(default=dict)),
                ("answer", models.JSONField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("signature", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asks", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "outcome"], name="cases_ask_subject"),
                    models.Index(fields=["outcome", "until"], name="cases_ask_until"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="cases_ask_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "abierta")), fields=("case",), name="cases_ask_one_open"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, BACK),
    ]
