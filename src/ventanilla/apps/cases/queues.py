"""What an official reads of the cases that wait for a person: the list of a queue, and one case whole."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ventanilla.apps.accounts.api import account_of, own_family, subject_of
from ventanilla.apps.attachments.api import AttachmentView, attachments_for_official
from ventanilla.apps.documents.api import DocumentView, documents_of_case
from ventanilla.apps.eventlog.api import Entry, scope, timeline
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.cases.letter import Ground
from ventanilla.domain.cases.second import Act, ReviewState, needs_second
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit import Approve, Found, Refer, Reject, Tramite
from ventanilla.kit.found import found_in_words

from .asks import answer_in_words
from .catalogue import tramite as find_tramite
from .letter import ground
from .models import Ask, Case, Resolution, Review
from .official import digest_of, is_own, proposal_of, reviewer, tramite_of
from .records import ParameterRecord
from .runner import actor_of, decide_case, solicitud_of

PAGE_ROWS: Final = 50
MAX_QUEUES: Final = 100  # of the filter
WAITING: Final = (State.EN_REVISION,)
ASKED: Final = (State.PREGUNTADO,)
DONE: Final = (State.APROBADO, State.NEGADO)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queues is listed. ``states`` never empty; ``curp`` finds whoever filed or whom it is about."""

    states: tuple[State, ...] = WAITING
    queue: str = ""
    tramite: str = ""
    mine: bool = False
    late: bool = False
    curp: str = ""


@dataclass(frozen=True, slots=True)
class QueuedCase:
    """One row of the list."""

    folio: str
    title: str
    queue: str
    state: State
    applicant: str
    filed_at: datetime
    promised_on: date | None
    late: bool
    taken: str  # the post of whoever has it, "" where nobody does
    mine: bool
    subject: UUID


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the list: ``after`` leads to the next one, "" at the end. ``queues`` with how many wait in each."""

    rows: tuple[QueuedCase, ...]
    after: str
    queues: tuple[tuple[str, int], ...]
    tramites: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What the rules propose now. ``result`` is what would be granted, by name; empty for a refusal."""

    approves: bool
    why: tuple[str, ...]
    cite: tuple[str, ...]
    result: tuple[tuple[str, str], ...]
    seen: str
    changed: bool  # it is not what was proposed when the case came


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What an official said."""

    act: Act
    state: ReviewState
    reasons: tuple[str, ...]
    cite: tuple[str, ...]
    until: date | None
    who: str
    at: datetime
    second_reason: str


@dataclass(frozen=True, slots=True)
class AskedView:
    """What was asked of somebody in the case, and what they said. ``until`` is the last day, which still counts."""

    of: Answerer
    why: str
    asked_at: datetime
    until: date
    outcome: Outcome
    closed_at: datetime | None
    signed: bool
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseKey:
    """A case whose files an official may open, and of whom it is; one that is in no queue only asks to be verified."""

    id: UUID
    subject: UUID
    in_queue: bool


@dataclass(frozen=True, slots=True)
class CaseForOfficial:
    """One case, whole, for whoever reviews it."""

    row: QueuedCase
    acting_for: str
    why: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    files: tuple[AttachmentView, ...]
    asks: tuple[AskedView, ...]  # the newest first
    found: tuple[tuple[str, str], ...]
    grounds: tuple[Ground, ...]
    proposal: ProposalView | None
    by_hand: bool  # the rules could not read it: it has no proposal, and an official refuses it or asks
    cite: tuple[str, ...]  # the trámite's own articles, to choose from
    second: bool  # another official has to agree
    waiting: ReviewView | None  # what another, or whoever asks, proposed already
    proposed_by_me: bool
    reviews: tuple[ReviewView, ...]
    timeline: tuple[Entry, ...]
    documents: tuple[DocumentView, ...]


def queue_for(official: Actor, filters: Filters, *, after: str = "", now: datetime) -> QueuePage:
    """The cases of ``filters``, the oldest first; nothing of one's own family. NotReviewer."""
    reviewer(official, now)
    family, today = own_family(official), civil_date(now)
    with scope(None):
        mine = Q(account_id=official.owner) | Q(subject__in=family) | Q(person__in=family) | Q(acts_for__in=family)
        open_ones = Case.objects.exclude(queue="").exclude(mine)
        rows = _filtered(open_ones.filter(state__in=[each.value for each in filters.states]), filters, official, today)
        cursor = _read_cursor(after)
        if cursor is not None:
            at, last = cursor
            rows = rows.filter(Q(filed_at__gt=at) | Q(filed_at=at, id__gt=last))
        found = list(rows.order_by("filed_at", "id")[: PAGE_ROWS + 1])
        waiting = open_ones.filter(state=State.EN_REVISION.value)
        counts = waiting.values_list("queue").annotate(n=Count("id")).order_by("queue")[:MAX_QUEUES]
        tramites = open_ones.order_by("tramite").values_list("tramite", "title").distinct()[:MAX_QUEUES]
        return QueuePage(
            rows=tuple(_row(one, official, today) for one in found[:PAGE_ROWS]),
            after=_cursor(found[PAGE_ROWS - 1]) if len(found) > PAGE_ROWS else "",
            queues=tuple((str(queue), int(n)) for queue, n in counts),
            tramites=tuple(dict(tramites).items()),
        )


def waiting_for(official: Actor, *, now: datetime) -> int:
    """How many cases wait for somebody to review them, that ``official`` may."""
    return sum(n for _, n in queue_for(official, Filters(), now=now).queues)


def official_case(official: Actor, folio: str, *, now: datetime) -> CaseForOfficial | None:
    """One case, with what the rules propose now; None where there is none, or it is not theirs to see. NotReviewer."""
    reviewer(official, now)
    family, today = own_family(official), civil_date(now)
    with scope(None):
        case = Case.objects.filter(folio=folio).exclude(queue="").first()
        if case is None or is_own(case, official, family):
            return None
        return _whole(case, official, today)


def case_subject(official: Actor, folio: str, *, now: datetime) -> UUID | None:
    """Of whom a case is that ``official`` may see, to note it before it is shown. None, NotReviewer as above."""
    reviewer(official, now)
    with scope(None):
        case = Case.objects.filter(folio=folio).exclude(queue="").first()
        return None if case is None or is_own(case, official, own_family(official)) else case.subject


def case_files_key(official: Actor, folio: str, *, now: datetime) -> CaseKey | None:
    """The case whose files ``official`` may open: one in a queue, or one that asks the office to verify something.

    None where there is none, or it is not theirs to see. NotReviewer.
    """
    reviewer(official, now)
    family = own_family(official)
    with scope(None):
        case = Case.objects.filter(folio=folio).first()
        if case is None or is_own(case, official, family):
            return None
        verified = Ask.objects.filter(case=case, of=Answerer.OFFICIAL.value)
        if not case.queue and not verified.exists():
            return None
        return CaseKey(case.id, case.subject, bool(case.queue))


def _whole(case: Case, official: Actor, today: date) -> CaseForOfficial:
    tramite = tramite_of(case)
    last = Resolution.objects.filter(case=case).order_by("-number").first()
    referred = Resolution.objects.filter(case=case, kind="Refer").order_by("-number").first()
    record = last.record if last is not None else {}
    proposal: Approve[Any] | Reject | None = None
    found: tuple[Found, ...] = ()  # of a case that is over nobody needs what the registers hold today
    by_hand = False
    if not State(case.state).final:
        decision, made_from = decide_case(case, tramite, solicitud_of(case, tramite), today)
        found = made_from.found
        by_hand = isinstance(decision, Refer) and decision.proposal is None
        proposal = proposal_of(decision) if State(case.state) is State.EN_REVISION else None
    reviews = list(Review.objects.filter(case=case).order_by("-at", "-id"))
    open_one = next((one for one in reviews if one.state == ReviewState.PROPUESTA.value), None)
    return CaseForOfficial(
        row=_row(case, official, today),
        acting_for=case.acting_for,
        why=_words(referred.record["decision"].get("why")) if referred is not None else (),
        answers=tuple((line["label"], line["answer"]) for line in case.lines),
        files=attachments_for_official(official, case.id),
        asks=tuple(_asked(one, tramite) for one in Ask.objects.filter(case=case).order_by("-number")),
        found=found,
        grounds=tuple(ground(ParameterRecord.model_validate(one)) for one in record.get("parameters", ())),
        proposal=_proposal(proposal, referred, tramite.cite),
        by_hand=by_hand,
        cite=tramite.cite,
        second=needs_second(case.tramite),
        waiting=_review(open_one) if open_one is not None else None,
        proposed_by_me=open_one is not None and open_one.by_id == official.owner,
        reviews=tuple(_review(one) for one in reviews),
        timeline=timeline(SubjectId(case.subject), case=case.id),
        documents=documents_of_case(actor_of(case), case.id),
    )


def _proposal(
    proposal: Approve[Any] | Reject | None, referred: Resolution | None, cite: tuple[str, ...]
) -> ProposalView | None:
    if proposal is None:
        return None
    stored = referred.record["decision"].get("proposal") if referred is not None else None
    stored = stored or {}
    match proposal:
        case Approve(result):
            changed = "result" not in stored
            return ProposalView(True, (), cite, found_in_words(result), digest_of(proposal), changed)
        case Reject(why, articles):
            said = tuple(str(each) for each in why)
            changed = list(said) != stored.get("why")
            return ProposalView(False, said, articles, (), digest_of(proposal), changed)


def _asked(one: Ask, tramite: Tramite[Any, Any, Any]) -> AskedView:
    return AskedView(
        of=Answerer(one.of),
        why=one.why,
        asked_at=one.asked_at,
        until=one.until,
        outcome=Outcome(one.outcome),
        closed_at=one.closed_at,
        signed=one.signature is not None,
        answers=answer_in_words(tramite, one),
    )


def _review(one: Review) -> ReviewView:
    return ReviewView(
        act=Act(one.act),
        state=ReviewState(one.state),
        reasons=tuple(one.reasons.split("\n")),
        cite=tuple(one.cite.split("\n")) if one.cite else (),
        until=one.until,
        who=f"{one.post}, {one.unit}",
        at=one.at,
        second_reason=one.second_reason,
    )


def _filtered(rows: QuerySet[Case], filters: Filters, official: Actor, today: date) -> QuerySet[Case]:
    if filters.queue:
        rows = rows.filter(queue=filters.queue)
    if filters.tramite:
        rows = rows.filter(tramite=filters.tramite)
    if filters.mine:
        rows = rows.filter(taken_by=official.owner)
    if filters.late:
        rows = rows.filter(promised_on__lt=today, resolved_at=None)
    if filters.curp:
        account = account_of(filters.curp)
        known = [] if account is None else [subject_of(account)]
        rows = rows.filter(Q(account=account) | Q(subject__in=known)) if account else rows.none()
    return rows


def _row(case: Case, official: Actor, today: date) -> QueuedCase:
    tramite = find_tramite(case.tramite)
    late = case.promised_on is not None and case.resolved_at is None and case.promised_on < today
    return QueuedCase(
        folio=case.folio or "",
        title=tramite.title if tramite is not None else case.title,
        queue=case.queue,
        state=State(case.state),
        applicant=case.applicant,
        filed_at=case.filed_at or case.saved_at,
        promised_on=case.promised_on,
        late=late,
        taken=case.taken_post if case.taken_by_id is not None else "",
        mine=case.taken_by_id == official.owner,
        subject=case.subject,
    )


def _cursor(case: Case) -> str:
    at = (case.filed_at or case.saved_at).isoformat()
    return base64.urlsafe_b64encode(f"{at}|{case.id}".encode()).decode()


def _read_cursor(text: str) -> tuple[datetime, UUID] | None:
    """What ``_cursor`` wrote; anything else begins again from the first page."""
    try:
        at, _, last = base64.urlsafe_b64decode(text.encode()).decode().partition("|")
        moment = datetime.fromisoformat(at)
        return (moment, UUID(last)) if moment.tzinfo is not None else None
    except (ValueError, binascii.Error):
        return None


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value or ())
