"""Every number that the register has of the person."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Numeros, NumerosDe
from ventanilla.kit import Actor, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """Who the person is in the register, and under which numbers."""

    encontrado: Numeros


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Only numbers: no employer, no wage and no clinic is read for this."""
    return Hechos(ask(NumerosDe(actor.subject)))
