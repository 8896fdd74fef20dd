"""Bytes as a table of cells: what a fuzzer can reach of the readers of tables without composing a workbook."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ventanilla.formats.sheet import Cell, Sheet

MAX_LINES = 60
MAX_COLUMNS = 40


def sheets(data: bytes) -> list[Sheet]:
    """Sheets cut by form feeds, rows by line feeds, cells by tabs.

    A cell that begins with ``=`` is a number, with ``@`` a day (so many after 1900), ``!`` is true and ``~`` nothing.
    """
    return [
        Sheet(
            f"H{number}",
            tuple(
                tuple(_cell(cell) for cell in line.split("\t")[:MAX_COLUMNS]) for line in text.split("\n")[:MAX_LINES]
            ),
        )
        for number, text in enumerate(data.decode("utf-8", "replace").split("\f")[:4])
    ]


def _cell(text: str) -> Cell:
    match text[:1]:
        case "=":
            try:
                found = Decimal(text[1:30])
            except InvalidOperation:
                return text
            return found if found.is_finite() and abs(found.adjusted()) < 300 else text
        case "@" if text[1:7].isascii() and text[1:7].isdigit():
            return date(1900, 1, 1) + timedelta(days=int(text[1:7]))
        case "!":
            return True
        case "~" | "":
            return None
    return text


def text_of(rows: list[list[Cell]]) -> str:
    """The rows as ``sheets`` reads them."""
    return "\n".join("\t".join(map(_text, row)) for row in rows)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return "~"
        case bool():
            return "!"
        case Decimal():
            return f"={cell}"
        case date():
            return f"@{(cell - date(1900, 1, 1)).days}"
        case str():
            return cell
