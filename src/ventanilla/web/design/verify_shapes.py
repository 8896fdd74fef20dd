"""What the pages of what officials read and verify are given: files of a case, and what it asks of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ventanilla.web.design.shapes import Answered, Choice, Sentence, Step

AskState = Literal["open", "answered", "late", "withdrawn"]


@dataclass(frozen=True, slots=True)
class StaffFile:
    """A file that somebody attached, for whoever reviews. ``preview_url`` is "" where there is no picture of it.

    ``unscanned``: no scanner looked at it (policy P31), which is said before it is opened.
    """

    name: str
    kind: str
    bytes: int
    pages: int
    short_digest: str
    url: str
    preview_url: str
    unscanned: bool


@dataclass(frozen=True, slots=True)
class AbrirArchivoPage:
    """Before a file that no scanner looked at is opened."""

    file: StaffFile
    folio: str
    back_url: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What was asked in a case, in words: of whom, why, until when, how it ended and what was said."""

    of: Sentence
    why: Sentence
    asked_at: datetime
    until: date
    outcome: Sentence
    closed_at: datetime | None = None
    signed: bool = False
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifyRow:
    """Something that a case asks of the office, in a list."""

    folio: str
    href: str
    title: Sentence
    queue: str
    applicant: str
    asked_at: datetime
    until: date
    days_left: int


@dataclass(frozen=True, slots=True)
class VerificacionesPage:
    """What the office has to look at, the soonest end first."""

    rows: tuple[VerifyRow, ...]
    queues: tuple[Choice, ...] = ()
    done: Sentence = ""


@dataclass(frozen=True, slots=True)
class VerificacionPage:
    """One of them: what is told, and its questions; then (``sure``) what will be recorded, to be confirmed.

    ``sent`` are the inputs as they were typed, to be sent again; ``said`` what they say, in words.
    """

    row: VerifyRow
    state: AskState
    told: tuple[Answered, ...]
    files: tuple[StaffFile, ...] = ()
    questions: tuple[Step, ...] = ()
    sure: bool = False
    said: tuple[Answered, ...] = ()
    sent: tuple[tuple[str, str], ...] = ()
