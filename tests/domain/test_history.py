"""Wages, weeks and accounts over time: what adds up, whatever the history, and what is said to be unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.random_movements import DAYS, day, histories

from ventanilla.domain.affiliation import Historia, Movimiento, Pension, Tipo, TipoPension
from ventanilla.domain.benefits import semanas
from ventanilla.domain.contributions import Bill, Parte, Patron, Period, Trabajador, Zona, Zonas, determinar
from ventanilla.domain.history import aportaciones, en_uma, por_anio, sueldos
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money

REGISTRO = "Z9912345105"
NADIE = Historia(SubjectId(UUID(int=1)), "ANA", "", "", date(1985, 1, 1))


def moved(n: int, tipo: Tipo, on: date, sbc: int | None = None, registro: str = REGISTRO) -> Movimiento:
    return Movimiento(UUID(int=n), tipo, "99178500015", registro, on, datetime(2026, 1, n, tzinfo=UTC), sbc)


def of(*movements: Movimiento) -> Historia:
    return replace(NADIE, movimientos=movements)


@given(histories(), st.integers(0, DAYS + 400))
def test_the_weeks_of_the_years_add_up_to_all_of_them(movements: list[Movimiento], n: int) -> None:
    person, on = of(*movements), day(n)
    years = por_anio(person, on)
    whole = semanas(person, None, on)
    assert sum(one.semanas for one in years) == whole.cotizadas
    assert sum(one.dias for one in years) == whole.dias
    assert [one.anio for one in years] == sorted({one.anio for one in years})
    assert all(one.al <= on and one.salario.centavos > 0 for one in years)


@given(histories(), st.integers(0, DAYS))
def test_every_insured_day_is_in_one_bimester(movements: list[Movimiento], n: int) -> None:
    named = [replace(one, registro_patronal=f"{one.registro_patronal}991234510") for one in movements]
    person, on = of(*named), day(n)
    wages = sueldos(person, on)
    days = sum(((one.hasta or on) - one.desde).days + 1 for one in wages)
    assert sum(one.dias for one in aportaciones(person, on)) == days


def test_two_employments_of_a_day_are_paid_together() -> None:
    person = of(
        moved(1, Tipo.ALTA, date(2026, 2, 1), 50_000), moved(2, Tipo.ALTA, date(2026, 2, 3), 30_000, "Y5412345107")
    )
    (year,) = por_anio(person, date(2026, 2, 10))
    assert (year.salario, year.dias) == (Money("800.00"), 10)
    assert year.uma == Decimal("6.82")


def test_before_the_first_uma_a_wage_has_none() -> None:
    assert en_uma(Money("73.04"), date(2016, 1, 27)) is None
    assert en_uma(Money("73.04"), date(2016, 1, 28)) == Decimal("1.00")


def test_what_is_due_is_what_a_determination_says() -> None:
    person = of(moved(1, Tipo.ALTA, date(2026, 1, 10), 50_000), moved(2, Tipo.MODIFICACION, date(2026, 2, 1), 60_000))
    (first, second) = aportaciones(person, date(2026, 3, 15))
    owed = determinar(
        Trabajador.fijo(Money("600.00"), Period(date(2026, 3, 1), date(2026, 3, 15))),
        Period.bimester(2026, 2), Patron(()), (Bill.BIMONTHLY,),
    )  # fmt: skip
    assert (second.retiro, second.vivienda) == (owed.ramo("retiro", Parte.PATRON), owed.ramo("infonavit", Parte.PATRON))
    assert (second.patron, second.obrero) == (owed.ramo("ceav", Parte.PATRON), owed.ramo("ceav", Parte.OBRERO))
    assert first.dias == 22 + 28
    assert first.vence == date(2026, 3, 17)
    assert first.total is not None
    assert first.total > Money("1.00")


def test_what_the_law_here_does_not_reach_is_unknown_and_never_zero() -> None:
    (one, *_) = aportaciones(of(moved(1, Tipo.ALTA, date(2010, 1, 1), 20_000)), date(2010, 2, 20))
    assert (one.retiro, one.total, one.vence) == (None, None, None)
    assert one.falta is not None


def test_a_regime_without_a_table_is_unknown() -> None:
    alta = moved(1, Tipo.ALTA, date(2026, 1, 1), 20_000, "Z9912345337")
    (one,) = aportaciones(of(alta), date(2026, 1, 20))
    assert one.total is None
    assert one.falta is not None


def test_a_pension_counts_while_it_runs() -> None:
    alta = moved(1, Tipo.ALTA, date(2026, 1, 1), 50_000)
    plain = aportaciones(of(alta), date(2026, 2, 28))[0]
    survivor = Pension(TipoPension.SUPERVIVENCIA, date(2020, 1, 1))
    assert aportaciones(replace(of(alta), pension=survivor), date(2026, 2, 28))[0] == plain
    for kind in (TipoPension.INVALIDEZ, TipoPension.RIESGO_TRABAJO):
        ended = Pension(kind, date(2020, 1, 1), date(2025, 12, 31))
        assert aportaciones(replace(of(alta), pension=ended), date(2026, 2, 28))[0] == plain


def test_the_minimum_wage_is_that_of_the_zone() -> None:
    alta = moved(1, Tipo.ALTA, date(2026, 1, 1), 10_000)
    general = aportaciones(of(alta), date(2026, 2, 28))[0]
    border = aportaciones(of(alta), date(2026, 2, 28), zonas={REGISTRO: Zonas.siempre(Zona.ZLFN)})[0]
    assert general.retiro is not None
    assert border.retiro is not None
    assert border.retiro > general.retiro
