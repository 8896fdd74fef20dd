"""The demonstration's invented prices: loaded as an operator loads theirs, said to be invented, and never in law/."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ventanilla import law
from ventanilla.adapters.law_folder import load_folder
from ventanilla.config.demo_law import SAID, demonstration_law
from ventanilla.config.environment import OWN_LAW, read
from ventanilla.domain.affiliation.seguro_familia import padecimientos
from ventanilla.domain.contributions.voluntary import seguro_salud_familia

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    law.load({})


def test_it_is_priced_by_invented_figures_that_say_so(tmp_path: Path) -> None:
    with pytest.raises(law.LawError):
        seguro_salud_familia((40,), TODAY)
    demonstration_law(tmp_path, TODAY)
    demonstration_law(tmp_path, TODAY)
    law.load({})
    load_folder(tmp_path)
    for day in (TODAY, date(2027, 10, 1), date(2028, 6, 1)):
        assert seguro_salud_familia((40,), day).fuente == SAID
    assert [one.espera for one in padecimientos()] == [None, 180]


def test_what_is_published_stays_as_it_is(tmp_path: Path) -> None:
    demonstration_law(tmp_path, TODAY)
    published = seguro_salud_familia((40,), date(2025, 6, 1))
    assert str(published.total) == "$13,800.00"
    assert published.fuente != SAID


def test_a_demonstration_reads_its_own_folder_and_production_never(tmp_path: Path) -> None:
    var = {"VENTANILLA_VAR": str(tmp_path)}
    assert read(var).law is None
    (tmp_path / OWN_LAW).mkdir()
    assert read(var).law == tmp_path / OWN_LAW
    other = tmp_path / "otra"
    other.mkdir()
    assert read({**var, "VENTANILLA_LEY": str(other)}).law == other
