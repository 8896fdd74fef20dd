"""A link's account is not checked at the commit; a change of e-mail says whether it was taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Accounts are never removed, so the constraint kept nothing; its check took time for some and not for others."""

    dependencies = [("accounts", "0010_corrected_rfc")]
    operations = [
        migrations.AddField("signup", "taken_back", models.BooleanField(default=False)),
        migrations.AlterField(
            "oneuselink",
            "account",
            models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
