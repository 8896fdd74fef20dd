"""What a transaction of accounts leaves to be done after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


def tell_sign_up_later(sign_up: UUID) -> None:
    """Mail the address of a sign-up: its link, or why there is none."""
    app.configure_task("accounts.tell_sign_up", allow_unknown=False).defer(sign_up_id=str(sign_up))


def tell_contacts_later(sign_up: UUID) -> None:
    """Tell every contact on record that an account was opened."""
    app.configure_task("accounts.tell_contacts", allow_unknown=False).defer(sign_up_id=str(sign_up))


def send_code_later(code: UUID) -> None:
    """Send a code to the contact it is for."""
    app.configure_task("accounts.send_code", allow_unknown=False).defer(code_id=str(code))
