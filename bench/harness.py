"""What every measurement shares: the machine, its load, rounds that alternate, medians with their spread."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "bench" / "results"
PAGES: Final = ROOT / "docs" / "benchmarks"
QUIET_LOAD_PER_CORE: Final = 0.5
QUIET_WAIT_SECONDS: Final = 60
ROUNDS: Final = 7
PACKAGES: Final = (
    "Django",
    "cryptography",
    "psycopg",
    "pyhanko",
    "typst",
    "granian",
    "procrastinate",
    "playwright",
    "numpy",
    "numba",
)


@dataclass(frozen=True, slots=True)
class Spread:
    """A median with its extremes, in the unit its row names."""

    median: float
    low: float
    high: float
    count: int

    @classmethod
    def of(cls, values: list[float]) -> Spread:
        """The spread of ``values``."""
        return cls(statistics.median(values), min(values), max(values), len(values))

    def as_json(self) -> dict[str, float]:
        """As it is kept."""
        return {"median": self.median, "min": self.low, "max": self.high, "rounds": self.count}


def alternate(subjects: dict[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, Spread]:
    """Measure each subject once a round, in turns, after a warm-up; never all of one and then all of another."""
    for measure in subjects.values():
        measure()
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for name, measure in subjects.items():
            taken[name].append(measure())
    return {name: Spread.of(values) for name, values in taken.items()}


def cpu_ms(action: Callable[[], object], times: int = 1) -> float:
    """CPU milliseconds of this process for one ``action``, over ``times`` of them."""
    start = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - start) * 1000 / times


def machine() -> dict[str, Any]:
    """Where the figures were taken."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return {
        "cpu": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(int(memory.split()[1]) / 2**20, 1),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "commit": commit.stdout.strip(),
        "date": time.strftime("%Y-%m-%d"),
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"


def wait_until_quiet() -> dict[str, Any]:
    """Wait for a quiet machine, a minute at most, and say which it was."""
    deadline = time.monotonic() + QUIET_WAIT_SECONDS
    while (load := os.getloadavg()[0] / (os.cpu_count() or 1)) > QUIET_LOAD_PER_CORE and time.monotonic() < deadline:
        time.sleep(2)
    return {"load_per_core_before": round(load, 2), "quiet": load <= QUIET_LOAD_PER_CORE}


def keep(name: str, result: dict[str, Any]) -> Path:
    """Keep the raw result."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return path
