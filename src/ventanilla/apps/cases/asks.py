"""What a case asks of somebody, inside the transaction that opens it, reads it or closes it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, assert_never

import ventanilla.kit
from ventanilla.apps.eventlog.api import ToLog, merged
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.cases import Answerer, AnswerWanted
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.documents.typed import from_jsonable
from ventanilla.domain.documents.values import jsonable
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date
from ventanilla.kit import Ask as AskFor
from ventanilla.kit import (
    Form,
    FromEmployer,
    FromFiling,
    FromOfficial,
    FromPerson,
    Paid,
    Payment,
    Resuelto,
    Silence,
)
from ventanilla.kit.tramite import AnyTramite

from .models import Ask, Case
from .outbox import remind_later
from .records import SignedLines
from .wording import request_lines

SILENT = "silencio"
ANSWERED = "respuesta"
NO_FORM: Final = (Paid, Resuelto)  # answers that nobody writes


class NotAsked(TypeError):
    """An answer of a kind that nobody can find again: a fault of the trámite, seen before anybody is asked."""


def answer_kind(tramite: AnyTramite, name: str) -> type[Any]:
    """The Form called ``name`` beside the trámite's own, or what ``kit`` offers by that name. NotAsked if none."""
    found = getattr(sys.modules[tramite.form.__module__], name, None) or getattr(ventanilla.kit, name, None)
    if not isinstance(found, type) or not (found in NO_FORM or issubclass(found, Form)):
        raise NotAsked(f"{tramite.key}: {name} is no Form beside {tramite.form.__module__}, nor one of the kit")
    return found


def ask_open(case: Case, tramite: AnyTramite, ask: AskFor, *, reviewing: bool, now: datetime) -> tuple[ToLog, ...]:
    """Open what a decision asks; what to tell the other party, if it is of one.

    ``reviewing``: an official asked it, and the answer goes back to the review.
    """
    if answer_kind(tramite, ask.what.__name__) is not ask.what:
        raise NotAsked(f"{tramite.key}: another {ask.what.__name__} has that name")
    row = Ask(
        case=case,
        number=Ask.objects.filter(case=case).count() + 1,
        what=ask.what.__name__,
        tramite=case.tramite,
        title=case.title,
        until=ask.until,
        why=str(ask.why),
        tells=SignedLines.model_validate(
            [{"label": label, "answer": answer} for label, answer in ask.tells]
        ).model_dump(),
        reviewing=reviewing,
        asked_at=now,
    )
    match ask.of:
        case FromPerson():
            row.of, row.subject = Answerer.PERSON.value, case.subject
        case FromEmployer(employer):
            row.of, row.subject = Answerer.EMPLOYER.value, employer
        case FromOfficial(queue):
            row.of, row.queue = Answerer.OFFICIAL.value, queue
        case Payment(concept, centavos):
            row.of, row.concept, row.centavos = Answerer.PAYMENT.value, concept, centavos
        case FromFiling(employer, key, answers):
            row.of, row.subject, row.files = Answerer.FILING.value, employer, key
            row.draft = dict(answers)
        case _:
            assert_never(ask.of)
    if ask.against is not None:
        row.against, row.matter = ask.against.party, ask.against.matter
    row.save(force_insert=True)
    if isinstance(ask.of, Payment):
        merged("CHARGES")[Payment](row.id, SubjectId(case.subject), ask.of, ask.until, now=now)
    if not Answerer(row.of).another or row.subject is None:
        return ()
    remind_later(row.id, 0)
    return (ToLog(AnswerWanted(ask.until), SubjectId(row.subject), SYSTEM),)  # neither whose case nor which


def ask_waits_no_more(row: Ask, *, now: datetime) -> None:
    """In the transaction that ends an ask without its answer: nobody owes what it asked them to pay."""
    if Answerer(row.of) is Answerer.PAYMENT:
        merged("UNCHARGES")[Payment](row.id, now=now)


def payments_in_vain(case: Case, *, now: datetime) -> None:
    """In the transaction that ends a case without giving what it paid for: what was paid is owed back."""
    paid = Ask.objects.filter(case=case, of=Answerer.PAYMENT.value, outcome=Outcome.CONTESTADA.value)
    for ask in paid.values_list("id", flat=True):
        merged("GIVES_BACK")[Payment](ask, now=now)


def answers_of(case: Case) -> dict[str, dict[str, Any]]:
    """What was answered in ``case``, by the name of what was asked; what is still open is left out."""
    answers: dict[str, dict[str, Any]] = {}
    for row in Ask.objects.filter(case=case).order_by("number"):
        match Outcome(row.outcome):
            case Outcome.CONTESTADA:
                answers[row.what] = {ANSWERED: row.answer}
            case Outcome.SILENCIO:
                answers[row.what] = {SILENT: row.until.isoformat()}
            case Outcome.ABIERTA | Outcome.RETIRADA:
                answers.pop(row.what, None)
    return answers


def answer_typed(what: type[Any], stored: Mapping[str, Any] | None) -> Any:
    """The answer of ``AnswerTo(what)`` from how it is stored: None while there is none."""
    if stored is None:
        return None
    if SILENT in stored:
        return from_jsonable(Silence, {"until": stored[SILENT]})
    if what in NO_FORM:
        return from_jsonable(what, stored[ANSWERED])
    return what.model_validate(stored[ANSWERED])


def answer_in_words(tramite: AnyTramite, row: Ask) -> tuple[tuple[str, str], ...]:
    """What was answered, question by question; () while nobody did. NotAsked if the trámite asks it no more."""
    if row.answer is None:
        return ()
    match answer_typed(answer_kind(tramite, row.what), {ANSWERED: row.answer}):
        case Paid(centavos=centavos, on=on, reference=reference):
            return (
                ("Cantidad", str(Money.of_centavos(centavos))),
                ("Fecha", long_date(on)),
                ("Referencia", reference),
            )
        case Resuelto(folio=folio, aprobado=aprobado, on=on):
            return (
                ("Folio", spoken(folio)),
                ("Fecha", long_date(on)),
                ("Cómo terminó", "Procedió" if aprobado else "No procedió"),
            )
        case answer:
            return request_lines(answer)


def answer_stored(answer: Form | Paid | Resuelto) -> Any:
    """How an answer is kept."""
    return answer.model_dump(mode="json") if isinstance(answer, Form) else jsonable(answer)
