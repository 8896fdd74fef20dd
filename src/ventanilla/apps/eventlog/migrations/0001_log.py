"""The log's tables, and the guards that keep them append-only whoever is connected."""

from django.db import migrations, models

GUARDS = """
CREATE FUNCTION eventlog_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head record;
  said jsonb := NEW.body::jsonb;
BEGIN
  SELECT seq, hash INTO head FROM eventlog_loggedevent WHERE subject = NEW.subject ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> COALESCE(head.seq, 0) + 1 THEN
    RAISE EXCEPTION 'eventlog: the next link of this chain is %', COALESCE(head.seq, 0) + 1;
  END IF;
  IF NEW.prev <> COALESCE(head.hash, decode(repeat('00', 32), 'hex')) THEN
    RAISE EXCEPTION 'eventlog: a link follows the one before it';
  END IF;
  IF NEW.hash <> sha256(NEW.prev || convert_to(NEW.body, 'UTF8')) THEN
    RAISE EXCEPTION 'eventlog: the hash is not of this body';
  END IF;
  IF said->>'subject' <> NEW.subject::text OR (said->>'seq')::int <> NEW.seq OR said->>'type' <> NEW.type
     OR (said->>'case') IS DISTINCT FROM NEW."case"::text
     OR (said->>'sealed_sha256') IS DISTINCT FROM encode(sha256(NEW.sealed), 'hex') THEN
    RAISE EXCEPTION 'eventlog: the columns do not say what the body says';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eventlog_link BEFORE INSERT ON eventlog_loggedevent
  FOR EACH ROW EXECUTE FUNCTION eventlog_link();

CREATE FUNCTION eventlog_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'eventlog: what happened is not changed or removed (%)', TG_OP;
END $$;
CREATE TRIGGER eventlog_no_change BEFORE UPDATE OR DELETE ON eventlog_loggedevent
  FOR EACH ROW EXECUTE FUNCTION eventlog_refuse();
CREATE TRIGGER eventlog_no_truncate BEFORE TRUNCATE ON eventlog_loggedevent
  FOR EACH STATEMENT EXECUTE FUNCTION eventlog_refuse();

REVOKE ALL ON eventlog_loggedevent FROM ventanilla_web;
GRANT SELECT, INSERT ON eventlog_loggedevent TO ventanilla_web;
REVOKE ALL ON eventlog_subjectkey FROM ventanilla_web;
GRANT SELECT, INSERT, DELETE ON eventlog_subjectkey TO ventanilla_web;

ALTER TABLE eventlog_loggedevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY eventlog_scope ON eventlog_loggedevent TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) IN ('system', subject::text));
"""


class Migration(migrations.Migration):
    """First walls."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SubjectKey",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="LoggedEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("type", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("case", models.UUIDField(null=True)),
                ("body", models.TextField()),
                ("sealed", models.BinaryField(null=True)),
                ("prev", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "seq"), name="eventlog_one_chain"),
                ],
                "indexes": [models.Index(fields=["case"], name="eventlog_case")],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
