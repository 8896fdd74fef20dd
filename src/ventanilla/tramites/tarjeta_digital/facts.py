"""What the register holds of whoever wants a card."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.kernel.text import long_date
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """The history their right follows from: their own, or that of the holder they depend on."""

    historia: Historia


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about: a parent asks for their child's card."""
    return Hechos(ask(HistoriaDe(actor.subject)))


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """Who was found, and what the registers say differently."""
    historia = hechos.historia
    said: list[Found] = [("Persona registrada", f"{historia.nombre}, CURP {historia.curp}")]
    if historia.movimientos:
        last = max(one.on for one in historia.movimientos)
        said.append(("Último aviso de sus empleadores", long_date(last)))
    return (*said, *(("Lo que no coincide", str(doubt.reason)) for doubt in historia.contradictions))
