"""What a session of tests takes from whoever starts it: every setting that a test reads reaches it."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(r'os\.environ(?:\.get\(|\[)"(VENTANILLA_\w+)"')


def test_what_tests_read_of_the_environment_is_not_thrown_away() -> None:
    read = {name for path in (ROOT / "tests").rglob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))}
    made_here = {"VENTANILLA_VAR", "VENTANILLA_CLOCK"}
    assert read - made_here <= runpy.run_path(str(ROOT / "conftest.py"))["KEPT"]
    assert "VENTANILLA_API_EXAMPLES" in read
