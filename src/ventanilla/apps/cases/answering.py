"""Answering what a case asked: the person, another party, an official, a payment, or nobody by the end of the day.

Each closes what was asked and sends the case back to be decided, in one transaction and once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.apps.accounts.api import Visit
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.authority import SYSTEM, Actor
from ventanilla.domain.cases import Answerer, AnswerGiven, AnswerMissed, AnswerReceived, State
from ventanilla.domain.cases.asks import Outcome, reminders
from ventanilla.domain.cases.states import step
from ventanilla.domain.cases.terms import payment_wait
from ventanilla.domain.signing.acts import Answer, Line
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit import Form, FormProblems, Paid, Resuelto

from .asks import answer_kind, answer_stored, ask_waits_no_more
from .awaited import ON_ITS_WAY
from .catalogue import tramite as find_tramite
from .models import Ask, Case
from .outbox import FALLBACK_SECONDS, remind_later, resolve_later
from .permits import may_answer, may_end
from .selectors import AskView, ask_view, asked_of
from .services import CaseNotFound, DraftChanged, Incomplete, content_digest, draft_open, storable
from .wording import request_lines

MAX_AT_ONCE: Final = 500  # asks of one round of a job
REMINDED: Final = tuple(of.value for of in Answerer if of.another or of is Answerer.PERSON)
DECIDED: Final = (State.APROBADO, State.NEGADO)


class AskClosed(ValueError):
    """What was asked waits for no answer: it has one, its day ended, or the case was taken back: see ``view``."""

    def __init__(self, view: AskView) -> None:
        super().__init__("what was asked is closed")
        self.view = view


def answer_form(view: AskView) -> type[Form]:
    """The Form that answers it. TypeError where what is asked is a payment."""
    kind = _kind_of(view.tramite, view.what)
    if not issubclass(kind, Form):
        raise TypeError(f"{view.what} is not answered with a Form")
    return kind


def ask_draft_save(
    actor: Actor, ask_id: UUID, answers: dict[str, str], *, now: datetime, was: dict[str, str] | None = None
) -> AskView:
    """Keep what was typed, valid or not, until it is sent. CaseNotFound, or AskClosed.

    ``was`` is what had been typed when it was read: DraftChanged, and nothing kept, where it is something else.
    """
    with scope(None), transaction.atomic():
        row = _own(actor, ask_id, lock=True)
        _must_be_open(row, civil_date(now))
        _permitted(actor, row, lock=False)
        if was is not None and row.draft != was:
            raise DraftChanged
        form = answer_form(ask_view(row))
        row.draft = row.draft | {name: storable(value) for name, value in answers.items() if form.accepts(name)}
        row.save(update_fields=["draft"])
        return ask_view(row)


def answer_act(visit: Visit, ask_id: UUID, *, on: date) -> Answer:
    """What will be signed: what was told, and what was answered, in words. Incomplete if it is no answer yet."""
    with scope(visit.actor.subject):
        row = _own(visit.actor, ask_id)
        _permitted(visit.actor, row, lock=False)
        return _act(row, visit.acting_for, on)


def ask_answer(visit: Visit, ask_id: UUID, content: str, *, signature: UUID | None, now: datetime) -> AskView:
    """Take the answer that was read and sent; from this commit on the case goes on with it.

    The id of what was asked is the idempotency key: the same ``content`` again finds it answered. Another party always
    signs; the person, where they entered with their e.firma. AskClosed; Incomplete if the answer is another by now.
    """
    actor = visit.actor
    with scope(None), logged_together():
        row, case = _locked(_own(actor, ask_id))
        if Outcome(row.outcome) is not Outcome.ABIERTA:
            answered = Outcome(row.outcome) is Outcome.CONTESTADA
            if answered and content_digest(_act(row, visit.acting_for, civil_date(row.closed_at or now))) == content:
                return ask_view(row)
            raise AskClosed(ask_view(row))
        _must_be_open(row, civil_date(now))
        _permitted(actor, row, lock=True)
        if content_digest(_act(row, visit.acting_for, civil_date(now))) != content:
            raise Incomplete({})
        of = Answerer(row.of)
        if of is Answerer.EMPLOYER and signature is None:
            raise ValueError("another party answers with its own e.firma")
        answer = answer_form(ask_view(row)).read(row.draft, civil_date(now))
        _close(row, case, Outcome.CONTESTADA, answer=answer, by=actor, signature=signature, now=now)
        signed = "" if signature is None else str(signature)
        own = SubjectId(case.subject)
        if of is Answerer.EMPLOYER:
            # The worker's log says that the employer answered, not who signed for it.
            told = [
                ToLog(AnswerReceived(of.value), own, SYSTEM, case.id),
                ToLog(AnswerGiven(signed), actor.subject, actor),
            ]
        else:
            told = [ToLog(AnswerReceived(of.value, signed), own, actor, case.id)]
        events_append(told, now=now)
        return ask_view(row)


def ask_answer_official(*, by: Actor, ask: UUID, answers: dict[str, str], now: datetime) -> AskView:
    """Record what an official saw. Incomplete if it is no answer; AskClosed if it was answered, or its day ended.

    Who may is the caller's to check: an official in office, of the queue, who is nobody in the case.
    """
    with scope(None), logged_together():
        row, case = _locked(_of(ask, Answerer.OFFICIAL))
        _must_be_open(row, civil_date(now))
        try:
            answer = answer_form(ask_view(row)).read(answers, civil_date(now))
        except FormProblems as error:
            raise Incomplete(error.problems) from error
        _close(row, case, Outcome.CONTESTADA, answer=answer, by=by, signature=None, now=now)
        events_append([ToLog(AnswerReceived(row.of), SubjectId(case.subject), by, case.id)], now=now)
        return ask_view(row)


def ask_paid(*, ask: UUID, paid: Paid, now: datetime) -> AskView:
    """Record a payment, once: the same reference again changes nothing. AskClosed if it waits for no payment.

    The amount is what the bank says: whether it is enough is the trámite's to decide. Whoever paid on the last day paid
    in time, though the bank says so on the next one.
    """
    with scope(None), logged_together():
        row, case = _locked(_of(ask, Answerer.PAYMENT))
        if row.answer is not None and row.answer["reference"] == paid.reference:
            return ask_view(row)
        _must_be_open(row, paid.on)
        _close(row, case, Outcome.CONTESTADA, answer=paid, by=None, signature=None, now=now)
        events_append([ToLog(AnswerReceived(row.of), SubjectId(case.subject), SYSTEM, case.id)], now=now)
        return ask_view(row)


def ask_file(visit: Visit, ask_id: UUID, *, now: datetime) -> UUID:
    """Open the request that answers it, as it was prepared, or go on with the one left; its id, to be read and signed.

    CaseNotFound; AskClosed, also where it is answered with a Form; and what `draft_open` refuses with.
    """
    with scope(visit.actor.subject):
        row = _own(visit.actor, ask_id)
        _permitted(visit.actor, row, lock=False)
        _must_be_open(row, civil_date(now))
        tramite = find_tramite(row.files)
    if tramite is None:
        raise AskClosed(ask_view(row))
    return draft_open(visit, tramite, now=now, answers=dict(row.draft), answers_to=row.id)


def ask_filed(filed: UUID, *, now: datetime) -> State | None:
    """Answer, once, what waited for a case that was decided; the state of whoever waited, None if nobody does.

    In a transaction of its own, after both: whoever files it and whoever takes the other one back never wait for each
    other, and what was filed stands in any case.
    """
    with scope(None), logged_together():
        done = Case.objects.get(id=filed)
        if done.answers_to is None or State(done.state) not in DECIDED:
            return None
        row, case = _locked(Ask.objects.get(id=done.answers_to))
        if Outcome(row.outcome) is not Outcome.ABIERTA:
            return None
        granted = State(done.state) is State.APROBADO
        answer = Resuelto(done.folio or "", granted, civil_date(done.resolved_at or now))
        _close(row, case, Outcome.CONTESTADA, answer=answer, by=None, signature=None, now=now)
        events_append([ToLog(AnswerReceived(row.of), SubjectId(case.subject), SYSTEM, case.id)], now=now)
        return State(case.state)


def payment_taken(ask: UUID, paid: Paid, now: datetime) -> bool:
    """Give a payment to the case that waits for it; False where none does any more, and it is to be given back."""
    try:
        ask_paid(ask=ask, paid=paid, now=now)
    except (AskClosed, CaseNotFound):
        return False
    return True


def ask_silence(ask: UUID, *, now: datetime) -> State | None:
    """Close what nobody answered once its day ended (24:00 in Mexico City); the case's state, None if too early."""
    with scope(None), logged_together():
        row, case = _locked(Ask.objects.get(id=ask))
        if Outcome(row.outcome) is not Outcome.ABIERTA or civil_date(now) <= row.until or _filed(row.id).exists():
            return None
        _close(row, case, Outcome.SILENCIO, answer=None, by=None, signature=None, now=now)
        missed = AnswerMissed(row.until)
        told = [ToLog(missed, SubjectId(case.subject), SYSTEM, case.id)]
        if Answerer(row.of).another and row.subject is not None:
            told.append(ToLog(missed, SubjectId(row.subject), SYSTEM))
        events_append(told, now=now)
        return State(case.state)


def asks_remind(*, now: datetime) -> int:
    """Remind whoever has something to answer, on the days of `reminders` and once each; how many were."""
    today, done = civil_date(now), 0
    with scope(None):
        rows = Ask.objects.filter(outcome=Outcome.ABIERTA.value, of__in=REMINDED, until__gte=today)
        for row in rows.order_by("until", "asked_at")[:MAX_AT_ONCE]:
            due = sum(day <= today for day in reminders(civil_date(row.asked_at), row.until))
            with transaction.atomic():
                # Only whoever raises the count tells: two workers at once remind once.
                if Ask.objects.filter(id=row.id, reminded__lt=due).update(reminded=due):
                    remind_later(row.id, due)
                    done += 1
    return done


def asks_due(*, now: datetime) -> tuple[UUID, ...]:
    """What is open after its day, the oldest first, at most ``MAX_AT_ONCE``; not what was filed and is on its way.

    A payment, later (`payment_wait`): the bank may be down, or say the next day what was paid on the last one.
    """
    today = civil_date(now)
    over = Q(until__lt=today - payment_wait()) | (Q(until__lt=today) & ~Q(of=Answerer.PAYMENT.value))
    with scope(None):
        rows = Ask.objects.filter(over, ~Exists(_filed(OuterRef("id"))), outcome=Outcome.ABIERTA.value)
        rows = rows.order_by("until", "asked_at")
        return tuple(rows.values_list("id", flat=True)[:MAX_AT_ONCE])


def _filed(ask: UUID | OuterRef) -> QuerySet[Case]:
    """What was filed in time to answer ``ask`` and is not decided yet: that is no silence."""
    return Case.objects.filter(answers_to=ask, state__in=[each.value for each in ON_ITS_WAY])


def _close(
    row: Ask,
    case: Case,
    outcome: Outcome,
    *,
    answer: Form | Paid | Resuelto | None,
    by: Actor | None,
    signature: UUID | None,
    now: datetime,
) -> None:
    """Close an open ask and send its case on: to the rules, or back to the official who asked."""
    row.outcome, row.closed_at, row.signature = outcome.value, now, signature
    row.answer = None if answer is None else answer_stored(answer)
    row.answered_by = by.account if by is not None else None
    row.save(update_fields=["outcome", "closed_at", "signature", "answer", "answered_by"])
    if outcome is not Outcome.CONTESTADA:
        ask_waits_no_more(row, now=now)
    case.state = step(State(case.state), State.EN_REVISION if row.reviewing else State.RECIBIDO).value
    case.save(update_fields=["state"])
    if not row.reviewing:
        resolve_later(case.id, after_seconds=FALLBACK_SECONDS)


def _must_be_open(row: Ask, on: date) -> None:
    if Outcome(row.outcome) is not Outcome.ABIERTA or on > row.until:
        raise AskClosed(ask_view(row))


def _act(row: Ask, acting_for: str, on: date) -> Answer:
    try:
        answer = answer_form(ask_view(row)).read(row.draft, on)
    except FormProblems as error:
        raise Incomplete(error.problems) from error
    told = [Line(line["label"], line["answer"]) for line in row.tells]
    lines = (*told, *(Line(label, words) for label, words in request_lines(answer)))
    return Answer(title=row.title, ask=str(row.id), acting_for=acting_for, lines=lines)


def _permitted(actor: Actor, row: Ask, *, lock: bool) -> None:
    """NoMandate where an authorisation does not let answer it: another's case, or one's own that was sent with it."""
    if actor.mandate is None:
        return
    if Answerer(row.of).another:
        may_answer(actor, lock=lock)
    elif (tramite := find_tramite(row.tramite)) is not None:
        may_end(actor, tramite)


def _own(actor: Actor, ask_id: UUID, *, lock: bool = False) -> Ask:
    rows = asked_of(actor).filter(id=ask_id)
    row = (rows.select_for_update(no_key=True) if lock else rows).first()
    if row is None:
        raise CaseNotFound
    return row


def _of(ask: UUID, of: Answerer) -> Ask:
    row = Ask.objects.filter(id=ask, of=of.value).first()
    if row is None:
        raise CaseNotFound
    return row


def _locked(found: Ask) -> tuple[Ask, Case]:
    """The ask and its case, locked: the case first, as whoever decides or takes it back does."""
    case = Case.objects.select_for_update(no_key=True).get(id=found.case_id)
    return Ask.objects.select_for_update(no_key=True).get(id=found.id), case


def _kind_of(key: str, what: str) -> type[Any]:
    tramite = find_tramite(key)
    if tramite is None:
        raise LookupError(f"the office does not offer {key!r} any more")
    return answer_kind(tramite, what)
