"""Evaluates the formulas of a workbook of ours as a spreadsheet does: in binary doubles, cell by cell.

What ROUND does with a double that is near a half differs from one program to another; so it is given to ``Book``, and a
test runs all three ways. Only what our formulas use is here; anything else is an error.
"""

from __future__ import annotations

import io
import math
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any, Final

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REFERENCE: Final = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
TOKEN: Final = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"(?:[^"]|"")*")
    |(?P<ref>(?:(?:'[^']+'|[A-Za-zÁÉÍÓÚáéíóúñ]+)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![A-Za-z_\d(]))
    |(?P<name>[A-Za-z_][A-Za-z_0-9]*)|(?P<op><>|<=|>=|[-+*/^=<>(),]))""",
    re.VERBOSE,
)
Value = Any
Round = Callable[[float, int], float]


def exactly(x: float, digits: int) -> float:
    """The half of the double, as it is, away from zero."""
    return float(Decimal(x).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def in_fifteen_digits(x: float, digits: int) -> float:
    """As Excel: of the number in fifteen digits."""
    return float(Decimal(f"{x:.15g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def in_binary(x: float, digits: int) -> float:
    """As a program that multiplies, adds a half, cuts and divides."""
    power = 10.0**digits
    return math.copysign(math.floor(abs(x) * power + 0.5) / power, x)


ROUNDINGS: Final = (exactly, in_fifteen_digits, in_binary)


def number_of(letters: str) -> int:
    """A column from 1."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def letters_of(number: int) -> str:
    """A column by its name."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def moved(formula: str, rows: int, columns: int) -> str:
    """A shared formula as the cell so many rows below and columns to the right has it."""

    def one(match: re.Match[str]) -> str:
        fixed, letters, still, row = match.groups()
        column = letters if fixed else letters_of(number_of(letters) + columns)
        return f"{fixed}{column}{still}{row if still else int(row) + rows}"

    parts = re.split(r'("[^"]*"|[A-Za-z_]+_[A-Za-z_]+)', formula)  # texts and names stay
    return "".join(part if n % 2 else REFERENCE.sub(one, part) for n, part in enumerate(parts))


class Page:
    """A sheet: its cells as written, and their formulas."""

    def __init__(self, xml: bytes, texts: list[str]) -> None:
        self.values: dict[tuple[int, int], Value] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        shared: dict[str, tuple[str, int, int]] = {}
        root = ET.fromstring(xml)
        for cell in root.iter(f"{MAIN}c"):
            match = REFERENCE.fullmatch(cell.attrib["r"])
            assert match is not None
            at = int(match[4]), number_of(match[2])
            assert at not in self.values, f"the cell {cell.attrib['r']} is twice"
            self.values[at] = self._value(cell, texts)
            formula = cell.find(f"{MAIN}f")
            if formula is None:
                continue
            if formula.attrib.get("t") == "shared":
                key = formula.attrib["si"]
                if formula.text:
                    shared[key] = formula.text, *at
                text, row, column = shared[key]
                self.formulas[at] = moved(text, at[0] - row, at[1] - column)
            else:
                self.formulas[at] = formula.text or ""

    @staticmethod
    def _value(cell: ET.Element, texts: list[str]) -> Value:
        kind = cell.attrib.get("t", "n")
        if kind == "inlineStr":
            return "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
        value = cell.find(f"{MAIN}v")
        if value is None or value.text is None:
            return None
        if kind == "s":
            return texts[int(value.text)]
        return value.text if kind == "str" else float(value.text)


class Book:
    """A workbook, computed again with a given ROUND. ``computed`` never looks at what a cell with formula has."""

    def __init__(self, content: bytes, rounding: Round = exactly) -> None:
        self.rounding = rounding
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.files = {info.filename: package.read(info) for info in package.infolist()}
        book = ET.fromstring(self.files["xl/workbook.xml"])
        targets = {
            one.attrib["Id"]: one.attrib["Target"] for one in ET.fromstring(self.files["xl/_rels/workbook.xml.rels"])
        }
        texts = [
            "".join(part.text or "" for part in one.iter(f"{MAIN}t"))
            for one in ET.fromstring(self.files.get("xl/sharedStrings.xml", b"<sst/>"))
        ]
        self.pages = {
            one.attrib["name"]: Page(self.files[f"xl/{targets[one.attrib[f'{LINK}id']]}"], texts)
            for one in book.iter(f"{MAIN}sheet")
        }
        self.names = {one.attrib["name"]: one.text or "" for one in book.iter(f"{MAIN}definedName")}
        self._known: dict[tuple[str, tuple[int, int]], Value] = {}

    @cached_property
    def every_formula(self) -> list[tuple[str, tuple[int, int]]]:
        """Where there is one."""
        return [(name, at) for name, page in self.pages.items() for at in page.formulas]

    def computed(self, sheet: str, at: tuple[int, int]) -> Value:
        """The value of a cell."""
        page = self.pages[sheet]
        if at not in page.formulas:
            return page.values.get(at)
        key = sheet, at
        if key not in self._known:
            self._known[key] = Parser(self, sheet, page.formulas[at]).value()
        return self._known[key]

    def area(self, sheet: str, reference: str) -> list[list[Value]]:
        """The values of a range, row by row."""
        place, _, inside = reference.rpartition("!")
        name = place.strip("'") or sheet
        corners = [REFERENCE.fullmatch(corner) for corner in inside.split(":")]
        (_, left, _, top), (_, right, _, bottom) = (c.groups() for c in (corners[0], corners[-1]) if c is not None)
        return [
            [self.computed(name, (row, column)) for column in range(number_of(left), number_of(right) + 1)]
            for row in range(int(top), int(bottom) + 1)
        ]


class Parser:
    """One formula."""

    def __init__(self, book: Book, sheet: str, formula: str) -> None:
        self.book, self.sheet, self.formula = book, sheet, formula
        self.tokens = list(self._tokens(formula))
        self.at = 0

    @staticmethod
    def _tokens(formula: str) -> Iterator[tuple[str, str]]:
        place = 0
        while place < len(formula):
            match = TOKEN.match(formula, place)
            assert match is not None, f"{formula[place:]!r} is not understood"
            kind = str(match.lastgroup)
            yield kind, match[kind]
            place = match.end()

    def value(self) -> Value:
        """What it gives."""
        found = single(self._compared())
        assert self.at == len(self.tokens), f"{self.formula}: there is more"
        return found

    def _next(self, *wanted: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "op" and self.tokens[self.at][1] in wanted:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def _compared(self) -> Value:
        left = self._added()
        operator = self._next("=", "<>")
        if operator is None:
            return left
        same = (single(left) or "") == (single(self._added()) or "")
        return same if operator == "=" else not same

    def _added(self) -> Value:
        left = self._times()
        while (operator := self._next("+", "-")) is not None:
            right = number(self._times())
            left = number(left) + right if operator == "+" else number(left) - right
        return left

    def _times(self) -> Value:
        left = self._power()
        while (operator := self._next("*", "/")) is not None:
            right = number(self._power())
            left = number(left) * right if operator == "*" else number(left) / right
        return left

    def _power(self) -> Value:
        left = self._one()
        return left if self._next("^") is None else number(left) ** number(self._one())

    def _one(self) -> Value:
        kind, text = self.tokens[self.at]
        self.at += 1
        match kind:
            case "number":
                return float(text)
            case "text":
                return text[1:-1]
            case "ref":
                return self.book.area(self.sheet, text)
            case "op" if text == "(":
                found = self._compared()
                assert self._next(")")
                return found
            case "op" if text == "-":
                return -number(self._one())
            case "name" if self._next("("):
                return self._call(text)
            case "name":
                return self.book.area(self.sheet, self.book.names[text])
        raise AssertionError(f"{self.formula}: {text} is not understood")

    def _call(self, name: str) -> Value:
        given = [self._compared()]
        while self._next(","):
            given.append(self._compared())
        assert self._next(")"), self.formula
        match name:
            case "ROUND":
                return self.book.rounding(number(given[0]), int(number(given[1])))
            case "MIN":
                return min(numbers(given))
            case "MAX":
                return max(numbers(given))
            case "SUM":
                return sum(numbers(given))
            case "SUBTOTAL":
                assert given[0] == 109
                return sum(numbers(given[1:]))
            case "INDEX":
                assert len(given[0]) == 1, "our ranges are rows"
                return given[0][0][int(number(given[1])) - 1]
            case "IF":
                return given[1] if given[0] else given[2]
            case "COUNTIF":
                assert given[1] == "<>0"
                return float(sum(cell != 0 for row in given[0] for cell in row))
        raise AssertionError(f"{self.formula}: {name} is not known")


def single(value: Value) -> Value:
    """A cell that was named alone."""
    return value[0][0] if isinstance(value, list) else value


def number(value: Value) -> float:
    """As a number: nothing is zero."""
    found = single(value)
    assert not isinstance(found, str), f"{found!r} is a text"
    return float(found or 0.0)


def numbers(given: list[Value]) -> list[float]:
    """All the numbers of some arguments; texts and nothing are passed over."""
    found: list[float] = []
    for one in given:
        cells = [cell for row in one for cell in row] if isinstance(one, list) else [one]
        found += [float(cell) for cell in cells if isinstance(cell, int | float)]
    return found
