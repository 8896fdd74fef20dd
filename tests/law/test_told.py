"""What the law loaded does not say is told in two ways: to whoever runs the office, and to anybody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

from ventanilla import law

BEFORE: Final = date.min  # no law that is loaded is so old
OPERATORS: Final = ("ventanilla ley", "VENTANILLA_", ".yaml", "ARCHIVO.csv", "law/")


def refused(ask: Callable[[], object]) -> law.LawError:
    with pytest.raises(law.LawError) as caught:
        ask()
    return caught.value


@pytest.mark.parametrize("key", law.known_keys())
def test_a_value_that_is_not_loaded_is_called_by_its_title(key: str) -> None:
    missing = refused(lambda: law.row(key, BEFORE))
    assert "ventanilla ley cargar" in str(missing.reason)
    assert law.parameter(key).title in str(missing.told)
    assert not any(word in str(missing.told) for word in (*OPERATORS, key))


@pytest.mark.parametrize("key", law.table_keys())
def test_so_is_a_table(key: str) -> None:
    missing = refused(lambda: law.version(key, BEFORE))
    assert "ventanilla ley cargar" in str(missing.reason)
    assert law.table(key).title in str(missing.told)
    assert not any(word in str(missing.told) for word in (*OPERATORS, key))


@pytest.mark.parametrize("ask", [lambda: law.parameter("no.hay"), lambda: law.policy("no_hay")])
def test_what_no_law_has_is_told_without_its_name(ask: Callable[[], object]) -> None:
    missing = refused(ask)
    assert "ventanilla ley" in str(missing.reason)
    assert str(missing.told).startswith("Sin dato: ")
    assert not any(word in str(missing.told) for word in OPERATORS)
