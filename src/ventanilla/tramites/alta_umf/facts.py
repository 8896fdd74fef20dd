"""What the registers hold of the person, and the clinic of where they live."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import (
    Atendida,
    DatosPersona,
    Historia,
    HistoriaDe,
    UnidadActual,
    UnidadDe,
    UnidadHallada,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Address, Found, Registers

from .form import OTRO, PRIMERO, Solicitud


@dataclass(frozen=True)
class Hechos:
    """``antes`` and ``despues`` are addresses on one line; ``despues`` is "" where none can be told."""

    subject: SubjectId
    historia: Historia
    actual: Atendida | None
    antes: str
    despues: str
    hallada: UnidadHallada | None


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The register's address, to be confirmed; where it has none that can be read, that it is written now."""
    known = ask(DatosPersona(actor.subject)).domicilio
    return {"vive": (known, OTRO) if Address.parts(known) else (PRIMERO,)}


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about: a parent asks of their child's."""
    antes = ask(DatosPersona(actor.subject)).domicilio
    written = solicitud.domicilio.words() if solicitud.domicilio else ""
    despues = written or (antes if solicitud.vive == antes else "")
    codigo = Address.parts(despues).get("codigo_postal", "")
    return Hechos(
        subject=actor.subject,
        historia=ask(HistoriaDe(actor.subject)),
        actual=ask(UnidadActual(actor.subject)),
        antes=antes,
        despues=despues,
        hallada=ask(UnidadDe(codigo)) if codigo else None,
    )


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the registers said."""
    actual = f"UMF {hechos.actual.unidad.clave}" if hechos.actual else "Ninguna"
    return (("Clínica registrada", actual), ("Domicilio", hechos.despues))
