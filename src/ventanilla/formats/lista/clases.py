"""What a row of a list is: a worker's, or a total, titles again, a label between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum, auto
from typing import Final

from ventanilla.formats.sheet import Cell, Row
from ventanilla.formats.titles import plain
from ventanilla.formats.values import number, said

from .campos import Campo

_TOTAL: Final = re.compile(
    r"^(sub ?)?(gran )?total(es)?\b|^sumas?\b|^gran total|^no de (trab|emp)|^numero de (trab|emp)"
)
_ENOUGH: Final = 9  # digits from which a cell is meant as an NSS
_LONGEST: Final = 20  # characters of an amount
_DIGITS: Final = re.compile(r"[0-9]")


class Clase(Enum):
    """What is done with a row."""

    EMPTY = auto()
    WORKER = auto()
    TOTALS = auto()
    TITLES = auto()
    LABEL = auto()
    NAMELESS = auto()  # somebody's, without an NSS


class Clasificador:
    """Tells the rows of a list apart, given in their order from ``rows[first]`` on."""

    def __init__(self, titles: tuple[str, ...], places: Mapping[Campo, int], rows: Sequence[Row], first: int) -> None:
        self._titles = titles
        self._titled = sum(bool(title) for title in titles)
        self._places = places
        self._nss = places[Campo.NSS]
        self._rows = rows
        self._summed = first  # rows from the beginning that are in the sums
        self._sums: dict[int, Decimal] = {}

    def classify(self, at: int) -> Clase:
        """What ``rows[at]`` is."""
        row = self._rows[at]
        written = said(row[self._nss - 1]) if len(row) >= self._nss else ""
        digits = len(_DIGITS.findall(written))
        if digits >= _ENOUGH:
            return Clase.WORKER
        filled = [n for n, cell in enumerate(row, 1) if cell is not None]
        if not filled:
            return Clase.EMPTY
        if self._is_total(row):
            return Clase.TOTALS
        if self._titled > 1 and self._repeats(row):
            return Clase.TITLES
        if written and (digits or "#" in written):
            return Clase.WORKER
        mapped = [campo for campo, place in self._places.items() if place in filled and campo is not Campo.NSS]
        if not written and mapped and self._adds_up(at, filled):
            return Clase.TOTALS
        return Clase.LABEL if len(filled) < 2 or len(mapped) < 2 else Clase.NAMELESS

    @staticmethod
    def _is_total(row: Row) -> bool:
        return any(isinstance(cell, str) and bool(_TOTAL.search(plain(cell))) for cell in row)

    def _repeats(self, row: Row) -> bool:
        same = sum(
            isinstance(cell, str) and bool(title) and plain(cell) == title
            for cell, title in zip(row, self._titles, strict=False)
        )
        return 2 * same > self._titled

    def _adds_up(self, at: int, filled: list[int]) -> bool:
        """Whether every cell of a row is what the column above it adds up to."""
        found = {n: _number(self._rows[at][n - 1]) for n in filled}
        if None in found.values():
            return False
        for row in self._rows[self._summed : at]:
            for n, cell in enumerate(row, 1):
                amount = _number(cell)
                if amount is not None:
                    self._sums[n] = self._sums.get(n, Decimal(0)) + amount
        self._summed = max(self._summed, at)
        return all(self._sums.get(n) == amount for n, amount in found.items())


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell, Decimal):
        return cell
    return number(said(cell)) if isinstance(cell, str) and len(cell) <= _LONGEST else None
