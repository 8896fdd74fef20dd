"""The register's tables, and the order in which names are read."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

SORT_KEY = """
CREATE FUNCTION ventanilla_sort_key(VARIADIC names text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = pg_catalog AS $$
  SELECT replace(
    upper(translate(normalize(array_to_string(names, ' '), NFC),
      'áàâäãéèêëíìîïóòôöõúùûüçñÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÇ',
      'AAAAAEEEEIIIIOOOOOUUUUCÑAAAAAEEEEIIIIOOOOOUUUUC')),
    'Ñ', 'N~')
$$;
"""


class Migration(migrations.Migration):
    """First walls."""

    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION ventanilla_sort_key(text[])"),
        migrations.CreateModel(
            name="Patron",
            fields=[
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("moral", models.BooleanField()),
                ("rfc", models.CharField(max_length=13, unique=True)),
                ("nombre", models.TextField()),
                (
                    "orden",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("nombre", function="ventanilla_sort_key"),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Clinica",
            fields=[
                ("codigo", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("delegacion", models.CharField(max_length=2)),
                ("delegacion_nombre", models.TextField()),
                ("subdelegacion", models.CharField(max_length=2)),
                ("clave", models.CharField(max_length=3)),
                ("nombre", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("delegacion", "clave"), name="affiliation_one_clinic")],
            },
        ),
        migrations.CreateModel(
            name="Persona",
            fields=[
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("curp", models.CharField(max_length=18, unique=True)),
                ("nss", models.CharField(max_length=11, null=True, unique=True)),
                ("nombre", models.TextField()),
                ("primer_apellido", models.TextField(blank=True)),
                ("segundo_apellido", models.TextField(blank=True)),
                (
                    "orden",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "primer_apellido",
                            "segundo_apellido",
                            "nombre",
                            function="ventanilla_sort_key",
                        ),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                ("nacimiento", models.DateField()),
                ("sexo", models.CharField(max_length=1)),
                ("agregado", models.CharField(blank=True, max_length=10)),
                ("consultorio", models.PositiveSmallIntegerField(null=True)),
                ("turno", models.CharField(blank=True, max_length=10)),
                ("pension_tipo", models.CharField(max_length=20, null=True)),
                ("pension_desde", models.DateField(null=True)),
                ("pension_hasta", models.DateField(null=True)),
                (
                    "clinica",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="affiliation.clinica"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Parentesco",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("parentesco", models.CharField(max_length=12)),
                ("desde", models.DateField()),
                ("hasta", models.DateField(null=True)),
                ("estudia_hasta", models.DateField(null=True)),
                ("incapacitado", models.BooleanField(default=False)),
                ("convive_y_depende", models.BooleanField(default=True)),
                (
                    "beneficiario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="titulares", to="affiliation.persona"
                    ),
                ),
                (
                    "titular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beneficiarios",
                        to="affiliation.persona",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contradiccion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("codigo", models.CharField(max_length=20)),
                ("detectada", models.DateField()),
                ("resuelta", models.DateField(null=True)),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contradicciones",
                        to="affiliation.persona",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegistroPatronal",
            fields=[
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("numero", models.CharField(max_length=11, unique=True)),
                ("delegacion", models.CharField(max_length=2)),
                ("subdelegacion", models.CharField(max_length=2)),
                ("desde", models.DateField()),
                (
                    "patron",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registros", to="affiliation.patron"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Movimiento",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("nss", models.CharField(max_length=11)),
                ("tipo", models.CharField(max_length=2)),
                ("fecha", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("sbc_centavos", models.BigIntegerField(null=True)),
                ("causa", models.CharField(blank=True, max_length=2)),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="affiliation.movimiento",
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movimientos",
                        to="affiliation.persona",
                    ),
                ),
                (
                    "registro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movimientos",
                        to="affiliation.registropatronal",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="persona",
            index=models.Index(fields=["orden"], name="affiliation_persona_orden"),
        ),
        migrations.AddConstraint(
            model_name="persona",
            constraint=models.CheckConstraint(
                condition=models.Q(("curp__regex", "^[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]$")),
                name="affiliation_curp_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="persona",
            constraint=models.CheckConstraint(
                condition=models.Q(("nss__regex", "^[0-9]{11}$")), name="affiliation_nss_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="persona",
            constraint=models.CheckConstraint(
                condition=models.Q(("sexo__in", ("H", "M", "X"))), name="affiliation_sexo"
            ),
        ),
        migrations.AddConstraint(
            model_name="persona",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("pension_desde__isnull", True), ("pension_hasta__isnull", True), ("pension_tipo__isnull", True)
                    ),
                    models.Q(
                        ("pension_desde__isnull", False),
                        ("pension_tipo__in", ["cesantia_vejez", "invalidez", "rt", "supervivencia"]),
                        ("pension_tipo__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="affiliation_pension_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="persona",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pension_hasta__isnull", True), ("pension_hasta__gte", models.F("pension_desde")), _connector="OR"
                ),
                name="affiliation_pension_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="parentesco",
            constraint=models.CheckConstraint(
                condition=models.Q(("parentesco__in", ["conyuge", "concubino", "hijo", "madre", "padre"])),
                name="affiliation_parentesco_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="parentesco",
            constraint=models.CheckConstraint(
                condition=models.Q(("titular", models.F("beneficiario")), _negated=True), name="affiliation_not_oneself"
            ),
        ),
        migrations.AddConstraint(
            model_name="parentesco",
            constraint=models.CheckConstraint(
                condition=models.Q(("hasta__isnull", True), ("hasta__gte", models.F("desde")), _connector="OR"),
                name="affiliation_parentesco_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="contradiccion",
            constraint=models.CheckConstraint(
                condition=models.Q(("codigo__in", ["NSS_DUPLICADO", "CURP_DUPLICADA", "NOMBRE_DISTINTO"])),
                name="affiliation_contradiccion_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contradiccion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resuelta__isnull", True)),
                fields=("persona", "codigo"),
                name="affiliation_open_once",
            ),
        ),
        migrations.AddIndex(
            model_name="movimiento",
            index=models.Index(fields=["registro", "fecha"], name="affiliation_registro_fecha"),
        ),
        migrations.AddConstraint(
            model_name="movimiento",
            constraint=models.CheckConstraint(
                condition=models.Q(("nss__regex", "^[0-9]{11}$")), name="affiliation_filed_nss_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="movimiento",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sbc_centavos__isnull", True), ("tipo", "02")),
                    models.Q(("sbc_centavos__gt", 0), ("sbc_centavos__isnull", False), ("tipo__in", ("08", "07"))),
                    _connector="OR",
                ),
                name="affiliation_wage_unless_baja",
            ),
        ),
        migrations.AddConstraint(
            model_name="movimiento",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True),
                    models.Q(("supersedes", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="affiliation_not_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="movimiento",
            constraint=models.UniqueConstraint(
                fields=("persona", "registro", "fecha", "tipo", "supersedes"),
                name="affiliation_filed_once",
                nulls_distinct=False,
            ),
        ),
    ]
