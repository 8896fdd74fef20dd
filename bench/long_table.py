"""One table of 61 pages: printed by the worker's bounded child, beside Typst's plain table of the same cells.

Each is printed in a process of its own, whole: starting Python, loading the fonts, printing. Seconds are of the
clock, ``cpu`` of all its threads; memory is the peak resident of the process. The plain table is what Typst's own
documentation writes (``table(columns: 4)``), with the same fonts, standards and cells, and nothing else on its pages.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

from bench.documents_bench import AT, long_sheet
from bench.harness import ROUNDS, Spread
from ventanilla.adapters.typeset.bounded import MAX_CPU_SECONDS, MAX_MEMORY_BYTES, written
from ventanilla.adapters.typeset.local import FONTS, ROOT, STANDARDS
from ventanilla.config.print_long import COMMAND

PAGES: Final = 61
MOVEMENTS: Final = 2_870  # rows that fill them
AIM_SECONDS: Final = 1.5
AIM_BYTES: Final = 600_000
KINDS: Final = ("Alta", "Modificación de salario", "Baja")
PLAIN: Final = """
#let rows = json(bytes(sys.inputs.rows))
#set document(title: "T")
#set text(lang: "es", font: "Ventanilla Sans", size: 9pt, fallback: false)
#set page(paper: "us-letter", margin: (x: 22mm, top: 26mm, bottom: 22mm))
#title()
#table(columns: 4, table.header([Fecha], [Aviso], [Registro patronal], [Salario base diario]), ..rows.flatten())
"""


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds, processor seconds, bytes, pages and peak resident memory of each, in turns."""
    taken: dict[str, list[dict[str, float]]] = {"bounded": [], "plain": []}
    with TemporaryDirectory() as directory:
        folder = Path(directory)
        (folder / "sheet.json").write_bytes(written(weeks_sheet(MOVEMENTS)))
        (folder / "rows.json").write_text(json.dumps(_rows(MOVEMENTS)), "utf-8")
        commands = {
            "bounded": [*COMMAND, str(MAX_MEMORY_BYTES), str(MAX_CPU_SECONDS)],
            "plain": [sys.executable, "-m", "bench.long_table", "plain"],
        }
        inputs = {"bounded": folder / "sheet.json", "plain": folder / "rows.json"}
        for round_ in range(rounds + 1):
            for name, command in commands.items():
                measured = _measured(command, inputs[name], folder / f"{name}.pdf")
                if round_:  # the first warms the disk
                    taken[name].append(measured)
        pages = {name: _pages(folder / f"{name}.pdf") for name in commands}
    spreads = {
        name: {unit: Spread.of([one[unit] for one in each]).as_json() for unit in each[0]}
        for name, each in taken.items()
    }
    ours = spreads["bounded"]
    return {
        "rows": MOVEMENTS,
        "pages": pages,
        "limits": {"memory_bytes": MAX_MEMORY_BYTES, "cpu_seconds": MAX_CPU_SECONDS},
        "aims": {"seconds": AIM_SECONDS, "bytes": AIM_BYTES},
        "results": spreads,
        "within_aims": ours["seconds"]["median"] <= AIM_SECONDS and ours["bytes"]["median"] <= AIM_BYTES,
    }


def weeks_sheet(movements: int) -> Any:
    """A detailed constancia de semanas with so many movements of one employment."""
    notices = [
        {"on": f"{1997 + n // 100}-{1 + n % 12:02d}-{1 + n % 28:02d}", "tipo": KINDS[n % 3],
         "registro_patronal": "Z9912345105", "sbc_centavos": None if n % 3 == 2 else 30_000 + n}
        for n in range(movements)
    ]  # fmt: skip
    relation = {
        "patron": "Empresa de ejemplo", "registro_patronal": "Z9912345105", "entidad": "", "alta": "1997-07-01",
        "baja": None, "sbc_centavos": 30_000, "dias": 10_000, "avisos": notices,
    }  # fmt: skip
    weeks: dict[str, Any] = {
        "nombre": "PERSONA INVENTADA", "curp": "PUEA850101MDFRJN02", "nss": "99178500015", "dias": 10_000,
        "cotizadas": 1_429, "descontadas": None, "reintegradas": None, "reconocidas": None, "relaciones": [relation],
        "huecos": [], "sueltos": [], "antes_de_1997": False, "archivo_fisico": False,
    }  # fmt: skip
    return replace(
        long_sheet(),
        template="/tramites/constancia_semanas/documents/semanas.typ",
        title="Constancia de semanas cotizadas",
        content={"al": "2026-11-22", "detallada": True, "semanas": weeks},
    )


def _rows(movements: int) -> list[list[str]]:
    return [
        [f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1997 + n // 100}", KINDS[n % 3], "Z9912345105", f"${300 + n / 100:.2f}"]
        for n in range(movements)
    ]


def _measured(command: list[str], given: Path, out: Path) -> dict[str, float]:
    start = time.perf_counter()
    with given.open("rb") as source, out.open("wb") as target:
        child = subprocess.Popen(command, stdin=source, stdout=target)
        _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return {
        "seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_mib": used.ru_maxrss / 1024,
        "bytes": float(out.stat().st_size),
    }


def _pages(pdf: Path) -> int:
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))


def _plain() -> None:
    rows = sys.stdin.read()
    compiler = typst.Compiler(root=str(ROOT), font_paths=[str(FONTS)], ignore_system_fonts=True)
    pdf = compiler.compile(
        input=PLAIN.encode(), format="pdf", sys_inputs={"rows": rows}, pdf_standards=list(STANDARDS), timestamp=AT
    )
    if not isinstance(pdf, bytes):
        raise TypeError("one PDF was asked for")
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    if sys.argv[1:] == ["plain"]:
        _plain()
    else:
        print(json.dumps(run(), indent=2))
