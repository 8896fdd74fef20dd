"""What the registers hold. How the weeks are counted is the law's affair, in ``domain.benefits``."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.domain.benefits import Retiros, RetirosDe
from ventanilla.kit import Actor, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """The movements, and the withdrawals for unemployment: None where no register holds them."""

    historia: Historia
    retiros: Retiros | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Each ``ask`` is answered by the app that owns the answer, and stored with the decision."""
    return Hechos(historia=ask(HistoriaDe(actor.subject)), retiros=ask(RetirosDe(actor.subject)))
