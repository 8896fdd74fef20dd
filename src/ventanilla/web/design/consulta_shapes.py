"""What the pages of questions are given; see `shapes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.web.design.shapes import Choice, Link, Sentence, Step, TramiteCard


@dataclass(frozen=True, slots=True)
class PreguntaNuevaPage:
    """Writing a question, or looking at it once more before it is sent (``checking``).

    ``refused`` says why nobody here answers it; ``said``, what to know before waiting. ``kept`` are its answers, that
    the form sends again. ``answers`` are earlier answers of theirs about the same.
    """

    questions: tuple[Step, ...]
    checking: bool = False
    words: str = ""
    tema: Sentence = ""
    promised: date | None = None
    said: tuple[Sentence, ...] = ()
    refused: tuple[Sentence, ...] = ()
    cards: tuple[TramiteCard, ...] = ()
    answers: tuple[Link, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class PreguntaRow:
    """One question in a list; ``late`` where its promise passed."""

    tema: Sentence
    words: str
    asked_at: datetime
    promised: date | None  # None: sin dato
    href: str
    state: Sentence
    tone: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class PreguntasPage:
    """One's own questions, or those that wait for the office; ``sent``: one was sent just now."""

    rows: tuple[PreguntaRow, ...] = ()
    sent: bool = False
    done: Sentence = ""


@dataclass(frozen=True, slots=True)
class PreguntaPage:
    """One question, whole, for its owner. ``begin`` are the trámites that it may become, by their keys."""

    row: PreguntaRow
    answer: tuple[str, ...] = ()
    answered_at: datetime | None = None
    who: Sentence = ""
    suggested: Sentence = ""
    begin: tuple[Choice, ...] = ()
    act_url: str = ""
    became: Sentence = ""


@dataclass(frozen=True, slots=True)
class ContestarPage:
    """One question for whoever answers it. ``proved`` False: no datum of a person may be in the answer."""

    row: PreguntaRow
    proved: bool
    queue: Sentence
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    typed: str = ""
    error: Sentence = ""
    answer: tuple[str, ...] = ()
    answered_at: datetime | None = None
    who: Sentence = ""
