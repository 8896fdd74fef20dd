"""What a performer is told about the order it carries out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import SubjectId


class Conflict(Exception):
    """The registers changed under the decision (the last place was taken): the runner starts again."""


class NotAnswered(Exception):
    """Somebody outside does not answer now: whatever waits for it goes on waiting."""


@dataclass(frozen=True, slots=True)
class PerformContext:
    """The case an order belongs to: ``on`` is the civil date of the decision, ``now`` its instant.

    ``by`` decided; ``filer`` is the account that filed, None where nobody did.
    """

    case: UUID
    tramite: str
    title: str
    subject: SubjectId
    on: date
    now: datetime
    by: Actor
    filer: UUID | None = None
