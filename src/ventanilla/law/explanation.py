"""A figure explained: what it is, how it was reached, by which articles, and the figures that it was made of.

One tree for every reader: the terminal, the page, the PDF and the API render the same one. Nothing in it is worked out
for show: ``used`` is what ``law`` recorded while the figure was computed.

>>> from ventanilla.kernel.money import Money
>>> total = Explained(Text("CUOTAS", "Cuotas del mes"), Money("1490.14"))
>>> total.title.code, str(total.value)
('CUOTAS', '$1,490.14')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .rows import Used

Value = Money | Decimal | int | date | str


@dataclass(frozen=True, slots=True)
class Explained:
    """``how`` says the operation with its numbers, ``cite`` the articles that order it, ``parts`` what it adds up."""

    title: Text
    value: Value
    how: Text | None = None
    cite: tuple[str, ...] = ()
    used: tuple[Used, ...] = ()
    parts: tuple[Explained, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Explained]]:
        """Itself and everything below, each with its depth, in the order in which it is read."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)
