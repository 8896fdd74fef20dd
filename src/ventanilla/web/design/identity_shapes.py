"""What the pages of proving who one is with a payroll receipt are given."""

from __future__ import annotations

from dataclasses import dataclass

from .profile_shapes import Question
from .shapes import Sentence


@dataclass(frozen=True, slots=True)
class ReciboPage:
    """The file of a payroll receipt, of the last ``days``; ``closed_until`` (already said) while this way is closed."""

    days: int = 90
    error: Sentence = ""
    closed_until: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class PreguntasPage:
    """What only the record answers. ``left``: the tries of the period; ``missing``: the questions without an answer."""

    questions: tuple[Question, ...]
    left: int
    error: Sentence = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoRecibo:
    """A person of the demonstration with a receipt to download, and what they would remember."""

    name: str
    curp: str
    employer: str
    xml_url: str
    remembers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoRecibosPage:
    """The demonstration's receipts."""

    people: tuple[DemoRecibo, ...] = ()
