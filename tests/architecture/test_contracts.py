"""The import contracts themselves: what they may ignore, and that nobody silences a tool without saying of what."""

from __future__ import annotations

import tomllib

import pytest
from tests.architecture.house import ROOT, bare_silencers, sources

THE_ONLY_IGNORE = "ventanilla.apps.** -> ventanilla.apps.*.api"
LOOSENING = {"unmatched_ignore_imports_alerting", "exhaustive_ignores", "skip_descendants", "depth"}
CONTRACTS = 11


def loosened(configuration: str) -> list[str]:
    """Everything in a linter's configuration that lets an import pass, but the one wildcard."""
    linter = tomllib.loads(configuration)["tool"]["importlinter"]
    found = []
    for contract in linter["contracts"]:
        found += [ignore for ignore in contract.get("ignore_imports", []) if ignore != THE_ONLY_IGNORE]
        found += sorted(LOOSENING & contract.keys())
        if contract["type"] == "layers" and not contract.get("exhaustive"):
            found.append(f"{contract['name']}: not exhaustive")
    if linter.get("exclude_type_checking_imports"):
        found.append("exclude_type_checking_imports")
    return found


def test_the_contracts_ignore_one_wildcard_and_nothing_else() -> None:
    configuration = (ROOT / "pyproject.toml").read_text()
    assert loosened(configuration) == []
    assert configuration.count(f'"{THE_ONLY_IGNORE}"') == 1
    assert configuration.count("[[tool.importlinter.contracts]]") == CONTRACTS


@pytest.mark.parametrize(
    "planted",
    [
        'ignore_imports = ["ventanilla.web.x -> ventanilla.apps.cases.models"]',
        'unmatched_ignore_imports_alerting = "none"',
        'type = "layers"',
    ],
)
def test_a_planted_exception_is_found(planted: str) -> None:
    kind = "" if planted.startswith("type") else 'type = "protected"\n'
    assert loosened(f'[tool.importlinter]\n[[tool.importlinter.contracts]]\nname = "x"\n{kind}{planted}\n')


def test_no_tool_is_silenced_without_saying_of_what() -> None:
    assert [finding for path, text in sources("src", "tests", "bench") for finding in bare_silencers(path, text)] == []


@pytest.mark.parametrize("comment", ["# noqa", "# NOQA: because", "# type: ignore", "# type:ignore # later"])
def test_a_planted_silencer_is_found(comment: str) -> None:
    assert len(bare_silencers("x.py", f"x = 1  {comment}\n")) == 1


@pytest.mark.parametrize("comment", ["# noqa: S108", "# type: ignore[misc]", "# type: ignore[misc, arg-type]"])
def test_a_silencer_with_its_code_is_not(comment: str) -> None:
    assert bare_silencers("x.py", f"x = 1  {comment}\n") == []
