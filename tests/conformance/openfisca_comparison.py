"""Ventanilla's determination beside an independent one: `python -m tests.conformance.openfisca_comparison`.

The other is an OpenFisca country package (``openfisca/``, AGPL-3.0), in a process and an environment of its own: both
read and write files, neither imports the other. Run as a program it compares 100,000 worker-months and writes how many
rows a second the other determines to ``bench/results/openfisca.json``, which `make bench` shows.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from bench.harness import keep, machine, wait_until_quiet
from tests.conformance import openfisca_rows as drawing
from tests.conformance.openfisca_rows import HUECOS, Row

from ventanilla import law
from ventanilla.domain.contributions import Bill, Determinacion, Parte, Patron, bimestre, determinar
from ventanilla.domain.contributions.batch import Codigo, Employers, Rows, compile_law, determine
from ventanilla.kernel.period import Period

HERE: Final = Path(__file__).parent / "openfisca"
PYTHON: Final = HERE / ".venv" / "bin" / "python"
SPAN: Final = Period(date(2016, 3, 1), date(2026, 12, 31))
SEEDS: Final = (20161201, 20260201)
ROWS: Final = 50_000  # bimesters: 100,000 worker-months
SCALAR: Final = 2_000  # of them, by the scalar rules
REPEATED: Final = 8  # 400,000 rows to measure the other by, as many as our own batch is given
MONTHLY: Final = {
    "cuota_fija": "cuota_fija",
    "excedente": "excedente",
    "dinero": "prestaciones_dinero",
    "gastos_medicos": "gastos_medicos",
    "riesgos_trabajo": "riesgos_trabajo",
    "invalidez_vida": "invalidez_vida",
    "guarderias": "guarderias",
}
BIMONTHLY: Final = {"retiro": "retiro", "ceav": "ceav", "infonavit": "infonavit"}
WITH_WORKER: Final = ("excedente", "dinero", "gastos_medicos", "invalidez_vida", "ceav")
Amounts = dict[str, Any]  # column of centavos, by branch, share and month as the other's file names it


@dataclass(frozen=True, slots=True)
class Difference:
    """One amount that is not the same in both."""

    row: Row
    column: str
    ours: int
    theirs: int

    def __str__(self) -> str:
        return f"{self.column}: ventanilla {self.ours}, OpenFisca {self.theirs}, {self.row}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows, who employs them, and what the other implementation says."""

    rows: list[Row]
    patrones: list[Patron]
    theirs: Amounts
    told: dict[str, float]


def there_is_environment() -> bool:
    """Whether `make openfisca` has made the other's environment."""
    return PYTHON.is_file()


def draw(seed: int, many: int = ROWS, times: int = 1) -> Drawn:
    """Draw and let the other determine, and measure itself on ``times`` as many."""
    rng = random.Random(seed)
    patrones = drawing.employers(rng)
    rows = list(drawing.drawn(rng, many, len(patrones)))
    with tempfile.TemporaryDirectory(prefix="openfisca-") as folder:
        given, found = Path(folder) / "rows.csv", Path(folder) / "amounts.csv"
        with given.open("w", newline="", encoding="utf-8") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(drawing.HEADER)
            lines.writerows(drawing.written(row, patrones[row.patron]) for row in rows)
        said = subprocess.run(
            [PYTHON, "run.py", given, found, str(times)], cwd=HERE, capture_output=True, text=True, check=False, env={}
        )
        if said.returncode:
            raise AssertionError(f"the other implementation stopped: {said.stderr}")
        with found.open(newline="", encoding="utf-8") as file:
            header, *amounts = csv.reader(file)
    table = np.array(amounts, dtype=np.int64).T
    return Drawn(rows, patrones, dict(zip(header, table, strict=True)), json.loads(said.stdout))


def by_batch(drawn: Drawn) -> Amounts:
    """Ours, by the compiled batch: each month for the monthly branches, the bimester for the others."""
    found: Amounts = {name: np.zeros(len(drawn.rows), np.int64) for name in drawn.theirs}
    for huecos in HUECOS:
        places = np.array([n for n, row in enumerate(drawn.rows) if row.huecos == huecos])
        compiled = compile_law(SPAN, {"ceav_huecos": huecos})
        whose = Employers.of(drawn.patrones, compiled)
        for which, end, branches in (("first", "_1", MONTHLY), ("second", "_2", MONTHLY), ("bimester", "", BIMONTHLY)):
            of = drawing.columns((drawn.rows[n] for n in places), which)
            own = determine(Rows.from_columns(**of), whose, compiled)
            assert (own.codigo == Codigo.BIEN).all(), own.refused
            for name, key in branches.items():
                moved = own.trasladado(key) if name in WITH_WORKER else 0
                found[f"{name}_patron{end}"][places] = own.ramo(key, Parte.PATRON) + moved
                if name in WITH_WORKER:
                    found[f"{name}_obrero{end}"][places] = own.ramo(key, Parte.OBRERO) - moved
    return found


def by_scalar(row: Row, patron: Patron) -> dict[str, int]:
    """Ours, by the scalar rules."""
    trabajador = drawing.worker(row)
    found: dict[str, int] = {}
    with law.choosing({"ceav_huecos": row.huecos}):
        for place, month in enumerate(row.meses, start=1):
            own = determinar(trabajador, month, patron, (Bill.MONTHLY,))
            found |= {f"{name}_{place}": amount for name, amount in _paid(own, MONTHLY)}
        number = (row.periodo.first.month + 1) // 2
        found |= dict(_paid(bimestre(trabajador, row.periodo.first.year, number, patron), BIMONTHLY))
    return found


def _paid(own: Determinacion, branches: dict[str, str]) -> Iterator[tuple[str, int]]:
    for name, key in branches.items():
        for payer in (Parte.PATRON, Parte.OBRERO) if name in WITH_WORKER else (Parte.PATRON,):
            lines = (one.importe.centavos for one in own.lineas if (one.ramo, one.a_cargo_de) == (key, payer))
            yield f"{name}_{payer.value}", sum(lines)


def differences(drawn: Drawn, ours: Amounts) -> list[Difference]:
    """Every amount of the batch that is not the other's."""
    return [
        Difference(drawn.rows[n], column, int(ours[column][n]), int(theirs[n]))
        for column, theirs in drawn.theirs.items()
        for n in np.flatnonzero(ours[column] != theirs)
    ]


def scalar_differences(drawn: Drawn, many: int = SCALAR) -> list[Difference]:
    """The same of the scalar rules, in the first rows."""
    found = []
    for n, row in enumerate(drawn.rows[:many]):
        own = by_scalar(row, drawn.patrones[row.patron])
        assert own.keys() == drawn.theirs.keys()
        found += [
            Difference(row, column, amount, int(drawn.theirs[column][n]))
            for column, amount in own.items()
            if amount != drawn.theirs[column][n]
        ]
    return found


def cases_seen(rows: list[Row]) -> dict[str, int]:
    """How many rows have each thing that may go wrong: a comparison that drew none of one proves nothing of it."""
    kinds: dict[str, Callable[[Row], bool]] = {
        "cambio de salario": lambda row: len(row.salarios) > 1,
        "ausencias": lambda row: row.ausencias != 0,
        "más de siete ausencias": lambda row: (row.ausencias & ~row.certificados).bit_count() > 7,
        "incapacidad": lambda row: row.certificados != 0,
        "pensionado": lambda row: row.pensionado.value != "no",
        "zona fronteriza": lambda row: row.zona.value == "zlfn",
        "1 de febrero": lambda row: row.periodo.first.month == 1,
        "1 de marzo": lambda row: row.periodo.first.month == 3,
        "alta o baja dentro del bimestre": lambda row: row.vigentes.bit_count() < row.periodo.days,
        "ceav_corte": lambda row: row.huecos == "ceav_corte",
    }
    return {name: sum(map(found, rows)) for name, found in kinds.items()}


def main() -> int:
    """Compare one seed, say what was seen, and write the other's rate."""
    quiet = wait_until_quiet()
    drawn = draw(SEEDS[0], times=REPEATED)
    found = differences(drawn, by_batch(drawn)) + scalar_differences(drawn)
    print(json.dumps(drawn.told | {"differences": len(found)} | cases_seen(drawn.rows), ensure_ascii=False, indent=2))
    for one in found[:20]:
        print(one)
    if not found:
        title = "The determination of contributions in OpenFisca: a row is a worker in a bimester, both months"
        keep("openfisca", {"title": title, "machine": machine(), "load": _after(quiet), "result": drawn.told})
    return 1 if found else 0


def _after(quiet: dict[str, Any]) -> dict[str, Any]:
    return quiet | {"load_per_core_after": round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)}


if __name__ == "__main__":
    sys.exit(main())
