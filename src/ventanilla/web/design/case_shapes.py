"""What the pages of a case's life are given: answering, taking back, discarding; see `shapes`, beside it for length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ventanilla.web.design.shapes import Answered, Sentence, Step


@dataclass(frozen=True, slots=True)
class RespuestaPage:
    """What is asked of whoever reads. ``state`` open: it is answered here; the others say what became of it.

    ``told`` is what they need to know; ``rows`` what they answered, once they did. ``signs``: with their e.firma.
    """

    title: Sentence
    state: Literal["open", "answered", "late", "withdrawn"]
    until: date
    days_left: int
    why: Sentence
    told: tuple[Answered, ...]
    questions: tuple[Step, ...] = ()
    rows: tuple[Answered, ...] = ()
    answered_at: datetime | None = None
    signs: bool = False
    own: bool = False  # of their own trámite, and not of somebody else's
    stages: tuple[tuple[Sentence, str], ...] = ()  # of another's trámite: each with done, now or next
    prepared_url: str = ""  # where the request that answers it is opened, written already; "" where a Form does
    filed_url: str = ""  # the request that was sent to answer it
    back_url: str = "/oficina"


@dataclass(frozen=True, slots=True)
class ConfirmaPage:
    """An act that cannot be undone, before it is done: taking a trámite back, or deleting a draft."""

    what: Literal["desistir", "descartar"]
    title: Sentence
    back_url: str
    folio: str = ""
    too_late: bool = False
