"""Putting the questions of a trámite to the apps that own the answers, and keeping both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from ventanilla.apps.eventlog.api import merged
from ventanilla.domain.documents.values import jsonable
from ventanilla.kernel.acts import Question
from ventanilla.kit import AnswerTo, Filed, FiledAs

from .asks import answer_typed
from .records import AskedRecord

T = TypeVar("T")

MAX_QUESTIONS = 200_000  # of one case: a batch of 100,000 lines asks about each worker


class NoOwner(LookupError):
    """A question that no app answers: the trámite was installed without the app it needs."""


@dataclass
class AskingRegisters:
    """The ``Registers`` of one run: it remembers every question and answer.

    ``answers`` are those of the case itself (`asks.answers_of`), by the name of what was asked; ``filed`` is how it
    came in, None where there is no case yet.
    """

    answers: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    filed: Filed | None = None
    asked: list[AskedRecord] = field(default_factory=list)

    def __call__(self, question: Question[T], /) -> T:
        """Ask one."""
        return self.many((question,))[0]

    def many(self, questions: tuple[Question[T], ...], /) -> tuple[T, ...]:
        """Ask many of one class in one call to its owner."""
        if not questions:
            return ()
        kind = type(questions[0])
        if issubclass(kind, AnswerTo):
            return tuple(self._answer(question) for question in questions)
        owner: Callable[[Sequence[Question[T]]], Sequence[T]] | None = (
            self._filed if kind is FiledAs else merged("ANSWERS").get(kind)
        )
        if owner is None:
            raise NoOwner(f"no app answers {kind.__name__}")
        if len(self.asked) + len(questions) > MAX_QUESTIONS:
            raise ValueError(f"one case asks at most {MAX_QUESTIONS} questions")
        answers = tuple(owner(questions))
        if len(answers) != len(questions):
            raise ValueError(f"{kind.__name__}: {len(questions)} questions, {len(answers)} answers")
        for question, answer in zip(questions, answers, strict=True):
            self.asked.append(
                AskedRecord(question=kind.__name__, fields=question_fields(question), answer=jsonable(answer))
            )
        return answers

    def _filed(self, questions: Sequence[Question[Any]]) -> list[Any]:
        if self.filed is None:
            raise NoOwner("there is no case that says how it was filed")
        return [self.filed for _ in questions]

    def _answer(self, question: Any) -> Any:
        name = question.what.__name__
        stored = self.answers.get(name)
        self.asked.append(AskedRecord(question=AnswerTo.__name__, fields={"what": name}, answer=stored))
        return answer_typed(question.what, stored)


def question_fields(question: Question[Any]) -> dict[str, Any]:
    """The fields of a question as they are kept."""
    return {each.name: jsonable(getattr(question, each.name)) for each in fields(question)}
