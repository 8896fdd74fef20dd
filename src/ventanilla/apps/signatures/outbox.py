"""What a transaction of signatures leaves to be done after its commit (``jobs`` runs it)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


def stamp_later(signature: UUID) -> None:
    """Ask a time-stamping authority about a kept signature."""
    app.configure_task("signatures.stamp_signature", allow_unknown=False).defer(signature_id=str(signature))
