"""Registros patronales through time: their notices, what follows from them, and where and as what they insure."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField


class Migration(migrations.Migration):
    """Tables of employers."""

    dependencies = [
        ("affiliation", "0008_known_since"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fraccion",
            fields=[
                ("clave", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("division", models.TextField()),
                ("grupo", models.TextField()),
                ("nombre", models.TextField()),
                ("clase", models.CharField(max_length=3)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ("I", "II", "III", "IV", "V"))),
                        name="affiliation_fraccion_clase",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Localidad",
            fields=[
                ("codigo_postal", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("municipio", models.CharField(max_length=3)),
                ("municipio_nombre", models.TextField()),
                ("entidad", models.TextField()),
                ("delegacion", models.CharField(max_length=2)),
                ("subdelegacion", models.CharField(max_length=2)),
                ("zona", models.CharField(max_length=8)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("codigo_postal__regex", "^[0-9]{5}$")), name="affiliation_localidad_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("municipio__regex", "^[A-Z0-9][0-9]{2}$")),
                        name="affiliation_localidad_municipio",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("zona__in", ("general", "zlfn"))), name="affiliation_localidad_zona"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Numeracion",
            fields=[
                ("municipio", models.CharField(max_length=3, primary_key=True, serialize=False)),
                ("ultimo", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("municipio__regex", "^[A-Z0-9][0-9]{2}$")),
                        name="affiliation_numeracion_municipio",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ultimo__lte", 99999)), name="affiliation_numeracion_serial"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AvisoPatronal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tipo", models.CharField(max_length=12)),
                ("fecha", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("caso", models.UUIDField(null=True)),
                ("nombre", models.TextField(blank=True)),
                ("nombre_comercial", models.TextField(blank=True)),
                ("domicilio", SealedTextField(blank=True)),
                ("centro", SealedTextField(blank=True)),
                ("actividad", models.TextField(blank=True)),
                ("fraccion", models.CharField(blank=True, max_length=12)),
                ("clase", models.CharField(blank=True, max_length=3)),
                ("prima", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ("zona", models.CharField(blank=True, max_length=8)),
                ("municipio", models.CharField(blank=True, max_length=3)),
                ("delegacion", models.CharField(blank=True, max_length=2)),
                ("subdelegacion", models.CharField(blank=True, max_length=2)),
                ("otro", models.CharField(blank=True, max_length=11)),
                (
                    "registro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avisos",
                        to="affiliation.registropatronal",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="affiliation.avisopatronal",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["registro", "fecha"], name="affiliation_aviso_fecha")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "alta",
                                    "reanudacion",
                                    "domicilio",
                                    "nombre",
                                    "sustitucion",
                                    "duplicidad",
                                    "baja",
                                    "huelga",
                                    "suspension",
                                    "clase",
                                ],
                            )
                        ),
                        name="affiliation_aviso_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ("", "I", "II", "III", "IV", "V"))),
                        name="affiliation_aviso_clase",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("zona__in", ("", "general", "zlfn"))), name="affiliation_aviso_zona"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True),
                            models.Q(("supersedes", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="affiliation_aviso_not_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True), ("tipo", "alta")),
                        fields=("registro",),
                        name="affiliation_one_alta",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MesHogar",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("mes", models.DateField()),
                ("dias", models.PositiveSmallIntegerField()),
                ("salario_centavos", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("caso", models.UUIDField(null=True)),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meses_hogar",
                        to="affiliation.persona",
                    ),
                ),
                (
                    "registro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meses_hogar",
                        to="affiliation.registropatronal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("mes__day", 1)), name="affiliation_mes_hogar_first"),
                    models.CheckConstraint(
                        condition=models.Q(("dias__gte", 1), ("dias__lte", 31)), name="affiliation_mes_hogar_dias"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("salario_centavos__gt", 0)), name="affiliation_mes_hogar_salario"
                    ),
                    models.UniqueConstraint(fields=("registro", "persona", "mes"), name="affiliation_mes_hogar_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TramoRegistro",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("desde", models.DateField()),
                ("hasta", models.DateField(null=True)),
                ("situacion", models.CharField(max_length=10)),
                ("clase", models.CharField(blank=True, max_length=3)),
                ("fraccion", models.CharField(blank=True, max_length=12)),
                ("prima", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ("zona", models.CharField(blank=True, max_length=8)),
                ("municipio", models.CharField(blank=True, max_length=3)),
                (
                    "registro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tramos_propios",
                        to="affiliation.registropatronal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("situacion__in", ["activo", "suspendido", "huelga", "baja"])),
                        name="affiliation_tramo_situacion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hasta__isnull", True), ("hasta__gte", models.F("desde")), _connector="OR"),
                        name="affiliation_tramo_registro_dates",
                    ),
                ],
            },
        ),
    ]
