"""What the pages of a person's own profile are given: how the office reaches them, and how they prefer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .shapes import Choice, Sentence
from .sign_up_shapes import LegalText


@dataclass(frozen=True, slots=True)
class ContactoPage:
    """The e-mail of an account. ``asks``: the office wants it confirmed, again or for the first time.

    ``waiting`` was typed and not confirmed yet. ``on_record`` (masked) is what the register holds. ``for_company``:
    entered with a company's e.firma, and the e-mail is the person's.
    """

    email: str = ""
    confirmed_at: datetime | None = None
    asks: bool = False
    waiting: str = ""
    on_record: tuple[str, ...] = ()
    for_company: bool = False
    typed: str = ""
    error: Sentence = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One preference, and its answers."""

    name: str
    legend: Sentence
    choices: tuple[Choice, ...]
    hint: Sentence = ""


@dataclass(frozen=True, slots=True)
class PreferenciasPage:
    """What somebody prefers of the office."""

    questions: tuple[Question, ...]
    done: bool = False


@dataclass(frozen=True, slots=True)
class TerminosPage:
    """The terms and the notice in force, asked of whoever came in without having accepted them.

    ``before``: they accepted an earlier version.
    """

    texts: tuple[LegalText, ...]
    action: str
    before: bool = False
