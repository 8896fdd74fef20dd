"""What is said of one employer by many cases, for the office alone: how many wait, of what kind, and how it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from ventanilla.apps.accounts.api import own_family
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.kernel.clock import civil_date

from .models import Ask, Case
from .official import reviewer

MAX_PARTIES: Final = 200  # of one page, those with most cases first
MAX_OF_ONE: Final = 500  # cases of one party on its page
OPEN: Final = (State.RECIBIDO.value, State.PREGUNTADO.value, State.EN_REVISION.value)
_ANOTHER: Final = tuple(of.value for of in Answerer if of.another)


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party: ``open`` cases in all, of which it has ``asked`` to answer or sign, and ``reviewing`` wait for a
    person to decide. ``silent``: how many times, ever, its day ended and it had not answered. ``since``: when the first
    of the open ones asked. ``matters``: of what, and how many.
    """

    party: UUID
    open: int
    asked: int
    reviewing: int
    silent: int
    since: date
    matters: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PartyCase:
    """One case about a party. ``ask`` is what it waits for, None where nothing is asked now. ``reserved``: the party
    was never asked, and whoever reads does not tell it.
    """

    folio: str
    applicant: str
    subject: UUID
    matter: str
    state: State
    queue: str
    ask: UUID | None
    of: Answerer | None
    until: date | None
    filed_at: datetime
    reserved: bool


def parties_for(official: Actor, *, now: datetime) -> tuple[PartyView, ...]:
    """Whom open cases are about, the one with most first; nothing of the official's own family. NotReviewer."""
    reviewer(official, now)
    rows = _about(official)
    waits = Q(case__state__in=OPEN)
    with scope(None):
        found = list(
            rows.values("against")
            .annotate(
                open_cases=Count("case", filter=waits, distinct=True),
                asked=Count("case", filter=Q(of__in=_ANOTHER, outcome=Outcome.ABIERTA.value), distinct=True),
                reviewing=Count("case", filter=Q(case__state=State.EN_REVISION.value), distinct=True),
                silent=Count("id", filter=Q(of__in=_ANOTHER, outcome=Outcome.SILENCIO.value)),
                since=Min("asked_at", filter=waits),
            )
            .filter(open_cases__gt=0)
            .order_by("-open_cases", "against")[:MAX_PARTIES]
        )
        kinds = (
            rows.filter(waits, against__in=[one["against"] for one in found])
            .values_list("against", "matter")
            .annotate(many=Count("case", distinct=True))
            .order_by("-many", "matter")
        )
        matters: dict[UUID, list[tuple[str, int]]] = {}
        for party, matter, many in kinds:
            if party is not None:
                matters.setdefault(party, []).append((matter, many))
    return tuple(
        PartyView(
            party=party,
            open=one["open_cases"],
            asked=one["asked"],
            reviewing=one["reviewing"],
            silent=one["silent"],
            since=civil_date(one["since"]),
            matters=tuple(matters.get(party, ())),
        )
        for one in found
        if (party := one["against"]) is not None
    )


def party_cases_for(official: Actor, party: UUID, *, now: datetime) -> tuple[PartyCase, ...]:
    """The open cases about ``party``, the first filed first. NotReviewer."""
    reviewer(official, now)
    with scope(None):
        rows = _about(official).filter(against=party, case__state__in=OPEN).select_related("case")
        by_case: dict[UUID, list[Ask]] = {}
        for row in rows.order_by("case__filed_at", "case_id", "number")[:MAX_OF_ONE]:
            by_case.setdefault(row.case_id, []).append(row)
    return tuple(_case(asks) for asks in by_case.values())


def _about(official: Actor) -> QuerySet[Ask]:
    family = own_family(official)
    cases = Case.objects.filter(
        Q(account_id=official.owner) | Q(subject__in=family) | Q(person__in=family) | Q(acts_for__in=family)
    )
    return Ask.objects.exclude(against=None).exclude(case__in=cases)


def _case(asks: list[Ask]) -> PartyCase:
    last, case = asks[-1], asks[-1].case
    waits = Outcome(last.outcome) is Outcome.ABIERTA
    return PartyCase(
        folio=case.folio or "",
        applicant=case.applicant,
        subject=case.subject,
        matter=last.matter,
        state=State(case.state),
        queue=case.queue,
        ask=last.id if waits else None,
        of=Answerer(last.of) if waits else None,
        until=last.until if waits else None,
        filed_at=case.filed_at or case.saved_at,
        reserved=not any(one.of in _ANOTHER for one in asks),
    )
