"""What only a demonstration keeps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """First walls."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Correo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(unique=True)),
                ("sent_at", models.DateTimeField()),
                ("to", models.TextField()),
                ("subject", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["-sent_at"], name="demo_correo_newest")],
            },
        ),
        migrations.CreateModel(
            name="Siembra",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("seed", models.BigIntegerField()),
                ("today", models.DateField()),
                ("workers", models.PositiveIntegerField()),
                ("employers", models.PositiveIntegerField()),
                ("seeded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="demo_one_draw")],
            },
        ),
    ]
