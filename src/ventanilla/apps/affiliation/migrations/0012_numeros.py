"""Numbers (NSS): what the population registry said, what was given out, and which registers are one."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField


class Migration(migrations.Migration):
    """Tables of numbers."""

    dependencies = [
        ("affiliation", "0011_registro_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Propuesta",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("clase", models.CharField(max_length=10)),
                ("retirado", models.CharField(blank=True, max_length=11)),
                ("motivos", SealedTextField()),
                ("cuenta", models.UUIDField()),
                ("propone", models.UUIDField()),
                ("propuesta_at", models.DateTimeField()),
                (
                    "deshace",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="affiliation.propuesta",
                    ),
                ),
                (
                    "otra",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="affiliation.persona",
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="affiliation.persona"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Resolucion",
            fields=[
                (
                    "propuesta",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="resolucion",
                        serialize=False,
                        to="affiliation.propuesta",
                    ),
                ),
                ("aprobada", models.BooleanField()),
                ("motivos", SealedTextField()),
                ("cuenta", models.UUIDField()),
                ("decide", models.UUIDField()),
                ("resuelta_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RespuestaPoblacion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("curp", models.CharField(max_length=18)),
                ("preguntado_at", models.DateTimeField()),
                ("situacion", models.CharField(max_length=14)),
                ("nombre", SealedTextField(blank=True)),
                ("primer_apellido", SealedTextField(blank=True)),
                ("segundo_apellido", SealedTextField(blank=True)),
                ("nacimiento", models.DateField(null=True)),
                ("sexo", models.CharField(blank=True, max_length=1)),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "-preguntado_at"], name="affiliation_poblacion_last")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "situacion__in",
                                [
                                    "vigente",
                                    "corregida",
                                    "defuncion",
                                    "duplicada",
                                    "sustituida",
                                    "apocrifa",
                                    "cancelada",
                                    "no_encontrada",
                                    "desconocida",
                                ],
                            )
                        ),
                        name="affiliation_poblacion_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sexo__in", ("", "H", "M", "X"))), name="affiliation_poblacion_sexo"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SerieNss",
            fields=[
                ("clave", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("ultimo", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clave__regex", "^[0-9]{6}$")), name="affiliation_serie_key"
                    ),
                    models.CheckConstraint(condition=models.Q(("ultimo__lte", 9999)), name="affiliation_serie_serial"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumeroAsignado",
            fields=[
                ("nss", models.CharField(max_length=11, primary_key=True, serialize=False)),
                ("caso", models.UUIDField()),
                ("asignado_at", models.DateTimeField()),
                (
                    "persona",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numero_asignado",
                        to="affiliation.persona",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nss__regex", "^[0-9]{11}$")), name="affiliation_asignado_shape"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NumeroUnido",
            fields=[
                (
                    "propuesta",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="union",
                        serialize=False,
                        to="affiliation.propuesta",
                    ),
                ),
                ("retirado", models.CharField(blank=True, max_length=11)),
                (
                    "otra",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unida_a",
                        to="affiliation.persona",
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unidas", to="affiliation.persona"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="propuesta",
            constraint=models.CheckConstraint(
                condition=models.Q(("clase__in", ["union", "separacion", "distintas"])),
                name="affiliation_propuesta_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="propuesta",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("otra__isnull", True), models.Q(("persona", models.F("otra")), _negated=True), _connector="OR"
                ),
                name="affiliation_propuesta_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="propuesta",
            constraint=models.CheckConstraint(
                condition=models.Q(("otra__isnull", False), ("retirado__regex", "^[0-9]{11}$"), _connector="OR"),
                name="affiliation_propuesta_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="propuesta",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clase", "separacion"), ("deshace__isnull", False)),
                    models.Q(models.Q(("clase", "separacion"), _negated=True), ("deshace__isnull", True)),
                    _connector="OR",
                ),
                name="affiliation_propuesta_undoes",
            ),
        ),
        migrations.AddConstraint(
            model_name="numerounido",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("otra__isnull", True), models.Q(("persona", models.F("otra")), _negated=True), _connector="OR"
                ),
                name="affiliation_unido_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="numerounido",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retirado", ""), _negated=True),
                fields=("retirado",),
                name="affiliation_retired_once",
            ),
        ),
    ]
