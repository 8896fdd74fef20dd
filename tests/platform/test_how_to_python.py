"""The pages that show Python are true: every example on them runs."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


PAGES = (
    "planilla-en-python.md",
    "cuotas-en-python.md",
    "recargos-prima-y-credito-en-python.md",
    "prestaciones-en-python.md",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_example_of_the_page_runs(page: str) -> None:
    result = doctest.testfile(str(HOW_TO / page), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert not result.failed
