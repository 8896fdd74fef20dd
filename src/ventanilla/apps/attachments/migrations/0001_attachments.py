"""Attachments, behind row-level security: what was filed is not changed or removed by anybody."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField

GUARDS = """
REVOKE ALL ON attachments_storedfile, attachments_attachment FROM ventanilla_web;
GRANT SELECT, INSERT, DELETE ON attachments_storedfile, attachments_attachment TO ventanilla_web;
GRANT UPDATE (stored_at) ON attachments_storedfile TO ventanilla_web;
GRANT UPDATE (filed_at) ON attachments_attachment TO ventanilla_web;

ALTER TABLE attachments_storedfile ENABLE ROW LEVEL SECURITY;
CREATE POLICY attachments_file_scope ON attachments_storedfile TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));
ALTER TABLE attachments_attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY attachments_scope ON attachments_attachment TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text)
    AND EXISTS (SELECT 1 FROM attachments_storedfile f
                WHERE f.id = file_id AND f.subject = attachments_attachment.subject));

CREATE FUNCTION attachments_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' OR OLD.filed_at IS NOT NULL THEN
    RAISE EXCEPTION 'attachments: what was filed stays (%)', TG_OP;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attachments_fixed BEFORE UPDATE OR DELETE ON attachments_attachment
  FOR EACH ROW EXECUTE FUNCTION attachments_fixed();
CREATE TRIGGER attachments_kept BEFORE TRUNCATE ON attachments_attachment
  FOR EACH STATEMENT EXECUTE FUNCTION attachments_fixed();
"""


class Migration(migrations.Migration):
    """Files and where they stand."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("sha256", models.CharField(max_length=64)),
                ("bytes", models.BigIntegerField()),
                ("kind", models.CharField(max_length=3)),
                ("pages", models.IntegerField()),
                ("clean_sha256", models.CharField(max_length=64)),
                ("clean_bytes", models.BigIntegerField()),
                ("preview", models.BooleanField()),
                ("scanned", models.BooleanField()),
                ("begun_at", models.DateTimeField()),
                ("stored_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "sha256"), name="attachments_once_a_subject")
                ],
                "indexes": [models.Index(fields=["begun_at"], name="attachments_begun")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("case", models.UUIDField()),
                ("field", models.TextField()),
                ("name", SealedTextField()),
                ("added_at", models.DateTimeField()),
                ("filed_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="attachments.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "field", "file"), name="attachments_once_a_question")
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
