"""What a case asks of the office itself: what an official finds to look at, and what they record after looking.

Whoever may review is who answers; never of their own case, their family's, or one they filed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ventanilla.apps.accounts.api import own_family
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import Answerer

from .answering import ask_answer_official
from .models import Ask, Case
from .official import is_own, reviewer
from .selectors import AskView, ask_view, asks_open
from .services import CaseNotFound


@dataclass(frozen=True, slots=True)
class OfficialAsk:
    """What an official has to look at. ``subject`` is of whom the case is, to note that it was read."""

    view: AskView
    folio: str
    applicant: str
    subject: UUID


def asks_for_official(official: Actor, *, queue: str = "", now: datetime) -> tuple[OfficialAsk, ...]:
    """What is open in ``queue`` ("": in any) and ``official`` may look at, the soonest end first. NotReviewer."""
    reviewer(official, now)
    family, open_ones = own_family(official), asks_open(queue)
    with scope(None):
        cases = Case.objects.in_bulk([one.case for one in open_ones])
    return tuple(_of_case(one, cases[one.case]) for one in open_ones if not is_own(cases[one.case], official, family))


def ask_for_official(official: Actor, ask: UUID, *, now: datetime) -> OfficialAsk | None:
    """One of them by its id, also once it is closed; None where there is none, or it is not theirs. NotReviewer."""
    reviewer(official, now)
    with scope(None):
        row = Ask.objects.select_related("case").filter(id=ask, of=Answerer.OFFICIAL.value).first()
        if row is None or is_own(row.case, official, own_family(official)):
            return None
        return _of_case(ask_view(row), row.case)


def ask_answer_by_reviewer(*, by: Actor, ask: UUID, answers: dict[str, str], now: datetime) -> AskView:
    """Record what ``by`` saw. CaseNotFound where it is not theirs to answer, NotReviewer; else as the answer itself."""
    if ask_for_official(by, ask, now=now) is None:
        raise CaseNotFound
    return ask_answer_official(by=by, ask=ask, answers=answers, now=now)


def _of_case(view: AskView, case: Case) -> OfficialAsk:
    return OfficialAsk(view, case.folio or "", case.applicant, case.subject)
