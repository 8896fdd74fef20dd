"""Which terms an employer was reminded of: each once. Never rewritten."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARDS = """
ALTER TABLE affiliation_recordatorioplazo ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_recordatorioplazo TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_recordatorioplazo FOR SELECT TO ventanilla_web
  USING (patron_id = (SELECT affiliation_scope()));
REVOKE UPDATE, DELETE, TRUNCATE ON affiliation_recordatorioplazo FROM ventanilla_web;
"""


class Migration(migrations.Migration):
    """One table, behind row-level security."""

    dependencies = [
        ("affiliation", "0061_seguro_fuente"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordatorioPlazo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("clave", models.TextField()),
                ("hasta", models.DateField()),
                ("dicho_at", models.DateTimeField()),
                (
                    "patron",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recordatorios",
                        to="affiliation.patron",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="recordatorioplazo",
            constraint=models.UniqueConstraint(
                fields=("patron", "clave", "hasta"), name="affiliation_recordatorio_once"
            ),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
