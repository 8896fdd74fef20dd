"""What a draft says as its Form reads it, with the files of its case; and what it still lacks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.kernel.text import Text
from ventanilla.kit import Form, FormProblems

from .files import solicitud_read
from .services import own_case, tramite_of


def draft_read(actor: Actor, case_id: UUID, *, on: date) -> Form:
    """What the draft says on the day ``on``; FormProblems where it is not a request yet."""
    with scope(actor.subject):
        case = own_case(actor, case_id)
        return solicitud_read(tramite_of(case), case, on)


def draft_problems(actor: Actor, case_id: UUID, *, on: date) -> dict[str, Text]:
    """What is still wrong or missing in it, by input; {} for one that may be signed."""
    try:
        draft_read(actor, case_id, on=on)
    except FormProblems as wrong:
        return wrong.problems
    return {}
