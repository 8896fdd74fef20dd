"""Who read whose data: a table that is only added to, seen by whose data they are."""

from django.db import migrations, models

GUARDS = """
REVOKE ALL ON eventlog_accessrecord FROM ventanilla_web;
GRANT SELECT, INSERT ON eventlog_accessrecord TO ventanilla_web;

CREATE TRIGGER eventlog_access_no_change BEFORE UPDATE OR DELETE ON eventlog_accessrecord
  FOR EACH ROW EXECUTE FUNCTION eventlog_refuse();
CREATE TRIGGER eventlog_access_no_truncate BEFORE TRUNCATE ON eventlog_accessrecord
  FOR EACH STATEMENT EXECUTE FUNCTION eventlog_refuse();

ALTER TABLE eventlog_accessrecord ENABLE ROW LEVEL SECURITY;
CREATE POLICY eventlog_access_scope ON eventlog_accessrecord TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
"""


class Migration(migrations.Migration):
    """Who used somebody's data."""

    dependencies = [("eventlog", "0001_log")]
    operations = [
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("reader", models.TextField()),
                ("account", models.UUIDField(null=True)),
                ("person", models.UUIDField(null=True)),
                ("post", models.TextField(blank=True)),
                ("unit", models.TextField(blank=True)),
                ("acting_for", models.TextField(blank=True)),
                ("what", models.TextField()),
                ("why", models.TextField()),
            ],
            options={"indexes": [models.Index(fields=["subject", "-id"], name="eventlog_access_newest")]},
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
