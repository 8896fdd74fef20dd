"""The cédula of 10,000 workers: determining it, writing it to XLSX, printing it; each beside its floor.

The workers are drawn from a seed: one wage in most, a change in the month in 8 of 100, an alta in 6, absences in 6,
certificates in 5. The floor of the workbook is the same cells (the long sheets, whose formulas and values are taken
from ours) written by XlsxWriter in a plain loop; that of determining is ``determinar`` alone, whose answers are kept.
Seconds are of the processor, on one thread; the PDF is printed in its child, whose seconds are of the clock. ``no gc``
is the same with Python's collector of cycles at rest, as a command that ends after it may have it.
"""

from __future__ import annotations

import gc
import io
import json
import random
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from bench.harness import ROUNDS, Spread, alternate
from ventanilla.adapters.typeset.cedula import render
from ventanilla.domain.contributions import Bill, Certificado, Patron, Period, Prima, Trabajador, Tramo, determinar
from ventanilla.formats.cedula import CedulaImpresa, DatosPatron, Persona, componer
from ventanilla.formats.cedula.xlsx import explanation, lists, summary, workers, write
from ventanilla.formats.cedula.xlsx.book import Book
from ventanilla.formats.cedula.xlsx.rows import Grid, Kind, Own
from ventanilla.kernel.money import Money

SEED: Final = 20260601
WORKERS: Final = 10_000
FEW: Final = 3  # rounds: each takes a minute
PDF_ROUNDS: Final = 3
NO_GC: Final = ", no gc"
AIM_XLSX_SECONDS: Final = 5
AIM_PDF_SECONDS: Final = 15
AT: Final = datetime(2026, 11, 22, 18, tzinfo=UTC)
MONTH: Final = Period.month(2026, 6)
DATOS: Final = DatosPatron("Z9912345105", Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),)), "EMPRESA DE EJEMPLO")
PERIODS: Final = {
    "month": {Bill.MONTHLY: MONTH},
    "month and bimester": {Bill.MONTHLY: MONTH, Bill.BIMONTHLY: Period.bimester(2026, 3)},
}
_UN_DIA: Final = timedelta(days=1)
_NAMES: Final = ("MARÍA", "JOSÉ", "GUADALUPE", "FRANCISCO", "ALEJANDRA", "JUAN", "ROSA", "ELENA")
_SURNAMES: Final = ("GARCÍA", "LÓPEZ", "HERNÁNDEZ", "MARTÍNEZ", "GONZÁLEZ", "PÉREZ", "NÚÑEZ", "MONTERRUBIO")


def drawn(period: Period, many: int = WORKERS, seed: int = SEED) -> dict[str, Trabajador]:
    """The workers, by their number."""
    rng = random.Random(seed)
    return {f"{99_000_000_000 + n}": _worker(rng, period) for n in range(many)}


def _worker(rng: random.Random, period: Period) -> Trabajador:
    wage = Money.of_centavos(max(33_057, int(rng.lognormvariate(10.8, 0.6))))
    what = rng.random()
    tramos: tuple[Tramo, ...] = (Tramo(period, wage),)
    if what < 0.08:
        cut = period.first + rng.randrange(5, period.days - 5) * _UN_DIA
        tramos = (
            Tramo(Period(period.first, cut - _UN_DIA), wage),
            Tramo(Period(cut, period.last), wage + Money("25.10")),
        )
    elif what < 0.14:
        tramos = (Tramo(Period(period.first + rng.randrange(1, 20) * _UN_DIA, period.last), wage),)
    first = tramos[-1].periodo.first
    what = rng.random()
    absent = frozenset(first + n * _UN_DIA for n in range(rng.randrange(1, 4))) if what < 0.06 else frozenset()
    ill = (Certificado(Period(first, first + rng.randrange(1, 5) * _UN_DIA)),) if 0.06 <= what < 0.11 else ()
    return Trabajador(tramos, absent, ill)


def composed(bills: dict[Bill, Period], many: int = WORKERS) -> CedulaImpresa:
    """The cédula of the drawn workers."""
    given = drawn(max(bills.values(), key=lambda period: period.days), many)
    rng = random.Random(SEED)
    names = {
        key: Persona(
            key, " ".join(map(rng.choice, (_NAMES, _NAMES, _SURNAMES, _SURNAMES))), "PUEA850101MDFRJN02", str(n)
        )
        for n, key in enumerate(given)
    }
    return componer(given, DATOS, bills, personas=names)


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds of each part for a month and for an even month, and the cells that were written."""
    rounds = min(rounds, FEW)
    return {name: _measured(bills, rounds) for name, bills in PERIODS.items()} | {
        "workers": WORKERS,
        "aims": {"xlsx_seconds": AIM_XLSX_SECONDS, "pdf_seconds": AIM_PDF_SECONDS},
    }


def _measured(bills: dict[Bill, Period], rounds: int) -> dict[str, Any]:
    given = drawn(max(bills.values(), key=lambda period: period.days))
    cedula = composed(bills)
    sizes: dict[str, int] = {}

    def seconds(name: str, action: Callable[[], object]) -> Callable[[], float]:
        def measure() -> float:
            if name.endswith(NO_GC):
                gc.disable()
            start = time.process_time()
            made = action()
            taken = time.process_time() - start
            gc.enable()
            if isinstance(made, bytes):
                sizes[name] = len(made)
            return taken

        return measure

    parts: dict[str, Callable[[], object]] = {
        "determine": lambda: componer(given, DATOS, bills),
        "determine, floor": lambda: [
            determinar(one, period, DATOS.patron, (bill,)) for bill, period in bills.items() for one in given.values()
        ],
        f"determine{NO_GC}": lambda: componer(given, DATOS, bills),
        "write": lambda: _written(cedula),
        f"write{NO_GC}": lambda: _written(cedula),
        "write, floor": lambda: _in_a_plain_loop(cedula),
    }
    found = alternate({name: seconds(name, action) for name, action in parts.items()}, rounds)
    clock, peak = [], 0
    for round_ in range(min(rounds, PDF_ROUNDS) + 1):
        start = time.perf_counter()
        pdf = render(replace(cedula), AT)
        if round_:  # the first warms the disk
            clock.append(time.perf_counter() - start)
        sizes["pdf"] = len(pdf)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    total = found["determine"].median + found["write"].median
    printed = Spread.of(clock)
    return {
        "cpu_seconds": {name: spread.as_json() for name, spread in found.items()},
        "cells": _cells(cedula),
        "bytes": sizes,
        "xlsx_seconds": round(total, 2),
        "xlsx_seconds_no_gc": round(found[f"determine{NO_GC}"].median + found[f"write{NO_GC}"].median, 2),
        "within_aim": total <= AIM_XLSX_SECONDS,
        "write_to_floor": round(found["write"].median / found["write, floor"].median, 3),
        "pdf_clock_seconds": printed.as_json(),
        "pdf_peak_mib": peak // 1024,
        "pdf_within_aim": printed.median <= AIM_PDF_SECONDS,
    }


def _written(cedula: CedulaImpresa) -> bytes:
    out = io.BytesIO()
    write(cedula, out, AT)
    return out.getvalue()


def grids(cedula: CedulaImpresa) -> list[Grid]:
    """The long sheets of the workbook, as they are about to be written."""
    book = Book(cedula, AT)
    book.sheet(summary.RESUMEN)
    workers.add(book)
    book.sheet(summary.RAMOS)
    for one in cedula.periodos:
        explanation.add(book, one.bill, len(cedula.periodos) == 1)
    lists.add_incidencias(book)
    lists.add_hallazgos(book)
    return book.grids


def _cells(cedula: CedulaImpresa) -> dict[str, int]:
    found = {"text": 0, "number": 0, "formula": 0}
    for grid in grids(cedula):
        kinds = ["formula" if f.formula else "text" if f.kind is Kind.TEXT else "number" for f in grid.fields]
        for row in grid.rows:
            for kind, value in zip(kinds, row, strict=True):
                found[kind] += value is not None
    return found


def _in_a_plain_loop(cedula: CedulaImpresa) -> bytes:
    """The same cells by the library's own methods."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    style = workbook.add_format({"num_format": "#,##0.00"})
    for grid in grids(cedula):
        sheet = workbook.add_worksheet(grid.name)
        for number, row in enumerate(grid.rows, grid.first - 1):
            for column, (field, value) in enumerate(zip(grid.fields, row, strict=True)):
                if value is None:
                    sheet.write_blank(number, column, None, style)
                elif isinstance(value, Own):
                    sheet.write_formula(number, column, f"={value.formula}", style, value.value)
                elif field.formula:
                    sheet.write_formula(
                        number, column, "=" + field.formula.replace("{r}", str(number + 1)), style, value
                    )
                elif field.kind is Kind.TEXT:
                    sheet.write_string(number, column, value, style)
                else:
                    sheet.write_number(number, column, float(value), style)
    workbook.close()
    return out.getvalue()


if __name__ == "__main__":
    print(json.dumps(run(3), indent=2))
