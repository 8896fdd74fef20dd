"""``python -m tests.evaluation.anomalies``: measures the two seeds and writes what came out, whatever it is.

Raw figures go to ``tests/evaluation/anomalies/results/`` and the page to ``docs/benchmarks/anomalies.md``. The
thresholds were fixed before the first run, in ``law/policies``; the second seed is only ever measured.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import time
from pathlib import Path
from typing import Any, Final

from ventanilla import law
from ventanilla.domain.anomalies import ClaseAnomalia

from .measuring import KINDS, PARTS, Measured, Table, part_of
from .page import page

SEEDS: Final = (1, 2)
FAULTS: Final = 10_000
LOOKALIKES: Final = 100_000
_RESULTS: Final = Path(__file__).with_name("results")
_PAGE: Final = Path(__file__).parents[3] / "docs" / "benchmarks" / "anomalies.md"


def measured(seed: int, faults: int, lookalikes: int, processes: int) -> dict[str, Any]:
    """Everything that came out of one seed."""
    table: Table = {kind: Measured() for kind in KINDS}
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for part in pool.imap(part_of, [(seed, n, faults, lookalikes) for n in range(PARTS)]):
            for kind, one in part.items():
                table[kind].add(one)
    thresholds = {key: law.policy(key).value for key in law.policy_keys() if key.startswith("anomalia_")}
    return {
        "seed": seed,
        "faults": faults,
        "lookalikes": lookalikes,
        "seconds": round(time.perf_counter() - begun),
        "thresholds": thresholds,
        "kinds": {kind.value: table[kind].raw() for kind in ClaseAnomalia},
    }


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.anomalies")
    parser.add_argument("--seed", type=int, action="append", help="only this one; both unless said")
    parser.add_argument("--faults", type=int, default=FAULTS)
    parser.add_argument("--lookalikes", type=int, default=LOOKALIKES)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--page", action="store_true", help="only write the page again, from what was measured")
    given = parser.parse_args()
    _RESULTS.mkdir(exist_ok=True)
    for seed in () if given.page else given.seed or SEEDS:
        found = measured(seed, given.faults, given.lookalikes, given.processes)
        text = json.dumps(found, ensure_ascii=False, indent=2)
        (_RESULTS / f"seed-{seed}.json").write_text(text + "\n", encoding="utf-8")
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_RESULTS.glob("seed-*.json"))]
    _PAGE.write_text(page(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
