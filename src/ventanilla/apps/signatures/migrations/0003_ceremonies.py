"""Several signers of one act. What is asked to be signed, and of whom, is fixed when it is asked."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
REVOKE UPDATE, DELETE, TRUNCATE ON signatures_signingceremony, signatures_ceremonysigner FROM ventanilla_web;
GRANT UPDATE (cancelled_at, completed_at) ON signatures_signingceremony TO ventanilla_web;
GRANT UPDATE (signature_id, signed_at) ON signatures_ceremonysigner TO ventanilla_web;

ALTER TABLE signatures_ceremonysigner ENABLE ROW LEVEL SECURITY;
CREATE POLICY signatures_ceremonysigner_scope ON signatures_ceremonysigner TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text))
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

ALTER TABLE signatures_signingceremony ENABLE ROW LEVEL SECURITY;
CREATE POLICY signatures_ceremony_scope ON signatures_signingceremony TO ventanilla_web
  USING (
    current_setting('ventanilla.scope', true) IN ('system', subject::text)
    OR EXISTS (
      SELECT 1 FROM signatures_ceremonysigner s
      WHERE s.ceremony_id = signatures_signingceremony.id
        AND s.subject::text = current_setting('ventanilla.scope', true)))
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE TRIGGER signatures_ceremonysigner_once BEFORE UPDATE ON signatures_ceremonysigner
  FOR EACH ROW WHEN (OLD.signature_id IS NOT NULL) EXECUTE FUNCTION signatures_refuse();
CREATE TRIGGER signatures_ceremonysigner_kept BEFORE DELETE ON signatures_ceremonysigner
  FOR EACH ROW EXECUTE FUNCTION signatures_refuse();
CREATE TRIGGER signatures_ceremony_ended BEFORE UPDATE ON signatures_signingceremony
  FOR EACH ROW WHEN (OLD.cancelled_at IS NOT NULL OR OLD.completed_at IS NOT NULL)
  EXECUTE FUNCTION signatures_refuse();
CREATE TRIGGER signatures_ceremony_kept BEFORE DELETE ON signatures_signingceremony
  FOR EACH ROW EXECUTE FUNCTION signatures_refuse();
"""


class Migration(migrations.Migration):
    """Ceremonies and their signers."""

    dependencies = [("signatures", "0002_evidence")]
    operations = [
        migrations.CreateModel(
            name="SigningCeremony",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.TextField()),
                ("act", models.BinaryField()),
                ("account", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CeremonySigner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField()),
                ("turn", models.SmallIntegerField()),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signers",
                        to="signatures.signingceremony",
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signatures.signature",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ceremony", "subject"), name="signatures_signer_once"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
