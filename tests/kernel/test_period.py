from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.kernel.period import Period

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
PERIODS = st.tuples(DAYS, st.integers(0, 1500)).map(lambda t: Period(t[0], t[0] + timedelta(days=t[1])))


def test_a_period_has_a_day() -> None:
    assert Period(date(2026, 1, 1), date(2026, 1, 1)).days == 1
    with pytest.raises(ValueError, match="no day"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(("bimester", "days"), [(1, 60), (2, 61), (3, 61), (4, 62), (5, 61), (6, 61)])
def test_the_bimesters_of_a_leap_year(bimester: int, days: int) -> None:
    assert Period.bimester(2024, bimester).days == days


@pytest.mark.parametrize("wrong", [0, 7, -1])
def test_there_are_six_bimesters(wrong: int) -> None:
    with pytest.raises(ValueError, match="six bimesters"):
        Period.bimester(2026, wrong)


@given(PERIODS)
def test_the_months_of_a_period_are_the_period(period: Period) -> None:
    parts = list(period.by_month())
    assert sum(part.days for part in parts) == period.days
    assert parts[0].first == period.first
    assert parts[-1].last == period.last
    assert all((part.first.year, part.first.month) == (part.last.year, part.last.month) for part in parts)
    for earlier, later in pairwise(parts):
        assert later.first - earlier.last == timedelta(days=1)


@given(PERIODS, PERIODS)
def test_the_overlap_has_exactly_the_days_of_both(one: Period, other: Period) -> None:
    both = one.overlap(other)
    assert both == other.overlap(one)
    for day in {one.first, one.last, other.first, other.last}:
        assert (day in one and day in other) is (both is not None and day in both)
    assert both is None or both.days <= min(one.days, other.days)
