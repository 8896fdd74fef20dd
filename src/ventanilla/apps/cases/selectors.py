"""Reading cases: only through the actor they belong to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.api import registros_allowed
from ventanilla.domain.authority import Act, Actor
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.cases.terms import draft_until
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.kit import Tramite
from ventanilla.kit.tramite import AnyTramite

from .catalogue import tramite as find_tramite
from .drafts import draft_now
from .models import Ask, Case, Resolution
from .permits import seen_by

MAX_CASES = 50  # on one page


@dataclass(frozen=True, slots=True)
class AskView:
    """What is asked, as a page shows it to whoever answers: ``tells`` is all they see of a case that is not theirs.

    ``case`` is the case's id, for the office itself.
    """

    id: UUID
    case: UUID
    of: Answerer
    tramite: str
    title: str
    what: str
    queue: str
    until: date
    why: str
    tells: tuple[tuple[str, str], ...]
    asked_at: datetime
    outcome: Outcome
    closed_at: datetime | None
    draft: dict[str, str]
    signature: UUID | None
    files: str = ""  # the key of the trámite that answers it, filed apart
    over: bool = False  # the case that asked has ended: all that whoever answers is told of its end
    filed: str = ""  # the folio of what was filed to answer it, by whoever reads


def ask_view(ask: Ask) -> AskView:
    """The view of a row."""
    return AskView(
        id=ask.id,
        case=ask.case_id,
        of=Answerer(ask.of),
        tramite=ask.tramite,
        title=ask.title,
        what=ask.what,
        queue=ask.queue,
        until=ask.until,
        why=ask.why,
        tells=tuple((line["label"], line["answer"]) for line in ask.tells),
        asked_at=ask.asked_at,
        outcome=Outcome(ask.outcome),
        closed_at=ask.closed_at,
        draft=dict(ask.draft),
        signature=ask.signature,
        files=ask.files,
    )


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case, as a page shows it to its owner."""

    id: UUID
    tramite: str
    title: str
    state: State
    folio: str
    opened_at: datetime
    saved_at: datetime
    filed_at: datetime | None
    promised_on: date | None
    resolved_at: datetime | None
    acting_for: str
    draft: dict[str, str]
    content: str
    signature: UUID | None = None
    why: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    reviewed_by: tuple[str, str] | None = None  # the post and the unit of the official who has it
    remedy: Text | None = None
    kept_until: date | None = None  # of a draft: the last day it is kept
    form_changed: bool = False  # the draft was begun with an older version of the Form
    asked: AskView | None = None  # what it waits for
    applicant: str = ""  # who filed it
    mandate: UUID | None = None  # with which authorisation, if with one
    last_of: Answerer | None = None  # of whom something was asked last, None where nothing ever was
    clocks: tuple[str, ...] = ()  # terms that go on while it waits
    own: bool = True  # whoever reads filed it: they alone answer for it and take it back


def case_view(case: Case) -> CaseView:
    """The view of a row. A draft says until when it is kept, and shows its answers as today's Form asks them."""
    draft = State(case.state) is State.BORRADOR
    tramite = find_tramite(case.tramite) if draft else None
    return CaseView(
        id=case.id,
        tramite=case.tramite,
        title=case.title,
        state=State(case.state),
        folio=case.folio or "",
        opened_at=case.opened_at,
        saved_at=case.saved_at,
        filed_at=case.filed_at,
        promised_on=case.promised_on,
        resolved_at=case.resolved_at,
        acting_for=case.acting_for,
        draft=draft_now(tramite, case) if tramite else dict(case.draft),
        content=case.content_sha256,
        signature=case.signature,
        applicant=case.applicant,
        mandate=case.mandate,
        reviewed_by=(case.taken_post, case.taken_unit) if case.taken_unit else None,
        kept_until=draft_until(civil_date(case.saved_at)) if draft else None,
        form_changed=tramite is not None and case.form_version != tramite.form.VERSION,
    )


def cases_for(actor: Actor) -> tuple[CaseView, ...]:
    """The actor's cases, the latest first, at most ``MAX_CASES``; and what was sent for them with an authorisation."""
    with scope(actor.subject):
        rows = Case.objects.filter(seen_by(actor)).order_by("-saved_at")[:MAX_CASES]
        return tuple(case_view(row) for row in rows)


def drafts_of(actor: Actor) -> tuple[CaseView, ...]:
    """The actor's open drafts, the latest first."""
    return tuple(case for case in cases_for(actor) if case.state is State.BORRADOR)


def draft_for(actor: Actor, case_id: UUID) -> CaseView | None:
    """One case of the actor by its id, or None."""
    with scope(actor.subject):
        row = Case.objects.filter(id=case_id, account_id=actor.owner, subject=actor.subject).first()
        return None if row is None else case_view(row)


def case_for(actor: Actor, folio: str) -> CaseView | None:
    """One filed case of the actor by its folio, or None: nobody else's is told apart from none."""
    with scope(actor.subject):
        row = Case.objects.filter(seen_by(actor), folio=folio).first()
        return None if row is None else replace(_whole(row), own=row.account_id == actor.owner)


def _whole(case: Case) -> CaseView:
    """The view with what was asked and why it was decided so."""
    tramite = find_tramite(case.tramite)
    answers = tuple((line["label"], line["answer"]) for line in case.lines)
    latest = Ask.objects.filter(case=case).order_by("-number").first()
    waits = latest if latest is not None and Outcome(latest.outcome) is Outcome.ABIERTA else None
    last = Resolution.objects.filter(case=case).order_by("-number").first()
    decision = last.record["decision"] if last is not None else {}
    return replace(
        case_view(case),
        why=_words(decision.get("why")),
        clocks=_words(decision.get("clocks")),
        last_of=Answerer(latest.of) if latest is not None else None,
        cite=_words(decision.get("cite")),
        answers=answers,
        remedy=_remedy(case, tramite, last),
        asked=ask_view(waits) if waits is not None else None,
    )


def _remedy(case: Case, tramite: AnyTramite | None, last: Resolution | None) -> Text | None:
    """What may be done against a refusal: it is printed on its letter too, with the same day."""
    if State(case.state) is not State.NEGADO or last is None or not isinstance(tramite, Tramite):
        return None
    return tramite.remedy(civil_date(last.decided_at)).text


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value or ())


def ask_for(actor: Actor, ask_id: UUID) -> AskView | None:
    """What is asked of ``actor``, by its id, or None: what is asked of others does not exist."""
    with scope(actor.subject):
        row = asked_of(actor).filter(id=ask_id).first()
        if row is None:
            return None
        with scope(None):  # of another's case, only that it ended
            over = State(Case.objects.values_list("state", flat=True).get(id=row.case_id)).final
        view = replace(ask_view(row), over=over)
        if not row.files:
            return view
        sent = Case.objects.filter(answers_to=row.id, subject=actor.subject, folio__isnull=False)
        filed = sent.exclude(state=State.DESISTIDO.value).order_by("-filed_at").first()
        return replace(view, filed=(filed.folio or "") if filed is not None else "")


def asks_for(actor: Actor) -> tuple[AskView, ...]:
    """What ``actor`` has to answer, the soonest end first, at most ``MAX_CASES``."""
    with scope(actor.subject):
        rows = asked_of(actor).filter(outcome=Outcome.ABIERTA.value).order_by("until", "asked_at")[:MAX_CASES]
        return tuple(ask_view(row) for row in rows)


def asks_open(queue: str = "") -> tuple[AskView, ...]:
    """What officials of ``queue`` ("": any) have to look at, the soonest end first, at most ``MAX_CASES``.

    For the office itself: who may see which is not asked here.
    """
    with scope(None):
        rows = Ask.objects.filter(of=Answerer.OFFICIAL.value, outcome=Outcome.ABIERTA.value)
        rows = rows.filter(queue=queue) if queue else rows
        return tuple(ask_view(row) for row in rows.order_by("until", "asked_at")[:MAX_CASES])


def asked_of(actor: Actor) -> QuerySet[Ask]:
    """The rows that ``actor`` may answer: of another party, as that party; of one's own case, whoever filed it."""
    # A join would hide the asks of another party: as that party the case itself is not seen.
    mine = Case.objects.filter(account_id=actor.owner, subject=actor.subject)
    own = Q(of=Answerer.PERSON.value, case__in=mine)
    others = Q(of__in=[of.value for of in Answerer if of.another])
    if registros_allowed(actor, Act.SEE) is not None:
        # It says of whom it is and not of which registro: it is the whole employer's to answer.
        others = Q(pk__in=())
    return Ask.objects.filter(others | own, subject=actor.subject)


def resolutions_of(folio: str) -> tuple[tuple[int, int, str], ...]:
    """What was decided of a case, in order: (id, number, kind); for the office. () if there is no such case."""
    with scope(None):
        rows = Resolution.objects.filter(case__folio=folio).order_by("number")
        return tuple(rows.values_list("id", "number", "kind"))
