"""The tables of employers: the notices of each registro, what follows from them, and where and as what they insure.

Whose rows a connection may see, and that nobody rewrites a notice, is in migration 0010.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q

from ventanilla.apps.eventlog.api import SealedTextField
from ventanilla.domain.affiliation import Clase, Situacion, TipoAviso
from ventanilla.domain.contributions import Zona

from .models import Patron, Persona, RegistroPatronal

MUNICIPIO: Final = r"^[A-Z0-9][0-9]{2}$"
CODIGO_POSTAL: Final = r"^[0-9]{5}$"
CLASES: Final = tuple(each.value for each in Clase)
ZONAS: Final = tuple(each.value for each in Zona)
LAST_SERIAL: Final = 99_999  # five digits


PRIMA_DIGITS: Final = 8  # of a percent with five decimals (LSS 72-74)
PRIMA_DECIMALS: Final = 5


class AvisoPatronal(models.Model):
    """One notice, kept for ever as it was received (domain.affiliation.AvisoPatronal); "" and null are not said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registro = models.ForeignKey(RegistroPatronal, models.PROTECT, related_name="avisos")
    tipo = models.CharField(max_length=12)
    fecha = models.DateField()
    recorded_at = models.DateTimeField()
    caso = models.UUIDField(null=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    nombre = models.TextField(blank=True)
    nombre_comercial = models.TextField(blank=True)
    domicilio = SealedTextField(blank=True)
    centro = SealedTextField(blank=True)
    actividad = models.TextField(blank=True)
    fraccion = models.CharField(max_length=12, blank=True)
    clase = models.CharField(max_length=3, blank=True)
    prima = models.DecimalField(max_digits=PRIMA_DIGITS, decimal_places=PRIMA_DECIMALS, null=True)
    zona = models.CharField(max_length=8, blank=True)
    municipio = models.CharField(max_length=3, blank=True)
    delegacion = models.CharField(max_length=2, blank=True)
    subdelegacion = models.CharField(max_length=2, blank=True)
    otro = models.CharField(max_length=11, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(tipo__in=[each.value for each in TipoAviso]), name="affiliation_aviso_known"
            ),
            models.CheckConstraint(condition=Q(clase__in=("", *CLASES)), name="affiliation_aviso_clase"),
            models.CheckConstraint(condition=Q(zona__in=("", *ZONAS)), name="affiliation_aviso_zona"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")), name="affiliation_aviso_not_itself"
            ),
            models.UniqueConstraint(
                fields=("registro",),
                condition=Q(tipo=TipoAviso.ALTA.value, supersedes__isnull=True),
                name="affiliation_one_alta",
            ),
        )
        indexes = (models.Index(fields=("registro", "fecha"), name="affiliation_aviso_fecha"),)


class TramoRegistro(models.Model):
    """What a registro is from ``desde`` to ``hasta`` (null: still): a fold of its notices, dropped and made again."""

    registro = models.ForeignKey(RegistroPatronal, models.PROTECT, related_name="tramos_propios")
    desde = models.DateField()
    hasta = models.DateField(null=True)
    situacion = models.CharField(max_length=10)
    clase = models.CharField(max_length=3, blank=True)
    fraccion = models.CharField(max_length=12, blank=True)
    prima = models.DecimalField(max_digits=PRIMA_DIGITS, decimal_places=PRIMA_DECIMALS, null=True)
    zona = models.CharField(max_length=8, blank=True)
    municipio = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(situacion__in=[each.value for each in Situacion]), name="affiliation_tramo_situacion"
            ),
            models.CheckConstraint(
                condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")), name="affiliation_tramo_registro_dates"
            ),
        )


class Numeracion(models.Model):
    """The last serial given out in a municipality: a number is never given twice, whoever gives it up."""

    municipio = models.CharField(max_length=3, primary_key=True)
    ultimo = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(municipio__regex=MUNICIPIO), name="affiliation_numeracion_municipio"),
            models.CheckConstraint(condition=Q(ultimo__lte=LAST_SERIAL), name="affiliation_numeracion_serial"),
        )


class Localidad(models.Model):
    """Where a postal code is, as whoever operates the office loads it: its municipality, and who attends it."""

    codigo_postal = models.CharField(max_length=5, primary_key=True)
    municipio = models.CharField(max_length=3)
    municipio_nombre = models.TextField()
    entidad = models.TextField()
    delegacion = models.CharField(max_length=2)
    subdelegacion = models.CharField(max_length=2)
    zona = models.CharField(max_length=8)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(codigo_postal__regex=CODIGO_POSTAL), name="affiliation_localidad_code"),
            models.CheckConstraint(condition=Q(municipio__regex=MUNICIPIO), name="affiliation_localidad_municipio"),
            models.CheckConstraint(condition=Q(zona__in=ZONAS), name="affiliation_localidad_zona"),
        )


class Fraccion(models.Model):
    """One fraction of the catalogue of activities, as whoever operates the office loads it (RACERF; LSS 71)."""

    clave = models.CharField(max_length=12, primary_key=True)
    division = models.TextField()
    grupo = models.TextField()
    nombre = models.TextField()
    clase = models.CharField(max_length=3)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(clase__in=CLASES), name="affiliation_fraccion_clase"),)


class MesHogar(models.Model):
    """The days of one month that somebody works in a home, and their daily wage, as their employer registered them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registro = models.ForeignKey(RegistroPatronal, models.PROTECT, related_name="meses_hogar")
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="meses_hogar")
    mes = models.DateField()  # its first day
    dias = models.PositiveSmallIntegerField()
    salario_centavos = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    caso = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(mes__day=1), name="affiliation_mes_hogar_first"),
            models.CheckConstraint(condition=Q(dias__gte=1, dias__lte=31), name="affiliation_mes_hogar_dias"),
            models.CheckConstraint(condition=Q(salario_centavos__gt=0), name="affiliation_mes_hogar_salario"),
            models.UniqueConstraint(fields=("registro", "persona", "mes"), name="affiliation_mes_hogar_once"),
        )


class RecordatorioPlazo(models.Model):
    """That an employer was reminded of one term, by the term's own ``clave``: once, however often it is computed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patron = models.ForeignKey(Patron, models.PROTECT, related_name="recordatorios")
    clave = models.TextField()
    hasta = models.DateField()
    dicho_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("patron", "clave", "hasta"), name="affiliation_recordatorio_once"),
        )
