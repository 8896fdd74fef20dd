"""Whether the file of a document brings what verifies it years later, or why it does not."""

from django.db import migrations, models

GUARDS = """
GRANT UPDATE (longterm) ON documents_document TO ventanilla_web;

CREATE OR REPLACE FUNCTION documents_file_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sealed_at IS NOT NULL
     AND (NEW.key, NEW.size, NEW.stamp, NEW.longterm) IS DISTINCT FROM (OLD.key, OLD.size, OLD.stamp, OLD.longterm) THEN
    RAISE EXCEPTION 'documents: what was sealed is not changed';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """A word a document; those sealed before have none."""

    dependencies = [("documents", "0004_stamp")]
    operations = [
        migrations.AddField("document", "longterm", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
