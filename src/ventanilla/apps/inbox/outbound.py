"""Whom this app hands its mail and its pushes to; ``config`` connects them."""

from __future__ import annotations

from typing import Any

from ventanilla.adapters.mail.port import Mailer
from ventanilla.adapters.push.port import Pusher

_connected: dict[str, Any] = {}


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when the office starts."""
    _connected["mailer"] = mailer


def mailer() -> Mailer:
    """The mailer; LookupError where ``config`` did not connect one."""
    sender: Mailer = _connected["mailer"]
    return sender


def use_pusher(pusher: Pusher) -> None:
    """Connect whoever tells devices, once, when the office starts."""
    _connected["pusher"] = pusher


def pusher() -> Pusher:
    """Whoever tells devices; LookupError where ``config`` did not connect one."""
    teller: Pusher = _connected["pusher"]
    return teller
