"""An old workbook of Excel (.xls): its records are looked at first, and then a library (python-calamine) reads them.

The library trusts what the file says of its own size, and ends the process where there is no such memory; a record that
says so is refused here, or made harmless, and the library is given nothing but the records that were looked at.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from ventanilla.kernel.text import Text

from .compound import of_stream, workbook
from .finding import Finding
from .packed import damaged, too_big, with_password
from .sheet import MAX_CELLS, MAX_SHEETS, Budget, Cell, Gatherer, Sheet, Unreadable, exact, hidden_sheet

_BOF: Final = 0x0809
_EOF: Final = 0x000A
_FILE_PASS: Final = 0x002F
_BOUND_SHEET: Final = 0x0085
_SHARED_TEXTS: Final = 0x00FC
_DIMENSIONS: Final = 0x0200
_IGNORED: Final = 0x005C  # who wrote the file: no reader of cells looks at it
_ERROR_CELL: Final = 0x0205
_FORMULAS: Final = frozenset((0x0006, 0x0206, 0x0406))
_RANGES: Final = frozenset((0x00BD,))  # several cells of a row in a record
_CELLS: Final = frozenset((0x0201, 0x0203, 0x0204, _ERROR_CELL, 0x027E, 0x00FD, 0x00D6)) | _FORMULAS | _RANGES
_WIDEST: Final = 256  # columns, of this kind of workbook
_SHORTEST_TEXT: Final = 3  # bytes of an empty shared text
_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class _Seen:
    """What the records of a sheet hold: the corners of its cells, and its errors."""

    top: int = 0xFFFF
    bottom: int = 0
    left: int = 0xFFFF
    right: int = 0
    errors: dict[int, dict[int, str]] = field(default_factory=dict)

    def cell(self, line: int, first: int, last: int) -> None:
        if max(first, last) >= _WIDEST:
            raise damaged()
        self.top, self.bottom = min(self.top, line), max(self.bottom, line)
        self.left, self.right = min(self.left, first, last), max(self.right, first, last)
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) > MAX_CELLS:
            raise Unreadable(
                Text("CELDAS_LEJANAS", "La hoja tiene celdas escritas muy lejos unas de otras y no se leyó."),
                Text("CELDAS_LEJANAS_REMEDIO", "Borre las que no son de la lista, o guarde el libro como .xlsx."),
            )


def read(file: str, content: bytes) -> Iterator[Sheet | Finding]:
    """The visible sheets in their order; a hidden one is only told. ``Unreadable`` for what is no workbook."""
    name, records = workbook(content)
    clean = bytearray(records)
    seen = _look(clean)
    yield from _opened(file, of_stream(name, bytes(clean)), seen)


def _records(data: bytearray, at: int) -> Iterator[tuple[int, int, int]]:
    """Each record from ``at`` to the end of its part: kind, where its data begin, and their length."""
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if at + 4 + length > len(data):
            raise damaged()
        yield kind, at + 4, length
        if kind == _EOF:
            return
        at += 4 + length
    raise damaged()


def _look(data: bytearray) -> list[_Seen]:
    """Refuse what a library would believe; what is only a hint of size is taken out. One of each sheet."""
    starts: list[int] = []
    first = True
    for kind, at, length in _records(data, 0):
        if first and kind != _BOF:
            raise damaged()
        first = False
        match kind:
            case 0x002F:
                raise with_password()
            case 0x0085 if length >= 4:
                starts.append(struct.unpack_from("<I", data, at)[0])
            case 0x00FC if length < 8 or struct.unpack_from("<I", data, at + 4)[0] > len(data) // _SHORTEST_TEXT:
                raise damaged()
    if len(starts) > MAX_SHEETS:
        raise too_big()
    return [_look_at_sheet(data, start) for start in starts]


def _look_at_sheet(data: bytearray, start: int) -> _Seen:
    seen = _Seen()
    for kind, at, length in _records(data, start):
        if kind == _DIMENSIONS:
            struct.pack_into("<H", data, at - 4, _IGNORED)
        elif kind in _CELLS:
            if length < 6:
                raise damaged()
            line, column = struct.unpack_from("<HH", data, at)
            last = struct.unpack_from("<H", data, at + length - 2)[0] if kind in _RANGES else column
            seen.cell(line, column, last)
            if kind == _ERROR_CELL and length >= 8 and data[at + 7]:
                seen.errors.setdefault(line, {})[column] = _ERRORS.get(data[at + 6], "#ERROR!")
            elif kind in _FORMULAS and length >= 22:
                struct.pack_into("<H", data, at + 20, 0)  # its value is what counts, not how it was reached
                if data[at + 6] == 2 and data[at + 12 : at + 14] == b"\xff\xff":
                    seen.errors.setdefault(line, {})[column] = _ERRORS.get(data[at + 8], "#ERROR!")
    return seen


def _opened(file: str, content: bytes, seen: list[_Seen]) -> Iterator[Sheet | Finding]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    budget = Budget()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for number, about in enumerate(book.sheets_metadata):
            if about.visible is not SheetVisibleEnum.Visible:
                yield hidden_sheet(file, about.name)
                continue
            rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
            errors = seen[number].errors if number < len(seen) else {}
            gatherer = Gatherer(file, about.name, budget)
            for line, row in enumerate(rows):
                cells = [_cell(value) for value in row]
                for column, error in errors.get(line, {}).items():
                    cells += [None] * (column + 1 - len(cells))
                    cells[column] = error
                gatherer.put(line + 1, cells)
            yield from gatherer.given()
    except CalamineError as fault:
        raise damaged() from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # how the library says that it met what it did not expect
            raise
        raise damaged() from fault


def _cell(value: object) -> Cell:
    match value:
        case bool() | str():
            return value
        case int() | float():
            return exact(float(value))
        case datetime():
            return value.date()
        case date():
            return value
        case None:
            return None
        case _:
            return str(value)
