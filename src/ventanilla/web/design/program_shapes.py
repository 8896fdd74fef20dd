"""What the pages of keys of programs are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.web.design.shapes import Choice, Sentence


@dataclass(frozen=True, slots=True)
class LlaveProgramaRow:
    """A key that its owner made. ``acting_for`` is "" for oneself; ``ended``: it opens nothing more."""

    id: str
    name: str
    prefix: str
    allows: tuple[Sentence, ...]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    acting_for: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class LlavesProgramaPage:
    """The keys of one's programs. ``done``: one was just ended."""

    keys: tuple[LlaveProgramaRow, ...]
    done: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One closed question of the form, and what is wrong with its answer."""

    name: str
    legend: Sentence
    choices: tuple[Choice, ...]
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field of the form."""

    field: str
    text: Sentence


@dataclass(frozen=True, slots=True)
class LlaveProgramaNuevaPage:
    """The form of a new key; or, once (``written``), the key that was made."""

    questions: tuple[Ask, ...] = ()
    name: str = ""
    acting_for: str = ""
    name_error: Sentence = ""
    wrong: tuple[Wrong, ...] = ()
    written: str = ""
    expires_at: datetime | None = None
