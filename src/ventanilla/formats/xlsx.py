"""A workbook of Excel (.xlsx, .xlsm): its visible sheets as cells, each row when it is read.

The standard library reads it, and not a library that holds the whole rectangle of a sheet: there, two cells in opposite
corners of a file of two kilobytes ask for four hundred gigabytes, and the process ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from .finding import Finding
from .packed import Attributes, Packed, damaged, local, parser
from .sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Budget, Cell, Gatherer, Sheet, exact, hidden_sheet

WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_BUILT_IN_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_CODES: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # of a number format: what is written as it stands
_DATE_CODES: Final = re.compile(r"[dy]|m(?!.*[0#?])", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_SERIAL: Final = 2_958_466  # 1 January 10000
_LEAP_OF_1900: Final = 60  # the 29 February that 1900 did not have
_MAX_STYLES: Final = 100_000
_MAX_NUMBER: Final = 64  # characters


def read(file: str, content: bytes) -> Iterator[Sheet | Finding]:
    """The visible sheets in their order; a hidden one is only told. ``Unreadable`` for what is no workbook."""
    packed = Packed(content)
    if not packed.has(WORKBOOK):
        raise damaged()
    named, since_1904 = _sheets(packed)
    targets = _targets(packed)
    texts = _shared(packed)
    dates = _date_styles(packed)
    budget = Budget()
    for name, relation, visible in named:
        member = targets.get(relation, "")
        if not packed.has(member):
            continue  # a sheet of charts, or one that was lost
        if not visible:
            yield hidden_sheet(file, name)
            continue
        gatherer = Gatherer(file, name, budget)
        _Cells(gatherer, texts, dates, since_1904).read(packed, member)
        yield from gatherer.given()


def _sheets(packed: Packed) -> tuple[list[tuple[str, str, bool]], bool]:
    """Each sheet with its relation and whether it is seen; and whether its dates count from 1904."""
    found: list[tuple[str, str, bool]] = []
    since_1904 = False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal since_1904
        match local(element):
            case "workbookPr":
                since_1904 = attributes.get("date1904", "0") in ("1", "true")
            case "sheet" if len(found) < MAX_SHEETS:
                relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
                found.append((attributes.get("name", ""), relation, attributes.get("state", "visible") == "visible"))

    packed.feed(WORKBOOK, parser(start))
    return found, since_1904


def _targets(packed: Packed) -> dict[str, str]:
    """The member that each relation of the workbook names."""
    found: dict[str, str] = {}

    def start(element: str, attributes: Attributes) -> None:
        if local(element) == "Relationship":
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    if packed.has(_RELATIONS):
        packed.feed(_RELATIONS, parser(start))
    return found


def _shared(packed: Packed) -> list[str]:
    """The texts that cells point to by number. One that is too long for a cell is empty: its cell is told as such."""
    texts: list[str] = []
    collector = _Texts()

    def end(element: str) -> None:
        collector.end(element)
        if local(element) == "si":
            texts.append(collector.taken())

    if packed.has("xl/sharedStrings.xml"):
        packed.feed("xl/sharedStrings.xml", parser(collector.start, end, collector.text))
    return texts


class _Texts:
    """Joins the runs (``t``) of a text, without its phonetic guide (``rPh``)."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._inside = False
        self._guide = False

    def start(self, element: str, _attributes: Attributes) -> None:
        match local(element):
            case "t":
                self._inside = not self._guide
            case "rPh":
                self._guide = True

    def text(self, data: str) -> None:
        if self._inside and self._size <= MAX_CELL:
            self._parts.append(data)
            self._size += len(data)

    def end(self, element: str) -> None:
        match local(element):
            case "t":
                self._inside = False
            case "rPh":
                self._guide = False

    def taken(self) -> str:
        whole = "".join(self._parts)
        self._parts.clear()
        self._size = 0
        return unescaped(whole)


def unescaped(text: str) -> str:
    """What a workbook cannot write in XML it writes by number.

    >>> unescaped("A_x0041__x000D_")
    'AA\\r'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _date_styles(packed: Packed) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a date."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal inside
        match local(element):
            case "numFmt" if len(codes) < _MAX_STYLES:
                codes[_number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
            case "cellXfs":
                inside = True
            case "xf" if inside and len(styles) < _MAX_STYLES:
                styles.append(_number(attributes.get("numFmtId", "")))

    def end(element: str) -> None:
        nonlocal inside
        if local(element) == "cellXfs":
            inside = False

    if packed.has("xl/styles.xml"):
        packed.feed("xl/styles.xml", parser(start, end))
    return frozenset(
        number
        for number, kind in enumerate(styles)
        if (is_date_format(codes[kind]) if kind in codes else kind in _BUILT_IN_DATES)
    )


def is_date_format(code: str) -> bool:
    """Whether a number format shows a day.

    >>> [is_date_format(code) for code in ("dd/mm/yyyy", '#,##0.00 "dias"', "[$-80A]d mmm", "0.00", "hh:mm:ss")]
    [True, False, True, False, False]
    """
    return bool(_DATE_CODES.search(_NOT_CODES.sub("", code[:255]).replace("hh:mm", "").replace("mm:ss", "")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else -1


def day(serial: float, since_1904: bool) -> date | None:
    """The day that a serial number counts; None where there is no such day.

    >>> day(46037, False), day(60, False), day(44575, True)
    (datetime.date(2026, 1, 15), None, datetime.date(2026, 1, 15))
    """
    whole = int(serial)
    if since_1904:
        whole += 1462
    if not 1 <= whole < _LAST_SERIAL or whole == _LEAP_OF_1900:
        return None
    return date(1899, 12, 30 if whole > _LEAP_OF_1900 else 31) + timedelta(days=whole)


class _Enough(Exception):
    """The limits are reached: the rest of the sheet is not read."""


class _Cells:
    """Takes the rows of one sheet as expat reads them."""

    def __init__(self, gatherer: Gatherer, texts: list[str], dates: frozenset[int], since_1904: bool) -> None:
        self._to = gatherer
        self._texts = texts
        self._dates = dates
        self._since_1904 = since_1904
        self._columns: dict[str, int] = {}
        self._line = 0
        self._row: list[Cell] = []
        self._column = 0
        self._kind = "n"
        self._style = -1
        self._value: list[str] | None = None
        self._size = 0
        self._got = ""
        self._inline = _Texts()

    def read(self, packed: Packed, member: str) -> None:
        with suppress(_Enough):
            packed.feed(member, parser(self._start, self._end, self._text))

    def _start(self, element: str, attributes: Attributes) -> None:
        match local(element):
            case "c":
                at = attributes.get("r", "")
                self._column = self._column_of(at) if at else self._column + 1
                self._kind = attributes.get("t", "n")
                self._style = _number(attributes.get("s", "0"))
                self._got = ""
            case "v":
                self._value = []
                self._size = 0
            case "row":
                self._line = _number(attributes["r"]) if "r" in attributes else self._line + 1
                self._row = []
                self._column = 0
                if attributes.get("hidden") in ("1", "true"):
                    self._to.hidden += 1
            case _ if self._kind == "inlineStr":
                self._inline.start(element, attributes)

    def _text(self, data: str) -> None:
        if self._value is not None:
            if self._size <= MAX_CELL:
                self._value.append(data)
                self._size += len(data)
        elif self._kind == "inlineStr":
            self._inline.text(data)

    def _end(self, element: str) -> None:
        match local(element):
            case "v" if self._value is not None:
                self._got = "".join(self._value)
                self._value = None
            case "c":
                if self._kind == "inlineStr":
                    self._got = self._inline.taken()
                if self._got:
                    self._put(self._cell(self._got))
                self._kind = "n"
            case "row":
                if self._line > 0:
                    self._to.put(self._line, self._row)
                self._row = []
                if self._to.full or self._line > MAX_ROWS:
                    raise _Enough
            case _ if self._kind == "inlineStr":
                self._inline.end(element)

    def _column_of(self, at: str) -> int:
        """The column of "AB12", from 1."""
        name = at.rstrip("0123456789")
        known = self._columns.get(name)
        if known is None:
            known = 0
            if len(name) <= 3 and name.isascii() and name.isalpha():
                for letter in name.upper():
                    known = known * 26 + ord(letter) - 64
            self._columns[name] = known
            if len(self._columns) > 2 * 16_384:
                raise damaged()
        return known

    def _put(self, cell: Cell) -> None:
        if self._column < 1 or self._line < 1:
            return
        self._column = min(self._column, MAX_COLUMNS + 1)  # one more, so that it is told
        missing = self._column - len(self._row)
        if missing > 1:
            self._row.extend([None] * (missing - 1))
        if missing >= 1:
            self._row.append(cell)
        else:
            self._row[self._column - 1] = cell

    def _cell(self, got: str) -> Cell:
        match self._kind:
            case "s":
                place = _number(got)
                return self._texts[place] if 0 <= place < len(self._texts) else None
            case "b":
                return got.strip() == "1"
            case "n":
                return self._numeric(got)
            case "str":
                return unescaped(got)
            case "d":
                try:
                    return date.fromisoformat(got[:10])
                except ValueError:
                    return got
            case _:
                return got  # inlineStr, and the errors: "#N/A"

    def _numeric(self, got: str) -> Cell:
        try:
            number = float(got) if len(got) <= _MAX_NUMBER else float("nan")
        except ValueError:
            return got
        if self._style in self._dates:
            found = day(number, self._since_1904) if 0 <= number < _LAST_SERIAL else None
            if found is not None:
                return found
        said = exact(number)
        return got if isinstance(said, str) else said
