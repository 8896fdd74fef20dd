"""The way through a request: which questions are put, in which order, and where each one's page is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from ventanilla.apps.cases.api import CaseView
from ventanilla.kernel.text import Text
from ventanilla.kit.form import DISPUTES, Asked, Form

TaskState = Literal["sin_empezar", "en_curso", "lista"]


@dataclass(frozen=True)
class Way:
    """The questions of ``form`` as the draft has them now. Pages are numbered from 1 by the Form, asked or not."""

    form: type[Form]
    draft: CaseView
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what only the registers offer, by question

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """All of them, in order."""
        asked = self.form.asked(for_another=bool(self.draft.acting_for))
        return tuple(
            replace(one, kind="choice", choices={words: words for words in self.offered[one.name]})
            if self.offered.get(one.name)
            else one
            for one in asked
        )

    @cached_property
    def put(self) -> tuple[int, ...]:
        """The numbers of those that are put."""
        hidden = self.form.unasked(self.draft.draft)
        return tuple(number for number, each in enumerate(self.questions, start=1) if each.name not in hidden)

    @property
    def listed(self) -> bool:
        """Whether it is led from a list of parts."""
        return self.form.LAYOUT == "lista"

    def url(self, number: int) -> str:
        """Where question ``number`` is answered."""
        return f"/solicitudes/{self.draft.id}/{number}"

    @property
    def check_url(self) -> str:
        """Where everything is read before it is signed."""
        return f"/solicitudes/{self.draft.id}/revisar"

    @property
    def list_url(self) -> str:
        """The list of parts."""
        return f"/solicitudes/{self.draft.id}/lista"

    def start_url(self) -> str:
        """Where a draft begins, or goes on."""
        return self.list_url if self.listed else self._first

    def url_without(self, known: Iterable[str]) -> str:
        """The first question that is put and not among ``known``; where everything is read, if there is none."""
        given = set(known)
        left = (number for number in self.put if self.questions[number - 1].name not in given)
        return self.list_url if self.listed else next((self.url(number) for number in left), self.check_url)

    @property
    def _first(self) -> str:
        """The first question; a Form that asks nothing is only read and signed."""
        return self.url(self.put[0]) if self.put else self.check_url

    def after(self, number: int) -> str:
        """Where to go on after question ``number``."""
        later = [each for each in self.put if each > number]
        if self.listed and (not later or self._section(later[0]) != self._section(number)):
            return self.list_url
        return self.url(later[0]) if later else self.check_url

    def before(self, number: int) -> str:
        """Where «Atrás» leads from question ``number``."""
        earlier = [each for each in self.put if each < number]
        if self.listed and (not earlier or self._section(earlier[-1]) != self._section(number)):
            return self.list_url
        return self.url(earlier[-1]) if earlier else f"/tramites/{self.draft.tramite}"

    def last_url(self) -> str:
        """Where «Atrás» leads from the summary."""
        if self.listed:
            return self.list_url
        return self.url(self.put[-1]) if self.put else f"/tramites/{self.draft.tramite}"

    def count(self, number: int) -> tuple[int, int]:
        """Which of how many, for the person: only those that are put, and in a list only those of its part.

        Of 0, where an answer that is still missing puts more: «1 de 1» would be taken back by the next page.
        """
        numbers = [each for each in self.put if not self.listed or self._section(each) == self._section(number)]
        return numbers.index(number) + 1 if number in numbers else 1, 0 if self._may_grow() else len(numbers)

    def _may_grow(self) -> bool:
        """Whether a question that is put and has no answer yet decides if another one is."""
        given = self.draft.draft
        waiting = {
            each.name for n, each in enumerate(self.questions, start=1) if n in self.put and not given.get(each.name)
        }
        hidden = (each for n, each in enumerate(self.questions, start=1) if n not in self.put)
        return any(waiting & each.when.keys() for each in hidden)

    def page_of(self, name: str) -> str:
        """Where an input is answered, by the name a draft gives it; the first question for one of none."""
        if name.startswith(f"{DISPUTES}."):
            return f"{self.page_of(name.removeprefix(f'{DISPUTES}.'))}?corregir=1"
        head, _, rest = name.partition(".")
        for number, each in enumerate(self.questions, start=1):
            if each.name == head:
                item = rest.partition(".")[0]
                return f"{self.url(number)}/{item}" if each.kind == "group" and item else self.url(number)
        return self._first

    def first_wrong(self, problems: Iterable[str]) -> str:
        """The page of the first input to correct, in the order of the questions."""
        names = [each.name for each in self.questions]

        def place(name: str) -> int:
            head = name.removeprefix(f"{DISPUTES}.").partition(".")[0]
            return names.index(head) if head in names else len(names)

        return self.page_of(min(problems, key=place, default=""))

    def sections(self) -> dict[str, list[int]]:
        """The parts, each with the numbers of its questions that are put."""
        found: dict[str, list[int]] = {}
        for number in self.put:
            found.setdefault(self._section(number), []).append(number)
        return found

    def state_of(self, numbers: Iterable[int], problems: dict[str, Text]) -> TaskState:
        """How far a part is: ready when nothing in it is wrong, begun when any of it is answered."""
        names = {self.questions[number - 1].name for number in numbers}

        def within(name: str) -> bool:
            return name.removeprefix(f"{DISPUTES}.").partition(".")[0] in names

        if not any(map(within, problems)):
            return "lista"
        return "en_curso" if any(value and within(name) for name, value in self.draft.draft.items()) else "sin_empezar"

    def _section(self, number: int) -> str:
        return self.questions[number - 1].section
