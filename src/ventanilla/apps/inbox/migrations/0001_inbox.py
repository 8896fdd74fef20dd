"""The inbox: whoever it is for reads it and opens it; nobody changes what was told, or takes it away."""

from django.db import migrations, models

GUARDS = """
REVOKE ALL ON inbox_aviso FROM ventanilla_web;
GRANT SELECT, INSERT ON inbox_aviso TO ventanilla_web;
GRANT UPDATE (opened_at, told_at) ON inbox_aviso TO ventanilla_web;

ALTER TABLE inbox_aviso ENABLE ROW LEVEL SECURITY;
CREATE POLICY inbox_scope ON inbox_aviso TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));

-- How many are unread, under the reader's own scope and in one trip: every page of theirs asks it.
CREATE FUNCTION inbox_unread(whose uuid, most integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  before text := coalesce(current_setting('ventanilla.scope', true), '');
  found integer;
BEGIN
  PERFORM set_config('ventanilla.scope', whose::text, false);
  SELECT count(*) INTO found
    FROM (SELECT 1 FROM inbox_aviso WHERE subject = whose AND opened_at IS NULL LIMIT most) AS unread;
  PERFORM set_config('ventanilla.scope', before, false);
  RETURN found;
END $$;
"""


class Migration(migrations.Migration):
    """First walls."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Aviso",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("kind", models.TextField()),
                ("deposited_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("disputed_at", models.TextField(blank=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("subject", "seq"), name="inbox_once")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("opened_at__isnull", True)), fields=["subject"], name="inbox_unread"
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
