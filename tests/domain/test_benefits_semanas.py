"""Weeks at their edges. The everyday cases are the trámite's own ``casos.yaml``."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.affiliation import Historia, HistoriaDe, Movimiento, Tipo
from ventanilla.domain.affiliation.casos import BUILDERS, NSS
from ventanilla.domain.benefits import Retiros, Semanas, semanas, semanas_de
from ventanilla.kernel.acts import SubjectId
from ventanilla.law import open_questions

WHO = SubjectId(UUID(int=1))
START = date(2020, 1, 1)
ON = date(2026, 3, 10)
REACH = 900  # days of the drawn careers
PERIODS = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(0, REACH), st.integers(0, 60)).map(
        lambda p: (p[0], p[1], p[1] + p[2])
    ),
    max_size=8,
)


def counted(*empleos: dict[str, Any], on: date = ON, retiros: Retiros | None = None, **more: Any) -> Semanas:
    return semanas(BUILDERS[HistoriaDe]({"empleos": list(empleos), **more}, WHO), retiros, on)


def apart(periods: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Those that do not meet an earlier one with the same employer: a person has one employment at a time in each."""
    kept: list[tuple[str, int, int]] = []
    for one in periods:
        if all(one[0] != other[0] or one[2] < other[1] or other[2] < one[1] for other in kept):
            kept.append(one)
    return kept


def as_empleos(periods: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    return [
        {"patron": who, "alta": START + timedelta(first), "baja": START + timedelta(last)}
        for who, first, last in periods
    ]


def days_of(periods: list[tuple[str, int, int]]) -> int:
    """The independent count: a set of days."""
    return len({day for _, first, last in periods for day in range(first, last + 1)})


@given(PERIODS)
def test_the_days_are_the_union_of_all_days_and_the_weeks_a_seventh(drawn: list[tuple[str, int, int]]) -> None:
    periods = apart(drawn)
    seen = counted(*as_empleos(periods))
    assert seen.dias == days_of(periods)
    assert seen.cotizadas == (seen.dias + 3) // 7  # left over: four or more make a week
    assert seen.dias <= sum(relacion.dias for relacion in seen.relaciones)
    assert len(seen.relaciones) == len(periods)
    assert seen.sueltos == ()


@given(PERIODS, st.randoms(use_true_random=False))
def test_the_order_in_which_movements_arrive_changes_nothing(drawn: list[tuple[str, int, int]], chance: Any) -> None:
    historia = BUILDERS[HistoriaDe]({"empleos": as_empleos(apart(drawn))}, WHO)
    mixed = list(historia.movimientos)
    chance.shuffle(mixed)
    assert semanas(dataclasses.replace(historia, movimientos=tuple(mixed)), None, ON) == semanas(historia, None, ON)


@given(st.integers(1, 400), st.data())
def test_splitting_a_period_between_two_employers_changes_nothing(length: int, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, length - 1))
    whole = counted(*as_empleos([("A", 0, length)]))
    split = counted(*as_empleos([("A", 0, cut), ("B", cut + 1, length)]))
    shared = counted(*as_empleos([("A", 0, cut), ("B", cut, length)]))  # the day of the change is of both
    assert (whole.dias, whole.cotizadas) == (split.dias, split.cotizadas) == (shared.dias, shared.cotizadas)
    assert split.huecos == shared.huecos == ()


@given(PERIODS, st.tuples(st.sampled_from("AB"), st.integers(0, REACH), st.integers(0, 60)))
def test_more_days_never_make_fewer_weeks(drawn: list[tuple[str, int, int]], more: tuple[str, int, int]) -> None:
    periods = apart(drawn)
    with_more = apart([*periods, (more[0], more[1], more[1] + more[2])])
    before, after = counted(*as_empleos(periods)), counted(*as_empleos(with_more))
    assert 0 <= before.cotizadas <= after.cotizadas
    assert before.dias <= after.dias <= before.dias + more[2] + 1


@given(PERIODS, st.integers(0, REACH + 60))
def test_weeks_only_grow_with_the_day_of_the_statement(drawn: list[tuple[str, int, int]], day: int) -> None:
    empleos = as_empleos(apart(drawn))
    on = START + timedelta(day)
    assert counted(*empleos, on=on).cotizadas <= counted(*empleos, on=on + timedelta(1)).cotizadas
    assert counted(*empleos, on=on).dias == days_of(
        [(who, first, min(last, day)) for who, first, last in apart(drawn) if first <= day]
    )


@given(PERIODS)
def test_gaps_and_days_fill_the_time_from_the_first_alta_to_the_last_day(drawn: list[tuple[str, int, int]]) -> None:
    periods = apart(drawn)
    seen = counted(*as_empleos(periods))
    if not periods:
        assert (seen.dias, seen.huecos) == (0, ())
        return
    span = max(last for _, _, last in periods) - min(first for _, first, _ in periods) + 1
    assert seen.dias + sum(hueco.dias for hueco in seen.huecos) == span
    assert all(hueco.dias > 0 for hueco in seen.huecos)


@given(st.integers(0, 3_000), st.integers(0, 500), st.integers(0, 500))
def test_recognised_weeks_are_never_fewer_than_none(days: int, taken: int, given_back: int) -> None:
    retiros = Retiros(taken, min(taken, given_back))
    seen = counted(*as_empleos([("A", 0, days)]), on=START + timedelta(4_000), retiros=retiros)
    assert seen.reconocidas is not None
    assert seen.reconocidas == max(0, seen.cotizadas - retiros.descontadas + retiros.reintegradas)


@pytest.mark.parametrize(("taken", "back"), [(-1, 0), (3, 4), (0, 1), (5, -1)])
def test_withdrawals_that_cannot_be_are_refused(taken: int, back: int) -> None:
    with pytest.raises(ValueError, match="nobody gives back"):
        Retiros(taken, back)


def test_whole_weeks_only_under_the_other_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    other = dataclasses.replace(open_questions._policy("semanas_residuo"), value="solo_completas")
    assert other.value in other.values
    monkeypatch.setattr(open_questions, "_policy", lambda key: other)
    assert [semanas_de(days) for days in (3, 4, 6, 7, 13)] == [0, 0, 0, 1, 1]


@pytest.mark.parametrize(
    ("nss", "alta", "on_paper"),
    [
        (NSS, date(1982, 1, 1), False),
        (NSS, date(1981, 12, 31), True),
        ("01816000012", ON, True),
        ("01826000011", ON, False),
        ("01436000010", ON, True),
        ("01426000011", ON, False),  # of 2042: the insurance began in 1943
        ("", ON, False),
    ],
)
def test_who_may_have_periods_on_paper(nss: str, alta: date, on_paper: bool) -> None:
    assert counted({"alta": alta}, nss=nss).archivo_fisico is on_paper


def test_nobody_is_told_of_paper_under_the_other_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    original = open_questions._policy
    other = dataclasses.replace(original("semanas_archivo_fisico"), value="sin_aviso")
    assert other.value in other.values
    monkeypatch.setattr(open_questions, "_policy", lambda key: other if key == other.key else original(key))
    assert not counted({"alta": date(1970, 1, 1)}).archivo_fisico


def test_a_correction_counts_and_what_it_corrects_does_not() -> None:
    def movement(n: int, tipo: Tipo, on: date, sbc: int | None, supersedes: int | None = None) -> Movimiento:
        recorded = datetime(2026, 2, n, tzinfo=UTC)
        old = None if supersedes is None else UUID(int=supersedes)
        return Movimiento(UUID(int=n), tipo, NSS, "Z9912345105", on, recorded, sbc, supersedes=old)

    alta = movement(1, Tipo.ALTA, date(2026, 1, 1), 30_000)
    right = movement(2, Tipo.ALTA, date(2026, 1, 8), 45_000, supersedes=1)
    historia: Historia = BUILDERS[HistoriaDe]({}, WHO)
    seen = semanas(dataclasses.replace(historia, movimientos=(alta, right)), None, date(2026, 1, 14))
    assert (seen.dias, seen.cotizadas) == (7, 1)
    (relacion,) = seen.relaciones
    assert (relacion.sbc_centavos, len(relacion.avisos)) == (45_000, 1)


def test_leaving_and_coming_back_the_same_day_is_two_employments_and_one_day() -> None:
    seen = counted(
        {"alta": date(2026, 1, 1), "baja": date(2026, 1, 7)}, {"alta": date(2026, 1, 7), "baja": date(2026, 1, 14)}
    )
    assert (seen.dias, [relacion.dias for relacion in seen.relaciones]) == (14, [8, 7])
    assert [[aviso.tipo for aviso in relacion.avisos] for relacion in seen.relaciones] == [["Alta", "Baja"]] * 2


def test_an_employer_the_register_does_not_name_is_left_blank() -> None:
    historia = BUILDERS[HistoriaDe]({"alta": date(2026, 1, 1)}, WHO)
    (relacion,) = semanas(dataclasses.replace(historia, patrones=()), None, ON).relaciones
    assert (relacion.patron, relacion.entidad, relacion.registro_patronal) == ("", "", "Z9912345105")
