"""The list of what was revoked, signed, for whoever verifies without a connection."""

from django.db import migrations, models

GRANTS = """
REVOKE ALL ON documents_statuslisting FROM ventanilla_web;
GRANT SELECT, INSERT ON documents_statuslisting TO ventanilla_web;
GRANT UPDATE (cose, made_at) ON documents_statuslisting TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """One row, and the index that finds what was revoked among a million."""

    dependencies = [("documents", "0001_documents")]
    operations = [
        migrations.CreateModel(
            name="StatusListing",
            fields=[
                ("id", models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("cose", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="documents_one_status_list"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("revoked_on", None), _negated=True),
                fields=["revoked_on"],
                name="documents_revoked",
            ),
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
