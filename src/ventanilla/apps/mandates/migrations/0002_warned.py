"""That both sides were told that an authorisation comes to its end: once, and nothing else of it changes."""

from django.db import migrations, models

GUARDS = """
GRANT UPDATE (warned_at) ON mandates_mandate TO ventanilla_web;

-- One in force changes by its end alone, or because its end was told: once, and with nothing else.
CREATE OR REPLACE FUNCTION mandates_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('revocada', 'rechazada') OR (OLD.state = 'aceptada' AND NEW.state NOT IN ('aceptada', 'revocada'))
     OR (OLD.state = 'aceptada' AND NEW.state = 'aceptada' AND (OLD.warned_at IS NOT NULL
         OR to_jsonb(NEW) - 'warned_at' IS DISTINCT FROM to_jsonb(OLD) - 'warned_at'))
     OR (OLD.grantee IS NOT NULL AND NEW.grantee IS DISTINCT FROM OLD.grantee) THEN
    RAISE EXCEPTION 'an authorisation goes forward only';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """One more column."""

    dependencies = [("mandates", "0001_mandates")]
    operations = [
        migrations.AddField("MandateRow", "warned_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "MandateRow",
            models.Index(
                fields=["until"],
                name="mandates_to_warn",
                condition=models.Q(state="aceptada", warned_at__isnull=True),
            ),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
