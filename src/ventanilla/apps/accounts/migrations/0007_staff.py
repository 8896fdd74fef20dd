"""An official's post is told by their role (``apps/staff``), and by nothing else."""

from django.db import migrations


class Migration(migrations.Migration):
    """The roles of an installation that had officials are proposed and approved anew."""

    dependencies = [("accounts", "0006_contacts")]
    operations = [migrations.RemoveField("account", "post")]
