"""What the pages of an employer are given: whom it insures, what it filed and what it has to do, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ventanilla.kernel.money import Money
from ventanilla.web.design.shapes import Choice, Link, Sentence


@dataclass(frozen=True, slots=True)
class PlazoRow:
    """One term. ``left``: days until its last one, 0 today; ``registros`` as they are printed, () for the whole."""

    what: Sentence
    until: date
    left: int
    cite: tuple[str, ...]
    registros: tuple[str, ...] = ()
    since: date | None = None
    condition: Sentence = ""
    complete: bool = True
    href: str = ""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A column of a chart of months: its place and its size, as the drawing takes them."""

    label: str
    value: str
    x: str
    width: str
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class MonthChart:
    """Columns by month, and the table that says the same. ``first`` and ``last`` are the months at its ends."""

    id: str
    title: Sentence
    about: Sentence
    unit: Sentence
    height: int
    bars: tuple[MonthBar, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class RegistroCount:
    """A registro with how many people it insures today."""

    numero: str
    people: int
    eventual: int
    href: str


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement. ``by`` is who filed it and ``authorised`` says by an authorisation; ``marks`` need no colour."""

    kind: Sentence
    name: str
    href: str
    registro: str
    on: date
    declared: date | None
    received: datetime
    wage: Money | None
    marks: tuple[Sentence, ...]
    by: Sentence
    authorised: bool = False
    nss: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that waits for the employer."""

    text: Sentence
    href: str
    detail: Sentence = ""


@dataclass(frozen=True, slots=True)
class EmployerPanel:
    """The employer's home. ``registros`` () for one that has none yet; ``missing_year``: no table of that year."""

    registros: tuple[RegistroCount, ...]
    people: int
    next: PlazoRow | None = None
    then: tuple[PlazoRow, ...] = ()
    alerts: tuple[Alert, ...] = ()
    acts: tuple[Link, ...] = ()
    latest: tuple[MovementRow, ...] = ()
    charts: tuple[MonthChart, ...] = ()
    missing_year: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list; ``until`` is their last day, None while it goes on."""

    name: str
    href: str
    nss: str
    curp: str
    registro: str
    since: date
    until: date | None
    wage: Money
    kind: Sentence
    contract: date | None = None
    ending: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list of people. ``kept`` is what a search or a file takes along of the filters; ``files`` where they are."""

    rows: tuple[PersonRow, ...]
    total: int
    registros: tuple[Choice, ...]
    situations: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    contracts: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    wage_from: str = ""
    wage_to: str = ""
    doubts: bool = False
    searched: str = ""
    nearly: bool = False
    error: Sentence = ""
    kept: tuple[tuple[str, str], ...] = ()
    first_url: str = ""
    next_url: str = ""
    files: tuple[Link, ...] = ()
    none_yet: bool = False
    left: bool = False
    act: Link | None = None


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Days at one wage with one registro."""

    registro: str
    since: date
    until: date | None
    wage: Money
    kind: Sentence


@dataclass(frozen=True, slots=True)
class PersonAct:
    """What can be filed of somebody: the trámite ``key``, with ``registro`` ("": to choose), ``shown`` where many."""

    key: str
    text: Sentence
    registro: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Somebody with this employer. ``now``: what holds today, () if nothing does. ``file_url`` begins each act."""

    name: str
    nss: str
    curp: str
    now: tuple[SpanRow, ...]
    spans: tuple[SpanRow, ...]
    movements: tuple[MovementRow, ...]
    since: date | None = None
    contract: date | None = None
    chart: MonthChart | None = None
    acts: tuple[PersonAct, ...] = ()
    file_url: str = ""


@dataclass(frozen=True, slots=True)
class MovementsPage:
    """What was filed, the last received first."""

    rows: tuple[MovementRow, ...]
    total: int
    kinds: tuple[Choice, ...]
    registros: tuple[Choice, ...]
    since: str = ""
    until: str = ""
    error: Sentence = ""
    first_url: str = ""
    next_url: str = ""
    files: tuple[Link, ...] = ()
    none_yet: bool = False


@dataclass(frozen=True, slots=True)
class PlazoMonth:
    """The terms that end in a month, by its first day."""

    month: date
    rows: tuple[PlazoRow, ...]


@dataclass(frozen=True, slots=True)
class PlazosPage:
    """The calendar of terms."""

    months: tuple[PlazoMonth, ...]
    file_url: str
    missing_year: int = 0
    incomplete: bool = False
    state: Literal["all", "none"] = "all"
