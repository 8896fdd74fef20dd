"""What the pages of a request are given: a question, a list of people, a list of parts, what is asked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from .shapes import Link, Sentence, Step


@dataclass(frozen=True, slots=True)
class KnownBox:
    """What the register says of the question of this page."""

    value: Sentence
    source: Sentence


@dataclass(frozen=True, slots=True)
class WizardPage:
    """One question of ``total``, posted to the page's own address; several inputs where one answer is made of them.

    ``seen`` is what the page showed, so that a change in another window is told; ``changed`` is what it had said.
    """

    title: Sentence
    heading: Sentence
    steps: tuple[Step, ...]
    number: int
    total: int
    back_url: str
    leave_url: str
    saved_at: datetime | None = None
    kept_until: date | None = None
    help: Sentence = ""
    item: int = 0
    known: KnownBox | None = None
    error: Sentence = ""
    seen: str = ""
    save_url: str = ""
    changed: bool = False
    before: str = ""
    form_changed: bool = False  # the draft was begun when the Form asked something else
    earlier: tuple[Link, ...] = ()  # open requests of the same thing

    @property
    def wrong(self) -> bool:
        """Whether there is anything to correct."""
        return bool(self.error) or any(step.error for step in self.steps)


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """What the register says: is it right?"""

    title: Sentence
    heading: Sentence
    known: KnownBox
    number: int
    total: int
    back_url: str
    leave_url: str
    chosen: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of those that were added."""

    name: Sentence
    number: int
    change_url: str
    remove_url: str
    note: Sentence = ""


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Those that were added, and the way to add one more ("" when no more fit)."""

    title: Sentence
    heading: Sentence
    help: Sentence
    one: Sentence
    items: tuple[Item, ...]
    number: int
    total: int
    back_url: str
    leave_url: str
    add_url: str
    most: int
    error: Sentence = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One part of a request and how far it is; the last one has no address until the others are ready."""

    title: Sentence
    state: Literal["sin_empezar", "en_curso", "lista", "aun_no"]
    url: str = ""


@dataclass(frozen=True, slots=True)
class TasksPage:
    """The parts of a request."""

    title: Sentence
    tasks: tuple[Task, ...]
    ready: int
    back_url: str
    leave_url: str
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AntesPage:
    """What is asked before starting; nothing is kept."""

    title: Sentence
    back_url: str
    steps: tuple[Step, ...]
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class AntesResult:
    """Whether it is for them, and where to go if it is not."""

    title: Sentence
    back_url: str
    reasons: tuple[tuple[Sentence, str, Sentence], ...]
    start_url: str
    needs_identity: bool = False  # whoever is there has not proved who they are: that is first
