"""docs/how-to/del-folder-de-nomina-a-la-cedula.md is what one types, what is answered, and what it looks like."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from tests.terminal import picture

from ventanilla.cli import main

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
HOW_TO: Final = DOCS / "how-to" / "del-folder-de-nomina-a-la-cedula.md"
PART: Final = re.compile(r"```(sh|text)\n(.*?)```|!\[[^\]]*\]\(\.\./screenshots/(terminal-[\w-]+\.svg)\)", re.DOTALL)
DIFFERENT: Final = {"revisar", "comparar", "cierre"}  # they end with 1 for what the sample has of odd
PICTURES: Final = "VENTANILLA_SCREENSHOTS"  # where `make screenshots` writes them anew


def test_the_page_is_what_one_types_and_what_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VENTANILLA_CLOCK", "2026-07-01")
    typed, said, coloured = "", "", ""
    compared = drawn = 0
    for kind, body, name in PART.findall(HOW_TO.read_text(encoding="utf-8")):
        if kind == "sh":
            typed = body.strip()
            program, *arguments = shlex.split(typed)
            if program != "ventanilla":
                assert program == "pip"
                continue
            done = CliRunner().invoke(main, arguments, color=True)
            odd = DIFFERENT & set(arguments) and "recibos.zip" not in typed
            assert done.exit_code == (1 if odd else 0), done.output
            coloured = done.output
            said = re.sub(r"\x1b\[[\d;]*m", "", coloured)
        elif kind == "text":
            assert body.strip() in said, f"{typed}\n{said}"
            compared += 1
        else:
            svg = picture(typed, coloured)
            assert svg.count("<text") > 5
            kept = Path(os.environ.get(PICTURES, "") or DOCS / "screenshots") / name
            if os.environ.get(PICTURES):
                kept.write_text(svg, encoding="utf-8")
            assert kept.read_text(encoding="utf-8") == svg, f"{name}: draw it with {PICTURES}=$PWD/docs/screenshots"
            drawn += 1
    assert (compared, drawn) == (8, 3)
