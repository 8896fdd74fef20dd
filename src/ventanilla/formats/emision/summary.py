"""What an emission says of itself: of which month and which employer it is, and what it adds up to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from ventanilla.domain.contributions import Bill
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.sheet import Cell, Sheet
from ventanilla.formats.titles import MAX_HEADER, plain
from ventanilla.formats.values import day, number, said
from ventanilla.kernel.text import MONTHS

from .kinds import say

PERIOD: Final = (8, 2)  # B8 of the first sheet
EMPLOYER: Final = (9, 2)  # B9
_MONTH_YEAR: Final = re.compile(r"(?<![0-9/])(0?[1-9]|1[0-2])\s*[-/_. ]\s*(20[0-9]{2})(?![0-9])")
_YEAR_MONTH: Final = re.compile(r"(?<![0-9])(20[0-9]{2})\s*[-/_. ]?\s*(0[1-9]|1[0-2])(?![0-9])")
_NAMED: Final = re.compile(rf"\b({'|'.join(MONTHS)}|setiembre)\b.{{0,6}}?\b(20[0-9]{{2}})\b")
_EMPLOYER_SHAPE: Final = re.compile(r"(?<![A-Z0-9])[A-Z0-9][0-9]{2}[- ]?[0-9]{5}[- ]?[0-9]{2}[- ]?[0-9](?![A-Z0-9])")
_BILL: Final = {
    Bill.MONTHLY: re.compile(r"\bema\b|mensual"),
    Bill.BIMONTHLY: re.compile(r"\beba\b|bimestral|rcv|infonavit"),
}


T = TypeVar("T")


@dataclass(slots=True)
class About:
    """``mes`` is the first day of the month, None where nothing says it. Totals and counts are by emission."""

    mes: date | None = None
    registro: str = ""
    totals: dict[Bill, tuple[Decimal, Place]] = field(default_factory=dict)
    counts: dict[Bill, tuple[int, Place]] = field(default_factory=dict)


def about(sheets: Sequence[Sheet], file: str, found: About) -> Iterator[Finding]:
    """Fill ``found`` from the sheets, the first before the others, and from the file's name at last."""
    for sheet in sheets:
        found.mes = found.mes or _look(sheet, PERIOD, "period", month_of)
        found.registro = found.registro or _look(sheet, EMPLOYER, "registro", employer_of) or ""
    if found.mes is None:
        found.mes = month_of(file.rpartition("/")[2].rpartition(".")[0])
        if found.mes is not None:
            yield say("EMISION_PERIODO_DEL_NOMBRE", Place(file), "periodo", mes=found.mes.month, anio=found.mes.year)
    first = Place(file, sheet=sheets[0].name if sheets else "")
    if found.mes is None:
        yield say("EMISION_SIN_PERIODO", first, "periodo")
    if not found.registro:
        yield say("EMISION_SIN_REGISTRO", first, "registro")
    elif (reason := registro_patronal.examine(found.registro, imported=True).reason) is not None:
        yield say("EMISION_REGISTRO_DUDOSO", first, "registro", texto=found.registro, razon=str(reason))


def _look(sheet: Sheet, at: tuple[int, int], label: str, of: Callable[[Cell], T | None]) -> T | None:
    """What ``of`` finds in the cell where it usually is; or in one that says the label, or right of it."""
    usual = of(sheet.cell(*at))
    if usual is not None:
        return usual
    for row in sheet.rows[:MAX_HEADER]:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and label in plain(cell):
                for other in (cell, *(row[column + 1 : column + 4])):
                    found = of(other)
                    if found is not None:
                        return found
    return None


def month_of(cell: Cell) -> date | None:
    """The month that a cell says: "3/2026", "MARZO 2026", "202603", or a day of it.

    >>> [str(month_of(cell)) for cell in ("3/2026", "Marzo de 2026", "EMA_2026-03", date(2026, 3, 1), "2026")]
    ['2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01', 'None']
    """
    on, _ = day(cell) if isinstance(cell, date | str) else (None, None)
    if on is not None:
        return on.replace(day=1)
    text = said(cell)[:120].lower()
    if found := _MONTH_YEAR.search(text):
        return date(int(found[2]), int(found[1]), 1)
    if found := _YEAR_MONTH.search(text):
        return date(int(found[1]), int(found[2]), 1)
    if found := _NAMED.search(plain(text)):
        return date(int(found[2]), MONTHS.index(found[1].replace("setiembre", "septiembre")) + 1, 1)
    return None


def employer_of(cell: Cell) -> str | None:
    """The registro patronal that a cell has.

    >>> employer_of("Registro patronal: Z99-12345-10-5")
    'Z9912345105'
    """
    found = _EMPLOYER_SHAPE.search(said(cell)[:120].upper())
    return registro_patronal.compact(found[0]) if found else None


def totals(sheet: Sheet, file: str, found: About) -> None:
    """What a sheet that is only a summary says of each emission: its total, and how many workers."""
    for line, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            label = plain(cell) if isinstance(cell, str) else ""
            bill = next((bill for bill, way in _BILL.items() if way.search(label)), None)
            amount = row[column + 1] if column + 1 < len(row) else None
            value = amount if isinstance(amount, Decimal) else number(said(amount))
            if bill is None or value is None:
                continue
            place = Place(file, line, column + 2, sheet.name)
            if "total" in label and "trabajador" not in label and "cotizante" not in label:
                found.totals.setdefault(bill, (value, place))
            elif "trabajador" in label or "cotizante" in label or "asegurado" in label:
                found.counts.setdefault(bill, (int(value), place))
