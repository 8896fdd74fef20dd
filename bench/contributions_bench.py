"""Full determinations a second: the scalar rules, the compiled batch, the same in plain ``Decimal``, and bare memory.

The rows are those of the property test that proves the batch (``tests/domain/random_determinations``): all branches
and both shares of a month or a bimester, crowded where rules change, without those that are refused; the function
measured is the one proven. The amounts of all three are compared before anything is measured. The floor is copying
the rows' inputs and outputs in memory, with one thread and with two. ``openfisca.json``, which `make openfisca`
writes, is shown beside if it is there.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numba
import numpy as np
from tests.domain.random_determinations import SPAN, Case, cases, employers

from bench.contributions_decimal import determine as in_decimal
from bench.harness import RESULTS, ROUNDS, Spread, alternate
from ventanilla import law
from ventanilla.domain.contributions import CuotasError, Determinacion, Parte, Patron, determinar
from ventanilla.domain.contributions.batch import Employers, Results, Rows, compile_law, determine
from ventanilla.domain.contributions.batch.compiled import SHARES, WORKER_SHARES

SEED: Final = 20260201
DRAWN: Final = 10_000
REPEATED: Final = 40  # 400,000 rows: what they take does not fit the processor's own memory
COMPARED: Final = 1_000
SCALAR: Final = 300  # determinations in a round
OPENFISCA: Final = RESULTS / "openfisca.json"


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Compare, then measure in turns; rates are by processor time where one thread works, and by the clock."""
    rng = random.Random(SEED)
    patrones = employers(rng)
    compiled = compile_law(SPAN)
    whose = Employers.of(patrones, compiled)
    drawn = list(cases(rng, DRAWN, len(patrones)))
    found = determine(Rows.of((case.trabajador, case.periodo, case.patron) for case in drawn), whose, compiled)
    drawn = [case for place, case in enumerate(drawn) if place not in found.refused]
    once = Rows.of((case.trabajador, case.periodo, case.patron) for case in drawn)
    _compare(drawn, patrones, determine(once, whose, compiled))
    rows = _repeat(once, REPEATED)
    into = Results.empty(len(rows))
    copied = [(column, np.empty_like(column)) for column in (*rows.arrays, *into.arrays)]
    some = drawn[:SCALAR]
    wall: dict[str, list[float]] = {}

    def rate(name: str, many: int, action: Callable[[], object]) -> Callable[[], float]:
        def measure() -> float:
            cpu, clock = time.process_time(), time.perf_counter()
            action()
            wall.setdefault(name, []).append(many / (time.perf_counter() - clock))
            return many / (time.process_time() - cpu)

        return measure

    def each(one: Callable[..., object]) -> Callable[[], object]:
        return lambda: [one(case.trabajador, case.periodo, patrones[case.patron]) for case in some]

    with ThreadPoolExecutor(2) as two:
        actions: dict[str, tuple[int, Callable[[], object]]] = {
            "scalar": (len(some), each(determinar)),
            "decimal": (len(some), each(in_decimal)),
            "kernel, 1 thread": (len(rows), lambda: determine(rows, whose, compiled, threads=1, into=into)),
            "kernel, 2 threads": (len(rows), lambda: determine(rows, whose, compiled, threads=2, into=into)),
            "copy, 1 thread": (len(rows), lambda: _copy(copied)),
            "copy, 2 threads": (len(rows), lambda: list(two.map(_copy, _halves(copied)))),
        }
        per_cpu = alternate({name: rate(name, *action) for name, action in actions.items()}, rounds)
    per_second = {name: Spread.of(values[1:]) for name, values in wall.items()}  # the first is the warm-up
    moved = sum(column.nbytes for column, _ in copied)
    openfisca = json.loads(OPENFISCA.read_text())["result"] if OPENFISCA.is_file() else None
    return {
        "rows": len(rows),
        "rows compared": len(drawn[:COMPARED]),
        "bytes of a row, in and out": round(moved / len(rows), 1),
        "wages of a row": round(len(rows.arrays.tramo_desde) / len(rows), 2),
        "per_second": {name: spread.as_json() for name, spread in per_second.items()},
        "per_cpu_second": {name: spread.as_json() for name, spread in per_cpu.items()},
        "kernel_to_decimal": {
            name: round(per_second[f"kernel, {name}"].median / per_second["decimal"].median) for name in THREADS
        },
        "kernel_to_decimal_by_cpu": round(per_cpu["kernel, 1 thread"].median / per_cpu["decimal"].median),
        "kernel_to_copy": {
            name: round(per_second[f"kernel, {name}"].median / per_second[f"copy, {name}"].median, 3)
            for name in THREADS
        },
        "kernel_to_copy_by_cpu": round(per_cpu["kernel, 1 thread"].median / per_cpu["copy, 1 thread"].median, 3),
        "kernel_2_threads_to_copy_1_thread": round(
            per_second["kernel, 2 threads"].median / per_second["copy, 1 thread"].median, 3
        ),
        "kernel_to_openfisca": (
            round(per_second["kernel, 1 thread"].median / float(openfisca["rows_per_second"])) if openfisca else "-"
        ),
        "rows made of objects per_cpu_second": round(_rate_of_objects(drawn[:2_000])),
        "import ventanilla.domain.contributions, CPU ms": _import_ms("ventanilla.domain.contributions"),
        "bare python, CPU ms": _import_ms(""),
        "numba threads": numba.get_num_threads(),
    }


THREADS: Final = ("1 thread", "2 threads")


def _compare(drawn: list[Case], patrones: list[Patron], found: Results) -> None:
    """AssertionError unless the three agree on a sample in every share."""
    for place, case in enumerate(drawn[:COMPARED]):
        arguments = (case.trabajador, case.periodo, patrones[case.patron])
        scalar, plain = _scalar(*arguments), in_decimal(*arguments)
        for share in SHARES:
            key, parte = share.ramo.key, share.parte
            own = int(found.ramo(key, parte)[place])
            assert own == scalar.ramo(key, parte).centavos, (key, parte, case)
            assert own == plain.get((key, parte.value), 0) * 100, (key, parte, case)
        for share in WORKER_SHARES:
            moved = [
                one.importe.centavos
                for one in scalar.lineas
                if one.ramo == share.ramo.key and one.parte is Parte.OBRERO and one.a_cargo_de is Parte.PATRON
            ]
            own = int(found.trasladado(share.ramo.key)[place])
            assert own == sum(moved) == plain.get((share.ramo.key, "trasladado"), 0) * 100, (share.ramo.key, case)


def _scalar(*arguments: Any) -> Determinacion:
    try:
        return determinar(*arguments)
    except (law.LawError, CuotasError) as error:
        raise AssertionError(f"the batch determines what the rules refuse: {error}") from error


def _repeat(rows: Rows, times: int) -> Rows:
    columns = {name: np.tile(column, times) for name, column in rows.arrays._asdict().items() if name != "tramos"}
    own = len(rows.arrays.tramo_desde)
    offsets = np.concatenate([*(rows.arrays.tramos[:-1] + own * n for n in range(times)), [own * times]])
    return Rows.from_columns(**columns, tramos=offsets)


def _halves(columns: list[tuple[Any, Any]]) -> list[list[tuple[Any, Any]]]:
    def part(column: Any, half: int) -> Any:
        flat = column.reshape(-1)
        return flat[: len(flat) // 2] if half == 0 else flat[len(flat) // 2 :]

    return [[(part(source, half), part(target, half)) for source, target in columns] for half in range(2)]


def _copy(columns: list[tuple[Any, Any]]) -> None:
    for source, target in columns:
        np.copyto(target, source)


def _rate_of_objects(drawn: list[Case]) -> float:
    before = time.process_time()
    Rows.of((case.trabajador, case.periodo, case.patron) for case in drawn)
    return len(drawn) / (time.process_time() - before)


def _import_ms(name: str) -> float:
    """CPU of a new process that imports it, the median of five."""
    program = (
        f"import time; t = time.process_time(); {'import ' + name if name else 'pass'}; print(time.process_time() - t)"
    )
    taken = [
        float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    return round(sorted(taken)[2] * 1000, 1)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
