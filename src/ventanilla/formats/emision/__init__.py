"""The institution's emission, what it says is owed: monthly (EMA) and bimonthly (EBA), in a workbook of Excel.

Its layout is known from the public programs that read it; **no genuine workbook is known to this project**. So columns
are found by their titles, in any order and many spellings, and what is not understood is told, never guessed.

Sheet 1 is a summary with the period (B8) and the registro (B9); sheet 2 the month; in even months sheet 3 the bimester.
A worker has a row for each stretch of days, and one with zeros for each movement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ventanilla.formats import cells
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Cobro
from ventanilla.formats.sheet import Sheet
from ventanilla.formats.titles import find, plain

from .columns import known
from .reading import LEAST, bill_of, of_sheets
from .writing import MARK, write_xlsx

__all__ = ["MARK", "is_emision", "of_sheets", "read", "recognizes", "write_xlsx"]

_NAMES: Final = frozenset(("ema", "eba", "emision", "emisiones"))


def recognizes(head: bytes, name: str) -> bool:
    """Whether a file is a workbook that its name calls an emission. ``is_emision`` tells it of any workbook, opened.

    >>> recognizes(b"PK\\x03\\x04", "Z9912345105 EMA 03-2026.xlsx"), recognizes(b"PK\\x03\\x04", "nomina.xlsx")
    (True, False)
    """
    return cells.is_workbook(head) and not _NAMES.isdisjoint(plain(name.rpartition("/")[2]).split())


def is_emision(sheets: Iterable[Sheet]) -> bool:
    """Whether some sheet has the titles of an emission.

    >>> is_emision([Sheet("", (("NSS", "Días", "SDI", "Cuota Fija", "Riesgos de Trabajo", "Total"),))])
    True
    """
    return any(bill_of(find(sheet, known, LEAST)) is not None for sheet in sheets)


def read(file: File, *, mes: date | None = None, registro: str = "") -> Iterator[Cobro | Finding]:
    """The rows of an emission, and what does not add up: ``of_sheets`` of what ``cells`` reads.

    >>> [found.code for found in read(File.of_bytes("EMA.xlsx", b"PK"))]
    ['EMISION_SIN_HOJAS']
    """
    sheets: list[Sheet] = []
    unread = False
    for given in cells.read(file):
        if isinstance(given, Sheet):
            sheets.append(given)
        else:
            unread = unread or not given.place.sheet
            yield given
    if sheets or not unread:
        yield from of_sheets(sheets, file.name, mes=mes, registro=registro)
