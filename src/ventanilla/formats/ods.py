"""A workbook of LibreOffice (.ods): its sheets as cells. Repeated rows and columns are unfolded within the limits.

>>> spaces("3"), spaces("many")
('   ', ' ')
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from .finding import Finding
from .packed import Attributes, Packed, damaged, local, parser
from .sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Budget, Cell, Gatherer, Sheet, exact

CONTENT: Final = "content.xml"
_MAX_SPACES: Final = 1_000


def read(file: str, content: bytes) -> Iterator[Sheet | Finding]:
    """The sheets in their order. ``Unreadable`` for what is no workbook."""
    packed = Packed(content)
    if not packed.has(CONTENT):
        raise damaged()
    tables = _Tables(file)
    with suppress(_Enough):
        packed.feed(CONTENT, parser(tables.start, tables.end, tables.text))
    for gatherer in tables.found:
        yield from gatherer.given()


def spaces(count: str) -> str:
    """So many spaces as ``text:s`` says."""
    return " " * (min(int(count), _MAX_SPACES) if count.isascii() and count.isdigit() and len(count) < 9 else 1)


def _times(attributes: Attributes, what: str) -> int:
    for key, value in attributes.items():
        if local(key) == what and value.isascii() and value.isdigit() and len(value) <= 9:
            return max(1, int(value))
    return 1


class _Enough(Exception):
    """The limits are reached: the rest is not read."""


class _Tables:
    """Takes the tables as expat reads them. What is inside a note or another table is not of the cell."""

    def __init__(self, file: str) -> None:
        self.found: list[Gatherer] = []
        self._file = file
        self._budget = Budget()
        self._line = 0
        self._times = 1
        self._row: list[Cell] = []
        self._cell: Attributes | None = None
        self._text: list[str] = []
        self._size = 0
        self._paragraphs = 0
        self._deep = 0  # inside a paragraph of the cell
        self._apart = 0  # inside a note
        self._tables = 0  # one inside another

    def start(self, element: str, attributes: Attributes) -> None:
        match local(element):
            case "annotation":
                self._apart += 1
            case "table":
                self._tables += 1
                if self._tables == 1:
                    if len(self.found) == MAX_SHEETS:
                        raise _Enough
                    name = next((value for key, value in attributes.items() if local(key) == "name"), "")
                    self.found.append(Gatherer(self._file, name, self._budget))
                    self._line = 0
            case "table-row" if self._tables == 1:
                self._row = []
                self._times = _times(attributes, "number-rows-repeated")
                if any(local(key) == "visibility" and value != "visible" for key, value in attributes.items()):
                    self.found[-1].hidden += 1
            case "table-cell" | "covered-table-cell" if self._tables == 1:
                self._cell = attributes
                self._text = []
                self._size = self._paragraphs = 0
            case "p" if not self._apart:
                if self._paragraphs:
                    self._say("\n")
                self._paragraphs += 1
                self._deep += 1
            case "s":
                self.text(spaces(next((value for key, value in attributes.items() if local(key) == "c"), "1")))
            case "tab" | "line-break":
                self.text(" ")

    def text(self, data: str) -> None:
        if self._deep and not self._apart and self._tables == 1:
            self._say(data)

    def _say(self, data: str) -> None:
        if self._size <= MAX_CELL:
            self._text.append(data)
            self._size += len(data)

    def end(self, element: str) -> None:
        match local(element):
            case "annotation":
                self._apart -= 1
            case "table":
                self._tables -= 1
            case "p" if not self._apart:
                self._deep -= 1
            case "table-cell" | "covered-table-cell" if self._tables == 1 and self._cell is not None:
                times = min(_times(self._cell, "number-columns-repeated"), MAX_COLUMNS + 1 - len(self._row))
                self._row.extend([_value(self._cell, "".join(self._text))] * times)
                self._cell = None
            case "table-row" if self._tables == 1 and self.found:
                if any(cell not in (None, "") for cell in self._row):
                    self.found[-1].put(self._line + 1, self._row, self._times)
                self._line = min(self._line + self._times, MAX_ROWS + 1)
                self._row = []
                if self._budget.left <= 0:
                    raise _Enough


def _value(attributes: Attributes, text: str) -> Cell:
    said = {local(key): value for key, value in attributes.items()}
    kind = said.get("value-type", "")
    match kind:
        case "float" | "currency" | "percentage" if not text.startswith("#"):
            try:
                return exact(float(said.get("value", "")[:64]))
            except ValueError:
                return text
        case "date":
            try:
                return date.fromisoformat(said.get("date-value", "")[:10])
            except ValueError:
                return text
        case "boolean":
            return said.get("boolean-value") == "true"
        case _:
            return text or None
