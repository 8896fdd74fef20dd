"""A table as cells, wherever it comes from: a workbook, a CSV, a PDF. What reads tables is given these.

>>> one = Sheet("Hoja1", (("NSS", "SBC"), ("99178500015", Decimal("687.70"))))
>>> one.cell(2, 2), one.cell(9, 9), reference(2, 28)
(Decimal('687.70'), None, 'AB2')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla.kernel.text import Text

from .finding import Finding, Place, Severity

MAX_BYTES: Final = 64 * 1024 * 1024  # of a file with tables
MAX_SHEETS: Final = 64  # of a workbook
MAX_ROWS: Final = 200_000  # of a sheet
MAX_COLUMNS: Final = 512  # of a sheet
MAX_CELLS: Final = 4_000_000  # of a file, written or repeated
MAX_CELL: Final = 32_767  # characters of a cell: Excel's own limit

Cell = str | Decimal | date | bool | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of typed cells; ``rows[0]`` is line 1 of the sheet. A row ends at its last cell that has something.

    A number is exact; a date has no time; an error of a formula is its text ("#N/A"); an empty cell is None.
    """

    name: str
    rows: tuple[Row, ...]

    def cell(self, line: int, column: int) -> Cell:
        """The cell of a line and a column, both from 1; None where there is none."""
        row = self.rows[line - 1] if 0 < line <= len(self.rows) else ()
        return row[column - 1] if 0 < column <= len(row) else None

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max(map(len, self.rows), default=0)


class Unreadable(Exception):
    """A file that gives no cells: why, and what to do."""

    def __init__(self, cause: Text, fix: Text) -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.fix = fix

    def finding(self, place: Place) -> Finding:
        """As an error of the whole file."""
        return Finding(Severity.ERROR, place, "", self.cause, self.fix)


class Budget:
    """How many cells a file may still give."""

    def __init__(self, cells: int = MAX_CELLS) -> None:
        self.left = cells


class Gatherer:
    """Takes the rows of a sheet in any order, within the limits, and says once of each limit what was left out."""

    def __init__(self, file: str, name: str, budget: Budget) -> None:
        self._name = name
        self._place = Place(file, sheet=name)
        self._budget = budget
        self._rows: dict[int, Row] = {}
        self._left_out: dict[str, Finding] = {}
        self.hidden = 0

    @property
    def full(self) -> bool:
        """Whether nothing more can be taken."""
        return self._budget.left <= 0

    def put(self, line: int, cells: Sequence[Cell], times: int = 1) -> None:
        """``cells`` is line ``line``, and the ``times`` - 1 after it too."""
        end = len(cells)
        while end and cells[end - 1] in (None, ""):
            end -= 1
        if not end:
            return
        if end > MAX_COLUMNS:
            self._say(
                "HOJA_ANCHA",
                Place(self._place.file, line, MAX_COLUMNS + 1, self._name),
                Text("HOJA_ANCHA", "La hoja tiene más de {n} columnas; las demás no se leyeron.", n=MAX_COLUMNS),
                Text("HOJA_ANCHA_REMEDIO", "Deje en la hoja solo las columnas de los trabajadores."),
            )
            end = MAX_COLUMNS
        row = tuple([None if cell == "" else self._fitting(line, n, cell) for n, cell in enumerate(cells[:end], 1)])
        for number in range(line, min(line + times, MAX_ROWS + 1)):
            if self._budget.left <= 0:
                break
            self._budget.left -= end
            self._rows[number] = row
        if line + times - 1 > MAX_ROWS or self._budget.left <= 0:
            self._say(
                "HOJA_LARGA",
                Place(self._place.file, min(line + times - 1, MAX_ROWS + 1), 0, self._name),
                Text("HOJA_LARGA", "La hoja pasa de {n} filas o de las celdas que se leen.", n=MAX_ROWS),
                Text("HOJA_LARGA_REMEDIO", "Divida la lista en varios archivos, o borre las filas que sobran."),
            )

    def _fitting(self, line: int, column: int, cell: Cell) -> Cell:
        if not isinstance(cell, str) or len(cell) <= MAX_CELL:
            return cell
        self._say(
            "CELDA_LARGA",
            Place(self._place.file, line, column, self._name),
            Text("CELDA_LARGA", "La celda tiene más de {n} caracteres y no se leyó.", n=MAX_CELL),
            Text("CELDA_LARGA_REMEDIO", "Revise si faltan comillas o un salto de línea, y acorte el texto."),
        )
        return None

    def _say(self, code: str, place: Place, cause: Text, fix: Text) -> None:
        self._left_out.setdefault(code, Finding(Severity.ERROR, place, "", cause, fix))

    def given(self) -> Iterator[Sheet | Finding]:
        """What was left out, and the sheet; no sheet where it has no cell."""
        yield from self._left_out.values()
        if self.hidden and self._rows:
            yield Finding(
                Severity.NOTE,
                self._place,
                "",
                Text("FILAS_OCULTAS", "Hay {n} filas ocultas, quizá por un filtro; también se leyeron.", n=self.hidden),
                Text("FILAS_OCULTAS_REMEDIO", "Si no deben contar, bórrelas del archivo en vez de ocultarlas."),
            )
        if self._rows:
            last = max(self._rows)
            yield Sheet(self._name, tuple([self._rows.get(line, ()) for line in range(1, last + 1)]))


def hidden_sheet(file: str, name: str) -> Finding:
    """A sheet that nobody sees was not read."""
    return Finding(
        Severity.NOTE,
        Place(file, sheet=name),
        "",
        Text("HOJA_OCULTA", "La hoja «{hoja}» está oculta y no se leyó.", hoja=name),
        Text("HOJA_OCULTA_REMEDIO", "Si tiene trabajadores, muéstrela en su programa, guarde y vuelva a subirla."),
    )


def exact(number: float) -> Decimal | str:
    """A number of a workbook, by its shortest writing: 687.70000000000005 is 687.7. A text where it is no number.

    >>> exact(687.70000000000005), exact(99178500015.0), exact(float("nan"))
    (Decimal('687.7'), Decimal('99178500015'), 'nan')
    """
    if number != number or number in (float("inf"), float("-inf")):
        return repr(number)
    return Decimal(int(number)) if number.is_integer() and abs(number) < 2**53 else Decimal(repr(number))


def letters(column: int) -> str:
    """A column as a spreadsheet names it.

    >>> letters(1), letters(26), letters(27)
    ('A', 'Z', 'AA')
    """
    said = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def reference(line: int, column: int) -> str:
    """A cell as a spreadsheet names it."""
    return f"{letters(column)}{line}"
