"""What the cédula's page is given: the form, the result with its sections, and the explanation of one figure.

Amounts come written, as Mexicans write them. ``state`` is what the page carries from one act to the next: the server
keeps nothing of it. Every button of a page sends it again, with ``fields``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ventanilla.web.design.explained import ExplainedNode
from ventanilla.web.design.shapes import Choice, Sentence

Weight = Literal["error", "advertencia", "nota"]
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PrimaField:
    """The premium of one registro, where the files bring several."""

    name: str
    registro: str
    value: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class CedulaFormPage:
    """What it asks. ``read`` are the files that were read already and need not be chosen again (``state`` has them)."""

    months: tuple[date, ...]
    zones: tuple[Choice, ...]
    profiles: tuple[Choice, ...]
    max_files: int
    max_megabytes: int
    max_people: int
    command: str
    month: str = ""
    other_month: str = ""
    prima: str = ""
    registro: str = ""
    primas: tuple[PrimaField, ...] = ()
    state: str = ""
    read: tuple[str, ...] = ()
    records: int = 0
    files_error: Sentence = ""
    month_error: Sentence = ""
    prima_error: Sentence = ""
    registro_error: Sentence = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart; widths and places in percent of it, ``top`` and ``baseline`` in pixels from above."""

    label: Sentence
    amount: str
    employer: str
    worker: str
    baseline: int
    top: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Amounts as bars: the same as the table beside it. ``height`` is in pixels."""

    id: str
    title: Sentence
    about: Sentence
    height: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A branch: ``key`` is what its button sends to have it explained."""

    key: str
    title: Sentence
    people: int
    employer: str
    worker: str
    total: str


@dataclass(frozen=True, slots=True)
class BillPart:
    """What is paid each month, or each bimester (``monthly`` False), from ``first`` to ``last``."""

    key: str
    monthly: bool
    first: date
    last: date
    employer: str
    worker: str
    total: str
    concepts: tuple[ConceptRow, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A worker: ``bills`` are the totals of each part, in their order."""

    key: str
    name: str
    nss: str
    days: str
    sbc: str
    bills: tuple[str, ...]
    employer: str
    worker: str
    total: str


@dataclass(frozen=True, slots=True)
class People:
    """One page of workers: the ``first`` to the ``last`` of ``total``."""

    rows: tuple[PersonRow, ...]
    total: int
    first: int = 1
    last: int = 0
    page: int = 1
    pages: int = 1

    @property
    def numbers(self) -> range:
        """Those of its pages."""
        return range(1, self.pages + 1)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """What another profile gives; ``difference`` is "" where it is the same."""

    title: Sentence
    total: str
    difference: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """An amount that an emission says otherwise. ``ours`` or ``theirs`` is "" where that side has not the worker."""

    concept: Sentence
    share: Sentence
    ours: str
    theirs: str
    why: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DifferentPerson:
    """A worker whose amounts differ, by ``difference`` in all (ours less theirs); ``why`` are the reasons."""

    name: str
    nss: str
    difference: str
    why: tuple[Sentence, ...]
    rows: tuple[DifferenceRow, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Against the emission that came among the files: of ``people``, those who differ most. ``total`` are amounts."""

    ours: str
    theirs: str
    total: int
    people: int
    rows: tuple[DifferentPerson, ...]


@dataclass(frozen=True, slots=True)
class EmployerPart:
    """One registro, with its ``key`` for the buttons. ``problem`` says why nothing of it could be computed; ``missing``
    is how many people could not be."""

    index: int
    key: str
    registro: str
    whole: str = ""  # what the button of its totals sends
    problem: Sentence = ""
    total: str = ""
    employer: str = ""
    worker: str = ""
    withheld: str = ""  # for housing credits, apart; "" where nobody has one
    withheld_unknown: bool = False  # somebody's credit cannot be worked out
    due: date | None = None
    due_complete: bool = True
    due_why: ExplainedNode | None = None
    missing: int = 0
    bills: tuple[BillPart, ...] = ()
    people: People | None = None
    profile: Sentence = ""
    profiles: tuple[ProfileRow, ...] = ()
    differences: Differences | None = None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Where, what and what to do; ``line`` and ``column`` are 0 where it is the whole. ``more`` places say the same."""

    file: str
    sheet: str
    line: int
    column: int
    field: str
    cause: Sentence
    fix: Sentence
    more: int = 0


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one weight, ``total`` in all; ``rows`` are the first of ``kinds`` that say different things."""

    weight: Weight
    total: int
    kinds: int
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What one file says of a datum."""

    value: Sentence
    place: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """What the files say otherwise of one worker, which was used, and why."""

    person: str
    datum: Sentence
    used: SaidRow
    others: tuple[SaidRow, ...]
    why: Sentence


@dataclass(frozen=True, slots=True)
class CedulaPage:
    """The result. ``employers`` are none where nobody could be computed: then the findings say why.

    ``kinds`` are the files that a cédula may be downloaded as: what the button sends, and its words.
    """

    month: date
    state: str
    fields: Fields
    employers: tuple[EmployerPart, ...]
    total: str
    people: int
    kinds: Fields = ()
    findings: tuple[FindingGroup, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()
    conflicts_total: int = 0


@dataclass(frozen=True, slots=True)
class MovementRow:
    """What a worker's account is made of, and the file that says it."""

    what: Sentence
    on: date
    until: date | None
    amount: str
    place: str


@dataclass(frozen=True, slots=True)
class ExplainedBill:
    """The tree of what is paid each month, or each bimester, from ``first`` to ``last``."""

    monthly: bool
    first: date
    last: date
    tree: ExplainedNode


@dataclass(frozen=True, slots=True)
class CedulaExplainPage:
    """Why one figure is so. ``title`` is whose, or of which branch; ``person`` False where it adds up many."""

    title: Sentence
    person: bool
    nss: str
    registro: str
    month: date
    state: str
    fields: Fields
    trees: tuple[ExplainedBill, ...]
    movements: tuple[MovementRow, ...] = ()
