"""An employer's files: movement lines read, receipts read in a ZIP, the cédula of ten thousand workers written.

Each beside the floor under it, in the same run on the same bytes: splitting the lines, unpacking the ZIP, writing the
same cells with the same library in a plain loop. The receipts are sealed by a key made here, and read both with their
seals verified and without. Peak memory is that of a process of its own that does that one thing. Everything is drawn
from a seed; a second seed is drawn beside and must not differ by more than a tenth (``second_seed``).
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from tests.formats import mutator

from bench.harness import ROUNDS, Spread, alternate
from ventanilla.cli.sample_folder import _sellador as self_made_seal
from ventanilla.domain.contributions import Patron, Prima, TipoAviso
from ventanilla.formats import cfdi, idse, zipped
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.cedula.composing import de_patronal
from ventanilla.formats.cedula.model import CedulaImpresa
from ventanilla.formats.cedula.xlsx import write as write_xlsx
from ventanilla.formats.cells import read as read_cells
from ventanilla.formats.cfdi.sello import Estado, Sellos
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.joining import join
from ventanilla.formats.planilla import Patronal
from ventanilla.formats.records import Movimiento, Nombre, Recibo
from ventanilla.formats.sheet import Sheet
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.synthetic.payroll_receipts import employer, payroll, workers

SEED: Final = 20261126
OTHER_SEED: Final = 7
LINES: Final = 100_000
RECEIPTS: Final = 10_000
WORKERS: Final = 10_000
MES: Final = Period.month(2026, 6)
AIMS: Final = {"idse_seconds": 2.0, "receipts_seconds": 60.0, "xlsx_seconds": 5.0, "pdf_seconds": 15.0}
HEAVY_ROUNDS: Final = 3  # of what takes many seconds each time
_MADE: Final = datetime(2026, 7, 1, 9, 0, tzinfo=CIVIL_ZONE)


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Medians of processor seconds in turns, and peak memory in processes of their own."""
    few = min(rounds, HEAVY_ROUNDS)
    lines = {seed: movement_file(seed) for seed in (SEED, OTHER_SEED)}
    idse_seconds = alternate(
        {
            "read": _cpu(lambda: _all_read(lines[SEED])),
            "read, second seed": _cpu(lambda: _all_read(lines[OTHER_SEED])),
            "split into lines": _cpu(lambda: [line.decode("ascii") for line in lines[SEED].splitlines()]),
        },
        rounds,
    )
    packed = receipts_zip(SEED)
    receipt_seconds = alternate(
        {
            "read, seals verified": _cpu(lambda: _receipts(packed, verified=True)),
            "read": _cpu(lambda: _receipts(packed, verified=False)),
            "unpacked": _cpu(lambda: _unpacked(packed)),
        },
        few,
    )
    patronal = employer_of(SEED, WORKERS)
    cedula = composed(patronal)
    book = io.BytesIO()
    write_xlsx(cedula, book, _MADE.replace(tzinfo=None))
    cells = [sheet for sheet in read_cells(File.of_bytes("c.xlsx", book.getvalue())) if isinstance(sheet, Sheet)]
    xlsx_seconds = alternate(
        {
            "determined": _cpu(lambda: composed(patronal)),
            "written": _cpu(lambda: write_xlsx(cedula, io.BytesIO(), _MADE.replace(tzinfo=None))),
            "same cells, plain loop": _cpu(lambda: _plain_loop(cells)),
        },
        few,
    )
    return {
        "aims": AIMS,
        "sizes": {
            "idse_lines": LINES,
            "idse_bytes": len(lines[SEED]),
            "receipts": RECEIPTS,
            "receipts_zip_bytes": len(packed),
            "workers": WORKERS,
            "xlsx_bytes": len(book.getvalue()),
            "xlsx_cells": sum(sum(cell is not None for cell in row) for sheet in cells for row in sheet.rows),
        },
        "idse_cpu_seconds": _json(idse_seconds),
        "receipts_cpu_seconds": _json(receipt_seconds),
        "xlsx_cpu_seconds": _json(xlsx_seconds),
        "pdf": {name: Spread.of(values).as_json() for name, values in _apart("pdf", few).items()},
        "receipts_peak_mib": _apart("receipts", 1)["peak_mib"][0],
        "import_cpu_ms": _imported(rounds),
    }


def _json(found: dict[str, Spread]) -> dict[str, dict[str, float]]:
    return {name: spread.as_json() for name, spread in found.items()}


def _cpu(action: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    return measure


# -- what is read


def movement_file(seed: int) -> bytes:
    """So many altas; the people of some thousands, repeated with other wages and days, as a file of that size has."""
    people = mutator.good_lines(seed, LINES // 20)
    return mutator.as_file([line for n in range(20) for line in _again(people, n)])


def _again(people: list[str], n: int) -> list[str]:
    """The same people in another file's days: no two lines are alike."""
    day = f"{1 + n:02d}062026"
    return [line[:118] + day + line[126:] for line in people]


def _all_read(content: bytes) -> None:
    found = 0
    for one in idse.read(File.of_bytes("A.TXT", content)):
        found += not isinstance(one, Finding)
    assert found == LINES, found


def receipts_zip(seed: int) -> bytes:
    """The receipts of a fortnight, sealed."""
    patron = employer(seed, MES.last)
    seal = self_made_seal(patron.nombre, patron.rfc, MES)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, xml in payroll(seed, patron, Period(MES.first, date(2026, 6, 15)), RECEIPTS, seal, timbrador=seal):
            made.writestr(name, xml)
    return held.getvalue()


def _receipts(packed: bytes, *, verified: bool) -> None:
    sellos = Sellos() if verified else None
    found = 0
    for member in zipped.members(File.of_bytes("recibos.zip", packed)):
        assert isinstance(member, File)
        found += sum(isinstance(one, Recibo) for one in cfdi.read(member, sellos))
    assert found == RECEIPTS, found
    assert sellos is None or sellos.counted[Estado.VALIDO] == RECEIPTS


def _unpacked(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        for name in held.namelist():
            held.read(name)


# -- what is written


def employer_of(seed: int, count: int) -> Patronal:
    """Workers of a year; one in ten with a change of wage in the month."""
    records = []
    for n, one in enumerate(workers(seed, MES.last, count)):
        person = one.persona
        name = Nombre(person.primer_apellido.upper(), person.segundo_apellido.upper(), person.nombre.upper())
        place, sbc = Place("ASEG.TXT", n + 1), Money.of_centavos(one.sbc)
        first = Movimiento(place, "Z9912345105", one.nss, TipoAviso.ALTA, one.ingreso, sbc, name, person.curp)
        records.append(first)
        if n % 10 == 0 and one.ingreso < MES.first:
            raised = Money.of_centavos(one.sbc + 1000)
            records.append(Movimiento(place, "Z9912345105", one.nss, TipoAviso.MODIFICACION, date(2026, 6, 11), raised))
    return join(records).patronales["Z9912345105"]


def composed(patronal: Patronal) -> CedulaImpresa:
    """The cédula of the month and its bimester."""
    contexto = Contexto(Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),)))
    return de_patronal(patronal, MES, contexto)


def _plain_loop(sheets: list[Sheet]) -> None:
    """The same cells, written as the library's own documentation does."""
    from xlsxwriter import Workbook

    book = Workbook(io.BytesIO(), {"constant_memory": True, "in_memory": False})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, Decimal):
                    page.write_number(row, column, float(cell))
                elif cell is not None:
                    page.write_string(row, column, str(cell))
    book.close()


# -- in processes of their own


def _apart(what: str, rounds: int) -> dict[str, list[float]]:
    """Each figure of a process that does one thing, over ``rounds``."""
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, "-m", "bench.formats_bench", what], capture_output=True, text=True, check=True
        )
        for name, value in json.loads(done.stdout).items():
            taken.setdefault(name, []).append(value)
    return taken


def _pdf() -> dict[str, float]:
    import resource

    from ventanilla.adapters.typeset.printout import Printout, print_apart
    from ventanilla.formats.cedula.paper import contenido

    cedula = composed(employer_of(SEED, WORKERS))
    start = time.perf_counter()
    printed = print_apart(
        Printout(
            template="/adapters/typeset/documents/cedula.typ",
            title="Cédula",
            author="Ventanilla",
            issued_at=_MADE,
            content=contenido(cedula),
        )
    )
    return {
        "seconds": time.perf_counter() - start,
        "bytes": len(printed),
        "child_peak_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def _peak_of_receipts() -> dict[str, float]:
    import resource

    packed = receipts_zip(SEED)
    _receipts(packed, verified=True)
    return {"peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _imported(rounds: int) -> dict[str, float]:
    program = "import time; s = time.process_time(); import {}; print((time.process_time() - s) * 1000)"
    taken = [
        float(
            subprocess.run(
                [sys.executable, "-c", program.format("ventanilla.formats.reading")],
                capture_output=True, text=True, check=True,
            ).stdout
        )
        for _ in range(rounds)
    ]  # fmt: skip
    return Spread.of(taken).as_json()


if __name__ == "__main__":
    print(json.dumps({"pdf": _pdf, "receipts": _peak_of_receipts}[sys.argv[1]]()))
