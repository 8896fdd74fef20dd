"""Who somebody is, as the population registry says it beside this register: what differs, and the words of both.

Identity data come from that registry: their owner confirms them and never types them (LSS 15; RACERF 45-47).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.kernel.text import long_date

from .numero import EnPoblacion, Poblacion
from .persona import Campo, Datos

DE_IDENTIDAD: Final = (Campo.NOMBRE, Campo.PRIMER_APELLIDO, Campo.SEGUNDO_APELLIDO, Campo.NACIMIENTO, Campo.SEXO)
_SEXO: Final = {"H": "Hombre", "M": "Mujer", "X": "No binario"}


@dataclass(frozen=True)
class Diferencia:
    """A datum that the two registers say otherwise: ``antes`` is this register's, ``despues`` the population's."""

    campo: Campo
    antes: str
    despues: str


@dataclass(frozen=True)
class Renglon:
    """One line of an acuse: a datum in words, before and after."""

    dato: str
    antes: str
    despues: str


def diferencias(datos: Datos, poblacion: Poblacion) -> tuple[Diferencia, ...]:
    """What of a person's identity differs, a name by its letters and not by its case; () where nobody was named."""
    if not poblacion.names_somebody:
        return ()
    said = {campo: _said(poblacion, campo) for campo in DE_IDENTIDAD}
    return tuple(
        Diferencia(campo, datos.de(campo), said[campo])
        for campo in DE_IDENTIDAD
        if _plain(datos.de(campo)) != said[campo]
    )


def _said(poblacion: Poblacion, campo: Campo) -> str:
    """A datum of the registry, as this register writes it."""
    value = getattr(poblacion, campo.value)
    return value.isoformat() if isinstance(value, date) else _plain(str(value))


def _plain(words: str) -> str:
    return " ".join(words.upper().split())


def en_palabras(campo: Campo, valor: str) -> str:
    """A datum as a person reads it, of what the register keeps."""
    match campo:
        case Campo.NACIMIENTO if valor:
            return long_date(date.fromisoformat(valor))
        case Campo.SEXO:
            return _SEXO.get(valor, valor)
    return valor


def renglon(una: Diferencia) -> Renglon:
    """As it is printed.

    >>> renglon(Diferencia(Campo.SEXO, "H", "M"))
    Renglon(dato='Mi sexo, como está en mi acta', antes='Hombre', despues='Mujer')
    """
    return Renglon(una.campo.shown, en_palabras(una.campo, una.antes), en_palabras(una.campo, una.despues))


def es_de_otra_persona(diferentes: tuple[Diferencia, ...]) -> bool:
    """Whether what differs is more than a slip: neither the first name nor the day of birth agree."""
    changed = {una.campo for una in diferentes}
    return {Campo.NOMBRE, Campo.NACIMIENTO} <= changed


def confirmable(poblacion: Poblacion | None) -> bool:
    """Whether the registry named somebody by a CURP in force, so that its owner can confirm it."""
    return (
        poblacion is not None
        and poblacion.names_somebody
        and poblacion.situacion in {EnPoblacion.VIGENTE, EnPoblacion.CORREGIDA}
    )
