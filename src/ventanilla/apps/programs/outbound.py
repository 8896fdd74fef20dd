"""Who tells people: ``config`` connects it."""

from __future__ import annotations

from typing import Any

from ventanilla.adapters.mail.port import Mailer

_connected: dict[str, Any] = {}


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when the office starts."""
    _connected["mailer"] = mailer


def mailer() -> Mailer:
    """The mailer; LookupError where ``config`` did not connect one."""
    sender: Mailer = _connected["mailer"]
    return sender
