"""A hundred thousand altas of an IDSE file, read and checked; beside splitting the same bytes into lines.

The file is drawn from a seed; another seed is read beside it and must not differ by more than a tenth
(``second_seed``). Importing what reads any file is measured in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from tests.formats import mutator

from bench.harness import ROUNDS, Spread, alternate
from ventanilla.formats import idse
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding

SEEDS: Final = (20261126, 7)
LINES: Final = 100_000
COPIES: Final = 20  # of each person, on as many days: a file of that size has an employer's people more than once
AIM_SECONDS: Final = 2.0
_IMPORT: Final = (
    "import time; start = time.process_time(); import ventanilla.formats.reading; "
    "print((time.process_time() - start) * 1000)"
)


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Processor seconds in turns."""
    first, second = (movement_file(seed) for seed in SEEDS)
    taken = alternate(
        {
            "read": _cpu(lambda: _all_read(first)),
            "read, second seed": _cpu(lambda: _all_read(second)),
            "split into lines": _cpu(lambda: [line.decode("ascii") for line in first.splitlines()]),
        },
        rounds,
    )
    imported = [
        float(subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True).stdout)
        for _ in range(rounds)
    ]
    return {
        "lines": LINES,
        "bytes": len(first),
        "aim_seconds": AIM_SECONDS,
        "cpu_seconds": {name: spread.as_json() for name, spread in taken.items()},
        "read_to_split": round(taken["read"].median / taken["split into lines"].median, 1),
        "second_seed": round(taken["read, second seed"].median / taken["read"].median, 3),
        "import ventanilla.formats.reading, CPU ms": Spread.of(imported).as_json(),
    }


def _cpu(action: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    return measure


def movement_file(seed: int) -> bytes:
    """So many altas, no two alike."""
    people = mutator.good_lines(seed, LINES // COPIES)
    return mutator.as_file([_on(line, n) for n in range(COPIES) for line in people])


def _on(line: str, n: int) -> str:
    first, last = mutator.FECHA
    return f"{line[: first - 1]}{n + 1:02d}062026{line[last:]}"


def _all_read(content: bytes) -> None:
    found = sum(not isinstance(one, Finding) for one in idse.read(File.of_bytes("ALTAS.TXT", content)))
    assert found == LINES, found
