"""What a transaction leaves to be done after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


def tell_allowed_later(consent: UUID, key: str) -> None:
    """Tell the person that an application may know them."""
    app.configure_task("oidc.tell_allowed", allow_unknown=False).defer(consent_id=str(consent), key=key)
