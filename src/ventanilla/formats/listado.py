"""A list as a file that a spreadsheet opens: CSV (UTF-8 with its mark, commas, CRLF) or a workbook.

A text that a spreadsheet would take for a formula is written so that it is a text: after an apostrophe in a CSV, as a
string in a workbook. Numbers that are names (an NSS) stay texts, with their zeros.

>>> import io
>>> out = io.BytesIO()
>>> write_csv(Listado("x", ("NSS", "Nombre"), [("01234567890", "=1+1")]), out)
>>> out.getvalue().decode("utf-8-sig").splitlines()
['NSS,Nombre', "01234567890,'=1+1"]
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO, Final

from ventanilla.kernel.money import Money

Cell = str | int | date | Money | None
DANGEROUS: Final = frozenset("=+-@\t\r'")
_ROWS_AT_ONCE: Final = 1_000
_WIDEST: Final = 42  # characters of a column


@dataclass(frozen=True)
class Listado:
    """``totales`` is a last row, under the list; of a list that has none, ()."""

    titulo: str
    columnas: Sequence[str]
    filas: Iterable[Sequence[Cell]]
    totales: Sequence[Cell] = ()
    nota: str = ""
    anchos: Sequence[int] = field(default=())


def write_csv(listado: Listado, out: BinaryIO) -> None:
    """Write it; amounts in pesos with two decimals, days as 2026-11-22. Neither totals nor note: a program reads it."""
    held = io.StringIO(newline="")
    rows = csv.writer(held)
    out.write(codecs.BOM_UTF8)
    rows.writerow(listado.columnas)
    for n, row in enumerate(listado.filas, 1):
        rows.writerow([_plain(cell) for cell in row])
        if n % _ROWS_AT_ONCE == 0:
            out.write(held.getvalue().encode())
            held.seek(0)
            held.truncate()
    out.write(held.getvalue().encode())


def _plain(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case Money():
            return str(cell.pesos)
        case date():
            return cell.isoformat()
        case int():
            return cell
        case _:
            return f"'{cell}" if cell[:1] in DANGEROUS else cell


def write_xlsx(listado: Listado, out: BinaryIO, created: datetime) -> None:
    """Write it as a workbook of one sheet, row by row. Needs XlsxWriter."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = Workbook(out, options)
    book.set_properties({"title": listado.titulo, "created": created.replace(tzinfo=None)})
    sheet = book.add_worksheet(listado.titulo[:31])
    head = book.add_format({"bold": True, "bg_color": "#1F4D3A", "font_color": "white", "valign": "top"})
    kinds = {
        Money: book.add_format({"num_format": "#,##0.00"}),
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
    }
    strong = {kind: book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"}) for kind in (Money, str)}
    for column, title in enumerate(listado.columnas):
        width = listado.anchos[column] if column < len(listado.anchos) else len(title) + 4
        sheet.set_column(column, column, min(width, _WIDEST))
        sheet.write_string(0, column, title, head)
    row = 0
    for row, cells in enumerate(listado.filas, 1):
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, kinds)
    if listado.totales:
        for column, cell in enumerate(listado.totales):
            _write(sheet, row + 1, column, cell, dict.fromkeys((Money, date, int, str), strong[str]))
    if listado.nota:
        sheet.write_string(row + 3, 0, listado.nota)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(listado.columnas) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPágina &P de &N")
    book.close()


def _write(sheet: object, row: int, column: int, cell: Cell, styles: dict[type, object]) -> None:
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    style = styles.get(type(cell))
    match cell:
        case None:
            return
        case Money():
            sheet.write_number(row, column, cell.pesos, style)
        case date():
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001 - a civil day
        case int():
            sheet.write_number(row, column, cell, style)
        case _:
            sheet.write_string(row, column, cell, style)
