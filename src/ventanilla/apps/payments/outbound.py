"""Whom this app speaks with: the institution's bank, and whoever delivers e-mail. ``config`` connects them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from ventanilla.adapters.mail.port import Mailer
from ventanilla.adapters.payments.port import Bank
from ventanilla.kit import Paid

Taker = Callable[[UUID, Paid, datetime], bool]
"""Is given what was paid, by the id of what asked for it; False where that waits for no payment any more."""
_connected: dict[str, Any] = {}


def use_bank(bank: Bank | None) -> None:
    """Connect the institution's bank; None where this installation has none."""
    _connected["bank"] = bank


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when the office starts."""
    _connected["mailer"] = mailer


def use_taker(taker: Taker) -> None:
    """Connect whoever waits for payments: the cases."""
    _connected["taker"] = taker


def taker() -> Taker:
    """Who waits for payments; LookupError where ``config`` did not connect anybody."""
    found: Taker = _connected["taker"]
    return found


def bank() -> Bank | None:
    """The bank; None where there is none, and then no account is registered by its code. Never in a transaction."""
    found: Bank | None = _connected.get("bank")
    return found


def has_bank() -> bool:
    """Whether this installation has a bank at all; it is not asked."""
    return _connected.get("bank") is not None


def mailer() -> Mailer:
    """The mailer; LookupError where ``config`` did not connect one."""
    sender: Mailer = _connected["mailer"]
    return sender
