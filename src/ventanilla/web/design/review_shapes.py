"""What the pages of whoever reviews cases are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from ventanilla.web.design.shapes import Answered, Choice, DocumentRow, Sentence, TimelineEntry
from ventanilla.web.design.verify_shapes import AskedRow, StaffFile

Tag = Literal["done", "wait", "off", "no"]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A case in the list. ``taken`` is the post of whoever has it; ``mine`` that it is whoever looks."""

    folio: str
    href: str
    title: Sentence
    queue: str
    applicant: str
    filed_at: datetime
    promised: date | None
    late: bool
    state: Sentence
    kind: Tag
    taken: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class ExpedientesPage:
    """The cases that somebody of the office reviews. ``found`` "" lists a queue; else it is what was searched."""

    rows: tuple[QueueRow, ...]
    states: tuple[Choice, ...]
    queues: tuple[Choice, ...]
    tramites: tuple[Choice, ...]
    mine: bool = False
    late: bool = False
    next_url: str = ""
    first_url: str = ""
    searched: str = ""
    search_error: Sentence = ""
    done: Sentence = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rules propose with the facts of now. ``changed``: it is not what they proposed when the case came."""

    approves: bool
    why: tuple[Sentence, ...] = ()
    cite: tuple[str, ...] = ()
    result: tuple[Answered, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What an official said of the case, in words."""

    what: Sentence
    who: str
    at: datetime
    reasons: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A rule or a value that was used, with its source."""

    what: str
    value: str
    cite: str


@dataclass(frozen=True, slots=True)
class RevisarPage:
    """One case, whole. ``acts``: tomar, devolver, confirmar, negar, preguntar, aprobar, regresar."""

    row: QueueRow
    acting_for: str = ""
    why: tuple[Sentence, ...] = ()
    answers: tuple[Answered, ...] = ()
    files: tuple[StaffFile, ...] = ()
    asks: tuple[AskedRow, ...] = ()
    found: tuple[Answered, ...] = ()
    grounds: tuple[GroundRow, ...] = ()
    proposal: Proposed | None = None
    waiting: Reviewed | None = None
    reviews: tuple[Reviewed, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    acts: frozenset[str] = frozenset()
    second: bool = False
    error: Sentence = ""
    who: str = ""
    done: Sentence = ""


@dataclass(frozen=True, slots=True)
class DecidirPage:
    """One act on a case: first what it needs, then (``sure``) what will be done, to be confirmed.

    ``typed`` and ``errors`` by the name of the field: razones, fundamento, otro, hasta.
    """

    row: QueueRow
    act: Literal["confirmar", "negar", "preguntar", "aprobar", "regresar"]
    seen: str = ""
    sure: bool = False
    proposal: Proposed | None = None
    waiting: Reviewed | None = None
    cites: tuple[Choice, ...] = ()
    reasons: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    until: date | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Sentence] = field(default_factory=dict)
    error: Sentence = ""
    second: bool = False
