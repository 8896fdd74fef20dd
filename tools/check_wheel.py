"""Every file of the package is in the wheel: `python tools/check_wheel.py WHEEL`. A forgotten pattern shows here."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

BUILT = {".scss"}  # what the frontend's build turns into web/static; not needed to run
ROOT = Path(__file__).resolve().parents[1]


def missing(tracked: list[str], packed: set[str]) -> list[str]:
    """What the repository has under ``src`` and the wheel has not."""
    wanted = [name for name in tracked if Path(name).suffix not in BUILT]
    return [name for name in wanted if name.removeprefix("src/") not in packed]


def main(wheel: str) -> int:
    """Compare and say; the exit code."""
    listed = subprocess.run(["git", "ls-files", "-z", "src"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    with zipfile.ZipFile(wheel) as archive:
        lost = missing([name for name in listed.split("\0") if name], set(archive.namelist()))
    for name in lost:
        print(f"not in the wheel: {name} (add its pattern to package-data in pyproject.toml)")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
