"""What a transaction of accounts leaves to be told after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


def tell_device_later(link: UUID) -> None:
    """Tell the owner that their account was used from a new device."""
    app.configure_task("accounts.tell_device", allow_unknown=False).defer(link_id=str(link))


def tell_password_later(link: UUID) -> None:
    """Tell the owner that their account has a new password."""
    app.configure_task("accounts.tell_password", allow_unknown=False).defer(link_id=str(link))


def send_recovery_later(link: UUID) -> None:
    """Send the link of a recovery, if it is anybody's."""
    app.configure_task("accounts.send_recovery", allow_unknown=False).defer(link_id=str(link))
