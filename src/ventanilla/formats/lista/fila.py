"""A row of a list while it is read: each datum is read once, and what is wrong with it is told at its own cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.sheet import Cell, Row
from ventanilla.formats.values import said
from ventanilla.kernel.money import Money

from .campos import TITULOS, Campo
from .columna import Lectura
from .kinds import say


class Fila:
    """``told`` is what was found in it so far; ``place`` is the whole row."""

    def __init__(self, cells: Row, place: Place, columns: Mapping[Campo, Lectura], places: Mapping[Campo, int]) -> None:
        self.place = place
        self.told: list[Finding] = []
        self.undated = 0  # absences that nobody knows when were
        self._cells = cells
        self._columns = columns
        self._places = places
        self._got: dict[Campo, Any] = {}

    def has(self, campo: Campo) -> bool:
        """Whether the list has such a column."""
        return campo in self._places

    def cell(self, campo: Campo) -> Cell:
        """What the row has there; None where nothing."""
        column = self._places.get(campo, 0)
        return self._cells[column - 1] if 0 < column <= len(self._cells) else None

    def at(self, campo: Campo) -> Place:
        """The cell of a field."""
        return self.place.at(self._places.get(campo, 0))

    def empty(self, campo: Campo) -> bool:
        """Whether the row says nothing there."""
        column = self._columns.get(campo)
        return column is None or column.empty(self.cell(campo))

    def say(self, code: str, of: Campo, /, **values: str | int | date) -> None:
        """Tell something of a field of this row."""
        column = self._columns.get(of)
        self.told.append(say(code, self.at(of), column.title if column else TITULOS[of], **values))

    def text(self, campo: Campo) -> str:
        """What the cell says, "" where nothing."""
        column = self._columns.get(campo)
        if column is None:
            return ""
        got: str | None = self._got.get(campo)
        if got is None:
            got = self._got[campo] = column.text(self)
        return got

    def day(self, campo: Campo) -> date | None:
        """The day of the cell."""
        found: date | None = self._once(campo, Lectura.day)
        return found

    def amount(self, campo: Campo) -> Money | None:
        """The amount of the cell."""
        found: Money | None = self._once(campo, Lectura.amount)
        return found

    def number(self, campo: Campo) -> Decimal | None:
        """The number of the cell."""
        found: Decimal | None = self._once(campo, Lectura.number)
        return found

    def count(self, campo: Campo) -> int | None:
        """The whole number of the cell."""
        found: int | None = self._once(campo, Lectura.count)
        return found

    def _once(self, campo: Campo, read: Callable[[Lectura, Fila], Any]) -> Any:
        column = self._columns.get(campo)
        if column is None:
            return None
        if campo not in self._got:
            self._got[campo] = read(column, self)
        return self._got[campo]

    def code(self, campo: Campo, of: Callable[[str], str]) -> str:
        """The institution's code of a word; "" where there is none, which is told if something was written."""
        text = self.text(campo)
        found = of(text) if text else ""
        if text and not found:
            self.say("CODIGO_DESCONOCIDO", campo, texto=text, campo=TITULOS[campo])
        return found

    def forget(self, campo: Campo) -> None:
        """Read a datum again, as another kind."""
        self._got.pop(campo, None)

    def written(self, campo: Campo) -> str:
        """What the cell says, its error told or not."""
        return said(self.cell(campo))
