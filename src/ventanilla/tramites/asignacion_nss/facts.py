"""What the population registry says of the person, and what this register has of them or of somebody like them."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import (
    CurpDeOtra,
    Localidad,
    LocalidadDe,
    NssSiguiente,
    Numeros,
    NumerosDe,
    ParecidosDe,
    Poblacion,
    PoblacionDe,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Found, Registers

from .form import EQUIVOCADOS, SIN_RESPUESTA, Solicitud


@dataclass(frozen=True)
class Hechos:
    """``siguiente`` is the number that would be theirs, "" where none can be given; ``de_otra`` is told to nobody."""

    subject: SubjectId
    poblacion: Poblacion | None
    registrada: Numeros
    de_otra: bool
    parecidos: int
    localidad: Localidad | None
    siguiente: str


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """The registry's answer was fetched before; here it is read as it is kept."""
    subject = actor.subject
    poblacion = ask(PoblacionDe(subject))
    localidad = ask(LocalidadDe(solicitud.codigo_postal))
    siguiente = ""
    if localidad is not None and poblacion is not None and poblacion.nacimiento is not None:
        siguiente = ask(NssSiguiente(localidad.subdelegacion, poblacion.nacimiento))
    return Hechos(
        subject=subject,
        poblacion=poblacion,
        registrada=ask(NumerosDe(subject)),
        de_otra=poblacion is not None and ask(CurpDeOtra(subject, poblacion.curp)),
        parecidos=ask(ParecidosDe(subject)),
        localidad=localidad,
        siguiente=siguiente,
    )


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the population registry said. Of who is like them nothing is printed."""
    said = hechos.poblacion
    return (("Lo que dice el registro de población", said.words() if said is not None else "Sin dato"),)


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The registry's words, to be confirmed; while it says nothing, what is done meanwhile."""
    said = ask(PoblacionDe(actor.subject))
    return {"datos": (said.words() if said is not None and said.names_somebody else SIN_RESPUESTA, EQUIVOCADOS)}
