"""What a transaction of staff's roles leaves to be done after its commit (``jobs`` runs it)."""

from __future__ import annotations

import uuid
from uuid import UUID

from procrastinate.contrib.django import app


def send_invitation_later(invitation: UUID) -> None:
    """Send the link that activates a role."""
    app.configure_task("staff.send_invitation", allow_unknown=False).defer(invitation_id=str(invitation))


def tell_official_later(grant: UUID) -> None:
    """Tell an official that something changed in their roles."""
    job = app.configure_task("staff.tell_official", allow_unknown=False)
    job.defer(grant_id=str(grant), key=f"rol.{uuid.uuid4()}")
