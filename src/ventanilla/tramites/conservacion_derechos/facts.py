"""What the registers hold. What is kept, and until when, is concluded in ``domain.benefits``."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.domain.benefits import Retiros, RetirosDe
from ventanilla.kernel.text import long_date
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """The movements, and the withdrawals for unemployment: None where no register holds them."""

    historia: Historia
    retiros: Retiros | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about."""
    return Hechos(historia=ask(HistoriaDe(actor.subject)), retiros=ask(RetirosDe(actor.subject)))


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """Who was found, their last movement and what the registers say differently."""
    historia = hechos.historia
    said: list[Found] = [("Persona registrada", f"{historia.nombre}, CURP {historia.curp}")]
    if historia.movimientos:
        last = max(one.on for one in historia.movimientos)
        said.append(
            ("Movimientos de sus empleadores", f"{len(historia.movimientos)}; el último, del {long_date(last)}")
        )
    said += [("Lo que no coincide", str(doubt.reason)) for doubt in historia.contradictions]
    return tuple(said)
