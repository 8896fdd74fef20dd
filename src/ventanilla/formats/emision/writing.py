"""Writes an emission as a workbook, for tests and demonstrations: the columns are those that are read, and each sheet
says that it is an example. It imitates nothing else of an official document."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ventanilla.domain.contributions import Bill, Parte
from ventanilla.formats.records import Cobro, Nombre
from ventanilla.kernel.money import Money

from .columns import (
    AMORTIZACION,
    CREDITO,
    DESCUENTO,
    DIAS,
    FECHA,
    INFONAVIT,
    LAYOUTS,
    NOMBRE,
    NSS,
    ORIGEN,
    RCV,
    SALARIO,
    SHARES,
    TIPO,
    TITLES,
    TOTAL,
    VALOR,
    Key,
)  # fmt: skip

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MARK: Final = "EJEMPLO: datos inventados, sin valor oficial"
SHEETS: Final = {Bill.MONTHLY: "Movimientos EMA", Bill.BIMONTHLY: "Movimientos EBA"}
SUMMARY: Final = "Resumen"
HEADER: Final = 4  # the row of titles, from 0
_NOTHING: Final = Money.of_centavos(0)


def write_xlsx(cobros: Iterable[Cobro], mes: date, registro: str) -> bytes:
    """The workbook: a summary, the month (EMA) and, where there are any, the bimester (EBA). Needs XlsxWriter.

    ValueError for rows of another month or employer: they would not be read back.
    """
    from xlsxwriter.workbook import Workbook

    every = list(cobros)
    for cobro in every:
        if (cobro.mes, cobro.registro) != (mes.replace(day=1), registro):
            raise ValueError(f"row of {cobro.registro} {cobro.mes} in an emission of {registro} {mes}")
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_formulas": False})
    book.set_properties({"title": MARK, "comments": MARK, "created": datetime(mes.year, mes.month, 1)})  # noqa: DTZ001 - no zone in a workbook
    _summary(book, every, mes, registro)
    for bill in Bill:
        rows = [cobro for cobro in every if cobro.bill is bill]
        if rows or bill is Bill.MONTHLY:
            _sheet(book.add_worksheet(SHEETS[bill]), bill, rows, book)
    book.close()
    return stream.getvalue()


def _summary(book: Workbook, cobros: list[Cobro], mes: date, registro: str) -> None:
    sheet = book.add_worksheet(SUMMARY)
    sheet.set_column(0, 1, 28)
    sheet.write_string(0, 0, MARK)
    rows: list[tuple[str, str | Decimal | int]] = [
        ("Periodo", f"{mes.month}/{mes.year}"),
        ("Registro patronal", registro),
    ]
    for bill, name in ((Bill.MONTHLY, "EMA"), (Bill.BIMONTHLY, "EBA")):
        of = [cobro for cobro in cobros if cobro.bill is bill]
        if of:
            rows.append((f"Trabajadores {name}", len({cobro.nss for cobro in of})))
            rows.append((f"Total {name}", Money.total(map(_total, of)).pesos))
    for line, (label, value) in enumerate(rows, 7):
        sheet.write_string(line, 0, label)
        if isinstance(value, str):
            sheet.write_string(line, 1, value)
        else:
            sheet.write_number(line, 1, value)


def _sheet(sheet: Worksheet, bill: Bill, cobros: list[Cobro], book: Workbook) -> None:
    sheet.write_string(0, 0, MARK)
    bold = book.add_format({"bold": True, "text_wrap": True})
    money = book.add_format({"num_format": "#,##0.00"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    layout = LAYOUTS[bill]
    for column, key in enumerate(layout):
        sheet.write_string(HEADER, column, TITLES[key], bold)
    for line, cobro in enumerate(cobros, HEADER + 1):
        for column, key in enumerate(layout):
            match value(cobro, key):
                case str() as text:
                    sheet.write_string(line, column, text)
                case int() as whole:
                    sheet.write_number(line, column, whole)
                case Decimal() as exact:
                    sheet.write_number(line, column, exact)
                case Money() as amount:
                    sheet.write_number(line, column, amount.pesos, money)
                case date() as on:
                    sheet.write_datetime(line, column, on, day)
    sheet.freeze_panes(HEADER + 1, 2)


def value(cobro: Cobro, key: Key) -> str | int | Decimal | Money | date:
    """What a row has in a column."""
    if isinstance(key, tuple):
        return cobro.importes.get(key, _NOTHING)
    home = cobro.importes.get(("infonavit", Parte.PATRON), _NOTHING) + (cobro.amortizacion or _NOTHING)
    return {
        NSS: cobro.nss,
        NOMBRE: one_line(cobro.nombre),
        ORIGEN: cobro.origen or "-",
        TIPO: cobro.tipo or "-",
        FECHA: cobro.fecha or "-",
        DIAS: cobro.dias,
        SALARIO: cobro.sbc,
        RCV: _total(cobro) - home,
        DESCUENTO: cobro.descuento or "-",
        VALOR: cobro.valor if cobro.valor is not None else "-",
        CREDITO: f"0{cobro.credito}" if cobro.credito else "-",
        AMORTIZACION: cobro.amortizacion or _NOTHING,
        INFONAVIT: home,
        TOTAL: _total(cobro),
    }[key]


def _total(cobro: Cobro) -> Money:
    shares = (cobro.importes.get(key, _NOTHING) for key in SHARES[cobro.bill])
    return Money.total(shares) + (cobro.amortizacion or _NOTHING)


def one_line(name: Nombre | None) -> str:
    """A name as an emission writes it: the surnames first, and # for Ñ."""
    if name is None:
        return ""
    parts = (name.primer_apellido, name.segundo_apellido, name.nombres)
    return " ".join(part for part in parts if part).replace("Ñ", "#")
