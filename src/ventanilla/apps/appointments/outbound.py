"""What this office asks of the book of appointments that the installation has, if it has one."""

from __future__ import annotations

from datetime import datetime

from ventanilla.adapters.citas.port import AppointmentBook
from ventanilla.domain.appointments import Cita
from ventanilla.domain.authority import Actor

_connected: dict[str, AppointmentBook] = {}


def use_appointments(book: AppointmentBook | None) -> None:
    """Connect the book of appointments; None where this installation has none."""
    _connected.clear()
    if book is not None:
        _connected["book"] = book


def cita_for(actor: Actor, now: datetime) -> Cita | None:
    """The next appointment of whoever ``actor`` acts for; None while they have none, or nobody keeps any here."""
    book = _connected.get("book")
    return None if book is None else book.next_of(actor.subject, now)
