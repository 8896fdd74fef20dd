"""Cards and their credentials, behind row-level security; what was signed or withdrawn is not changed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
REVOKE ALL ON cards_card, cards_credential FROM ventanilla_web;
GRANT SELECT, INSERT ON cards_card, cards_credential TO ventanilla_web;
GRANT UPDATE ("case", account, photograph, blocked_at) ON cards_card TO ventanilla_web;
GRANT UPDATE (withdrawn_at) ON cards_credential TO ventanilla_web;
GRANT DELETE ON cards_credential TO ventanilla_web;

ALTER TABLE cards_card ENABLE ROW LEVEL SECURITY;
CREATE POLICY cards_own ON cards_card FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text));
CREATE POLICY cards_office ON cards_card FOR ALL TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
ALTER TABLE cards_credential ENABLE ROW LEVEL SECURITY;
CREATE POLICY cards_credential_own ON cards_credential FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text));
CREATE POLICY cards_credential_office ON cards_credential FOR ALL TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE FUNCTION cards_credential_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at THEN
    RAISE EXCEPTION 'cards: what was withdrawn stays withdrawn';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cards_credential_fixed BEFORE UPDATE ON cards_credential
  FOR EACH ROW EXECUTE FUNCTION cards_credential_fixed();

-- What anybody who reads the QR may ask: by its serial only, and nothing about a person.
CREATE FUNCTION cards_status(wanted text)
RETURNS TABLE (card uuid, issued_at timestamptz, expires_at timestamptz, withdrawn_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.card_id, c.issued_at, c.expires_at, c.withdrawn_at FROM cards_credential c WHERE c.serial = wanted
$$;
REVOKE ALL ON FUNCTION cards_status(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cards_status(text) TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """The register of cards."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField(unique=True)),
                ("case", models.UUIDField()),
                ("account", models.UUIDField(null=True)),
                ("photograph", models.UUIDField(null=True)),
                ("issued_at", models.DateTimeField()),
                ("blocked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="credentials", to="cards.card"
                    ),
                ),
                ("subject", models.UUIDField()),
                ("serial", models.CharField(max_length=12, unique=True)),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("until", models.DateField(null=True)),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("cose", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["card", "-issued_at"], name="cards_credential_card"),
                    models.Index(fields=["expires_at"], name="cards_credential_ends"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
