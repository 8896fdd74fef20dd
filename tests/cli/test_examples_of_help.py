"""Every command that answers about the law has an example in its help, and the example runs as it is written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ventanilla import law
from ventanilla.cli import main

GROUPS = (
    "cierre", "convertir", "cuotas", "identificador", "ley", "muestra", "pension", "revisar", "salario", "semanas",
    "subsidio", "vigencia",
)  # fmt: skip
# What the examples read, by the names they give; a person has their own.
FILES = {"inpc.csv": "fecha,valor\n2026-12,101.2\n"}
# These read an employer's files, and end with 1 for what the sample has of odd.
OF_FILES = {
    ("cierre",), ("convertir",), ("cuotas", "cedula"), ("cuotas", "comparar"), ("revisar",),
    ("cuotas", "simular", "nomina"), ("salario", "modificaciones"),
}  # fmt: skip


def paths(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    """A command and all below it."""
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from paths(below, *names, name)


def all_paths() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for group in GROUPS:
        command = main.get_command(click.Context(main), group)
        assert command is not None
        found += paths(command, group)
    return found


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "ley").mkdir()
    monkeypatch.setenv("VENTANILLA_LEY", str(tmp_path / "ley"))
    monkeypatch.setenv("VENTANILLA_CLOCK", "2027-01-10")
    monkeypatch.chdir(tmp_path)
    yield
    law.load({})


@pytest.mark.usefixtures("somewhere")
@pytest.mark.parametrize("path", all_paths(), ids=" ".join)
def test_the_example_of_each_help_runs(path: tuple[str, ...]) -> None:
    told = CliRunner().invoke(main, [*path, "--help"])
    assert told.exit_code == 0
    example = re.search(r"Ejemplo: ventanilla (.+?)(?:\. [A-Z]|$)", " ".join(told.stdout.split()))
    assert example is not None, "its help has no example"
    words = shlex.split(example[1])
    assert tuple(words[: len(path)]) == path
    if path in OF_FILES:
        for name in ("nomina", "clientes/uno"):
            CliRunner().invoke(main, ["muestra", name, "--periodo", "2026-06"])
        Path("emision.xlsx").write_bytes(Path("nomina/emision.xlsx").read_bytes())
        words = [one.replace("clientes/*", "clientes/uno") for one in words]  # what a shell makes of it
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0 or (path in OF_FILES and done.exit_code == 1), done.output
    assert done.stdout.strip()
