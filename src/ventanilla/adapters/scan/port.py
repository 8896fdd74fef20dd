"""What a scanner can say of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Clean:
    """Nothing known was found."""


@dataclass(frozen=True, slots=True)
class Infected:
    """Something known was found; ``name`` is the scanner's own."""

    name: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Nobody looked: there is no scanner, or it did not answer. What follows is policy P31."""

    why: str


Verdict = Clean | Infected | Unavailable


class Scanner(Protocol):
    """Looks at a whole file. It never raises: not to have looked is an answer."""

    def scan(self, data: bytes) -> Verdict:
        """What was found."""
        ...
