"""What the registers hold. What the law concludes from it is ``decide``'s affair."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import FamiliaDe, Historia, HistoriaDe
from ventanilla.kit import Actor, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """The person who asks, and the registered beneficiaries where they were asked for."""

    titular: Historia
    familia: tuple[Historia, ...]


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Each ``ask`` is answered by the app that owns the answer, and stored with the decision."""
    return Hechos(
        titular=ask(HistoriaDe(actor.subject)),
        familia=ask(FamiliaDe(actor.subject)) if solicitud.para == "familia" else (),
    )
