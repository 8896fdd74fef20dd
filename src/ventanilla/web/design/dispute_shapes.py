"""What the pages about disputes are given: those of one employer, for the office; an earlier one, for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.web.design.shapes import Link, Sentence


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An employer of whom something is disputed. ``matters``: each kind with how many."""

    name: str
    href: str
    open: int
    asked: int
    reviewing: int
    silent: int
    since: date
    matters: tuple[tuple[Sentence, int], ...]


@dataclass(frozen=True, slots=True)
class PartiesPage:
    """Employers, the one with most disputes open first."""

    rows: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class PartyCaseRow:
    """A dispute about an employer. ``reserved``: it is not told to the employer. ``href`` "" while it waits for it."""

    folio: str
    href: str
    applicant: str
    matter: Sentence
    waits: Sentence
    filed_at: datetime
    until: date | None = None
    days_left: int = 0
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class PartyPage:
    """The disputes open of one employer."""

    name: str
    rows: tuple[PartyCaseRow, ...]
    silent: int


@dataclass(frozen=True, slots=True)
class EarlierPage:
    """Before disputing a movement: what it is, what can be wrong with it (key, words), and open disputes of it.

    ``unknown_url`` is where the person says that they never worked for whoever filed it; "" where nobody did.
    """

    words: Sentence
    start_url: str
    problems: tuple[tuple[str, Sentence], ...]
    earlier: tuple[Link, ...] = ()
    unknown_url: str = ""
