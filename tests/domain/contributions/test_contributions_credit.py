"""What holds for every housing credit, share of the State, voluntary regime and budget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.contributions.charges import (
    FIJA,
    INICIO,
    JUNIO,
    ORIGIN,
    PRIMA,
    UNTIMED,
    loaded,
    movement,
    wages,
)

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    Certificado,
    Parte,
    Patron,
    Prima,
    Trabajador,
    Tramo,
    determinar,
)
from ventanilla.domain.contributions.assumed import Parametros, gasto, presupuesto_30_4
from ventanilla.domain.contributions.housing_credit import (
    Descuento,
    TipoDescuento,
    amortizar,
    en_vigor,
    explicar_amortizacion,
)
from ventanilla.domain.contributions.simulation import (
    Supuesto,
    aumento,
    contratacion,
    explicar_reforma,
    reforma,
    supuesto_creciendo,
)
from ventanilla.domain.contributions.state_share import (
    SIN_CUOTA_FIJA,
    SOLO_INICIAL,
    aportacion_estatal,
    explicar_estado,
)
from ventanilla.domain.contributions.voluntary import (
    Regimen,
    cuota_mensual,
    explicar_familia,
    explicar_modalidad_40,
    faltas_modalidad_40,
    modalidad_40,
    seguro_salud_familia,
    termina_modalidad_40,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

__all__ = ["loaded"]  # fixture


BIMESTRE = Period.bimester(2026, 3)


# Housing credit


@UNTIMED
@given(st.integers(1, 999999).map(lambda n: Decimal(n).scaleb(-4)), st.integers(1, 6))
def test_a_whole_bimester_is_two_months(factor: Decimal, bimester: int) -> None:
    worker = Trabajador.fijo(Money("500.00"), Period.bimester(2026, bimester))
    vsm = (movement("15", date(2025, 1, 1), Descuento(TipoDescuento.VSM, factor)),)
    found = amortizar(worker, 2026, bimester, vsm)
    assert abs(Fraction(found.descuento.pesos) - Fraction(factor) * Fraction("201.62")) <= Fraction(1, 200)
    assert found.seguro == Money("15.00")


@UNTIMED
@given(st.dates(BIMESTRE.first, BIMESTRE.last))
def test_a_suspension_and_a_restart_leave_the_days_in_between(on: date) -> None:
    worker = Trabajador.fijo(Money("500.00"), BIMESTRE)
    until = amortizar(worker, 2026, 3, (INICIO, movement("16", on)))
    after = amortizar(worker, 2026, 3, (INICIO, movement("16", date(2026, 1, 1)), movement("17", on)))
    whole = amortizar(worker, 2026, 3, (INICIO,))
    assert abs((until.descuento + after.descuento - whole.descuento).centavos) <= 1


def test_a_change_of_number_changes_no_discount_and_one_of_type_does() -> None:
    worker = Trabajador.fijo(Money("500.00"), BIMESTRE)
    number = amortizar(worker, 2026, 3, (INICIO, movement("20", date(2026, 6, 1))))
    assert number.tramos == amortizar(worker, 2026, 3, (INICIO,)).tramos
    percent = Descuento(TipoDescuento.PORCENTAJE, "20")
    changed = amortizar(worker, 2026, 3, (INICIO, movement("18", date(2026, 6, 1), percent)))
    assert [tramo.descuento.tipo for tramo in changed.tramos] == [TipoDescuento.CUOTA_FIJA, TipoDescuento.PORCENTAJE]
    assert str(changed.tramos[1].importe) == "$3,000.00"  # 500 x 20% x 30
    assert [part.how.code for part in explicar_amortizacion(changed).parts if part.how] == [
        "CREDITO_FIJA",
        "CREDITO_PORCENTAJE",
        "CREDITO_SEGURO_UNA_VEZ",
    ]


def test_a_percent_is_cut_where_the_wage_changes_and_pesos_are_not() -> None:
    half = date(2026, 6, 1)
    worker = Trabajador(
        (
            Tramo(Period(BIMESTRE.first, half - timedelta(days=1)), Money("500.00")),
            Tramo(Period(half, BIMESTRE.last), Money("600.00")),
        )
    )
    percent = movement("15", date(2025, 1, 1), Descuento(TipoDescuento.PORCENTAJE, "20"))
    assert [str(one.importe) for one in amortizar(worker, 2026, 3, (percent,)).tramos] == ["$3,100.00", "$3,600.00"]
    assert len(amortizar(worker, 2026, 3, (INICIO,)).tramos) == 1


def test_days_without_alta_are_not_discounted() -> None:
    worker = Trabajador.fijo(Money("500.00"), Period.month(2026, 6))
    assert str(amortizar(worker, 2026, 3, (INICIO,)).descuento) == "$1,475.41"  # 3,000 x 30 / 61
    assert amortizar(Trabajador(()), 2026, 3, (INICIO,)).total == Money("0.00")
    assert explicar_amortizacion(amortizar(Trabajador(()), 2026, 3, (INICIO,))).parts == ()


def test_somebody_incapacitated_the_whole_bimester_has_nothing_of_a_percent_withheld() -> None:
    worker = Trabajador(Trabajador.fijo(Money("500.00"), BIMESTRE).tramos, certificados=(Certificado(BIMESTRE),))
    percent = movement("15", date(2025, 1, 1), Descuento(TipoDescuento.PORCENTAJE, "20"))
    assert amortizar(worker, 2026, 3, (percent,)).total == Money("0.00")
    assert amortizar(worker, 2026, 3, (INICIO,)).total == Money("3015.00")


def test_a_factor_is_explained_with_its_umi() -> None:
    vsm = movement("15", date(2025, 1, 1), Descuento(TipoDescuento.VSM, "32.1234"))
    tree = explicar_amortizacion(amortizar(Trabajador.fijo(Money("500.00"), BIMESTRE), 2026, 3, (vsm,)))
    assert str(tree.parts[0].how) == "32.1234 x $100.81 (UMI) x 2 x 61 de 61 días."
    assert {used.key for used in tree.parts[0].used} == {"umi.diaria"}


def test_nothing_is_in_force_before_the_credit() -> None:
    assert en_vigor((INICIO,), date(2024, 12, 31)) is None
    assert en_vigor((INICIO,), date(2025, 1, 1)) == FIJA


# State


def test_the_state_is_never_in_the_totals_and_says_what_it_does_not_know() -> None:
    worker, patron = Trabajador.fijo(Money("400.00"), JUNIO), Patron((Prima(JUNIO.first, PRIMA),))
    debido = determinar(worker, JUNIO, patron)
    estado = aportacion_estatal(worker, debido)
    assert estado.avisos == (SIN_CUOTA_FIJA, SOLO_INICIAL)
    assert estado.total == Money("240.00")
    assert debido.patron + debido.obrero == Money.total(linea.importe for linea in debido.lineas)
    assert len(explicar_estado(estado).parts) == 4
    monthly = aportacion_estatal(worker, determinar(worker, JUNIO, patron, (Bill.MONTHLY,)))
    assert monthly.avisos == (SIN_CUOTA_FIJA,)


def test_the_indexed_cuota_social_that_the_operator_loads_is_used(loaded: Callable[..., None]) -> None:
    loaded(
        {
            "tables/cuota_social/vigente.yaml": "title: Cuota social\nunit: MXN por día cotizado\nvalues: "
            f"[{{since: 2026-04-01, cite: LSS 168-IV, {ORIGIN}, rows: {{'3.50': '8.12'}}}}]\n"
        }
    )
    worker = Trabajador.fijo(Money("400.00"), JUNIO)
    estado = aportacion_estatal(worker, determinar(worker, JUNIO, Patron((Prima(JUNIO.first, PRIMA),))))
    assert (estado.lineas[-1].importe, estado.avisos) == (Money("243.60"), (SIN_CUOTA_FIJA,))


# Voluntary regimes


@pytest.mark.parametrize("year", range(2023, 2027))
def test_the_top_of_modalidad_40_is_the_one_published(year: int) -> None:
    on = Period.month(year, 6)
    assert modalidad_40(Money("1500.00"), on).tasa == law.value("lss.218.tope", on.first)


def test_who_may_ask_for_modalidad_40_and_when_it_ends() -> None:
    assert faltas_modalidad_40(52, date(2021, 1, 15), date(2026, 1, 15)) == ()
    late = faltas_modalidad_40(51, date(2021, 1, 15), date(2026, 1, 16))
    assert [text.code for text in late] == ["MODALIDAD_40_SEMANAS", "MODALIDAD_40_TARDE"]
    assert [termina_modalidad_40(months, date(2026, 6, 1)) for months in (1, 2)] == [False, True]
    assert len(explicar_modalidad_40(modalidad_40(Money("500.00"), JUNIO)).parts) == 5


def test_the_last_wage_is_the_floor_of_modalidad_40_up_to_the_cap() -> None:
    assert modalidad_40(Money("2932.75"), JUNIO, ultimo=Money("3000.00")).tasa == Decimal("14.438")


def test_a_family_is_explained_person_by_person() -> None:
    tree = explicar_familia(seguro_salud_familia((19, 20), date(2025, 3, 1)))
    assert [str(part.value) for part in tree.parts] == ["$8,900.00", "$11,100.00"]


@pytest.mark.parametrize("regimen", [Regimen.PTI, Regimen.MODALIDAD_44, Regimen.PLATAFORMAS])
def test_a_regime_without_price_refuses_until_it_is_loaded(regimen: Regimen, loaded: Callable[..., None]) -> None:
    with pytest.raises(law.LawError, match=rf"ventanilla ley cargar regimenes\.{regimen.value}"):
        cuota_mensual(regimen, Money("400.00"), date(2026, 6, 1))
    loaded(
        {
            f"tables/regimenes/{regimen.value}.yaml": "title: Cuotas\nunit: MXN por mes\nvalues: "
            f"[{{since: 2026-01-01, cite: LSS 222, {ORIGIN}, rows: {{'350': '2500.00', mas: '3100.00'}}}}]\n"
        }
    )
    assert cuota_mensual(regimen, Money("400.00"), date(2026, 6, 1)) == Money("3100.00")


# Budgets and simulations


@UNTIMED
@given(wages, st.integers(2016, 2026), st.integers(2, 12))
def test_what_is_assumed_equals_the_determination_of_the_same_law(sbc: Money, year: int, month: int) -> None:
    when = Period.month(year, month)
    given_ = Parametros(Money(law.value("uma.diaria", when.first)), Money(law.value("sm.general", when.first)))
    debido = determinar(Trabajador.fijo(sbc, when), when, Patron((Prima(when.first, PRIMA),)))
    found = gasto(sbc, when.days, PRIMA, when.first, given_)
    assert (found.patron, found.obrero) == (debido.patron, debido.obrero)
    for ramo, parte, amount in found.importes:
        assert debido.ramo(ramo, parte) == amount


@settings(max_examples=10, deadline=None)  # each is a whole year, twice
@given(wages)
def test_a_known_year_of_the_reform_equals_what_is_determined(sbc: Money) -> None:
    year = reforma(sbc, 2026, PRIMA, supuesto_creciendo(Decimal(4), Decimal(5)))[0]
    known = contratacion(sbc, Period(date(2026, 1, 1), date(2026, 12, 31)), PRIMA)
    assert (year.gasto.patron, year.gasto.obrero, year.supuestos) == (known.patron, known.obrero, ())


def test_what_is_supposed_is_said_and_what_is_known_prevails() -> None:
    supposed = supuesto_creciendo(Decimal(4), Decimal(5), sueldo_crece=Decimal(10))
    lying = Supuesto({**supposed.uma, 2026: Money("1.00")}, supposed.minimo, Decimal(10))
    years = reforma(Money("500.00"), 2026, PRIMA, lying)
    assert years == reforma(Money("500.00"), 2026, PRIMA, supposed)
    assert [str(one.sbc) for one in years[:3]] == ["$500.00", "$550.00", "$605.00"]
    assert {text.code for one in years[1:] for text in one.supuestos} == {"SUPUESTO"}
    assert "Supuesto: UMA de 2027, $122.00 diarios." in map(str, years[1].supuestos)
    tree = explicar_reforma(years)
    assert "Supuesto: UMA de 2030" in str(tree.parts[-1].how)
    assert "uma.diaria" not in {used.key for used in tree.parts[-1].used}


def test_a_raise_across_two_years_is_the_sum_of_its_months_and_bimesters() -> None:
    when = Period(date(2025, 11, 15), date(2026, 2, 10))
    found = aumento(Money("400.00"), Money("500.00"), when, PRIMA)
    assert found.cuesta == found.despues.patron - found.antes.patron
    assert found.retiene > Money("0.00")
    assert len(found.antes.partes) == 4 + 2


def test_the_rate_of_ceav_may_be_given() -> None:
    on, given_ = date(2026, 6, 1), Parametros(Money("117.31"), ceav=Decimal("3.150"))
    assert str(gasto(Money("500.00"), 30, PRIMA, on, given_).ramo("ceav", Parte.PATRON)) == "$472.50"


@UNTIMED
@given(wages)
def test_a_budget_is_of_30_4_days(sbc: Money) -> None:
    on = date(2026, 6, 1)
    given_ = Parametros(Money("117.31"), Money("315.04"))
    assert presupuesto_30_4(sbc, PRIMA, on, given_) == gasto(sbc, Decimal("30.4"), PRIMA, on, given_)
