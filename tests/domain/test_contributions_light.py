"""The library of contributions is light: whoever imports it takes no office, no database and no arrays."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"django", "psycopg", "pydantic", "cryptography", "numpy", "numba", "llvmlite", "pyarrow", "pandas"}


def modules_after(program: str) -> set[str]:
    """The packages that a new process has loaded after ``program``."""
    shown = f"import sys; {program}; print(' '.join(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_contributions_loads_nothing_heavy() -> None:
    loaded = modules_after("import ventanilla.domain.contributions")
    assert "ventanilla" in loaded
    assert loaded & HEAVY == set()


def test_only_the_batch_loads_the_arrays() -> None:
    loaded = modules_after("import ventanilla.domain.contributions.batch")
    assert {"numpy", "numba"} <= loaded
    assert loaded & {"django", "pyarrow"} == set()
