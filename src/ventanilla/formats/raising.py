"""From a planilla to the workers whose wages the law changes, and from those changes to the batch (07) that files them.

Files of movements know the base wage, not the wage by day. Where no list gives it, it is the one that integrates to
the base wage with the benefits of the law: supposed, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ventanilla.domain.contributions import (
    Empleo,
    Modificacion,
    Prestaciones,
    Quien,
    Salario,
    TipoAviso,
    Zona,
    factor_integracion,
)
from ventanilla.kernel.money import HALF_UP, Money, rounded
from ventanilla.kernel.text import Text

from .finding import Finding, Place, Severity
from .planilla import Patronal, Persona
from .records import Movimiento, Nombre

_FIJO: Final = ("", "0")  # tipo de salario


@dataclass(frozen=True, slots=True)
class Empleos:
    """The workers who were insured on a day, and what had to be supposed of them or kept them out."""

    empleos: tuple[Empleo, ...]
    hallazgos: tuple[Finding, ...]


def empleos(patronal: Patronal, on: date, zona: Zona = Zona.GENERAL) -> Empleos:
    """Who was insured on ``on`` with a fixed wage, as ``modificaciones`` takes them.

    >>> from ventanilla.formats.planilla import Persona
    >>> alta = Movimiento(Place("A", 1), "R", "99178500015", TipoAviso.ALTA, date(2025, 6, 1), Money("292.54"))
    >>> uno = Persona("99178500015", "99178500015", {}, (alta,))
    >>> empleos(Patronal("R", {uno.clave: uno}), date(2025, 12, 31)).empleos[0].salario.diario
    Money('278.80')
    """
    found: list[Empleo] = []
    told: list[Finding] = []
    for persona in patronal.personas.values():
        in_force = _in_force(persona, on)
        if in_force is None:
            continue
        ingreso, sbc, place = in_force
        if persona.texto("tipo_salario") not in _FIJO:
            told.append(_not_fixed(persona, place))
            continue
        dato = persona.datos.get("diario")
        if dato is not None and isinstance(dato.valor, Money):
            diario = dato.valor
        else:
            diario = _without_benefits(sbc, ingreso, on)
            told.append(_supposed(persona, place, diario))
        found.append(Empleo(persona.clave, ingreso, Salario(diario, zona=zona), sbc))
    return Empleos(tuple(found), tuple(told))


def _in_force(persona: Persona, on: date) -> tuple[date, Money, Place] | None:
    """Since when, at which base wage, and what says it; None for who was not insured on ``on``."""
    since: date | None = None
    wage: tuple[Money, Place] | None = None
    for one in persona.movimientos:
        if one.fecha > on:
            break
        if one.tipo is TipoAviso.BAJA:
            since, wage = None, None
        else:
            since = one.fecha if one.tipo is TipoAviso.ALTA else since
            wage = wage if one.sbc is None else (one.sbc, one.place)
    return None if since is None or wage is None else (since, *wage)


def _without_benefits(sbc: Money, ingreso: date, on: date) -> Money:
    factor = factor_integracion(Prestaciones(), ingreso, on).valor
    return Money.of_centavos(rounded(Fraction(sbc.centavos) / Fraction(factor), HALF_UP))


def _supposed(persona: Persona, place: Place, diario: Money) -> Finding:
    return Finding(
        Severity.NOTE,
        place,
        "salario_diario",
        Text(
            "SALARIO_DESPRENDIDO",
            "De {clave} ningún archivo dice el salario por día. Se supuso {diario}, con las prestaciones de la ley.",
            clave=persona.clave,
            diario=str(diario),
        ),
        Text("SALARIO_DESPRENDIDO_REMEDIO", "Agregue una lista con una columna de salario diario."),
    )


def _not_fixed(persona: Persona, place: Place) -> Finding:
    return Finding(
        Severity.WARNING,
        place,
        "tipo_salario",
        Text(
            "SALARIO_VARIABLE",
            "El salario de {clave} es variable o mixto: no se sabe cuánto de él cambia.",
            clave=persona.clave,
        ),
        Text("SALARIO_VARIABLE_REMEDIO", "Dé su promedio en el archivo de «salario modificaciones» con sus columnas."),
    )


def lote(patronal: Patronal, changes: Iterable[Modificacion]) -> Iterator[Movimiento]:
    """The movements 07 that the employer files: what the institution changes by itself is not among them."""
    for one in changes:
        if one.quien is Quien.INSTITUCION:
            continue
        persona = patronal.personas[one.clave]
        name = persona.datos.get("nombre")
        yield Movimiento(
            persona.movimientos[-1].place,
            patronal.registro,
            persona.nss,
            TipoAviso.MODIFICACION,
            one.desde,
            one.sbc_nuevo,
            name.valor if name is not None and isinstance(name.valor, Nombre) else None,
            persona.texto("curp"),
            persona.texto("rfc"),
            persona.texto("tipo_trabajador"),
            persona.texto("tipo_salario") or "0",
            persona.texto("jornada") or "0",
            clave=persona.texto("clave"),
        )
