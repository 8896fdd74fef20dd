"""What the registers hold: the movements, and the certificates with their payment."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.domain.benefits import Incapacidad, IncapacidadesDe
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``incapacidades`` None: no register of certificates is connected, which is not the same as having none."""

    historia: Historia
    incapacidades: tuple[Incapacidad, ...] | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about."""
    return Hechos(ask(HistoriaDe(actor.subject)), ask(IncapacidadesDe(actor.subject)))


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """How many certificates were found."""
    many = "Sin dato" if hechos.incapacidades is None else str(len(hechos.incapacidades))
    return (("Certificados de incapacidad registrados", many),)
