"""Days at one wage: the same days as the employments, none twice, and what was known is not changed by what comes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.random_movements import BEGIN, DAYS, NSS, WAGES, day, histories, instant

from ventanilla.domain.affiliation import (
    Choque,
    Movimiento,
    Tipo,
    TipoTrabajador,
    Tramo,
    avance,
    choque,
    conocidos,
    empleos,
    lock_of_curp,
    lock_of_nss,
    tramos,
    vigentes,
)

SOME_DAYS = [day(n) for n in range(-1, DAYS + 3)]


def of_registro(found: tuple[Tramo, ...]) -> list[list[Tramo]]:
    return [list(own) for _, own in groupby(found, key=lambda one: one.registro)]


@given(histories())
def test_the_days_are_those_of_the_employments(history: list[Movimiento]) -> None:
    """Also of the fold on each day, which knows nothing of what takes effect later."""
    cut, whole = tramos(history), empleos(history, date.max)
    for on in SOME_DAYS:
        insured = {one.registro for one in cut if one.covers(on)}
        assert insured == {one.registro_patronal for one in whole if one.covers(on)}
        assert insured == {one.registro_patronal for one in empleos(history, on) if one.covers(on)}


@given(histories())
def test_each_day_has_one_wage_with_each_employer(history: list[Movimiento]) -> None:
    for own in of_registro(tramos(history)):
        for earlier, later in pairwise(own):
            assert earlier.hasta is not None
            assert earlier.desde <= earlier.hasta < later.desde


@given(histories())
def test_they_are_as_long_as_they_can_be(history: list[Movimiento]) -> None:
    for own in of_registro(tramos(history)):
        for earlier, later in pairwise(own):
            if later.desde - (earlier.hasta or date.max) == timedelta(days=1):
                assert replace(later, desde=earlier.desde, hasta=earlier.hasta) != earlier


@given(histories())
def test_each_belongs_to_an_employment(history: list[Movimiento]) -> None:
    begun = {(one.registro_patronal, one.desde) for one in empleos(history, date.max)}
    assert {(one.registro, one.empleo_desde) for one in tramos(history)} == begun


@given(histories(), st.integers(0, DAYS + 2))
def test_the_wage_of_a_day_is_the_last_one_stated_by_then(history: list[Movimiento], n: int) -> None:
    """Since the employment began: asked in the plainest way, movement by movement."""
    for one in tramos(history):
        if not one.covers(day(n)):
            continue
        stated = [
            m
            for m in vigentes(history, day(n))
            if m.registro_patronal == one.registro and m.sbc_centavos is not None and m.on >= one.empleo_desde
        ]
        last = max(stated, key=lambda m: (m.on, m.tipo is Tipo.MODIFICACION, m.recorded, m.id))
        assert one.sbc_centavos == last.sbc_centavos
        assert one.trabajador is last.trabajador


@given(histories(one_by_one=False), st.integers(0, 1000))
def test_the_order_of_arrival_changes_nothing(history: list[Movimiento], seed: int) -> None:
    shuffled = list(history)
    random.Random(seed).shuffle(shuffled)
    assert tramos(shuffled) == tramos(history)
    assert set(conocidos(shuffled)) == set(conocidos(history))


@given(histories(one_by_one=False), st.integers(-1, 40))
def test_what_was_known_is_what_the_ledger_said_then(history: list[Movimiento], n: int) -> None:
    known = instant(n)
    held = [one.tramo for one in conocidos(history) if one.desde <= known and (one.hasta is None or known < one.hasta)]
    assert sorted(held, key=_order) == sorted(tramos(history, known), key=_order)
    assert sorted(held, key=_order) == sorted(tramos([m for m in history if m.recorded <= known]), key=_order)


@given(histories(), st.integers(0, 12))
def test_what_comes_later_only_ends_what_was_still_held(history: list[Movimiento], first: int) -> None:
    """And never before the instant at which it came."""
    earlier, later = history[:first], history[first:]
    change = avance(earlier, later)
    closed = dict(change.cierran)
    last = earlier[-1].recorded if earlier else BEGIN
    assert all(at > last for at in closed.values())
    assert closed.keys() <= set(tramos(earlier))
    kept = {one._replace(hasta=closed.get(one.tramo)) if one.hasta is None else one for one in conocidos(earlier)}
    assert kept | set(change.abren) == set(conocidos(history))


def _order(one: Tramo) -> tuple[str, date]:
    return one.registro, one.desde


# -- worked cases


def m(n: int, tipo: Tipo, on: int, wage: int = WAGES[0], **more: Any) -> Movimiento:
    values: dict[str, Any] = {
        "id": UUID(int=n),
        "tipo": tipo,
        "nss": NSS,
        "registro_patronal": "A",
        "on": day(on),
        "recorded": instant(n),
        "sbc_centavos": None if tipo is Tipo.BAJA else wage,
    }
    return Movimiento(**(values | more))


A, M, B = Tipo.ALTA, Tipo.MODIFICACION, Tipo.BAJA


@pytest.mark.parametrize(
    ("movements", "expected"),
    [
        ([m(1, M, 5)], []),
        ([m(1, M, 0), m(2, A, 5)], [(5, 5, None, 40_000)]),
        ([m(1, B, 0), m(2, A, 5)], [(5, 5, None, 40_000)]),
        ([m(1, A, 0), m(2, M, 5, 50_000)], [(0, 0, 4, 40_000), (0, 5, None, 50_000)]),
        ([m(1, A, 0), m(2, M, 5, 40_000)], [(0, 0, None, 40_000)]),
        # The wage of the last day, changed on that day.
        ([m(1, A, 0), m(2, M, 5, 50_000), m(3, B, 5)], [(0, 0, 4, 40_000), (0, 5, 5, 50_000)]),
        # One day of work.
        ([m(1, B, 5), m(2, A, 5)], [(5, 5, 5, 40_000)]),
        # Back on the day of the baja: the day is the second employment's.
        ([m(1, A, 0), m(2, B, 5), m(3, A, 5, 50_000)], [(0, 0, 4, 40_000), (5, 5, None, 50_000)]),
        ([m(1, A, 0), m(2, B, 5), m(3, A, 5)], [(0, 0, 4, 40_000), (5, 5, None, 40_000)]),
        # The alta and the modificación of one day, whichever came first.
        ([m(1, M, 5, 50_000), m(2, A, 5)], [(5, 5, None, 50_000)]),
        # An alta filed late, before one that stood: the wage that the second states goes on counting.
        ([m(1, A, 5, 50_000), m(2, A, 0)], [(0, 0, 4, 40_000), (0, 5, None, 50_000)]),
        ([m(1, A, 5, 50_000), m(2, A, 0), m(3, B, 3)], [(0, 0, 3, 40_000), (5, 5, None, 50_000)]),
        # A correction that moves the alta, one that moves the baja, one that undoes an alta.
        ([m(1, A, 0), m(2, A, 3, supersedes=UUID(int=1))], [(3, 3, None, 40_000)]),
        ([m(1, A, 0), m(2, B, 3), m(3, B, 7, supersedes=UUID(int=2))], [(0, 0, 7, 40_000)]),
        ([m(1, A, 0), m(2, B, 0, supersedes=UUID(int=1))], []),
    ],
)
def test_worked_histories(movements: list[Movimiento], expected: list[tuple[int, int, int | None, int]]) -> None:
    assert [(one.empleo_desde, one.desde, one.hasta, one.sbc_centavos) for one in tramos(movements)] == [
        (day(began), day(since), None if until is None else day(until), wage) for began, since, until, wage in expected
    ]


def test_the_end_of_a_contract_stays_with_a_change_of_wage_and_goes_with_a_permanent_one() -> None:
    eventual: dict[str, Any] = {"trabajador": TipoTrabajador.EVENTUAL_CIUDAD}
    history = [
        m(1, A, 0, **eventual, contrato_hasta=day(30)),
        m(2, M, 5, 50_000, **eventual),
        m(3, M, 9, 50_000),
    ]
    assert [one.contrato_hasta for one in tramos(history)] == [day(30), day(30), None]


@pytest.mark.parametrize(
    ("history", "filed", "why"),
    [
        ([], m(9, A, 0), None),
        ([], m(9, B, 0), Choque.SIN_ALTA),
        ([], m(9, M, 0), Choque.SIN_ALTA),
        ([m(1, A, 0)], m(9, A, 0), Choque.YA_ACTIVO),
        ([m(1, A, 0)], m(9, A, 5), Choque.YA_ACTIVO),
        ([m(1, A, 0)], m(9, A, 5, registro_patronal="B"), None),
        ([m(1, A, 0), m(2, B, 5)], m(9, A, 4), Choque.YA_ACTIVO),
        ([m(1, A, 0), m(2, B, 5)], m(9, A, 5), None),
        ([m(1, A, 0), m(2, B, 5), m(3, A, 5)], m(9, A, 5), Choque.YA_ACTIVO),
        ([m(1, A, 5), m(2, B, 5)], m(9, A, 5), Choque.YA_ACTIVO),
        ([m(1, A, 5)], m(9, A, 0), None),
        ([m(1, A, 0), m(2, B, 5)], m(9, B, 5), Choque.SIN_ALTA),
        ([m(1, A, 0), m(2, B, 5)], m(9, B, 9), Choque.SIN_ALTA),
        ([m(1, A, 0), m(2, B, 5)], m(9, M, 5), None),
        ([m(1, A, 0), m(2, B, 5)], m(9, M, 6), Choque.SIN_ALTA),
        ([m(1, A, 0)], m(9, A, 3, supersedes=UUID(int=1)), None),
        ([m(1, A, 0)], m(9, B, 0, supersedes=UUID(int=1)), None),
        ([m(1, A, 0), m(2, M, 5)], m(9, M, 5), Choque.REPETIDO),
        ([m(1, A, 0), m(2, M, 5), m(3, M, 6, supersedes=UUID(int=2))], m(9, M, 5), Choque.REPETIDO),
        ([m(1, A, 0), m(2, B, 0, supersedes=UUID(int=1))], m(9, A, 0), Choque.REPETIDO),
        ([m(1, A, 0), m(2, M, 4), m(3, M, 5, supersedes=UUID(int=2))], m(9, M, 5), None),
        ([m(1, A, 0)], m(9, A, 3, supersedes=UUID(int=7)), Choque.SIN_ORIGINAL),
        ([m(1, A, 0)], m(9, A, 3, supersedes=UUID(int=1), registro_patronal="B"), Choque.SIN_ORIGINAL),
        ([m(1, A, 0), m(2, A, 1, supersedes=UUID(int=1))], m(9, A, 3, supersedes=UUID(int=1)), Choque.SIN_ORIGINAL),
        ([m(1, A, 0), m(2, A, 1, supersedes=UUID(int=1))], m(9, A, 3, supersedes=UUID(int=2)), None),
    ],
)
def test_what_cannot_be_is_told_before_it_is_filed(
    history: list[Movimiento], filed: Movimiento, why: Choque | None
) -> None:
    assert choque(history, filed) is why


@given(histories(), histories(most=1))
def test_what_is_filed_without_a_clash_does_something(history: list[Movimiento], more: list[Movimiento]) -> None:
    """An alta insures days and a baja takes none that were there before it; a change of wage finds its day."""
    for one in more:
        new = replace(one, id=UUID(int=99), recorded=instant(99))
        if choque(history, new) is None and new.tipo is not Tipo.MODIFICACION:
            assert empleos([*history, new], date.max) != empleos(history, date.max)


def test_two_numbers_have_two_locks_and_one_has_one() -> None:
    assert lock_of_nss(NSS) == lock_of_nss(NSS)
    assert len({lock_of_nss(NSS), lock_of_curp(NSS), lock_of_nss("01796000018")}) == 3


def test_instants_are_compared_and_not_days() -> None:
    history = [m(1, A, 0), m(2, M, 0, 50_000)]
    assert [one.sbc_centavos for one in tramos(history, datetime(2024, 1, 1, 1, tzinfo=BEGIN.tzinfo))] == [40_000]
    assert [one.sbc_centavos for one in tramos(history, datetime(2024, 1, 1, 2, tzinfo=BEGIN.tzinfo))] == [50_000]
