"""An ask that another trámite answers, and whom a case is about, for the office to see together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of ask and of case."""

    dependencies = [("cases", "0006_case_mandate")]
    operations = [
        migrations.AddField("case", "answers_to", models.UUIDField(null=True)),
        migrations.AddField("ask", "files", models.TextField(blank=True, default="")),
        migrations.AddField("ask", "against", models.UUIDField(null=True)),
        migrations.AddField("ask", "matter", models.TextField(blank=True, default="")),
        migrations.AddIndex(
            "case",
            models.Index(fields=["answers_to"], name="cases_answers", condition=~models.Q(answers_to=None)),
        ),
        migrations.AddIndex(
            "ask", models.Index(fields=["against"], name="cases_ask_against", condition=~models.Q(against=None))
        ),
    ]
