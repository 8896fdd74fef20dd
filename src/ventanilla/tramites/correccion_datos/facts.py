"""What this register and the population registry say of the person."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Contradiccion, Datos, DatosPersona, NumerosDe, Poblacion, PoblacionDe
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Found, Registers

from .form import EQUIVOCADOS, SIN_RESPUESTA, Solicitud


@dataclass(frozen=True)
class Hechos:
    """``poblacion`` None: the registry never answered."""

    subject: SubjectId
    datos: Datos
    poblacion: Poblacion | None
    dudas: tuple[Contradiccion, ...]


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """The registry's answer was fetched before; here it is read as it is kept. Asked of whom the case is about."""
    subject = actor.subject
    dudas = ask(NumerosDe(subject)).contradictions
    return Hechos(subject, ask(DatosPersona(subject)), ask(PoblacionDe(subject)), dudas)


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What both registers said."""
    mine, said = hechos.datos, hechos.poblacion
    name = " ".join(part for part in (mine.nombre, mine.primer_apellido, mine.segundo_apellido) if part)
    return (
        ("Lo que dice su registro en esta oficina", f"{name}, CURP {mine.curp}"),
        ("Lo que dice el registro de población", said.words() if said is not None else "Sin dato"),
    )


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The registry's words, to be confirmed; while it says nothing, what is done meanwhile."""
    said = ask(PoblacionDe(actor.subject))
    return {"datos": (said.words() if said is not None and said.names_somebody else SIN_RESPUESTA, EQUIVOCADOS)}
