"""What the pages of numbers (NSS) that staff compare are given; see `shapes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.web.design.shapes import Choice, Sentence


@dataclass(frozen=True, slots=True)
class JobRow:
    """An employment; ``nss`` under which it was filed."""

    employer: str
    registro: str
    since: date
    until: date | None
    nss: str


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Somebody like them, to be compared with."""

    subject: str
    name: str
    curp: str
    nss: str


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """One of the registers that are compared."""

    subject: str
    name: str
    curp: str
    nss: str
    born: date
    sex: Sentence
    pensioned: bool = False
    joined: tuple[str, ...] = ()  # numbers that were joined to theirs
    used: tuple[str, ...] = ()  # numbers of employers' notices that nobody assigned
    is_joined: bool = False  # this register was joined to another
    jobs: tuple[JobRow, ...] = ()
    alike: tuple[AlikeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingRow:
    """What waits for a decision."""

    href: str
    what: Sentence
    names: str
    at: datetime
    mine: bool = False


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """The look-up, and what waits."""

    pending: tuple[PendingRow, ...] = ()
    proposes: bool = True
    done: Sentence = ""
    one: str = ""
    other: str = ""
    error: Sentence = ""
    field: str = "una"


@dataclass(frozen=True, slots=True)
class ComparePage:
    """One or two registers side by side, and what may be proposed of them."""

    cards: tuple[RegisterCard, ...]
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    reasons: str = ""
    choice_error: Sentence = ""
    reasons_error: Sentence = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """What was proposed, with the registers that it is about. ``decides``: whoever looks may decide it."""

    id: str
    cards: tuple[RegisterCard, ...]
    what: Sentence
    keeps: str
    retired: str
    reasons: str
    by: str
    at: datetime
    decides: bool = False
    mine: bool = False
    decided: Sentence = ""
    decided_why: str = ""
    typed: str = ""
    reasons_error: Sentence = ""
    error: Sentence = ""
