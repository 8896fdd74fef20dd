"""The register's tables. Nothing here says «vigente»: that is concluded from them, on a date.

Whose rows a connection may see is in the first migration (row-level security); what each column is for,
by which article and for how long, in ``docs/reference/data-map.md``.
"""

from __future__ import annotations

import uuid
from enum import Enum
from typing import Final

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q

from ventanilla.apps.eventlog.api import SealedTextField
from ventanilla.domain.affiliation import (
    Campo,
    SemanaJornada,
    Tipo,
    TipoPension,
    TipoSalario,
    TipoTrabajador,
)
from ventanilla.domain.affiliation import Contradiccion as Codigo
from ventanilla.domain.affiliation import Parentesco as Kin

NSS: Final = r"^[0-9]{11}$"
CURP: Final = r"^[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]$"
SEXOS: Final = ("H", "M", "X")


def _of(field: str, codes: type[Enum], name: str) -> models.CheckConstraint:
    """That a column holds one of the codes."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [code.value for code in codes]}), name=name)


def sort_key(*names: str) -> models.GeneratedField:
    """A column by which names sort as people expect: accents folded, ñ after n, whatever PostgreSQL it is."""
    return models.GeneratedField(
        expression=Func(*names, function="ventanilla_sort_key"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )


class Clinica(models.Model):
    """A Unidad de Medicina Familiar; ``clave`` is unique only within its delegación, ``codigo`` (both) everywhere."""

    codigo = models.CharField(max_length=5, primary_key=True)
    delegacion = models.CharField(max_length=2)
    delegacion_nombre = models.TextField()
    subdelegacion = models.CharField(max_length=2)
    clave = models.CharField(max_length=3)
    nombre = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegacion", "clave"), name="affiliation_one_clinic"),)


class Persona(models.Model):
    """Somebody the register knows, by an opaque ``subject``; insured once there is an NSS and a movement.

    Where they are attended is the last `Asignacion`. An instant that is null, here and wherever it says when something
    was registered: it came before instants were kept.
    """

    subject = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curp = models.CharField(max_length=18, unique=True)
    nss = models.CharField(max_length=11, unique=True, null=True)
    nombre = models.TextField()
    primer_apellido = models.TextField(blank=True)
    segundo_apellido = models.TextField(blank=True)
    orden = sort_key("primer_apellido", "segundo_apellido", "nombre")
    nacimiento = models.DateField()
    sexo = models.CharField(max_length=1)
    agregado = models.CharField(max_length=10, blank=True)
    clinica = models.ForeignKey(Clinica, models.PROTECT, null=True)
    consultorio = models.PositiveSmallIntegerField(null=True)
    turno = models.CharField(max_length=10, blank=True)
    pension_tipo = models.CharField(max_length=20, null=True)
    pension_desde = models.DateField(null=True)
    pension_hasta = models.DateField(null=True)
    pension_registrada_at = models.DateTimeField(null=True)
    pension_fin_registrado_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(curp__regex=CURP), name="affiliation_curp_shape"),
            models.CheckConstraint(condition=Q(nss__regex=NSS), name="affiliation_nss_shape"),
            models.CheckConstraint(condition=Q(sexo__in=SEXOS), name="affiliation_sexo"),
            models.CheckConstraint(
                condition=Q(pension_tipo__isnull=True, pension_desde__isnull=True, pension_hasta__isnull=True)
                | Q(
                    pension_tipo__isnull=False,
                    pension_tipo__in=[tipo.value for tipo in TipoPension],
                    pension_desde__isnull=False,
                ),
                name="affiliation_pension_whole",
            ),
            models.CheckConstraint(
                condition=Q(pension_hasta__isnull=True) | Q(pension_hasta__gte=F("pension_desde")),
                name="affiliation_pension_dates",
            ),
        )
        indexes = (models.Index(fields=("orden",), name="affiliation_persona_orden"),)


class Asignacion(models.Model):
    """Where somebody is attended from a day on, and since when that is known. Never changed or removed.

    Without a ``clinica``: from that day on, nowhere. A ``desde`` that is null: it is not known since when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="asignaciones")
    clinica = models.ForeignKey(Clinica, models.PROTECT, null=True)
    consultorio = models.PositiveSmallIntegerField(null=True)
    turno = models.CharField(max_length=10, blank=True)
    desde = models.DateField(null=True)
    recorded_at = models.DateTimeField(null=True)
    caso = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("persona", "recorded_at"), nulls_distinct=False, name="affiliation_asignacion_once"
            ),
        )


class Parentesco(models.Model):
    """Who is registered as whose beneficiary, from ``desde`` to ``hasta`` (null: still), both included."""

    titular = models.ForeignKey(Persona, models.PROTECT, related_name="beneficiarios")
    beneficiario = models.ForeignKey(Persona, models.PROTECT, related_name="titulares")
    parentesco = models.CharField(max_length=12)
    desde = models.DateField()
    hasta = models.DateField(null=True)
    estudia_hasta = models.DateField(null=True)
    incapacitado = models.BooleanField(default=False)
    convive_y_depende = models.BooleanField(default=True)
    registrado_at = models.DateTimeField(null=True)
    fin_registrado_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(parentesco__in=[kin.value for kin in Kin]), name="affiliation_parentesco_known"
            ),
            models.CheckConstraint(condition=~Q(titular=F("beneficiario")), name="affiliation_not_oneself"),
            models.CheckConstraint(
                condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")), name="affiliation_parentesco_dates"
            ),
        )


class Contacto(models.Model):
    """How to reach somebody, as the register held it before they had an account; never shown whole on a page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="contactos")
    correo = SealedTextField()
    huella = models.BinaryField()  # what recognises the address (contact_digest)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("persona", "huella"), name="affiliation_contacto_once"),)


class Domicilio(models.Model):
    """Where somebody lives, as they wrote it; the one before is in `Cambio`."""

    persona = models.OneToOneField(Persona, models.PROTECT, primary_key=True, related_name="domicilio")
    texto = SealedTextField()
    desde = models.DateField()


class Cambio(models.Model):
    """One datum of somebody that changed: what it was, what it is, by which case. Never changed or removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="cambios")
    campo = models.CharField(max_length=20)
    antes = SealedTextField()
    despues = SealedTextField()
    caso = models.UUIDField()
    hecho_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(campo__in=[campo.value for campo in Campo]), name="affiliation_cambio_known"
            ),
        )


class Patron(models.Model):
    """An employer: a company, or a natural person (then ``subject`` is that person's own)."""

    subject = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    moral = models.BooleanField()
    rfc = models.CharField(max_length=13, unique=True)
    nombre = models.TextField()
    orden = sort_key("nombre")


class RegistroPatronal(models.Model):
    """Where an employer's workers are insured."""

    subject = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    numero = models.CharField(max_length=11, unique=True)
    patron = models.ForeignKey(Patron, models.PROTECT, related_name="registros")
    delegacion = models.CharField(max_length=2)
    subdelegacion = models.CharField(max_length=2)
    desde = models.DateField()


class Movimiento(models.Model):
    """One movement, kept for ever as it was received (domain.affiliation.Movimiento).

    The database refuses to change or remove it; a correction is another one that names it, and only one
    correction can name each. ``nss`` is the number it was filed under: not always the person's own. ``cuenta`` is
    who filed it, ``por`` whom they acted for, ``autorizacion`` by which leave, ``caso`` in which request: null where
    it came before this office did. Nothing is recorded of a person at, or before, an instant already known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="movimientos", db_index=False)
    nss = models.CharField(max_length=11)
    registro = models.ForeignKey(RegistroPatronal, models.PROTECT, related_name="movimientos")
    tipo = models.CharField(max_length=2)
    fecha = models.DateField()
    recorded_at = models.DateTimeField()
    sbc_centavos = models.BigIntegerField(null=True)
    causa = models.CharField(max_length=2, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    declarada = models.DateField(null=True)
    trabajador = models.CharField(max_length=1, default=TipoTrabajador.PERMANENTE.value)
    salario = models.CharField(max_length=1, default=TipoSalario.FIJO.value)
    semana = models.CharField(max_length=1, default=SemanaJornada.COMPLETA.value)
    contrato_hasta = models.DateField(null=True)
    caso = models.UUIDField(null=True)
    cuenta = models.UUIDField(null=True)
    por = models.UUIDField(null=True)
    autorizacion = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(nss__regex=NSS), name="affiliation_filed_nss_shape"),
            _of("trabajador", TipoTrabajador, "affiliation_filed_trabajador"),
            _of("salario", TipoSalario, "affiliation_filed_salario"),
            _of("semana", SemanaJornada, "affiliation_filed_semana"),
            models.CheckConstraint(
                condition=Q(tipo=Tipo.BAJA.value, sbc_centavos__isnull=True)
                | Q(
                    tipo__in=(Tipo.ALTA.value, Tipo.MODIFICACION.value),
                    sbc_centavos__isnull=False,
                    sbc_centavos__gt=0,
                ),
                name="affiliation_wage_unless_baja",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")), name="affiliation_not_itself"
            ),
            models.UniqueConstraint(
                fields=("persona", "registro", "fecha", "tipo", "supersedes"),
                nulls_distinct=False,
                name="affiliation_filed_once",
            ),
        )
        indexes = (
            models.Index(fields=("registro", "fecha"), name="affiliation_registro_fecha"),
            models.Index(fields=("persona", "recorded_at"), name="affiliation_persona_known"),
        )


class Tramo(models.Model):
    """Days at one wage with one registro, and from when to when that was held true (domain.affiliation.tramos).

    A projection of the ledger: it is there to be asked by employer and by day. The database refuses two wages for one
    day as known at one instant, and lets the web end what is held true and nothing else.
    """

    persona = models.ForeignKey(Persona, models.PROTECT, related_name="tramos", db_index=False)
    registro = models.ForeignKey(RegistroPatronal, models.PROTECT, related_name="tramos", db_index=False)
    dias = DateRangeField()
    conocido = DateTimeRangeField()
    nss = models.CharField(max_length=11)
    empleo_desde = models.DateField()
    sbc_centavos = models.BigIntegerField()
    trabajador = models.CharField(max_length=1)
    salario = models.CharField(max_length=1)
    semana = models.CharField(max_length=1)
    contrato_hasta = models.DateField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(sbc_centavos__gt=0), name="affiliation_tramo_wage"),)
        indexes = (
            models.Index(fields=("persona", "registro"), name="affiliation_tramo_persona"),
            models.Index(
                fields=("registro", "nss", "persona"),
                condition=Q(conocido__upper_inf=True),
                name="affiliation_tramo_plantilla",
            ),
        )


class Contradiccion(models.Model):
    """Two registers that cannot both be right about a person, until an official resolves it."""

    persona = models.ForeignKey(Persona, models.PROTECT, related_name="contradicciones")
    codigo = models.CharField(max_length=20)
    detectada = models.DateField()
    resuelta = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(codigo__in=[codigo.value for codigo in Codigo]), name="affiliation_contradiccion_known"
            ),
            models.UniqueConstraint(
                fields=("persona", "codigo"), condition=Q(resuelta__isnull=True), name="affiliation_open_once"
            ),
        )
