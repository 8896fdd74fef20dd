"""Running a trámite's ``casos.yaml``: the jurist's examples, in the words of the domain.

Each case says what the registers hold (``given``, by the name of each question) and what must come out
(``then``, field by field; what it does not name is not looked at). The answers are written by builders
that live beside the questions, in the ``casos`` module of their area.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from ventanilla import domain
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.documents import IssueDocument
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.text import Text

from .decision import AnswerTo, Approve, Ask, Decision, Filed, FiledAs, Paid, Refer, Reject, Resuelto, Silence
from .files import FileRef, wanted_by
from .form import Form
from .tramite import Tramite

T = TypeVar("T")
Builder = Callable[[Any, SubjectId], Any]
Builders = Mapping[type[Question[Any]], Builder]
_PERSON = SubjectId(UUID(int=1))
_ACTOR = Actor(account=UUID(int=2), person=_PERSON, assurance=Assurance.N3, via=Via.EFIRMA)


SIGNER: Final = "PRUEBA EJEMPLO FIRMANTE"  # whoever files the request of a case, on its day unless it says another


VIA: Final = "via"  # how whoever files came in, where it was not with their e.firma


class BadCase(AssertionError):
    """A case that does not come out as it says, or that cannot be run; the message says where."""


@dataclass(frozen=True)
class Case:
    """One case, as it was read."""

    name: str
    cite: str
    when: date
    given: Mapping[str, Any]
    then: Mapping[str, Any]


class _Given:
    """Answers each question from the case; a question it does not answer is a fault of the case."""

    def __init__(self, given: Mapping[str, Any], builders: Builders, when: date) -> None:
        self.given, self.builders, self.when = given, builders, when
        self.asked = {"solicitud", VIA}

    def __call__(self, question: Question[T], /) -> T:
        name = type(question).__name__
        if isinstance(question, AnswerTo):
            self.asked.add(name)
            return cast(T, self._answer(question.what))
        if isinstance(question, FiledAs):
            self.asked.add(name)
            return cast(T, Filed(**{"on": self.when, "applicant": SIGNER, "acting_for": ""} | self.given.get(name, {})))
        if name not in self.given:
            raise BadCase(f"the trámite asks {name}, and the case does not answer it")
        if type(question) not in self.builders:
            raise BadCase(f"no casos module builds the answers of {name}")
        self.asked.add(name)
        return cast(T, self.builders[type(question)](self.given[name], _PERSON))

    def _answer(self, what: type[Any]) -> Any:
        """``AnswerTo: {Form: {field: value}}``, or ``{Form: {silencio: date}}``; what is not named is still open."""
        answers = self.given.get(AnswerTo.__name__, {})
        if what.__name__ not in answers:
            return None
        said = answers[what.__name__]
        if said.keys() == {"silencio"}:
            return Silence(said["silencio"])
        return what(**said) if what in (Paid, Resuelto) else what.read(said, self.when)

    def many(self, questions: tuple[Question[T], ...], /) -> tuple[T, ...]:
        return tuple(self(question) for question in questions)


def all_builders() -> dict[type[Question[Any]], Builder]:
    """What builds the answer of each question: the ``casos`` module of every area."""
    merged: dict[type[Question[Any]], Builder] = {}
    for info in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        if info.name.endswith(".casos"):
            merged |= importlib.import_module(info.name).BUILDERS
    return merged


def documents_of(
    tramite: Tramite[Any, Any, Any], cases: tuple[Case, ...], builders: Builders
) -> Iterator[IssueDocument]:
    """The documents that its own examples would issue, or propose to issue; a case that cannot be run issues none."""
    for case in cases:
        try:
            decision = _decided(tramite, case, _Given(case.given, builders, case.when))
        except (BadCase, ValueError):
            continue
        granted = decision.proposal if isinstance(decision, Refer) else decision
        if isinstance(granted, Approve):
            yield from (each for each in tramite.effects(granted.result) if isinstance(each, IssueDocument))


def read_cases(data: Any) -> tuple[Case, ...]:
    """The cases of a file already read as YAML. BadCase if one lacks a part, or two share a name."""
    if not isinstance(data, list) or not data:
        raise BadCase("casos.yaml is a list of cases")
    found: dict[str, Case] = {}
    for item in data:
        if not isinstance(item, dict) or item.keys() != {"name", "cite", "when", "given", "then"}:
            raise BadCase(f"a case has name, cite, when, given and then: {item}")
        if item["name"] in found:
            raise BadCase(f"two cases are called {item['name']!r}")
        found[item["name"]] = Case(**item)
    return tuple(found.values())


def _answers(form: type[Form], case: Case) -> tuple[dict[str, Any], date, dict[str, FileRef]]:
    """What `Form.read` is given: each file of the case stands for one that the office keeps."""
    answers: dict[str, Any] = dict(case.given["solicitud"])
    files = {name: [FileRef(**each) for each in answers.pop(name, ())] for name in wanted_by(form.model_fields)}
    named = {f"{name}.{number}": file.id for name, found in files.items() for number, file in enumerate(found)}
    return answers | named, case.when, {file.id: file for found in files.values() for file in found}


def run_case(tramite: Tramite[Any, Any, Any], case: Case, builders: Builders) -> None:
    """Decide the case on its date and compare; BadCase says what differs, and where."""
    _compare_decision(tramite, decide_case(tramite, case, builders), case.then, "then")


def decide_case(tramite: Tramite[Any, Any, Any], case: Case, builders: Builders) -> Decision[Any]:
    """What the trámite decides in the case; BadCase where the case answers what nobody asks, or lacks an answer."""
    ask = _Given(case.given, builders, case.when)
    decision = _decided(tramite, case, ask)
    if unused := case.given.keys() - ask.asked:
        raise BadCase(f"nobody asked {', '.join(sorted(unused))}")
    return decision


def _decided(tramite: Tramite[Any, Any, Any], case: Case, ask: _Given) -> Decision[Any]:
    solicitud = tramite.form.read(*_answers(tramite.form, case))
    actor = replace(_ACTOR, via=Via(case.given[VIA])) if VIA in case.given else _ACTOR
    return tramite.decide(solicitud, tramite.facts(solicitud, actor, ask), case.when)


def _compare_decision(tramite: Tramite[Any, Any, Any], decision: Decision[Any] | None, then: Any, at: str) -> None:
    expected = dict(then)
    kind = expected.pop("decision", None)
    if kind != type(decision).__name__:
        raise BadCase(f"{at}: {type(decision).__name__}, not {kind}: {decision}")
    match decision:
        case Approve(result):
            if "documento" in expected:
                orders = [e.template for e in tramite.effects(result) if isinstance(e, IssueDocument)]
                _compare(orders, [expected.pop("documento")], f"{at}.documento")
            _compare(result, expected, at)
        case Refer(proposal=proposal):
            if "proposal" in expected:
                _compare_decision(tramite, proposal, expected.pop("proposal"), f"{at}.proposal")
            _compare(decision, expected, at)
        case Reject() | Ask():
            _compare(decision, expected, at)


def _compare(actual: Any, expected: Any, at: str) -> None:
    """Field by field; a ``Text`` by its code, an Enum by its value, a list element by element."""
    if isinstance(expected, Mapping):
        for name, inner in expected.items():
            if not hasattr(actual, name):
                raise BadCase(f"{at}: {type(actual).__name__} has no {name}")
            _compare(getattr(actual, name), inner, f"{at}.{name}")
        return
    if isinstance(expected, list):
        if len(actual) != len(expected):
            raise BadCase(f"{at}: {len(actual)} items, not {len(expected)}: {actual}")
        for i, inner in enumerate(expected):
            _compare(actual[i], inner, f"{at}[{i}]")
        return
    match actual:
        case Text():
            actual = actual.code
        case Enum():
            actual = actual.value
    if actual != expected:
        raise BadCase(f"{at}: {actual!r}, not {expected!r}")
