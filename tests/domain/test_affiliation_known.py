"""Where somebody was attended, and what had an end: as it was on a day and as it was known at an instant."""

from __future__ import annotations

import random
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.random_movements import DAYS, day, instant

from ventanilla.domain.affiliation import (
    Adscripcion,
    Asignacion,
    Pension,
    TipoPension,
    adscripcion_en,
    fin_conocido,
    pension_conocida,
)

assignments = st.lists(
    st.builds(
        Asignacion,
        st.sampled_from([Adscripcion(umf) for umf in ("001", "002", "003")]),
        st.none() | st.integers(0, DAYS).map(day),
        st.none() | st.integers(0, 90).map(instant),
    ),
    max_size=8,
    unique_by=lambda one: one.recorded,
)
moments = st.tuples(st.integers(-1, DAYS + 1).map(day), st.integers(-1, 91).map(instant))


@given(assignments, moments, st.integers(0, 1000))
def test_the_order_in_which_they_are_read_changes_nothing(
    rows: list[Asignacion], moment: tuple[date, datetime], seed: int
) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    assert adscripcion_en(shuffled, *moment) == adscripcion_en(rows, *moment)


@given(assignments, moments)
def test_what_is_learned_later_and_what_begins_later_changes_nothing(
    rows: list[Asignacion], moment: tuple[date, datetime]
) -> None:
    on, known = moment
    then = [
        one
        for one in rows
        if (one.desde is None or one.desde <= on) and (one.recorded is None or one.recorded <= known)
    ]
    assert adscripcion_en(rows, on, known) == adscripcion_en(then, on, known) == adscripcion_en(then, on)
    if not then:
        assert adscripcion_en(rows, on, known) == Adscripcion()


def test_of_two_that_begin_on_one_day_the_one_known_later_counts() -> None:
    first, second = Adscripcion("001"), Adscripcion("002")
    rows = [Asignacion(second, day(3), instant(9)), Asignacion(first, day(3), instant(5))]
    assert adscripcion_en(rows, day(3)) == second
    assert adscripcion_en(rows, day(3), instant(8)) == first
    assert adscripcion_en(rows, day(2)) == Adscripcion()


def test_an_end_is_not_there_before_it_is_known() -> None:
    pension = Pension(TipoPension.INVALIDEZ, day(1), day(9))
    assert pension_conocida(pension, instant(2), instant(5), None) == pension
    assert pension_conocida(pension, instant(2), instant(5), instant(5)) == pension
    assert pension_conocida(pension, instant(2), instant(5), instant(4)) == Pension(TipoPension.INVALIDEZ, day(1))
    assert pension_conocida(pension, instant(2), instant(5), instant(1)) is None
    assert pension_conocida(pension, None, None, instant(1)) == pension
    assert fin_conocido(None, None, instant(1)) is None
