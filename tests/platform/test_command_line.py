"""`ventanilla` answers at once, works on a base installation, and says which extra a command lacks."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from ventanilla import cli

HEAVY = {"django", "psycopg", "cryptography", "pydantic", "pyhanko", "typst", "granian", "yaml", "cbor2", "ssl"}
# What shows that an installation is bare: the modules of the extra cannot be found.
BARE = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
from ventanilla.cli import main
main({arguments!r})
"""


def bare(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command where the extras are not installed."""
    program = BARE.format(missing=sorted(cli.EXTRA_OF), arguments=list(arguments))
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from ventanilla.cli import main;"
        "result = CliRunner().invoke(main, ['--help']); assert result.exit_code == 0, result.output;"
        "print(' '.join(name for name in sys.modules if '.' not in name))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()
    assert "click" in done.stdout.split()


def test_help_names_every_command_with_what_it_is_for() -> None:
    said = CliRunner().invoke(cli.main, ["--help"]).output
    for name in (*cli.STANDALONE, "oficina"):
        assert re.search(rf"^  {name}\s+[A-ZÁÉÍÓÚ]\S+ ", said, re.MULTILINE), name


@pytest.mark.parametrize("name", cli.STANDALONE)
def test_every_command_that_is_named_is_there(name: str) -> None:
    assert CliRunner().invoke(cli.main, [name, "--help"]).exit_code == 0


@pytest.mark.parametrize("asked", [("oficina", "abrir"), ("tramite", "revisar", "constancia_vigencia")])
def test_a_command_of_the_office_says_which_extra_it_lacks(asked: tuple[str, ...]) -> None:
    done = bare(*asked)
    assert done.returncode == cli.MISSING_EXTRA
    assert f"«ventanilla {asked[0]}»" in done.stderr
    assert "necesita el extra «oficina»" in done.stderr
    assert "pip install 'ventanilla[oficina]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_needs_no_extra_works_without_any() -> None:
    done = bare("identificador", "validar", "nss", "99178500015", "--json")
    assert done.returncode == 0, done.stderr


def test_a_fault_of_ours_is_not_taken_for_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def fallida() -> None:
        raise ModuleNotFoundError("No module named 'ventanilla.nada'", name="ventanilla.nada")

    monkeypatch.setattr(cli, "_office", lambda: {"fallida": fallida})
    with pytest.raises(ModuleNotFoundError):
        CliRunner().invoke(cli.main, ["fallida"], catch_exceptions=False)


def test_every_requirement_of_an_extra_is_known_to_the_command_line() -> None:
    modules: dict[str, set[str]] = {}
    for module, distributions in importlib.metadata.packages_distributions().items():
        for distribution in distributions:
            modules.setdefault(distribution.lower().replace("_", "-"), set()).add(module)
    for requirement in importlib.metadata.requires("ventanilla") or []:
        name = re.match(r"[\w.-]+", requirement)
        extra = re.search(r"extra == ['\"](\w+)['\"]", requirement)
        assert name is not None
        if extra is not None and name[0] != "ventanilla":  # an extra that holds another
            offered = {found for found in modules[name[0].lower().replace("_", "-")] if not found.startswith("_")}
            assert {cli.EXTRA_OF.get(found) for found in offered} & {extra[1]}, name[0]
