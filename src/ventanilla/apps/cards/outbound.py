"""Who signs the cards, given to the worker alone (the institution's keys are in another process); who sends mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ventanilla.adapters.mail.port import Mailer
from ventanilla.adapters.seal.port import Signer


@dataclass(frozen=True, slots=True)
class CardPress:
    """A signer, and the institution in whose name it signs."""

    signer: Signer
    institution: str


_connected: dict[str, Any] = {}


def use_card_press(press: CardPress) -> None:
    """Connect it, once, when the worker starts."""
    _connected["press"] = press


def card_press() -> CardPress:
    """The press; LookupError in a process that was not given one."""
    press: CardPress = _connected["press"]
    return press


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when the office starts."""
    _connected["mailer"] = mailer


def mailer() -> Mailer:
    """The mailer; LookupError where ``config`` did not connect one."""
    sender: Mailer = _connected["mailer"]
    return sender
