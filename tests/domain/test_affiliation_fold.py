"""The fold of movements: what was in force on a day, as known at an instant."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.affiliation import (
    Beneficiario,
    Historia,
    Movimiento,
    Parentesco,
    Periodo,
    Tipo,
    continuos,
    empleos,
    vigentes,
)
from ventanilla.kernel.acts import SubjectId

START = date(2024, 1, 1)
END = START + timedelta(days=400)


def movement(
    n: int, tipo: Tipo, day: int, registro: str = "A", recorded: int | None = None, supersedes: int | None = None
) -> Movimiento:
    return Movimiento(
        id=UUID(int=n),
        tipo=tipo,
        nss="99178500015",
        registro_patronal=registro,
        on=START + timedelta(days=day),
        recorded=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day if recorded is None else recorded),
        sbc_centavos=None if tipo is Tipo.BAJA else 50_000,
        supersedes=None if supersedes is None else UUID(int=supersedes),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Movimiento]:
    found: list[Movimiento] = []
    for n in range(1, draw(st.integers(0, 12)) + 1):
        corrected = draw(st.none() | st.integers(1, n - 1)) if n > 1 else None
        tipo, day = draw(st.sampled_from(Tipo)), draw(st.integers(0, 60))
        registro, recorded = draw(st.sampled_from("AB")), draw(st.integers(0, 90))
        found.append(movement(n, tipo, day, registro, recorded, corrected))
    return found


@given(histories(), st.integers(0, 1000))
def test_the_order_of_arrival_changes_nothing(history: list[Movimiento], seed: int) -> None:
    shuffled = list(history)
    random.Random(seed).shuffle(shuffled)
    assert empleos(shuffled, END) == empleos(history, END)
    assert empleos([*history, *shuffled], END) == empleos(history, END), "the same movement twice is one"


@given(histories())
def test_a_superseded_movement_never_counts(history: list[Movimiento]) -> None:
    corrected = {m.supersedes for m in history}
    assert not {m.id for m in vigentes(history, END)} & corrected
    assert empleos([m for m in history if m.id not in corrected or m.supersedes], END) == empleos(history, END)


@given(histories(), st.integers(0, 90))
def test_what_is_learned_later_does_not_change_what_was_known(history: list[Movimiento], day: int) -> None:
    known = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day)
    assert empleos(history, END, known) == empleos([m for m in history if m.recorded <= known], END)


@given(histories(), st.integers(0, 60))
def test_what_takes_effect_later_does_not_change_the_day(history: list[Movimiento], day: int) -> None:
    on = START + timedelta(days=day)
    corrected = {m.supersedes for m in history}
    sooner = [m for m in history if m.on <= on and m.id not in corrected]
    assert empleos(history, on) == empleos([m if not m.supersedes else _plain(m) for m in sooner], on)


def _plain(m: Movimiento) -> Movimiento:
    return Movimiento(m.id, m.tipo, m.nss, m.registro_patronal, m.on, m.recorded, m.sbc_centavos, m.causa)


@given(histories())
def test_employments_with_one_employer_never_overlap_beyond_the_day_of_return(history: list[Movimiento]) -> None:
    for registro in "AB":
        own = [p for p in empleos(history, END) if p.registro_patronal == registro]
        for earlier, later in pairwise(own):
            assert earlier.hasta is not None
            assert earlier.hasta <= later.desde


@given(histories())
def test_the_stretches_hold_exactly_the_insured_days(history: list[Movimiento]) -> None:
    periods = empleos(history, END)
    stretches = continuos(periods)
    for offset in range(-1, 65):
        day = START + timedelta(days=offset)
        insured = any(p.covers(day) for p in periods)
        assert insured is any(first <= day and (last is None or day <= last) for first, last in stretches)
    for (_, last), (first, _) in pairwise(stretches):
        assert last is not None
        assert (first - last).days > 1


@pytest.mark.parametrize(
    ("movements", "expected"),
    [
        ([], []),
        ([movement(1, Tipo.BAJA, 5)], []),
        ([movement(1, Tipo.MODIFICACION, 5)], []),
        ([movement(1, Tipo.ALTA, 0), movement(2, Tipo.ALTA, 5)], [(0, None)]),
        ([movement(1, Tipo.ALTA, 0), movement(2, Tipo.BAJA, 5), movement(3, Tipo.ALTA, 5)], [(0, 5), (5, None)]),
        ([movement(1, Tipo.ALTA, 5), movement(2, Tipo.BAJA, 5)], [(5, 5)]),
        ([movement(1, Tipo.ALTA, 0), movement(2, Tipo.BAJA, 5, supersedes=1)], []),
        ([movement(1, Tipo.ALTA, 0), movement(2, Tipo.ALTA, 3, supersedes=1)], [(3, None)]),
        (
            [
                movement(1, Tipo.ALTA, 0),
                movement(2, Tipo.ALTA, 3, supersedes=1),
                movement(3, Tipo.ALTA, 7, supersedes=2),
            ],
            [(7, None)],
        ),
    ],
)
def test_worked_histories(movements: list[Movimiento], expected: list[tuple[int, int | None]]) -> None:
    assert empleos(movements, END) == tuple(
        Periodo("A", START + timedelta(days=a), None if b is None else START + timedelta(days=b)) for a, b in expected
    )


def test_a_correction_that_takes_effect_later_still_removes_what_it_corrects() -> None:
    history = [movement(1, Tipo.ALTA, 0), movement(2, Tipo.ALTA, 10, recorded=3, supersedes=1)]
    assert empleos(history, START + timedelta(days=5)) == ()
    before_it_was_known = datetime(2024, 1, 2, tzinfo=UTC)
    assert empleos(history, START + timedelta(days=5), before_it_was_known) == (Periodo("A", START),)


def test_a_movement_that_makes_no_sense_is_not_built() -> None:
    naive = datetime(2024, 1, 1)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(ValueError, match="zone"):
        Movimiento(UUID(int=1), Tipo.BAJA, "1", "A", START, naive)
    with pytest.raises(ValueError, match="itself"):
        movement(1, Tipo.ALTA, 0, supersedes=1)
    aware = datetime(2024, 1, 1, tzinfo=UTC)
    for tipo, wage in ((Tipo.BAJA, 1), (Tipo.ALTA, None), (Tipo.MODIFICACION, None), (Tipo.ALTA, 0)):
        with pytest.raises(ValueError, match="wage"):
            Movimiento(UUID(int=1), tipo, "1", "A", START, aware, wage)


def test_a_right_is_derived_once() -> None:
    holder = Historia(SubjectId(UUID(int=1)), "A", "", "", START)
    derived = Historia(
        SubjectId(UUID(int=2)), "B", "", "", START, beneficiario=Beneficiario(Parentesco.HIJO, holder, START)
    )
    with pytest.raises(ValueError, match="derived"):
        Beneficiario(Parentesco.HIJO, derived, START)
