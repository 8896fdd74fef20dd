"""Questions: asked without a case, answered by the date that was promised, turned into a trámite or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ventanilla.apps.accounts.api import holder_of, own_family
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.authority import Actor, Assurance
from ventanilla.domain.cases.consultas import (
    MAX_WORDS,
    ConsultaContestada,
    ConsultaConvertida,
    ConsultaRecibida,
    EstadoConsulta,
    Tema,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit import Approve, Refer, Reject
from ventanilla.kit.decision import Reason

from .catalogue import tramite as find_tramite
from .models import Consulta
from .official import reviewer

KEY: Final = "consulta"
MAX_OPEN: Final = 5  # questions of one person that wait for an answer
LISTED: Final = 50  # questions on a page
SHORT: Final = 10  # characters of an answer: less says nothing


class TooManyQuestions(ValueError):
    """As many as one person may have open wait for their answer."""


class QuestionNotFound(LookupError):
    """No such question, or not one of this person's: the same to whoever asks."""


class QuestionClosed(ValueError):
    """It was answered, or its owner turned it into a trámite."""


class AnswerLacks(ValueError):
    """The answer says nothing, or too much."""


@dataclass(frozen=True, slots=True)
class Previsto:
    """What becomes of a question if it is sent today: ``no`` where nobody here answers it, else who and by when."""

    no: tuple[Reason, ...]
    prometida: date | None
    aviso: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ConsultaView:
    """A question as its owner and the office see it."""

    id: UUID
    tema: Tema
    question: str
    asked_at: datetime
    promised_on: date | None
    state: EstadoConsulta
    answer: str
    answered_at: datetime | None
    post: str
    unit: str
    suggests: str
    became: str
    subject: SubjectId
    proved: bool
    queue: str


def consulta_foresee(typed: Mapping[str, str], *, on: date) -> Previsto:
    """What its rules say of a question before it is sent. FormProblems says what to correct."""
    decision = _decided(typed, on)
    if isinstance(decision, Reject):
        return Previsto(decision.why, None, ())
    taken, why = _taken(decision)
    return Previsto((), taken.prometida, (*why, *filter(None, (taken.aviso,))))


def consulta_send(typed: Mapping[str, str], *, by: Actor, now: datetime) -> UUID:
    """Keep a question of whoever ``by`` acts for, and promise its answer.

    FormProblems; ValueError where its rules refuse it, which `consulta_foresee` says; TooManyQuestions.
    """
    decision = _decided(typed, civil_date(now))
    if isinstance(decision, Reject):
        raise ValueError("nobody here answers it")
    taken, _ = _taken(decision)
    with scope(by.subject), transaction.atomic():
        mine = Consulta.objects.filter(subject=by.subject, state=EstadoConsulta.ABIERTA.value)
        if mine.count() >= MAX_OPEN:
            raise TooManyQuestions
        row = Consulta.objects.create(
            account_id=by.owner,
            subject=by.subject,
            proved=by.assurance >= Assurance.N2,
            tema=taken.tema.value,
            queue=taken.cola,
            question=taken.pregunta,
            asked_at=now,
            promised_on=taken.prometida,
            state=EstadoConsulta.ABIERTA.value,
        )
        events_append([ToLog(ConsultaRecibida(row.promised_on), by.subject, by)], now=now)
    return row.id


def _decided(typed: Mapping[str, str], on: date) -> Any:
    """What the folder of the trámite decides: it is pure, and needs nothing of the registers."""
    tramite = find_tramite(KEY)
    if tramite is None:
        raise LookupError(KEY)
    return tramite.decide(tramite.form.read(typed, on), None, on)


def _taken(decision: Any) -> tuple[Any, tuple[Reason, ...]]:
    """The question as it will be kept, and why a person should look at it first: its rules propose to take it."""
    match decision:
        case Refer(why=why, proposal=Approve(result)):
            return result, why
        case Approve(result):
            return result, ()
    raise LookupError(f"{KEY} says nothing of who answers")


# -- its owner's


def consultas_for(actor: Actor) -> tuple[ConsultaView, ...]:
    """The questions of whoever ``actor`` acts for, the newest first."""
    with scope(None):
        rows = Consulta.objects.filter(_own_of(actor)).order_by("-asked_at")[:LISTED]
        return tuple(_view(row) for row in rows)


def consulta_for(actor: Actor, consulta: UUID) -> ConsultaView | None:
    """One of them; None where it is not theirs."""
    with scope(None):
        row = Consulta.objects.filter(_own_of(actor), id=consulta).first()
        return None if row is None else _view(row)


def _own_of(actor: Actor) -> Q:
    """Those of whoever ``actor`` acts for. Of themselves, also what they asked before they proved who they are.

    An account that nobody proved is under a subject that is nobody's: what it asked then is read as the office, for
    their own scope does not hold it.
    """
    own = Q(subject=actor.subject)
    return own if actor.acts_for is not None else own | Q(account_id=actor.owner, proved=False)


def consulta_became(actor: Actor, consulta: UUID, key: str, *, now: datetime) -> ConsultaView:
    """Note that its owner began the trámite ``key`` with it; one that waited for an answer waits no more.

    QuestionNotFound, also for a trámite that is not offered.
    """
    tramite = find_tramite(key)
    with scope(None), transaction.atomic():
        rows = Consulta.objects.select_for_update(no_key=True)
        row = rows.filter(_own_of(actor), id=consulta).first()
        if row is None or tramite is None or tramite.page:
            raise QuestionNotFound
        if row.became != key:
            row.became = key
            if row.state == EstadoConsulta.ABIERTA.value:
                row.state = EstadoConsulta.CONVERTIDA.value
            row.save(update_fields=["became", "state"])
            events_append([ToLog(ConsultaConvertida(tramite.title), actor.subject, actor)], now=now)
        return _view(row)


def long_answer_of(key: str) -> str:
    """The input of a trámite that takes a question's words: its first of several lines that is always asked.

    "" for none: what is asked only sometimes could hide the words, or show them to another party.
    """
    tramite = find_tramite(key)
    asked = tramite.form.asked() if tramite is not None else ()
    return next((each.name for each in asked if each.kind == "long" and not each.when), "")


# -- the office's


def consultas_waiting(official: Actor, *, now: datetime) -> tuple[ConsultaView, ...]:
    """What waits for an answer, the nearest promise first; nothing of one's own or one's family. NotReviewer."""
    reviewer(official, now)
    family = own_family(official)
    with scope(None):
        rows = Consulta.objects.filter(state=EstadoConsulta.ABIERTA.value).exclude(account_id=official.owner)
        return tuple(_view(row) for row in rows.exclude(subject__in=family).order_by("promised_on", "id")[:LISTED])


def consulta_of(official: Actor, consulta: UUID, *, now: datetime) -> ConsultaView | None:
    """One of them, answered or not; None where there is none or it is their own. NotReviewer."""
    reviewer(official, now)
    with scope(None):
        row = Consulta.objects.filter(id=consulta).first()
        return None if row is None or _own(row, official) else _view(row)


def consulta_answer(consulta: UUID, *, answer: str, suggests: str = "", by: Actor, now: datetime) -> ConsultaView:
    """Answer it: its owner finds the answer in their inbox, and the trámite that is suggested beside it.

    AnswerLacks, QuestionNotFound, QuestionClosed, NotReviewer.
    """
    who = reviewer(by, now)
    words = "\n".join(" ".join(line.split()) for line in answer.strip().splitlines())
    offered = find_tramite(suggests) if suggests else None
    if not SHORT <= len(words) <= MAX_WORDS or (suggests and (offered is None or offered.page)):
        raise AnswerLacks
    with scope(None), transaction.atomic():
        row = Consulta.objects.select_for_update(no_key=True).filter(id=consulta).first()
        if row is None or _own(row, by):
            raise QuestionNotFound
        if row.state != EstadoConsulta.ABIERTA.value:
            raise QuestionClosed
        row.answer, row.answered_at, row.answered_by_id, row.suggests = words, now, by.owner, suggests
        row.post, row.unit, row.state = who.post, who.unit, EstadoConsulta.CONTESTADA.value
        row.save(update_fields=["answer", "answered_at", "answered_by", "suggests", "post", "unit", "state"])
        told = ConsultaContestada(civil_date(row.asked_at), words)
        events_append([ToLog(told, _told_to(row), by)], now=now)
        return _view(row)


def _told_to(row: Consulta) -> SubjectId:
    """In whose inbox the answer is: whoever asked unproved may have proved since who they are."""
    holder = None if row.proved else holder_of(row.account_id)
    return SubjectId(row.subject) if holder is None else holder.subject


def _own(row: Consulta, official: Actor) -> bool:
    return row.account_id == official.owner or row.subject in own_family(official)


def _view(row: Consulta) -> ConsultaView:
    return ConsultaView(
        id=row.id,
        tema=Tema(row.tema),
        question=row.question,
        asked_at=row.asked_at,
        promised_on=row.promised_on,
        state=EstadoConsulta(row.state),
        answer=row.answer,
        answered_at=row.answered_at,
        post=row.post,
        unit=row.unit,
        suggests=row.suggests,
        became=row.became,
        subject=SubjectId(row.subject),
        proved=row.proved,
        queue=row.queue,
    )
