"""Two independent implementations of contributions owe the same, to the centavo, in every branch and share."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance import openfisca_comparison as comparison

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not comparison.there_is_environment(), reason="the environment of OpenFisca is not here: `make openfisca`"
    ),
]


@pytest.mark.parametrize("seed", comparison.SEEDS)
def test_a_hundred_thousand_worker_months_owe_the_same(seed: int) -> None:
    drawn = comparison.draw(seed)
    assert len(drawn.rows) * 2 == 100_000
    rare = {name: seen for name, seen in comparison.cases_seen(drawn.rows).items() if seen < 1_000}
    assert rare == {}, "a comparison that drew little of a case proves little of it"
    found = comparison.differences(drawn, comparison.by_batch(drawn)) + comparison.scalar_differences(drawn)
    assert not found, f"{len(found)} amounts differ:\n" + "\n".join(str(one) for one in found[:20])


def test_a_planted_difference_is_found() -> None:
    drawn = comparison.draw(1, 200)
    ours = comparison.by_batch(drawn)
    ours["ceav_patron"][7] += 1
    found = comparison.differences(drawn, ours)
    assert [(one.column, one.row, one.ours - one.theirs) for one in found] == [("ceav_patron", drawn.rows[7], 1)]


def test_ventanilla_names_it_nowhere() -> None:
    source = Path(comparison.__file__).parents[2] / "src"
    assert not [path for path in source.rglob("*.py") if "openfisca" in path.read_text(encoding="utf-8").lower()]
