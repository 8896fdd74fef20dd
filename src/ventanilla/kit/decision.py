"""The four things a decision can say, and how a trámite asks the registers.

There is no fifth. What looks like one is an effect (a place on a waiting list), an ``Ask`` (of the
person, the other party, an official, or a payment) or a ``Refer`` with a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.text import Text

R = TypeVar("R", covariant=True)
T = TypeVar("T")
F = TypeVar("F", covariant=True)

Reason = Text | str
"""A sentence for a person: a ``Text``, or a constant Spanish literal."""


@dataclass(frozen=True)
class Approve(Generic[R]):
    """What was asked is granted; ``result`` is what the effects and the document are made of."""

    result: R


@dataclass(frozen=True)
class Reject:
    """It is refused. ``why`` and ``cite`` are printed on the resolution, so neither may be empty."""

    why: tuple[Reason, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True)
class FromPerson:
    """Whoever filed the case."""


@dataclass(frozen=True)
class FromEmployer:
    """An employer, by the subject it acts as (``PatronDe``): the other party answers in its own office."""

    employer: SubjectId


@dataclass(frozen=True)
class FromOfficial:
    """An official of ``queue``, who looks at something and records what they saw."""

    queue: str


@dataclass(frozen=True)
class Payment:
    """A payment of ``centavos`` for ``concept``; its answer is ``Paid``."""

    concept: str
    centavos: int


@dataclass(frozen=True)
class FromFiling:
    """Another trámite that an employer has to sign, already written: ``answers`` are those of its draft, by name.

    It is the employer's own request, decided by its own rules; how it ends (`Resuelto`) answers the case that asked.
    """

    employer: SubjectId
    tramite: str
    answers: tuple[tuple[str, str], ...]


Asked = FromPerson | FromEmployer | FromOfficial | Payment | FromFiling


@dataclass(frozen=True)
class Paid:
    """The answer to a ``Payment``: how much, when, and the bank's own reference."""

    centavos: int
    on: date
    reference: str


@dataclass(frozen=True)
class Resuelto:
    """The answer to a `FromFiling`: the request that was filed, whether it was granted, and the day of that."""

    folio: str
    aprobado: bool
    on: date


@dataclass(frozen=True)
class Against:
    """Whom a case is about besides its person, and the matter in a few words: for the office alone, to see together
    what is said of one. Nobody else is ever told it, whoever was asked.
    """

    party: SubjectId
    matter: str


@dataclass(frozen=True)
class Silence:
    """Nobody answered by the date both could see: an indication, never a proof."""

    until: date


@dataclass(frozen=True)
class AnswerTo(Question[F | Silence | None]):
    """What was answered to an ``Ask`` of this case: None while it is open. Answered by the runner.

    ``what`` is the Form that was asked for, ``Paid``, or ``Resuelto``.
    """

    what: type[F]


@dataclass(frozen=True)
class Filed:
    """How a request came in: the civil day from which its terms are counted, who signed it and for whom ("": nobody).

    A decision may come days later; what the law counts from reception does not wait for it.
    """

    on: date
    applicant: str
    acting_for: str = ""


@dataclass(frozen=True)
class FiledAs(Question[Filed]):
    """How this case was filed; a draft, as it would be today. Answered by the runner."""


@dataclass(frozen=True)
class Ask:
    """Something is missing: ask ``of`` somebody for ``what`` by the end of the day ``until``.

    The case is decided again when the answer comes, or when the day ends in silence. ``what`` is ``Paid``,
    ``Resuelto``, a Form of the module of the trámite's own Form, or one that ``kit`` offers. ``tells`` are the facts,
    each with its label, that whoever is asked needs in order to answer: another party sees nothing else of the case.
    ``clocks`` are the terms that go on meanwhile, told to the person alone.
    """

    of: Asked
    what: type[object]
    until: date
    why: Reason
    tells: tuple[tuple[str, str], ...] = ()
    against: Against | None = None
    clocks: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Refer(Generic[R]):
    """A doubt: an official of ``queue`` confirms or changes the ``proposal``.

    No proposal: the runner's own, where the rules could not read what was asked; the official refuses it or asks.
    ``clocks`` as in `Ask`.
    """

    queue: str
    why: tuple[Reason, ...]
    proposal: Approve[R] | Reject | None
    clocks: tuple[Reason, ...] = ()


Decision = Approve[R] | Reject | Ask | Refer[R]

LineDecision = Approve[R] | Reject | Refer[R]
"""What one line of a batch can say: it never waits for an answer, or the whole batch would wait with it."""


class Registers(Protocol):
    """How ``facts`` asks: each question goes to the app that owns the answer, and both are kept.

    ``many`` is for a batch: one round trip for any number of questions of one kind.
    """

    def __call__(self, question: Question[T], /) -> T:
        """The answer to one question."""
        ...

    def many(self, questions: tuple[Question[T], ...], /) -> tuple[T, ...]:
        """The answers to many questions of the same class, in their order."""
        ...
