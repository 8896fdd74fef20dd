"""One preference of being told: who wanted no e-mail of trámites wants none of any topic that may be turned off."""

from django.db import migrations

# What somebody chose of a topic since then stands. Of security and of money the office writes whatever was chosen.
KEEP = """
INSERT INTO inbox_noticechoice (account_id, topic, channel, wanted)
SELECT kept.account_id, told.topic, 'correo', false
FROM accounts_preferences AS kept
CROSS JOIN (VALUES ('empleo'), ('autorizaciones'), ('plazos'), ('tramites'), ('otros')) AS told (topic)
WHERE kept.notices = 'oficina'
ON CONFLICT (account_id, topic, channel) DO NOTHING
"""


class Migration(migrations.Migration):
    """The choices of before, in the place of those of now; the older column goes after (accounts 0040)."""

    dependencies = [("inbox", "0012_devices"), ("accounts", "0024_receipt_proof")]
    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
