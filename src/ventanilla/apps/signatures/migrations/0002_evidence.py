"""What makes a signature last: the authorities above it, and a timestamp beside it."""

import django.db.models.deletion
from django.db import migrations, models

# Authorities are nobody's data: certificates that their issuers publish.
GUARDS = """
REVOKE UPDATE, DELETE, TRUNCATE ON signatures_authoritycertificate, signatures_signaturetimestamp FROM ventanilla_web;

ALTER TABLE signatures_signaturetimestamp ENABLE ROW LEVEL SECURITY;
CREATE POLICY signatures_timestamp_scope ON signatures_signaturetimestamp TO ventanilla_web
  USING (EXISTS (SELECT 1 FROM signatures_signature s WHERE s.id = signature_id))
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE TRIGGER signatures_timestamp_fixed BEFORE UPDATE OR DELETE ON signatures_signaturetimestamp
  FOR EACH ROW EXECUTE FUNCTION signatures_refuse();
CREATE TRIGGER signatures_timestamp_kept BEFORE TRUNCATE ON signatures_signaturetimestamp
  FOR EACH STATEMENT EXECUTE FUNCTION signatures_refuse();
CREATE TRIGGER signatures_authority_fixed BEFORE UPDATE OR DELETE ON signatures_authoritycertificate
  FOR EACH ROW EXECUTE FUNCTION signatures_refuse();
"""


class Migration(migrations.Migration):
    """Authorities and timestamps."""

    dependencies = [("signatures", "0001_signatures")]
    operations = [
        migrations.CreateModel(
            name="AuthorityCertificate",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("certificate", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="SignatureTimestamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.BinaryField()),
                ("cades_t", models.BinaryField()),
                ("authority_sha256", models.CharField(max_length=64)),
                ("stamped_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField()),
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timestamp",
                        to="signatures.signature",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
