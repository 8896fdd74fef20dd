"""The cédula as CSV: a row for each worker, under codes that a program reads. UTF-8 with its mark, commas, CRLF.

A text that a spreadsheet would take for a formula stands after an apostrophe, which ``read`` takes away.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from ventanilla.formats.encoding import SAMPLE, guess
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import Cobro
from ventanilla.kernel.text import Text

from .model import CedulaImpresa
from .reading import of_rows
from .titles import PERIODOS, codigo

_ROWS_AT_ONCE: Final = 1_000
_DANGEROUS: Final = frozenset("=+-@\t\r'")


def write(cedula: CedulaImpresa, out: BinaryIO) -> None:
    """Write ``cedula`` to ``out``; amounts in pesos with two decimals."""
    bills = [one.bill for one in cedula.periodos]
    held = io.StringIO(newline="")
    rows = csv.writer(held)
    counts = [f"{what}_{PERIODOS[bill]}" for bill in bills for what in ("dias", "sbc")]
    spans = [f"{one.periodo.first.isoformat()}/{one.periodo.last.isoformat()}" for one in cedula.periodos]
    rows.writerow(
        (
            "registro",
            *(f"periodo_{PERIODOS[bill]}" for bill in bills),
            *("nss", "nombre", "curp", "clave"),
            *counts,
            *map(codigo, cedula.columnas),
            *("patron", "obrero", "total", "amortizacion"),
        )
    )
    out.write(codecs.BOM_UTF8)
    for n, one in enumerate(cedula.asegurados, 1):
        persona = one.persona
        rows.writerow(
            (
                _safe(cedula.datos.registro),
                *spans,
                *map(_safe, (persona.nss, persona.nombre, persona.curp, persona.clave)),
                *(cell for dias, sbc in one.cuenta for cell in (dias, sbc.pesos)),
                *(importe.pesos for importe in one.renglon.importes),
                *(amount.pesos for amount in (one.renglon.patron, one.renglon.obrero, one.total)),
                withheld.total.pesos if (withheld := cedula.amortizaciones.get(one.clave)) else "",
            )
        )
        if n % _ROWS_AT_ONCE == 0:
            out.write(held.getvalue().encode("utf-8"))
            held.seek(0)
            held.truncate()
    out.write(held.getvalue().encode("utf-8"))


def read(file: File) -> Iterator[Cobro | Finding]:
    """The rows of a CSV of ours, however it was saved again: comma, semicolon or tabulator, in any of our encodings."""
    head = file.head(SAMPLE)
    encoding = guess(head)
    first = head.splitlines()[0].decode(encoding, "replace") if head else ""
    delimiter = max(",;\t", key=first.count)
    lines = (line.decode(encoding, "replace").removeprefix("\ufeff").replace("\x00", "") for line in file.lines())
    rows = ([_plain(cell) for cell in row] for row in csv.reader(lines, delimiter=delimiter))
    try:
        yield from of_rows(file.name, rows)
    except csv.Error as error:
        place = Place(file.name)
        cause = Text("CSV_ROTO", "El archivo no se puede leer como CSV: {motivo}.", motivo=str(error))
        fix = Text("CSV_ROTO_REMEDIO", "Revise que las comillas estén en pares y guárdelo otra vez como CSV.")
        yield Finding(Severity.ERROR, place, "", cause, fix)


def _safe(text: str) -> str:
    return f"'{text}" if text[:1] in _DANGEROUS else text


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _DANGEROUS else cell
