"""Where the compiled code of the batch is kept, where the folder of the package can be written and where it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

A_MODULE = """
from ventanilla.domain.contributions.batch.kernel import compiled

def _double(number):
    return 2 * number

double = compiled(_double)
assert double(21) == 42
"""


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ("beside", "module/__pycache__"),
        ("user", "user/numba"),
        ("told", "told"),
        ("nowhere", ""),
    ],
)
def test_what_is_compiled_is_kept_where_it_can_be_and_nothing_fails(tmp_path: Path, place: str, kept: str) -> None:
    """A file in the way of a folder is what root, too, cannot write in."""
    module, user, told = (tmp_path / name for name in ("module", "user", "told"))
    module.mkdir()
    (module / "some_law.py").write_text(A_MODULE, encoding="utf-8")
    if place != "beside":
        (module / "__pycache__").touch()
    if place == "nowhere":
        user.touch()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")} | {
        "XDG_CACHE_HOME": str(user),
        "HOME": str(user),
        "PYTHONPATH": os.pathsep.join((str(module), *sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
        **({"NUMBA_CACHE_DIR": str(told)} if place == "told" else {}),
    }
    subprocess.run([sys.executable, "-c", "import some_law"], env=environment, check=True, timeout=300)
    found = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("some_law.*.nbi")]
    assert len(found) == bool(kept)
    assert all(path.startswith(kept) for path in found)
