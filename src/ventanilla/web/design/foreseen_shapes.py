"""What would follow from a request, as the page before its signature is given it."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.kernel.text import Text

Sentence = Text | str


@dataclass(frozen=True, slots=True)
class ForeseenRow:
    """One thing that changes."""

    concept: Sentence
    before: Sentence
    after: Sentence


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The consequences, the weightiest first, what changes, and why it would be refused or looked at by a person.

    ``details`` are the rows that open: those that a few of ``rows`` sum up.
    """

    said: tuple[Sentence, ...] = ()
    rows: tuple[ForeseenRow, ...] = ()
    details: tuple[ForeseenRow, ...] = ()
    warns: bool = False
    refused: tuple[Sentence, ...] = ()
    reviewed: tuple[Sentence, ...] = ()
