"""Where the person is attended, where they were, and the clinic of their new address."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import (
    Asignacion,
    AsignacionesDe,
    Atendida,
    DatosPersona,
    Historia,
    HistoriaDe,
    UnidadActual,
    UnidadDe,
    UnidadHallada,
)
from ventanilla.domain.appointments import Cita, CitaDe
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``antes`` is the register's address on one line; ``hallada``, the clinic of the new one, if it changed."""

    subject: SubjectId
    historia: Historia
    actual: Atendida | None
    asignaciones: tuple[Asignacion, ...]
    antes: str
    hallada: UnidadHallada | None
    cita: Cita | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about: a parent asks of their child's."""
    return Hechos(
        subject=actor.subject,
        historia=ask(HistoriaDe(actor.subject)),
        actual=ask(UnidadActual(actor.subject)),
        asignaciones=ask(AsignacionesDe(actor.subject)),
        antes=ask(DatosPersona(actor.subject)).domicilio,
        hallada=ask(UnidadDe(solicitud.domicilio.codigo_postal)) if solicitud.domicilio else None,
        cita=ask(CitaDe(actor.subject)),
    )


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the registers said."""
    now = hechos.actual
    return (("Clínica de antes", f"UMF {now.unidad.clave}, turno {now.turno}" if now else "Ninguna"),)
