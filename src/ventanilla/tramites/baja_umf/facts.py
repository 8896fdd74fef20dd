"""Where the person is attended today."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Atendida, Historia, HistoriaDe, UnidadActual
from ventanilla.domain.appointments import Cita, CitaDe
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``actual`` is None where they are in no clinic."""

    historia: Historia
    actual: Atendida | None
    cita: Cita | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about: a parent asks of their child's."""
    return Hechos(ask(HistoriaDe(actor.subject)), ask(UnidadActual(actor.subject)), ask(CitaDe(actor.subject)))


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the register said."""
    return (("Clínica registrada", f"UMF {hechos.actual.unidad.clave}" if hechos.actual else "Ninguna"),)
