"""Whom this app hands its mail to; ``config`` connects it."""

from __future__ import annotations

from ventanilla.adapters.mail.port import Mailer

_connected: dict[str, Mailer] = {}


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when the office starts."""
    _connected["mailer"] = mailer


def mailer() -> Mailer:
    """The mailer; LookupError where ``config`` did not connect one."""
    return _connected["mailer"]
