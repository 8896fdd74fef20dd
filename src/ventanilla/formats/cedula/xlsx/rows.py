"""Sheets of many equal rows, written into the workbook that XlsxWriter made around them.

XlsxWriter writes everything else, and of each of these sheets its head and one *pattern* row of empty cells, from
which their styles are read. The rows are put in its place as SpreadsheetML (ECMA-376, 18.3.1): a column's formula is
written once and shared by the others (18.3.1.40), as Excel does. So a row costs one formatting of a text, and a formula
nothing.
Strings stand in their cells as text, whatever they begin with: none is ever read as a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import BinaryIO, Final

from ventanilla.kernel.money import CENTAVOS, Money
from ventanilla.kernel.text import Text

MAX_ROWS: Final = 1_048_576  # of a sheet of Excel
MAX_TEXT: Final = 32_767  # characters of a cell of Excel
ROWS_AT_ONCE: Final = 500  # written to the file
LEVEL: Final = 6  # of compression
_EPOCH: Final = date(1899, 12, 30)  # day zero of Excel, for every date after February 1900
_SAME_DATE: Final = (1980, 1, 1, 0, 0, 0)  # of every file inside: the same cédula gives the same bytes
_STYLE: Final = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"/>')
_DIMENSION: Final = re.compile(r'<dimension ref="[^"]*"/>')
_ESCAPED: Final = re.compile(r"_x[0-9a-fA-F]{4}_")
_ROW: Final = "\x00"  # stands for the number of the row; no text of a cell has it
_MANY: Final = Text(
    "XLSX_DEMASIADAS_FILAS",
    "La hoja «{hoja}» tendría {filas} filas, y Excel admite {maximo}. Divida la cédula en varias.",
)


class TooManyRows(ValueError):
    """More rows than a sheet of Excel has; ``reason`` says it to a person."""

    def __init__(self, sheet: str, rows: int) -> None:
        self.reason = Text(_MANY.code, _MANY.template, hoja=sheet, filas=rows, maximo=MAX_ROWS)
        super().__init__(str(self.reason))


class Kind(Enum):
    """What the cells of a column hold."""

    NUMBER = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet. ``style`` names one of the book's formats.

    ``formula``, without «=», has ``{r}`` for the row. The value of
    a cell with formula is the one that it should give: what shows where nothing is computed again.
    """

    title: str
    width: float
    style: str
    kind: Kind = Kind.NUMBER
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """A cell whose formula is not that of its column; "" where it has only its value."""

    formula: str
    value: str


# What a cell holds, ready to be written (``escaped``, ``pesos``, ``day``); None where it is empty.
Cell = str | Own | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, from ``first`` (counted from 1) on; ``number`` is the sheet's place, from 1."""

    name: str
    number: int
    first: int
    fields: Sequence[Field]
    rows: Iterable[Sequence[Cell]]
    count: int

    def __post_init__(self) -> None:
        if self.first + self.count - 1 > MAX_ROWS:
            raise TooManyRows(self.name, self.count)

    @property
    def last(self) -> int:
        """Its last row; the row before the first, where there is none."""
        return self.first + self.count - 1


def escaped(text: str) -> str:
    """A text as XML: what XML cannot hold is written as Excel writes it; past what a cell holds it ends with «…».

    >>> escaped("=1+1 <b>\\x07"), escaped("_x0041_")
    ('=1+1 &lt;b&gt;_x0007_', '_x005F_x0041_')
    """
    if text.isprintable() and "_x" not in text:
        if "&" in text or "<" in text or ">" in text:
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"
    text = text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"
    text = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(c if c.isprintable() or c == "\n" else _coded(c) for c in text)


def _coded(character: str) -> str:
    code = ord(character)
    if code < 0x20 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
        return f"_x{code:04X}_"
    return character


def pesos(amount: Money) -> str:
    """An amount as a number with two decimals.

    >>> pesos(Money("-1361.05"))
    '-1361.05'
    """
    whole, part = divmod(abs(amount.centavos), CENTAVOS)
    return f"{'-' if amount.centavos < 0 else ''}{whole}.{part:02d}"


def day(on: date) -> str:
    """A date as Excel counts it.

    >>> day(date(2026, 6, 1))
    '46174'
    """
    return str((on - _EPOCH).days)


def splice(book: bytes, grids: Sequence[Grid], out: BinaryIO) -> None:
    """Write to ``out`` the workbook ``book`` with the rows of ``grids``, a few hundred in memory at a time."""
    by_path = {f"xl/worksheets/sheet{grid.number}.xml": grid for grid in grids}
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            kept = zipfile.ZipInfo(info.filename, _SAME_DATE)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.create_system = 0
            grid = by_path.get(info.filename)
            content = source.read(info)
            with target.open(kept, "w") as file:
                if grid is None:
                    file.write(content)
                else:
                    for part in _sheet(content.decode("utf-8"), grid):
                        file.write(part.encode("utf-8"))


def _sheet(xml: str, grid: Grid) -> Iterator[str]:
    pattern = re.search(rf'<row r="{grid.first}"[^>]*>(.*?)</row>', xml)
    if pattern is None:
        raise ValueError(f"{grid.name}: the pattern row is not in the sheet")
    styles = dict(_STYLE.findall(pattern[1]))
    letters = list(styles)
    if len(letters) != len(grid.fields):
        raise ValueError(f"{grid.name}: the pattern row has {len(letters)} cells")
    reference = f'<dimension ref="A1:{letters[-1]}{max(grid.last, grid.first)}"/>'
    yield _DIMENSION.sub(reference, xml[: pattern.start()], count=1)
    named = zip(grid.fields, letters, strict=True)
    yield from _rows(grid, [_Cells(field, at, styles[at], n, grid.last) for n, (field, at) in enumerate(named)])
    yield xml[pattern.end() :]


def _rows(grid: Grid, cells: list[_Cells]) -> Iterator[str]:
    templates: dict[tuple[bool, ...], str] = {}
    held: list[str] = []
    number = grid.first
    waiting = any(not cell.written for cell in cells)  # a formula that no row has had yet
    for values in grid.rows:
        if number > grid.last:
            raise ValueError(f"{grid.name}: more rows than the {grid.count} that were announced")
        if waiting or Own in map(type, values):
            held.append(_slowly(number, cells, values))
            waiting = any(not cell.written for cell in cells)
        else:
            mask = tuple([value is not None for value in values])
            template = templates.get(mask)
            if template is None:
                named = zip(cells, mask, strict=True)
                inside = "".join(cell.shared if present else cell.empty for cell, present in named)
                template = templates[mask] = f'<row r="{_ROW}">{inside}</row>'
            held.append(template.replace(_ROW, str(number)) % tuple([value for value in values if value is not None]))
        number += 1
        if len(held) >= ROWS_AT_ONCE:
            yield "".join(held)
            held.clear()
    if number <= grid.last:
        raise ValueError(f"{grid.name}: fewer rows than the {grid.count} that were announced")
    yield "".join(held)


class _Cells:
    """How the cells of one column are written. ``shared`` is the template of all but the first with the formula."""

    def __init__(self, field: Field, letter: str, style: str, place: int, last: int) -> None:
        self.field, self.letter, self.place, self.last = field, letter, place, last
        self.open = f'<c r="{letter}{_ROW}" s="{style}"'
        self.empty = f"{self.open}/>"
        self.written = not field.formula  # whether the formula to be shared is in the sheet already
        if field.kind is Kind.TEXT and not field.formula:
            self.shared = f'{self.open} t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
        else:
            kind = ' t="str"' if field.kind is Kind.TEXT else ""
            formula = f'<f t="shared" si="{place}"/>' if field.formula else ""
            self.shared = f"{self.open}{kind}>{formula}<v>%s</v></c>"

    def own(self, number: int, value: Cell) -> str:
        """A cell that is not as the others of its column: its own formula, or the first one of those that share."""
        if value is None:
            return self.empty
        kind = ' t="str"' if self.field.kind is Kind.TEXT else ""
        if isinstance(value, Own):
            own = f"<f>{escaped(value.formula)}</f>" if value.formula else ""
            return f"{self.open}{kind}>{own}<v>{value.value}</v></c>"
        if self.written:
            return self.shared % value
        self.written = True
        formula = escaped(self.field.formula.replace("{r}", str(number)))
        reference = f"{self.letter}{number}:{self.letter}{self.last}"
        head = f'<f t="shared" ref="{reference}" si="{self.place}">'
        return f"{self.open}{kind}>{head}{formula}</f><v>{value}</v></c>"


def _slowly(number: int, cells: list[_Cells], values: Sequence[Cell]) -> str:
    inside = "".join(cell.own(number, value) for cell, value in zip(cells, values, strict=True))
    return f'<row r="{_ROW}">{inside}</row>'.replace(_ROW, str(number))
