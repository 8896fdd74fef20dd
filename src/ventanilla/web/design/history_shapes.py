"""What the page of somebody's own history is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.kernel.money import Money

from .employer_shapes import MonthChart
from .shapes import Link, Sentence


@dataclass(frozen=True, slots=True)
class OwnMovement:
    """One movement. ``by`` says who filed it, "" where it came another way; ``marks`` say what was corrected, and when.

    ``dispute`` is where one says that it is not right, "" where it was corrected since or is read as of another day.
    """

    kind: Sentence
    on: date
    declared: date | None
    received: datetime
    wage: Money | None
    employer: str
    registro: str
    by: Sentence = ""
    marks: tuple[Sentence, ...] = ()
    dispute: str = ""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with days of contribution. ``uma`` "" where there was no UMA yet."""

    year: int
    days: int
    weeks: int
    so_far: int
    wage: Money
    uma: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """Days without an employment; ``between_contracts``: nobody expects any there."""

    since: date
    until: date
    days: int
    between_contracts: bool


@dataclass(frozen=True, slots=True)
class BimesterRow:
    """What was due in a bimester; amounts None where the law loaded here does not say, and ``unknown`` says why.

    ``due`` is the last day to pay, and ``overdue`` whether it passed. ``paid``: whether the employer paid it, None
    where nobody tells.
    """

    name: Sentence
    employer: str
    retirement: Money | None
    old_age: Money | None
    housing: Money | None
    total: Money | None
    due: date | None
    overdue: bool
    unknown: Sentence = ""
    paid: bool | None = None


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """Side by side: what was registered on some days, and what the receipt of those days states."""

    first: date
    last: date
    registered: Money
    receipt: Money


@dataclass(frozen=True, slots=True)
class OwnEmployer:
    """An employer of theirs. ``action`` says that they never worked there; ``unknown``: they said so already."""

    name: str
    registro: str
    action: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class OddRow:
    """Something that does not look right, asked of the person: what was seen, what it would mean, what runs.

    ``weeks`` and ``pesos`` None: nobody knows. ``dispute`` leads to where it is put right. ``compared`` are the last
    receipts beside the register, and ``earlier`` how many more there are.
    """

    id: str
    title: Sentence
    seen: Sentence
    means: tuple[Sentence, ...]
    clocks: tuple[Sentence, ...]
    weeks: int | None
    pesos: Money | None
    cite: tuple[str, ...]
    dispute: str = ""
    compared: tuple[ComparedRow, ...] = ()
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Somebody's history as of ``as_of``; ``known``: as it was known at the end of that day, None for now.

    ``year`` is the one whose bimesters are shown, ``years`` leads to the others. ``typed`` and ``error`` are of the
    date that was asked. ``collected``: whether anybody tells what was paid.
    """

    as_of: date
    name: str = ""
    weeks: int = 0
    odd: tuple[OddRow, ...] = ()
    movements: tuple[OwnMovement, ...] = ()
    employers: tuple[OwnEmployer, ...] = ()
    years_table: tuple[YearRow, ...] = ()
    charts: tuple[MonthChart, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    bimesters: tuple[BimesterRow, ...] = ()
    year: int = 0
    years: tuple[Link, ...] = ()
    files: tuple[Link, ...] = ()
    acts: tuple[Link, ...] = ()
    known: date | None = None
    typed: str = ""
    error: Sentence = ""
    discounts: Sentence = ""
    collected: bool = False
