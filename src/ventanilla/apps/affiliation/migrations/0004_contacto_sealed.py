"""An address on record is sealed in its column; what recognises it stands beside it."""

from typing import Any

from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField, contact_digest

BATCH = 1_000  # rows


def seal(apps: Any, editor: Any) -> None:
    """Seal what was kept in clear."""
    contacto = apps.get_model("affiliation", "Contacto")
    for row in contacto.objects.all().iterator(BATCH):
        row.correo, row.huella = row.en_claro, contact_digest(row.en_claro)
        row.save(update_fields=["correo", "huella"])


class Migration(migrations.Migration):
    """Sealed contacts."""

    dependencies = [("affiliation", "0003_contacto")]
    operations = [
        migrations.RemoveConstraint("contacto", "affiliation_contacto_once"),
        migrations.RenameField("contacto", "correo", "en_claro"),
        migrations.AddField("contacto", "correo", SealedTextField(default="")),
        migrations.AddField("contacto", "huella", models.BinaryField(default=b"")),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("contacto", "en_claro"),
        migrations.AlterField("contacto", "correo", SealedTextField()),
        migrations.AlterField("contacto", "huella", models.BinaryField()),
        migrations.AddConstraint(
            "contacto", models.UniqueConstraint(fields=("persona", "huella"), name="affiliation_contacto_once")
        ),
    ]
