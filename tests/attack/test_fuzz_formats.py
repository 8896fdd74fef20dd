"""Each parser of files, ten minutes of inputs that coverage finds: no crash, no hang, no memory past its limit.

The pure suite runs a sample of the same targets; here they run for real.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.campaign import MEMORY_MB

pytest.importorskip("atheris", reason="there is no atheris for this Python")

ROOT = Path(__file__).parents[2]
MINUTES = 10
TARGETS = sorted(
    path.stem
    for path in (ROOT / "tests" / "fuzz").glob("*.py")
    if f"def one_input_{path.stem}(" in path.read_text(encoding="utf-8")
)


@pytest.mark.attack
@pytest.mark.timeout((MINUTES + 5) * 60)
@pytest.mark.parametrize("target", TARGETS)
def test_ten_minutes_of_inputs(target: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.campaign", target, str(MINUTES * 60), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    runs = re.search(r"stat::number_of_executed_units:\s+(\d+)", done.stderr)
    peak = re.search(r"stat::peak_rss_mb:\s+(\d+)", done.stderr)
    assert runs is not None
    assert peak is not None
    sys.stdout.write(f"\n{target}: {int(runs[1]):,} inputs, peak {peak[1]} MB of {MEMORY_MB}\n")
    assert int(runs[1]) > 1000, "too few to mean anything"
