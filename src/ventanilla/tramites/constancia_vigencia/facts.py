"""What the registers hold. What the law concludes from it is ``decide``'s affair."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import FamiliaDe, Historia, HistoriaDe
from ventanilla.kernel.text import long_date
from ventanilla.kit import Actor, Found, Registers

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


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """Who was found, their last movement and what the registers say differently."""
    said: list[Found] = []
    for historia in (hechos.titular, *hechos.familia):
        said.append(("Persona registrada", f"{historia.nombre}, CURP {historia.curp}"))
        if historia.movimientos:
            last = max(one.on for one in historia.movimientos)
            said.append(
                ("Movimientos de sus empleadores", f"{len(historia.movimientos)}; el último, del {long_date(last)}")
            )
        said += [("Lo que no coincide", str(doubt.reason)) for doubt in historia.contradictions]
    return tuple(said)
