"""Whether the seal of a file has a timestamp, or why it has none."""

from django.db import migrations, models

GUARDS = """
GRANT UPDATE (stamp) ON documents_document TO ventanilla_web;

CREATE OR REPLACE FUNCTION documents_file_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sealed_at IS NOT NULL AND (NEW.key, NEW.size, NEW.stamp) IS DISTINCT FROM (OLD.key, OLD.size, OLD.stamp) THEN
    RAISE EXCEPTION 'documents: what was sealed is not changed';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """A word a document; those sealed before have none."""

    dependencies = [("documents", "0003_storage")]
    operations = [
        migrations.AddField("document", "stamp", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
