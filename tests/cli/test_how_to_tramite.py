"""docs/how-to/un-tramite-en-30-minutos.md is what one types: its blocks, in their order, in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

from ventanilla.config.environment import read

HOW_TO: Final = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "un-tramite-en-30-minutos.md"
BLOCK: Final = re.compile(r"```(\w+) ?(\S*)\n(.*?)```", re.DOTALL)
KINDS: Final = {"sh", "python", "typst", "yaml"}


def test_the_how_to_is_what_one_types(tmp_path: Path) -> None:
    blocks = BLOCK.findall(HOW_TO.read_text(encoding="utf-8"))
    assert {kind for kind, _, _ in blocks} == KINDS
    opened = []
    for kind, told, body in blocks:
        if kind != "sh":
            target = tmp_path / told
            assert target.is_file(), f"{told} was not written by the command"
            target.write_text(body, encoding="utf-8")
        elif told == "abre":
            opened.append(body)
        else:
            done = typed(body, tmp_path)
            assert (done.returncode == 0) is (told != "falla"), body + done.stdout + done.stderr
    (order,) = opened
    (setting,) = re.findall(r"^(VENTANILLA_TRAMITES)=(\S+) ventanilla oficina abrir$", order, re.MULTILINE)
    sys.path.insert(0, str(tmp_path))
    try:
        assert read(dict([setting])).tramites == ("mis_tramites",)
    finally:
        sys.path.remove(str(tmp_path))


def typed(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One command, as a shell would run it, with the programs of this installation."""
    command, *arguments = shlex.split(line)
    program = str(Path(sys.executable).with_name(command)) if command == "ventanilla" else command
    return subprocess.run(
        [program, *arguments], cwd=folder, env=dict(os.environ), capture_output=True, text=True, check=False
    )
