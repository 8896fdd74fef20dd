"""Cases one page after another: by instants that never change, so that a new one moves none of those before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import State
from ventanilla.domain.cases.asks import Outcome

from .models import Case
from .permits import seen_by
from .selectors import AskView, CaseView, ask_view, asked_of, case_view

MAX_PAGE: Final = 101  # of one reading: a page of a hundred, and one more that says there is another page
After = tuple[datetime, UUID]


def filed_after(actor: Actor, after: After | None, limit: int) -> tuple[CaseView, ...]:
    """At most ``limit`` filed cases of the actor, the latest filed first, from the one after ``after`` on."""
    with scope(actor.subject):
        return _read(_of(actor).exclude(filed_at=None), "filed_at", after, limit)


def drafts_after(actor: Actor, after: After | None, limit: int) -> tuple[CaseView, ...]:
    """At most ``limit`` open drafts of the actor, the latest opened first, from the one after ``after`` on."""
    with scope(actor.subject):
        return _read(_of(actor).filter(state=State.BORRADOR.value), "opened_at", after, limit)


def asks_after(actor: Actor, after: tuple[date, UUID] | None, limit: int) -> tuple[AskView, ...]:
    """At most ``limit`` of what the actor has to answer, the soonest end first, from the one after ``after`` on."""
    with scope(actor.subject):
        rows = asked_of(actor).filter(outcome=Outcome.ABIERTA.value)
        if after is not None:
            until, last = after
            rows = rows.filter(Q(until__gt=until) | Q(until=until, id__gt=last))
        return tuple(ask_view(row) for row in rows.order_by("until", "id")[: min(limit, MAX_PAGE)])


def _of(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(seen_by(actor))


def _read(
    rows: QuerySet[Case], by: Literal["filed_at", "opened_at"], after: After | None, limit: int
) -> tuple[CaseView, ...]:
    if after is not None:
        at, last = after
        rows = rows.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at, "id__lt": last}))
    return tuple(case_view(row) for row in rows.order_by(f"-{by}", "-id")[: min(limit, MAX_PAGE)])
