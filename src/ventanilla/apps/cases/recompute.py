"""Deciding again what was decided, from what is stored: the same result, or where it differs and why it may.

Nothing is read from the registers and nothing is carried out: the questions are answered with the answers that were
kept, on the day of the decision, by today's rules and law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast, get_args

from ventanilla import law
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.documents.typed import from_jsonable
from ventanilla.kernel.acts import NoAnswer, Question
from ventanilla.kit import AnswerTo, Reject, Tramite
from ventanilla.kit.decision import Decision

from .asks import answer_typed
from .catalogue import tramite as find_tramite
from .drafts import form_of
from .models import Resolution
from .records import AskedRecord, ResolutionRecord
from .registers import question_fields
from .runner import actor_of, decision_stored
from .version import code_version

T = TypeVar("T")


class NotByRules(ValueError):
    """The rules did not compute it: an official chose it, or the Form could not read what was asked."""


class AskedAnew(LookupError):
    """Today's rules ask something that was not asked then, so nobody knows the answer."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is not as it was: ``at`` is a field of the decision, a parameter, or a question."""

    at: str
    then: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What deciding again gave. ``parameters`` explains a difference, and may change without one."""

    decision: tuple[Changed, ...]
    parameters: tuple[Changed, ...]
    code: Changed | None

    @property
    def same(self) -> bool:
        """Whether it would be decided alike today."""
        return not self.decision


@dataclass
class _Stored:
    """The ``Registers`` of then: each question has the answer that was kept."""

    asked: list[AskedRecord]
    used: set[int] = field(default_factory=set)

    def __call__(self, question: Question[T], /) -> T:
        name = type(question).__name__
        fields = {"what": question.what.__name__} if isinstance(question, AnswerTo) else question_fields(question)
        for at, kept in enumerate(self.asked):
            if kept.question == name and kept.fields == fields:
                self.used.add(at)
                if isinstance(question, AnswerTo):
                    return cast(T, answer_typed(question.what, kept.answer))
                return cast(T, from_jsonable(answer_type(type(question)), kept.answer))
        raise AskedAnew(f"{name} {fields}")

    def many(self, questions: tuple[Question[T], ...], /) -> tuple[T, ...]:
        return tuple(self(question) for question in questions)


def resolution_recompute(resolution: int) -> Recomputed:
    """Decide again the resolution with that id, which the caller may read. NotByRules where an official decided.

    LookupError where the office no longer offers the trámite.
    """
    with scope(None):
        row = Resolution.objects.select_related("case").get(id=resolution)
    record = ResolutionRecord.model_validate(row.record)
    if not record.by_rules:
        raise NotByRules(f"resolution {resolution} was not computed by the rules")
    tramite = find_tramite(row.case.tramite)
    if not isinstance(tramite, Tramite):
        raise LookupError(f"the office does not offer {row.case.tramite!r} any more")
    solicitud = form_of(tramite, row.case).model_validate(record.solicitud)
    decision: Decision[Any]
    with law.recording() as used:
        try:
            facts = tramite.facts(solicitud, actor_of(row.case), _Stored(record.asked))
            decision = tramite.decide(solicitud, facts, date.fromisoformat(record.on))
        except NoAnswer as unknown:
            decision = Reject(why=(unknown.reason,), cite=tramite.cite)
        except AskedAnew as anew:
            return Recomputed((Changed(f"pregunta {anew}", None, "sin respuesta guardada"),), (), _code(record))
    then = {one.key: f"{one.value} (desde {one.since}, {one.cite})" for one in record.parameters}
    now = {one.key: f"{one.value} (desde {one.since.isoformat()}, {one.cite})" for one in used}
    return Recomputed(
        tuple(
            differences(
                {"kind": row.kind} | record.decision, {"kind": type(decision).__name__} | decision_stored(decision)
            )
        ),
        tuple(differences(then, now)),
        _code(record),
    )


def _code(record: ResolutionRecord) -> Changed | None:
    now = code_version()
    return None if record.code_version == now else Changed("version", record.code_version, now)


def answer_type(question: type[Question[Any]]) -> Any:
    """The type of a question's answer, from its declaration ``Question[…]``."""
    for base in getattr(question, "__orig_bases__", ()):
        if arguments := get_args(base):
            return arguments[0]
    raise TypeError(f"{question.__name__} does not say what it is answered with")


def differences(then: Any, now: Any, at: str = "") -> list[Changed]:
    """Where two stored values differ, by the path of each field; what one of them lacks counts as None."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        names = [*then, *(name for name in now if name not in then)]
        return [one for name in names for one in differences(then.get(name), now.get(name), f"{at}.{name}".lstrip("."))]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [one for i, pair in enumerate(zip(then, now, strict=True)) for one in differences(*pair, f"{at}[{i}]")]
    return [] if then == now else [Changed(at, then, now)]
