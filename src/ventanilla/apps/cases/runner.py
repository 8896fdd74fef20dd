"""From a filed case to its resolution, in one transaction that names no area.

Lock the subjects (sorted), ask, decide, perform, append events and outbox: all or nothing. A conflict
(somebody took the last place) starts again with new facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final, assert_never
from uuid import UUID

from django.conf import settings

from ventanilla import law
from ventanilla.apps.eventlog.api import (
    ToLog,
    events_append,
    logged_together,
    merged,
    scope,
    subjects_lock,
    told_so_far,
)
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.cases import CaseAsked, CaseReferred, CaseResolved, State
from ventanilla.domain.cases.letter import Decider
from ventanilla.domain.cases.states import step
from ventanilla.domain.documents.values import jsonable
from ventanilla.kernel.acts import Effect, Event, NoAnswer, Question, SubjectId
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.kit import Approve, Ask, Filed, Form, FormProblems, Found, Refer, Reject, Tramite
from ventanilla.kit.decision import Decision
from ventanilla.kit.perform import Conflict, PerformContext
from ventanilla.kit.tramite import AnyTramite
from ventanilla.kit.unloaded import unloaded

from .asks import answers_of, ask_open, payments_in_vain
from .catalogue import tramite as find_tramite
from .files import solicitud_read
from .letter import letter_of
from .models import Case, Resolution
from .outbox import filed_later, tell_later
from .outside import outside_fetch
from .promise import promised_if_referred
from .records import AskedRecord, ParameterRecord, ResolutionRecord
from .registers import AskingRegisters
from .version import code_version

NOT_FOUND: Final = "Los registros de la institución"
UNREADABLE: Final = "formularios"  # the queue of what no trámite referred
FORM_CHANGED: Final = Text("FORMULARIO_CAMBIO", "El formulario cambió y hay que revisarlo a mano.")
ANSWERED: Final = Text("CONTESTADO_A_REVISION", "Ya se contestó lo que faltaba; la revisión sigue.")
MAX_RESTARTS = 5  # a conflict after this many is a contention to be looked at, not waited out


class NotTold(RuntimeError):
    """Something was done that the log does not tell: a fault of whoever performs it, and nothing of it is kept."""


def case_resolve(case_id: UUID) -> State:
    """Decide a received case; returns its state. A case already past that is left as it is.

    So is one that waits for somebody outside: it stays received, and its job asks again.
    """
    try:
        return _resolved(case_id, fetched=False)
    except _AsksOutside as asks:
        known = outside_fetch(asks.tramite, asks.subject, asks.named)
    return _resolved(case_id, fetched=True) if known else State.RECIBIDO


class _AsksOutside(Exception):
    """A trámite whose facts somebody outside has: they are asked with no transaction open."""

    def __init__(
        self, tramite: Tramite[Any, Any, Any], subject: SubjectId, named: tuple[Question[Any], ...] = ()
    ) -> None:
        super().__init__(tramite.key)
        self.tramite, self.subject, self.named = tramite, subject, named


def _resolved(case_id: UUID, *, fetched: bool) -> State:
    for attempt in range(MAX_RESTARTS):
        try:
            with scope(None), logged_together():
                return _resolve(case_id, fetched=fetched)
        except Conflict:
            if attempt == MAX_RESTARTS - 1:
                raise
    raise AssertionError("unreachable: the loop returns or raises")


def _resolve(case_id: UUID, *, fetched: bool) -> State:
    case = Case.objects.select_for_update(no_key=True).get(id=case_id)
    if State(case.state) is not State.RECIBIDO:
        return State(case.state)
    now = settings.VENTANILLA_CLOCK.now()
    on = civil_date(now)
    actor = actor_of(case)
    tramite = find_tramite(case.tramite)
    if not isinstance(tramite, Tramite):
        raise LookupError(f"the office does not offer {case.tramite!r} any more")
    solicitud = solicitud_of(case, tramite)
    named = () if solicitud is None else tramite.outside_of(solicitud, actor)
    if (tramite.outside or named) and not fetched:
        raise _AsksOutside(tramite, SubjectId(case.subject), named)
    subjects_lock(locks_of(case, tramite, solicitud))
    decision, made_from = decide_case(case, tramite, solicitud, on)
    return conclude(case, tramite, back_to_review(case, decision), made_from, by=actor, now=now)


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """All that a decision was made from, as it is kept; ``found`` says its facts in words, for the letter.

    ``by_rules``: the rules computed it from ``solicitud``, so it can be computed again.
    """

    solicitud: dict[str, Any]
    asked: tuple[AskedRecord, ...] = ()
    parameters: tuple[ParameterRecord, ...] = ()
    found: tuple[Found, ...] = ()
    by_rules: bool = False


def decide_case(
    case: Case, tramite: Tramite[Any, Any, Any], solicitud: Form | None, on: date
) -> tuple[Decision[Any], MadeFrom]:
    """What the rules say of a case on the day ``on``, from what the registers hold now. It carries nothing out.

    ``solicitud`` is what was filed (``solicitud_of``). What today's Form cannot read goes to a person, without a
    proposal: what was signed stays as it was.
    """
    if solicitud is None:
        return Refer(case.queue or UNREADABLE, (FORM_CHANGED,), proposal=None), MadeFrom(dict(case.draft))
    ask = AskingRegisters(answers_of(case), filed_as(case))
    decision: Decision[Any]
    with law.recording() as used:
        try:
            hechos = tramite.facts(solicitud, actor_of(case), ask)
            decision, found = tramite.decide(solicitud, hechos, on), tramite.in_words(hechos)
        except NoAnswer as unknown:
            decision = Reject(why=(unknown.reason,), cite=tramite.cite)
            found = ((NOT_FOUND, str(unknown.reason)),)
        except (law.LawError, MissingYear) as unknown:  # a person, and the rules again once what is missing is loaded
            return unloaded(case.queue or UNREADABLE, unknown), MadeFrom(dict(case.draft))
    parameters = tuple(
        ParameterRecord(key=u.key, value=str(u.value), since=u.since.isoformat(), cite=u.cite) for u in used
    )
    return decision, MadeFrom(solicitud.model_dump(mode="json"), tuple(ask.asked), parameters, found, by_rules=True)


def filed_as(case: Case) -> Filed:
    """How a case came in: terms are counted from that day, whenever it is decided."""
    return Filed(civil_date(case.filed_at or case.saved_at), case.applicant, case.acting_for)


def back_to_review(case: Case, decision: Decision[Any]) -> Decision[Any]:
    """What an official asked about comes back to an official: the rules alone do not end a case that has a queue."""
    if case.queue and isinstance(decision, Approve | Reject):
        return Refer(queue=case.queue, why=(ANSWERED,), proposal=decision)
    return decision


def conclude(
    case: Case,
    tramite: Tramite[Any, Any, Any],
    decision: Decision[Any],
    made_from: MadeFrom,
    *,
    by: Actor,
    now: datetime,
    official: Decider | None = None,
    reasons: tuple[str, ...] = (),
) -> State:
    """Carry out a decision on a locked case, in the caller's transaction: perform, record, step, tell.

    ``by`` is whoever decided: who filed it, where the rules did; the official, where one did. Then ``official`` is
    how the letter names them, and ``reasons`` are theirs for an approval.
    """
    on = civil_date(now)
    subject = SubjectId(case.subject)
    effects: tuple[Effect, ...] = tramite.effects(decision.result) if isinstance(decision, Approve) else ()
    effects += letter_of(
        case,
        tramite,
        decision,
        found=made_from.found,
        parameters=made_from.parameters,
        official=official,
        reasons=reasons,
        now=now,
    )
    _perform(effects, PerformContext(case.id, case.tramite, case.title, subject, on, now, by, case.account_id))
    state, event = _outcome(decision)
    number = _record(case, made_from, decision, effects, on, now)
    reviewing = State(case.state) is State.EN_REVISION
    case.state = step(State(case.state), state).value
    case.resolved_at = now if state.final else None
    if isinstance(decision, Refer):
        case.queue = decision.queue
        case.promised_on = promised_if_referred(tramite, on, case.promised_on)
    case.save(update_fields=["state", "resolved_at", "queue", "promised_on"])
    told = [ToLog(event, subject, by, case.id)]
    if state is State.NEGADO:
        payments_in_vain(case, now=now)
    if isinstance(decision, Ask):
        told += ask_open(case, tramite, decision, reviewing=reviewing, now=now)
    events_append(told, now=now)
    tell_later(case.id, state, number)
    if case.answers_to is not None and state.final:
        filed_later(case.id)
    return state


def solicitud_of(case: Case, tramite: AnyTramite) -> Form | None:
    """What was filed, as its Form reads it (`form_of`); None if that Form cannot.

    Read once a decision: it looks for the case's files, and what was filed does not change.
    """
    filed_on = civil_date(case.filed_at or case.saved_at)
    try:
        return solicitud_read(tramite, case, filed_on)
    except FormProblems:
        return None


def locks_of(case: Case, tramite: Tramite[Any, Any, Any], solicitud: Form | None) -> tuple[SubjectId, ...]:
    """Every subject whose registers the decision depends on: whoever it is about, if today's Form cannot read it."""
    if solicitud is None:
        return (SubjectId(case.subject),)
    return tramite.locks(solicitud, actor_of(case))


def actor_of(case: Case) -> Actor:
    """Who filed the case, as they were when they did."""
    acts_for = SubjectId(case.acts_for) if case.acts_for else None
    who = SubjectId(case.person)
    # A draft is nobody's act yet; of what was filed, the signature says how.
    via = Via.EFIRMA if case.signature is not None or State(case.state) is State.BORRADOR else Via.PASSWORD
    return Actor(case.account_id, who, Assurance(case.assurance), via, acts_for, mandate=case.mandate)


def _outcome(decision: Decision[Any]) -> tuple[State, Event]:
    match decision:
        case Approve():
            return State.APROBADO, CaseResolved(approved=True)
        case Reject():
            return State.NEGADO, CaseResolved(approved=False)
        case Refer():
            return State.EN_REVISION, CaseReferred(queue=decision.queue)
        case Ask():
            return State.PREGUNTADO, CaseAsked(until=decision.until)
        case _:
            assert_never(decision)


def decision_stored(decision: Decision[Any]) -> dict[str, Any]:
    """A decision as it is kept: an ``Ask`` names the Form that it asks for."""
    if isinstance(decision, Ask):
        said = {field.name: getattr(decision, field.name) for field in fields(decision)}
        stored = jsonable(said | {"what": decision.what.__name__})
    else:
        stored = jsonable(decision)
    if not isinstance(stored, dict):
        raise TypeError("a decision is a dataclass")
    return stored


def _perform(effects: Sequence[Effect], context: PerformContext) -> None:
    by_kind: dict[type[Effect], list[tuple[Effect, PerformContext]]] = {}
    for effect in effects:
        by_kind.setdefault(type(effect), []).append((effect, context))
    performers = merged("PERFORMS")
    for kind, orders in by_kind.items():
        before = len(told_so_far())
        performers[kind](orders)
        told = sum(isinstance(event, kind.TOLD_BY) for event in told_so_far()[before:])
        if told < len(orders):
            raise NotTold(f"{kind.__name__} was performed {len(orders)} times and the log tells it {told} times")


def _record(
    case: Case,
    made_from: MadeFrom,
    decision: Decision[Any],
    effects: Sequence[Effect],
    on: date,
    now: datetime,
) -> int:
    """Keep the resolution; its number within the case."""
    record = ResolutionRecord(
        code_version=code_version(),
        on=on.isoformat(),
        solicitud=made_from.solicitud,
        asked=list(made_from.asked),
        parameters=list(made_from.parameters),
        decision=decision_stored(decision),
        effects=[type(effect).__name__ for effect in effects],
        by_rules=made_from.by_rules,
    )
    number = Resolution.objects.filter(case=case).count() + 1
    Resolution.objects.create(
        case=case, number=number, kind=type(decision).__name__, record=record.model_dump(mode="json"), decided_at=now
    )
    return number
