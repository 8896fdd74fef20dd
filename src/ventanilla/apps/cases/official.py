"""What an official does with a case that a person must look at: take it, confirm, refuse, ask; another agrees.

Nobody resolves their own case, their family's, or one they filed for another. What is carried out is decided again in
the same transaction, from what the registers hold then, and only if it is still what the official saw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar, assert_never

from django.conf import settings

from ventanilla import law
from ventanilla.apps.accounts.api import official_name, own_family
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope, subjects_lock
from ventanilla.apps.staff.api import official_post
from ventanilla.domain.authority import Actor, Role
from ventanilla.domain.cases import State
from ventanilla.domain.cases.event_official import (
    CaseAskedByOfficial,
    CaseDecidedByOfficial,
    CaseProposedByOfficial,
    CaseReleased,
    CaseReturnedByOfficial,
    CaseTaken,
)
from ventanilla.domain.cases.letter import Decider, LetterLacks
from ventanilla.domain.cases.second import (
    MAX_ASK_WORKING_DAYS,
    MAX_CITES,
    Act,
    ReviewFault,
    ReviewState,
    needs_second,
    reasons_of,
)
from ventanilla.domain.documents import jsonable
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.clock import civil_date
from ventanilla.kit import Approve, Ask, FromPerson, MasInformacion, Refer, Reject, Tramite
from ventanilla.kit.decision import Decision
from ventanilla.kit.perform import Conflict

from .catalogue import tramite as find_tramite
from .models import Case, Review
from .runner import MAX_RESTARTS, MadeFrom, conclude, decide_case, locks_of, solicitud_of
from .services import CaseNotFound

T = TypeVar("T")

REVIEWER: Final = Role.REVISION  # what opens every queue; the queues are whatever the trámites name
MAX_CITE: Final = 200  # characters of one article


class NotReviewer(PermissionError):
    """Whoever acts reviews nothing now."""


class ReviewRefused(ValueError):
    """It cannot be done; ``fault`` says why and ``who`` is the post and the unit of whoever has it or decided it."""

    def __init__(self, fault: ReviewFault, who: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.who = fault, who


@dataclass(frozen=True, slots=True)
class Said:
    """What an official said: ``seen`` is the digest of the proposal that they had in front of them."""

    act: Act
    reasons: tuple[str, ...]
    cite: tuple[str, ...] = ()
    until: date | None = None
    seen: str = ""


def case_take(folio: str, *, by: Actor, now: datetime) -> None:
    """Assign a case to oneself, also one that another has. CaseNotFound, NotReviewer, ReviewRefused."""
    with scope(None), logged_together():
        case, who = _held(folio, by, now)
        if State(case.state).final:
            raise ReviewRefused(ReviewFault.YA_DECIDIDO, _last(case))
        if case.taken_by_id == by.owner:
            return
        _assign(case, by, who, now)
        _tell(case, CaseTaken(who.post, who.unit), by, now)


def case_release(folio: str, *, by: Actor, now: datetime) -> None:
    """Leave a case for others. One that somebody else has, or nobody, stays as it is."""
    with scope(None), logged_together():
        case, who = _held(folio, by, now)
        if case.taken_by_id != by.owner:
            return
        case.taken_by, case.taken_at, case.taken_post, case.taken_unit = None, None, "", ""
        case.save(update_fields=["taken_by", "taken_at", "taken_post", "taken_unit"])
        _tell(case, CaseReleased(who.unit), by, now)


def case_confirm(folio: str, *, reasons: str, seen: str, by: Actor, now: datetime) -> State:
    """Carry out what the rules propose, if it still is what the official saw. ReviewRefused says why not."""
    return _decide(folio, Said(Act.CONFIRMAR, _reasons(reasons), seen=seen), by=by, now=now)


def case_reject(folio: str, *, reasons: str, cite: tuple[str, ...], seen: str, by: Actor, now: datetime) -> State:
    """Refuse what was asked, with reasons in plain words and at least one article. ReviewRefused says why not."""
    said = Said(Act.NEGAR, _reasons(reasons), _articles(cite), seen=seen)
    return _decide(folio, said, by=by, now=now)


def case_ask_more(folio: str, *, question: str, until: date | None, by: Actor, now: datetime) -> State:
    """Ask whoever filed it for something more, until the end of a day; the answer comes back to this review."""
    asked = reasons_of(question)
    if not asked:
        raise ReviewRefused(ReviewFault.SIN_PREGUNTA)
    today = civil_date(now)
    if until is None or not today < until <= _last_to_ask(today):
        raise ReviewRefused(ReviewFault.FECHA)
    return _decide(folio, Said(Act.PREGUNTAR, asked, until=until), by=by, now=now)


def _last_to_ask(today: date) -> date:
    """The last day that may be given to answer; where the calendar does not reach it, the last that it does."""
    try:
        return law.calendar().add(today, MAX_ASK_WORKING_DAYS)
    except MissingYear as unknown:
        return date(unknown.year, 1, 1) - timedelta(days=1)


def case_second(folio: str, *, agree: bool, reason: str, seen: str, by: Actor, now: datetime) -> State:
    """The second person agrees, and it is carried out; or does not, says why, and it is reviewed again."""
    return _again(lambda: _second(folio, agree, reason, seen, by=by, now=now))


def proposal_of(decision: Decision[Any]) -> Approve[Any] | Reject | None:
    """What a decision of the rules would do if a person agreed; None while the rules themselves ask for something."""
    match decision:
        case Refer():
            return decision.proposal
        case Approve() | Reject():
            return decision
        case Ask():
            return None
        case _:
            assert_never(decision)


def digest_of(proposal: Approve[Any] | Reject | None) -> str:
    """SHA-256 of a proposal, in hexadecimal: the same proposal, the same digest. "" where there is none."""
    if proposal is None:
        return ""
    return hashlib.sha256(canonical({"kind": type(proposal).__name__, "of": jsonable(proposal)})).hexdigest()


def tramite_of(case: Case) -> Tramite[Any, Any, Any]:
    """The trámite of a case that somebody reviews. LookupError where the office does not offer it any more."""
    tramite = find_tramite(case.tramite)
    if not isinstance(tramite, Tramite):
        raise LookupError(f"the office does not offer {case.tramite!r} any more")
    return tramite


def reviewer(by: Actor, now: datetime) -> Decider:
    """How a resolution names whoever acts. NotReviewer where they review nothing now."""
    place = official_post(by, REVIEWER, now)
    if place is None:
        raise NotReviewer
    post, unit = place
    return Decider(official_name(by), post, unit, settings.VENTANILLA_RESOLVES["competence_staff"])


def is_own(case: Case, by: Actor, family: frozenset[Any]) -> bool:
    """Whether an official may not even see it: it is theirs, their family's, or one they filed."""
    return case.account_id == by.owner or not family.isdisjoint({case.subject, case.person, case.acts_for})


# -- deciding


def _decide(folio: str, said: Said, *, by: Actor, now: datetime) -> State:
    return _again(lambda: _decided(folio, said, by=by, now=now))


def _decided(folio: str, said: Said, *, by: Actor, now: datetime) -> State:
    with scope(None), logged_together():
        case, who = _held(folio, by, now)
        if _said_before(case, said, by):
            return State(case.state)
        if State(case.state) is not State.EN_REVISION or _open_review(case) is not None:
            raise ReviewRefused(ReviewFault.YA_DECIDIDO, _last(case))
        if case.taken_by_id not in {None, by.owner}:
            raise ReviewRefused(ReviewFault.DE_OTRA_PERSONA, _named(case.taken_post, case.taken_unit))
        if case.taken_by_id is None:
            _assign(case, by, who, now)
        decision, made_from = _chosen(case, said, now)
        if said.act is not Act.PREGUNTAR and needs_second(case.tramite):
            _note(case, said, ReviewState.PROPUESTA, by, who, now)
            _tell(case, CaseProposedByOfficial(who.post, who.unit), by, now)
            return State(case.state)
        _note(case, said, ReviewState.HECHA, by, who, now)
        return _carry_out(case, said, decision, made_from, by, who, now)


def _second(folio: str, agree: bool, reason: str, seen: str, *, by: Actor, now: datetime) -> State:
    with scope(None), logged_together():
        case, who = _held(folio, by, now)
        review = _open_review(case)
        if review is None:
            raise ReviewRefused(ReviewFault.YA_DECIDIDO, _last(case))
        if review.by_id == by.owner:
            raise ReviewRefused(ReviewFault.MISMA_PERSONA)
        words = reasons_of(reason)
        if not agree and not words:
            raise ReviewRefused(ReviewFault.SIN_MOTIVO)
        review.second_by_id, review.second_at, review.second_reason = by.owner, now, "\n".join(words)
        review.state = (ReviewState.HECHA if agree else ReviewState.DEVUELTA).value
        review.save(update_fields=["second_by", "second_at", "second_reason", "state"])
        if not agree:
            _tell(case, CaseReturnedByOfficial(who.post, who.unit), by, now)
            return State(case.state)
        said = Said(Act(review.act), _lines(review.reasons), _lines(review.cite), review.until, seen)
        decision, made_from = _chosen(case, said, now)
        return _carry_out(case, said, decision, made_from, by, who, now)


def _chosen(case: Case, said: Said, now: datetime) -> tuple[Decision[Any], MadeFrom]:
    """What the official chose, as the decision to carry out: made again from what the registers hold now."""
    tramite = tramite_of(case)
    solicitud = solicitud_of(case, tramite)
    subjects_lock(locks_of(case, tramite, solicitud))
    fresh, made_from = decide_case(case, tramite, solicitud, civil_date(now))
    if said.act is Act.PREGUNTAR and said.until is not None:
        return Ask(FromPerson(), MasInformacion, said.until, " ".join(said.reasons)), made_from
    proposal = proposal_of(fresh)
    if digest_of(proposal) != said.seen:
        raise ReviewRefused(ReviewFault.CAMBIO)
    if said.act is Act.NEGAR:
        return Reject(why=said.reasons, cite=said.cite), made_from
    match proposal:
        case Approve():
            return proposal, made_from
        case Reject(why, cite):
            return Reject(why=(*why, *said.reasons), cite=cite), made_from
        case None:
            raise ReviewRefused(ReviewFault.SIN_PROPUESTA)
        case _:
            assert_never(proposal)


def _carry_out(
    case: Case, said: Said, decision: Decision[Any], made_from: MadeFrom, by: Actor, who: Decider, now: datetime
) -> State:
    try:
        state = conclude(
            case, tramite_of(case), decision, made_from, by=by, now=now, official=who, reasons=said.reasons
        )
    except LetterLacks as lacks:
        raise ReviewRefused(ReviewFault.SIN_COMPETENCIA) from lacks
    event: Event = CaseDecidedByOfficial(who.post, who.unit)
    if isinstance(decision, Ask):
        event = CaseAskedByOfficial(who.post, who.unit, decision.until)
    _tell(case, event, by, now)
    return state


# -- reading and writing the rows


def _held(folio: str, by: Actor, now: datetime) -> tuple[Case, Decider]:
    who, family = reviewer(by, now), own_family(by)
    rows = Case.objects.select_for_update(no_key=True, of=("self",)).exclude(queue="")
    case = rows.filter(folio=folio).first()
    if case is None or is_own(case, by, family):
        raise CaseNotFound
    return case, who


def _assign(case: Case, by: Actor, who: Decider, now: datetime) -> None:
    case.taken_by_id, case.taken_at, case.taken_post, case.taken_unit = by.owner, now, who.post, who.unit
    case.save(update_fields=["taken_by", "taken_at", "taken_post", "taken_unit"])


def _note(case: Case, said: Said, state: ReviewState, by: Actor, who: Decider, now: datetime) -> None:
    Review.objects.create(
        case=case,
        act=said.act.value,
        reasons="\n".join(said.reasons),
        cite="\n".join(said.cite),
        until=said.until,
        seen=said.seen,
        by_id=by.owner,
        post=who.post,
        unit=who.unit,
        at=now,
        state=state.value,
    )


def _said_before(case: Case, said: Said, by: Actor) -> bool:
    """The same official said the same last: it was sent twice."""
    last = Review.objects.filter(case=case).order_by("-at", "-id").first()
    reviewed_again = State(case.state) is State.EN_REVISION
    if last is None or (reviewed_again and last.state != ReviewState.PROPUESTA.value):
        return False
    return (last.by_id, last.act, last.reasons, last.cite, last.until) == (
        by.owner,
        said.act.value,
        "\n".join(said.reasons),
        "\n".join(said.cite),
        said.until,
    )


def _open_review(case: Case) -> Review | None:
    return Review.objects.filter(case=case, state=ReviewState.PROPUESTA.value).first()


def _last(case: Case) -> str:
    """The post and the unit of whoever said something of it last."""
    last = Review.objects.filter(case=case).order_by("-at", "-id").first()
    return _named(last.post, last.unit) if last is not None else ""


def _named(post: str, unit: str) -> str:
    return ", ".join(part for part in (post, unit) if part)


def _tell(case: Case, event: Event, by: Actor, now: datetime) -> None:
    events_append([ToLog(event, SubjectId(case.subject), by, case.id)], now=now)


def _reasons(typed: str) -> tuple[str, ...]:
    said = reasons_of(typed)
    if not said:
        raise ReviewRefused(ReviewFault.SIN_MOTIVO)
    return said


def _articles(typed: tuple[str, ...]) -> tuple[str, ...]:
    said = tuple(dict.fromkeys(" ".join(each.split())[:MAX_CITE] for each in typed if each.strip()))[:MAX_CITES]
    if not said:
        raise ReviewRefused(ReviewFault.SIN_FUNDAMENTO)
    return said


def _lines(kept: str) -> tuple[str, ...]:
    return tuple(kept.split("\n")) if kept else ()


def _again(work: Callable[[], T]) -> T:
    """Start again where the registers changed under it, as the runner does."""
    for attempt in range(MAX_RESTARTS):
        try:
            return work()
        except Conflict:
            if attempt == MAX_RESTARTS - 1:
                raise
    raise AssertionError("unreachable: the loop returns or raises")
