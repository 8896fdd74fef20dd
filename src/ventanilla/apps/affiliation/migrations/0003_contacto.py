"""How to reach somebody who has no account yet: to tell them that one was opened with their CURP."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
ALTER TABLE affiliation_contacto ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_contacto TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_contacto FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
REVOKE DELETE ON affiliation_contacto FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """Contacts on record."""

    dependencies = [("affiliation", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="Contacto",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("correo", models.EmailField(max_length=254)),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contactos",
                        to="affiliation.persona",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("persona", "correo"), name="affiliation_contacto_once")
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
