"""Any bytes at all as an emission in a workbook, or as its cells: rows and findings come out, with places inside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.formats.emissions import MES, REGISTRO, cobro
from tests.fuzz.tables import sheets, text_of

from ventanilla.domain.contributions import Bill
from ventanilla.formats import emision
from ventanilla.formats.emision.columns import LAYOUTS, TITLES
from ventanilla.formats.emision.writing import value
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Cobro
from ventanilla.formats.sheet import Cell
from ventanilla.kernel.money import Money

NAME = "EMA.xlsx"
_FILE, _CELLS = b"F", b"C"


def one_input_emision(data: bytes) -> None:
    """Read ``data``, whose first byte says as what; AssertionError if something else than rows and findings comes."""
    if data[:1] == _FILE:
        given = emision.read(File.of_bytes(NAME, data[1:]))
        last = None
    else:
        tables = sheets(data[1:])
        given = emision.of_sheets(tables, NAME)
        last = {one.name: len(one.rows) for one in tables}
    for one in given:
        assert isinstance(one, Cobro | Finding)
        assert one.place.file == NAME
        assert one.place.line >= 0
        assert one.place.column >= 0
        if last is not None and one.place.sheet:
            assert one.place.line <= last[one.place.sheet]
        if isinstance(one, Finding):
            assert str(one.cause)
            assert str(one.fix)
        else:
            assert len(one.nss) == 11


def _seeds() -> tuple[bytes, ...]:
    rows = [cobro(n, bill) for bill in Bill for n in (1, 2)]
    found = [_FILE + emision.write_xlsx(rows, MES, REGISTRO)]
    tables = [[["Periodo", "2/2026"], ["Registro patronal", REGISTRO]]]
    for bill, layout in LAYOUTS.items():
        table: list[list[Cell]] = [[TITLES[key] for key in layout]]
        for one in rows:
            if one.bill is bill:
                table.append([_plain(value(one, key)) for key in layout])
        table.append(["TOTAL"])
        tables.append(table)  # type: ignore[arg-type]  # of texts or of cells
    found.append(_CELLS + "\f".join(map(text_of, tables)).encode())  # type: ignore[arg-type]
    return tuple(found)


def _plain(one: str | int | Decimal | Money | date) -> Cell:
    if isinstance(one, Money):
        return one.pesos
    return Decimal(one) if isinstance(one, int) else one


SEEDS = _seeds()
