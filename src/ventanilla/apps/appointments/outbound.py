"""What this office asks of the book of appointments that the installation has, if it has one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.conf import settings

from ventanilla.adapters.citas.port import AppointmentBook
from ventanilla.domain.appointments import Cita, CitaDe
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


def citas_de(questions: Sequence[CitaDe]) -> list[Cita | None]:
    """Answer ``CitaDe``, in the order asked."""
    book, now = _connected.get("book"), settings.VENTANILLA_CLOCK.now()
    return [None if book is None else book.next_of(question.subject, now) for question in questions]


ANSWERS: Final = {CitaDe: citas_de}
