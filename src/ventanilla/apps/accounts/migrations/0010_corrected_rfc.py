"""An RFC that the tax authority corrected: an official says so of the certificate that brings it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE accounts_certificateacceptance ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts_office ON accounts_certificateacceptance TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
REVOKE UPDATE, DELETE, TRUNCATE ON accounts_certificateacceptance FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Acceptances."""

    dependencies = [("accounts", "0009_dependents")]
    operations = [
        migrations.CreateModel(
            name="CertificateAcceptance",
            fields=[
                (
                    "conflict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="acceptance",
                        serialize=False,
                        to="accounts.certificateconflict",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                (
                    "accepted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
