"""Sealed files live in the storage; their rows keep the key, the size and the digest. Older files stay in theirs.

Those are not moved: what was sealed is not changed by anybody, the storage's keys are no migration's affair, and both
places are read with the same check.
"""

from django.db import migrations, models

GUARDS = """
ALTER TABLE documents_document DROP CONSTRAINT documents_sealed_whole;
ALTER TABLE documents_document
  ADD CONSTRAINT documents_sealed_whole CHECK (
    CASE WHEN sealed_at IS NULL THEN pdf IS NULL AND cose IS NULL AND key = '' AND size IS NULL
         ELSE cose IS NOT NULL AND sello <> '' AND serial <> '' AND
              CASE WHEN pdf IS NULL THEN key <> '' AND size IS NOT NULL AND size > 0 AND pdf_sha256 ~ '^[0-9a-f]{64}$'
                   ELSE key = '' AND size IS NULL AND pdf_sha256 = encode(sha256(pdf), 'hex') END END);

GRANT UPDATE (key, size, fault) ON documents_document TO ventanilla_web;

CREATE FUNCTION documents_file_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sealed_at IS NOT NULL AND (NEW.key, NEW.size) IS DISTINCT FROM (OLD.key, OLD.size) THEN
    RAISE EXCEPTION 'documents: what was sealed is not changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_file_fixed BEFORE UPDATE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_file_fixed();
"""


class Migration(migrations.Migration):
    """The place of the sealed files."""

    dependencies = [("documents", "0002_status_list")]
    operations = [
        migrations.AddField("document", "key", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("document", "size", models.BigIntegerField(null=True)),
        migrations.AddField("document", "fault", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddConstraint(
            "document",
            models.UniqueConstraint(
                fields=("case", "template", "content_sha256", "on"),
                condition=models.Q(("revoked_on", None)),
                name="documents_once",
            ),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
