"""What a transaction leaves to be done after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


def tell_made_later(key: UUID) -> None:
    """Tell the owner that a key was made."""
    app.configure_task("programs.tell_made", allow_unknown=False).defer(key_id=str(key))
