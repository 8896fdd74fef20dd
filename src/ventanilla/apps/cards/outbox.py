"""What blocking leaves to be done after its commit, by the name of the job (``jobs`` runs it)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

TELL = "cards.tell_blocked"


def tell_blocked_later(subjects: Collection[UUID], *, at: datetime) -> None:
    """Have every address on record of ``subjects`` told that a card was blocked at ``at``."""
    job = app.configure_task(TELL, allow_unknown=False)
    told: list[dict[str, JSONValue]] = [
        {"subject": str(subject), "at": int(at.timestamp())} for subject in sorted(subjects)
    ]
    job.batch_defer(*told)
