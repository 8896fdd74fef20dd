"""Cases that end without a resolution: taken back by whoever filed them; and drafts, discarded or expired."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.authority import SYSTEM, Actor
from ventanilla.domain.cases import Answerer, AnswerNotNeeded, CaseWithdrawn, DraftDiscarded, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.cases.states import NEXT, step
from ventanilla.domain.cases.terms import draft_until, draft_warning_days
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date

from .asks import ask_waits_no_more, payments_in_vain
from .models import Ask, Case
from .outbox import draft_warning_later, forget_files_later, tell_later
from .permits import may_end
from .selectors import CaseView, case_view
from .services import AlreadyFiled, DraftChanged, own_case, tramite_of

MAX_AT_ONCE: Final = 500  # drafts of one round of the job


class TooLate(ValueError):
    """The case was resolved, or had no effect: there is nothing to take back. ``view`` is the case."""

    def __init__(self, view: CaseView) -> None:
        super().__init__("the case is past that")
        self.view = view


def may_withdraw(state: State) -> bool:
    """Whether a case in ``state`` can still be taken back."""
    return State.DESISTIDO in NEXT[state]


def case_withdraw(actor: Actor, case_id: UUID, *, now: datetime) -> CaseView:
    """Take back a filed case that nobody resolved. Twice changes nothing; CaseNotFound; TooLate once it is resolved.

    Whoever decides holds the same row, so exactly one of the two happens.
    """
    with scope(None), logged_together():
        case = own_case(actor, case_id, lock=True)
        if State(case.state) is State.DESISTIDO:
            return case_view(case)
        if not may_withdraw(State(case.state)):
            raise TooLate(case_view(case))
        may_end(actor, tramite_of(case))
        told = [ToLog(CaseWithdrawn(), SubjectId(case.subject), actor, case.id)]
        for ask in Ask.objects.select_for_update(no_key=True).filter(case=case, outcome=Outcome.ABIERTA.value):
            ask.outcome, ask.closed_at = Outcome.RETIRADA.value, now
            ask.save(update_fields=["outcome", "closed_at"])
            ask_waits_no_more(ask, now=now)
            if Answerer(ask.of).another and ask.subject is not None:
                told.append(ToLog(AnswerNotNeeded(), SubjectId(ask.subject), SYSTEM))
        payments_in_vain(case, now=now)
        case.state = step(State(case.state), State.DESISTIDO).value
        case.resolved_at = now
        case.save(update_fields=["state", "resolved_at"])
        events_append(told, now=now)
        tell_later(case.id, State.DESISTIDO)
        return case_view(case)


def draft_discard(actor: Actor, case_id: UUID, *, now: datetime, was: dict[str, str] | None = None) -> None:
    """Delete one's own draft. CaseNotFound if there is none (any more); AlreadyFiled once it was sent.

    ``was`` is what it held when it was read: DraftChanged, and nothing deleted, where it holds something else.
    """
    with scope(None), logged_together():
        case = own_case(actor, case_id, lock=True)
        if State(case.state) is not State.BORRADOR:
            raise AlreadyFiled(case_view(case))
        if was is not None and case_view(case).draft != was:
            raise DraftChanged
        events_append([ToLog(DraftDiscarded(case.title, False), SubjectId(case.subject), actor)], now=now)
        forget_files_later(case.id)
        case.delete()


def drafts_warn(*, now: datetime) -> int:
    """Tell the owners of the drafts that end soon; how many."""
    today = civil_date(now)
    warning = timedelta(days=draft_warning_days(today))
    with scope(None):
        rows = Case.objects.filter(state=State.BORRADOR.value, expiry_told_at=None).order_by("saved_at")
        ids = [case.id for case in rows[:MAX_AT_ONCE] if draft_until(civil_date(case.saved_at)) - warning <= today]
        for case_id in ids:
            with transaction.atomic():
                told = Case.objects.filter(id=case_id, state=State.BORRADOR.value, expiry_told_at=None)
                if told.update(expiry_told_at=now):
                    draft_warning_later(case_id)
    return len(ids)


def drafts_expire(*, now: datetime) -> int:
    """Delete the drafts whose day ended and whose owner was told in time; how many."""
    today = civil_date(now)
    told = now - timedelta(days=draft_warning_days(today))
    with scope(None):
        rows = Case.objects.filter(state=State.BORRADOR.value, expiry_told_at__lte=told).order_by("saved_at")
        ids = [case.id for case in rows[:MAX_AT_ONCE] if draft_until(civil_date(case.saved_at)) < today]
    return sum(_expire(case_id, told, now) for case_id in ids)


def _expire(case_id: UUID, told: datetime, now: datetime) -> bool:
    with scope(None), logged_together():
        rows = Case.objects.select_for_update(no_key=True).filter(id=case_id, state=State.BORRADOR.value)
        case = rows.filter(expiry_told_at__lte=told).first()  # saved meanwhile: it goes on
        if case is None:
            return False
        events_append([ToLog(DraftDiscarded(case.title, True), SubjectId(case.subject), SYSTEM)], now=now)
        forget_files_later(case.id)
        case.delete()
        return True
