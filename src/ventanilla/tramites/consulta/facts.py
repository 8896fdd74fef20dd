"""Nothing of the registers: a question is answered by a person."""

from __future__ import annotations

from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> None:
    """None: what a question needs is looked up by whoever answers, and that is noted."""


def in_words(hechos: None) -> tuple[Found, ...]:
    """Nothing was found, because nothing was looked for."""
    return ()
