"""What a row of a list is: a worker's, or a total, titles again, a label between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum, auto
from typing import Final

from ventanilla.formats.sheet import Row
from ventanilla.formats.titles import plain
from ventanilla.formats.values import number, said

from .campos import Campo

_TOTAL: Final = re.compile(
    r"^(sub ?)?(gran )?total(es)?\b|^sumas?\b|^gran total|^no de (trab|emp)|^numero de (trab|emp)"
)
_LABELS: Final = frozenset((Campo.UBICACION, Campo.PUESTO, Campo.CLAVE, Campo.NOMBRE, Campo.NSS))
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
    """Remembers what the columns of amounts add up to, which tells a row of totals without a label."""

    def __init__(self, titles: tuple[str, ...], places: Mapping[Campo, int]) -> None:
        self._titles = titles
        self._titled = sum(bool(title) for title in titles)
        self._places = places
        self._nss = places[Campo.NSS]
        self._sums: dict[int, Decimal] = {}

    def classify(self, row: Row) -> Clase:
        """What ``row`` is."""
        filled = [n for n, cell in enumerate(row, 1) if cell is not None]
        if not filled:
            return Clase.EMPTY
        cell = row[self._nss - 1] if len(row) >= self._nss else None
        written = said(cell)
        digits = len(_DIGITS.findall(written))
        if digits < 9 and self._is_total(row):
            return Clase.TOTALS
        if self._titled > 1 and self._repeats(row):
            return Clase.TITLES
        if written and (digits or "#" in written):
            self._add(row)
            return Clase.WORKER
        mapped = [campo for campo, at in self._places.items() if at in filled and campo is not Campo.NSS]
        if not written and mapped and self._adds_up(row, filled):
            return Clase.TOTALS
        if len(filled) == 1 or len(mapped) < 2:
            return Clase.LABEL
        return Clase.NAMELESS

    @staticmethod
    def _is_total(row: Row) -> bool:
        return any(isinstance(cell, str) and bool(_TOTAL.search(plain(cell))) for cell in row)

    def _repeats(self, row: Row) -> bool:
        same = sum(
            isinstance(cell, str) and bool(title) and plain(cell) == title
            for cell, title in zip(row, self._titles, strict=False)
        )
        return 2 * same > self._titled

    def _add(self, row: Row) -> None:
        for n, cell in enumerate(row, 1):
            if isinstance(cell, Decimal):
                self._sums[n] = self._sums.get(n, Decimal(0)) + cell
            elif isinstance(cell, str) and len(cell) < 20 and (found := number(cell)) is not None:
                self._sums[n] = self._sums.get(n, Decimal(0)) + found

    def _adds_up(self, row: Row, filled: list[int]) -> bool:
        """Whether every cell of a row is what the column above it adds up to."""
        for n in filled:
            cell = row[n - 1]
            found = cell if isinstance(cell, Decimal) else number(said(cell))
            if found is None or found != self._sums.get(n):
                return False
        return True
