"""The tables of numbers (NSS): what the population registry said, what was given out, and which registers are one.

Whose rows a connection may see, and that nobody rewrites them, is in migration 0013.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from ventanilla.apps.eventlog.api import SealedTextField
from ventanilla.domain.affiliation import LAST_NSS_SERIAL, ClaseUnion, EnPoblacion

from .models import NSS, SEXOS, Persona


class RespuestaPoblacion(models.Model):
    """One answer of the population registry about somebody's CURP, kept as the evidence of what followed from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    curp = models.CharField(max_length=18)
    preguntado_at = models.DateTimeField()
    situacion = models.CharField(max_length=14)
    nombre = SealedTextField(blank=True)
    primer_apellido = SealedTextField(blank=True)
    segundo_apellido = SealedTextField(blank=True)
    nacimiento = models.DateField(null=True)
    sexo = models.CharField(max_length=1, blank=True)
    vigente = models.CharField(max_length=18, blank=True, default="")  # the CURP that took the place of this one
    de_vigente = models.BooleanField(default=False)  # it is the answer about that one, asked with the other

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(situacion__in=[each.value for each in EnPoblacion]), name="affiliation_poblacion_known"
            ),
            models.CheckConstraint(condition=Q(sexo__in=("", *SEXOS)), name="affiliation_poblacion_sexo"),
        )
        indexes = (
            models.Index(fields=("subject", "-preguntado_at"), name="affiliation_poblacion_last"),
            models.Index(fields=("curp", "-preguntado_at"), name="affiliation_poblacion_curp"),
        )


class CurpAnterior(models.Model):
    """A CURP that somebody had, and which case put another in its place. Never changed or removed."""

    curp = models.CharField(max_length=18, primary_key=True)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="curps_anteriores")
    caso = models.UUIDField()
    cambio_at = models.DateTimeField()


class SerieNss(models.Model):
    """The last serial of a subdelegación, a year of registration and one of birth: none is given twice."""

    clave = models.CharField(max_length=6, primary_key=True)  # the six digits that begin the number
    ultimo = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(clave__regex=r"^[0-9]{6}$"), name="affiliation_serie_key"),
            models.CheckConstraint(condition=Q(ultimo__lte=LAST_NSS_SERIAL), name="affiliation_serie_serial"),
        )


class NumeroAsignado(models.Model):
    """A number that this office gave: one for each person, and each number once, for ever."""

    nss = models.CharField(max_length=11, primary_key=True)
    persona = models.OneToOneField(Persona, models.PROTECT, related_name="numero_asignado")
    caso = models.UUIDField()
    asignado_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(nss__regex=NSS), name="affiliation_asignado_shape"),)


class Propuesta(models.Model):
    """What an official proposed of two registers, or of two numbers of one (then ``otra`` is null): never changed.

    ``persona`` is who keeps their number; ``retirado``, the number that is kept as joined ("" where the other has
    none). ``deshace`` is the union that a separation undoes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clase = models.CharField(max_length=10)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="+")
    otra = models.ForeignKey(Persona, models.PROTECT, null=True, related_name="+")
    retirado = models.CharField(max_length=11, blank=True)
    deshace = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    motivos = SealedTextField()
    cuenta = models.UUIDField()
    propone = models.UUIDField()
    propuesta_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(clase__in=[each.value for each in ClaseUnion]), name="affiliation_propuesta_known"
            ),
            models.CheckConstraint(
                condition=Q(otra__isnull=True) | ~Q(persona=F("otra")), name="affiliation_propuesta_two"
            ),
            models.CheckConstraint(
                condition=Q(otra__isnull=False) | Q(retirado__regex=NSS), name="affiliation_propuesta_about"
            ),
            models.CheckConstraint(
                condition=Q(clase=ClaseUnion.SEPARACION.value, deshace__isnull=False)
                | (~Q(clase=ClaseUnion.SEPARACION.value) & Q(deshace__isnull=True)),
                name="affiliation_propuesta_undoes",
            ),
        )


class Resolucion(models.Model):
    """What another official decided of a proposal, once and for all."""

    propuesta = models.OneToOneField(Propuesta, models.PROTECT, primary_key=True, related_name="resolucion")
    aprobada = models.BooleanField()
    motivos = SealedTextField()
    cuenta = models.UUIDField()
    decide = models.UUIDField()
    resuelta_at = models.DateTimeField()


class NumeroUnido(models.Model):
    """A union that stands: ``otra`` (a register) and ``retirado`` (a number) are ``persona``'s, by what was decided."""

    propuesta = models.OneToOneField(Propuesta, models.PROTECT, primary_key=True, related_name="union")
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="unidas")
    otra = models.OneToOneField(Persona, models.PROTECT, null=True, related_name="unida_a")
    retirado = models.CharField(max_length=11, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(otra__isnull=True) | ~Q(persona=F("otra")), name="affiliation_unido_two"
            ),
            models.UniqueConstraint(fields=("retirado",), condition=~Q(retirado=""), name="affiliation_retired_once"),
        )
