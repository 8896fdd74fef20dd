"""The titles of a list that goes on from page to page.

Titles in several lines are joined in one; the pages that do not repeat them are given those of the page before.

>>> carried = Carried()
>>> carried.page([["Salario", "Nombre"], ["base", ""], ["687.70", "ANA"]])
[['Salario base', 'Nombre'], ['687.70', 'ANA']]
>>> carried.page([["315.04", "LUIS"]]), carried.repeated
([['Salario base', 'Nombre'], ['315.04', 'LUIS']], 1)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MAX_LINES: Final = 6  # of one row of titles
DIGITS: Final = 4  # in a cell, for it to be data and no title


class Carried:
    """Remembers the titles from a page to the next. ``repeated`` is how many pages were given those of ``source``."""

    def __init__(self) -> None:
        self._titles: list[str] = []
        self._number = 0
        self.source = 0
        self.repeated = 0

    def page(self, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """The rows of the next page, with their titles."""
        self._number += 1
        found = [list(row) for row in rows]
        data = next((n for n, row in enumerate(found) if _is_data(row)), None)
        if data is None:
            return found
        first = data
        while first > 0 and data - first < MAX_LINES and _is_titles(found[first - 1]):
            first -= 1
        widest = max((_filled(row) for row in found[first:data]), default=0)
        while first < data and (_filled(found[first]) < 2 or 2 * _filled(found[first]) < widest):
            first += 1  # the titles of the page, over those of the columns
        if first < data:
            titles = [" ".join(filter(None, cells)) for cells in zip(*found[first:data], strict=True)]
            self._titles, self.source = titles, self._number
            return [*found[:first], titles, *found[data:]]
        if self._titles and len(self._titles) == len(found[data]):
            self.repeated += 1
            return [*found[:data], self._titles, *found[data:]]
        return found


def _is_data(row: Sequence[str]) -> bool:
    """A row of a list: two cells at least, and a number in one of them."""
    return _filled(row) > 1 and any(sum(map(str.isdigit, cell)) >= DIGITS for cell in row)


def _filled(row: Sequence[str]) -> int:
    """How many cells have something."""
    return sum(map(bool, row))


def _is_titles(row: Sequence[str]) -> bool:
    return _filled(row) > 0 and not any(sum(map(str.isdigit, cell)) >= DIGITS for cell in row)
