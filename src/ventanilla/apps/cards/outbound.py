"""Who signs the cards, given to the worker alone (the institution's keys are in another process)."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.adapters.seal.port import Signer


@dataclass(frozen=True, slots=True)
class CardPress:
    """A signer, and the institution in whose name it signs."""

    signer: Signer
    institution: str


_connected: dict[str, CardPress] = {}


def use_card_press(press: CardPress) -> None:
    """Connect it, once, when the worker starts."""
    _connected["press"] = press


def card_press() -> CardPress:
    """The press; LookupError in a process that was not given one."""
    return _connected["press"]
