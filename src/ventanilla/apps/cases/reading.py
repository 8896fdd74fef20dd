"""What a draft still lacks, as its Form reads it with the files of its case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.kernel.text import Text
from ventanilla.kit import FormProblems

from .files import solicitud_read
from .services import own_case, tramite_of


def draft_problems(actor: Actor, case_id: UUID, *, on: date) -> dict[str, Text]:
    """What is still wrong or missing in it, by input; {} for one that may be signed."""
    try:
        with scope(actor.subject):
            case = own_case(actor, case_id)
            solicitud_read(tramite_of(case), case, on)
    except FormProblems as wrong:
        return wrong.problems
    return {}
