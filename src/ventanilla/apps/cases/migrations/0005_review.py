"""What officials do with a case: its queue, who has it, and what each of them said of it."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# An official never reviews what they filed, or what is about them. Their family, only the office can tell.
GUARDS = """
REVOKE DELETE, TRUNCATE ON cases_review FROM ventanilla_web;

ALTER TABLE cases_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY cases_review_office ON cases_review TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE FUNCTION cases_review_not_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM cases_case c JOIN accounts_account a ON a.id IN (NEW.by_id, NEW.second_by_id)
    WHERE c.id = NEW.case_id AND (a.id = c.account_id OR a.subject IN (c.subject, c.person, c.acts_for))
  ) THEN
    RAISE EXCEPTION 'cases: nobody reviews their own case' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_review_not_own BEFORE INSERT OR UPDATE ON cases_review
  FOR EACH ROW EXECUTE FUNCTION cases_review_not_own();

-- What was referred before cases had a queue keeps the one it was referred to.
UPDATE cases_case c SET queue = r.record -> 'decision' ->> 'queue'
  FROM cases_resolution r
  WHERE r.case_id = c.id AND r.kind = 'Refer' AND c.state = 'en_revision';
"""


def _account(*, null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """Queue, custody and reviews."""

    dependencies = [("cases", "0002_asks"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField("case", "queue", models.TextField(blank=True, default="")),
        migrations.AddField("case", "taken_by", _account(null=True)),
        migrations.AddField("case", "taken_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "taken_post", models.TextField(blank=True, default="")),
        migrations.AddField("case", "taken_unit", models.TextField(blank=True, default="")),
        migrations.AddIndex(
            "case", models.Index(fields=["filed_at", "id"], name="cases_queue", condition=~models.Q(queue=""))
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("act", models.TextField()),
                ("reasons", models.TextField(blank=True)),
                ("cite", models.TextField(blank=True)),
                ("until", models.DateField(null=True)),
                ("seen", models.CharField(blank=True, max_length=64)),
                ("post", models.TextField()),
                ("unit", models.TextField()),
                ("at", models.DateTimeField()),
                ("state", models.TextField()),
                ("second_at", models.DateTimeField(null=True)),
                ("second_reason", models.TextField(blank=True)),
                ("by", _account()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="cases.case"
                    ),
                ),
                ("second_by", _account(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["case", "at"], name="cases_review_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("by")),
                        name="cases_review_four_eyes",
                    ),
                    models.UniqueConstraint(
                        fields=("case",), condition=models.Q(state="propuesta"), name="cases_review_one_open"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
