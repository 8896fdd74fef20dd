from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.kernel.calendar import Calendar, HolidayTable, MissingYear

CALENDAR = law.calendar()


@pytest.mark.parametrize(
    ("day", "next_working"),
    [
        (date(2019, 3, 17), date(2019, 3, 19)),  # Sunday, then the third Monday of March
        (date(2026, 1, 17), date(2026, 1, 19)),  # Saturday
        (date(2026, 10, 17), date(2026, 10, 19)),
        (date(2027, 1, 17), date(2027, 1, 18)),
        (date(2024, 10, 1), date(2024, 10, 2)),  # the change of the Executive, every six years
        (date(2018, 12, 1), date(2018, 12, 3)),
        (date(2026, 11, 16), date(2026, 11, 17)),
        (date(2026, 3, 17), date(2026, 3, 17)),
    ],
)
def test_the_next_working_day(day: date, next_working: date) -> None:
    assert CALENDAR.on_or_after(day) == next_working


def test_a_term_does_not_count_the_day_it_starts() -> None:
    assert CALENDAR.add(date(2026, 3, 12), 5) == date(2026, 3, 20)  # Friday 13, not Monday 16, 17 to 20


@pytest.mark.parametrize("wrong", [0, -1, 1001])
def test_a_term_is_bounded(wrong: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        CALENDAR.add(date(2026, 3, 12), wrong)


def test_a_year_without_table_is_an_error_that_says_what_to_load() -> None:
    for ask in (
        lambda: CALENDAR.is_working(date(2028, 1, 2)),  # a Sunday
        lambda: CALENDAR.add(date(2027, 12, 30), 5),
        lambda: CALENDAR.on_or_after(date(2015, 12, 31)),
    ):
        with pytest.raises(MissingYear, match=r"dias_inhabiles/20(28|15)\.yaml"):
            ask()


def test_every_shipped_table_says_that_it_is_incomplete() -> None:
    assert sorted(CALENDAR.tables) == list(range(2016, 2028))
    assert not any(table.complete for table in CALENDAR.tables.values())
    assert all(len(table.days) in (7, 8) for table in CALENDAR.tables.values())


def test_a_day_of_the_table_is_not_worked() -> None:
    monday = date(2030, 1, 7)
    calendar = Calendar({2030: HolidayTable(2030, "de prueba", True, {monday: "De prueba"})})
    assert not calendar.is_working(monday)
    assert calendar.is_working(monday + timedelta(days=1))


@given(st.dates(date(2016, 1, 4), date(2026, 12, 1)), st.integers(1, 20))
def test_a_term_has_as_many_working_days_as_it_says(start: date, days: int) -> None:
    end = CALENDAR.add(start, days)
    assert CALENDAR.is_working(end)
    between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    assert sum(map(CALENDAR.is_working, between)) == days
