"""A resolution as a person reads it: who decided and by what right, from which facts, on what grounds, and the way out.

A resolution that lacks one of these is not issued: ``Letter`` cannot be made without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .remedy import Remedy


class LetterLacks(ValueError):
    """A resolution that cannot be issued; ``part`` names what it lacks, as ``Letter`` does."""

    def __init__(self, part: str) -> None:
        super().__init__(f"a resolution without {part} is not issued")
        self.part = part


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: a person of the office, or the unit responsible for what the rules resolve by themselves.

    ``competence`` is the article that gives it to them, as the operator declared it.
    """

    name: str
    post: str
    unit: str
    competence: str
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at, and what was found."""

    label: str
    found: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One legal parameter that was used, with its citation."""

    what: str
    value: str
    cite: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that ``/documents/resolucion.typ`` may print. ``folio`` is the case's; LetterLacks where a part is empty.

    ``grounds`` may be empty: not every decision uses a parameter. ``acting_for`` is "" where one asks for oneself.
    """

    folio: str
    title: str
    applicant: str
    acting_for: str
    filed_on: date
    approved: bool
    decider: Decider
    facts: tuple[Fact, ...]
    why: tuple[str, ...]
    cite: tuple[str, ...]
    grounds: tuple[Ground, ...]
    notified: str
    remedy: Remedy

    def __post_init__(self) -> None:
        """Refuse what a person could not answer to."""
        who = self.decider
        parts: tuple[tuple[str, str | tuple[str, ...]], ...] = (
            ("decider.name", who.name),
            ("decider.post", who.post),
            ("decider.unit", who.unit),
            ("decider.competence", who.competence),
            ("facts", tuple(fact.found for fact in self.facts)),
            ("why", self.why),
            ("cite", self.cite),
            ("notified", self.notified),
            ("remedy", self.remedy.cite),
        )
        for part, said in parts:
            words = (said,) if isinstance(said, str) else said
            if not words or not all(word.strip() for word in words):
                raise LetterLacks(part)
