"""What a transaction of payments leaves to be done after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

DEPOSIT: Final = "payments.send_cent"
REFUND: Final = "payments.send_refund"
TELL: Final = "payments.tell_contacts"


def deposit_later(deposit: UUID) -> None:
    """Send the deposit of one cent."""
    app.configure_task(DEPOSIT, allow_unknown=False).defer(deposit_id=str(deposit))


def tell_later(cuenta: UUID, moment: str) -> None:
    """Tell every known contact of whose account it is what happened to it."""
    app.configure_task(TELL, allow_unknown=False).defer(cuenta_id=str(cuenta), moment=moment)


def refund_later(devolucion: UUID) -> None:
    """Have the bank pay back what was approved."""
    app.configure_task(REFUND, allow_unknown=False).defer(devolucion_id=str(devolucion))
