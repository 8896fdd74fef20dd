"""What holds for every date, delay, premium and shared wage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.contributions.charges import JUNIO, NADIE, ORIGIN, PRIMA, UNTIMED, loaded, wages

from ventanilla import law
from ventanilla.domain.contributions import (
    Parte,
    Patron,
    Prima,
    determinar,
)
from ventanilla.domain.contributions.due_date import explicar_fecha, fecha_limite, fecha_limite_bimestre
from ventanilla.domain.contributions.late_payment import (
    explicar_pago,
    factor_actualizacion,
    factor_por_fechas,
    meses_de_mora,
    multas_por_infraccion,
    pagar_tarde,
    tasa_mora,
)
from ventanilla.domain.contributions.risk_premium import (
    Caso,
    Siniestralidad,
    TipoCaso,
    aplicable,
    conserva_media,
    contar,
    explicar_prima,
    formula,
    prima_riesgo,
    promedio,
)
from ventanilla.domain.contributions.two_employers import explicar_prorrateo, prorratear
from ventanilla.kernel.money import Money

__all__ = ["loaded"]  # fixture


VIERNES = 4


# Dates


@UNTIMED
@given(st.integers(2016, 2026), st.integers(1, 12))
def test_a_due_date_is_a_working_day_from_the_17th_on(year: int, month: int) -> None:
    found = fecha_limite(year, month)
    assert law.calendar().is_working(found.fecha)
    assert found.dia.day == 17
    assert 0 <= (found.fecha - found.dia).days <= 5
    assert found.fecha != found.dia or found.dia.weekday() != VIERNES


@UNTIMED
@given(st.integers(2016, 2026), st.integers(1, 6))
def test_a_bimester_is_due_with_its_even_month(year: int, bimester: int) -> None:
    assert fecha_limite_bimestre(year, bimester) == fecha_limite(year, 2 * bimester)


def test_a_date_says_why_and_by_which_table() -> None:
    moved, same = explicar_fecha(fecha_limite(2026, 6)), explicar_fecha(fecha_limite(2026, 2))
    assert moved.how is not None
    assert moved.how.code == "VENCE_DESPUES"
    assert same.how is not None
    assert same.how.code == "VENCE_EL_DIA"
    assert "le faltan los días propios" in str(same.parts[0].value)


def test_a_table_that_the_operator_completed_is_not_said_to_lack_days(loaded: Callable[..., None]) -> None:
    loaded(
        {
            "dias_inhabiles/2026.yaml": "year: 2026\ntitle: Oficio\ncomplete: true\ncite: CFF 12\nsource: Oficio\n"
            "checked_on: 2026-11-22\ndays: [{date: 2026-03-17, name: Día propio}]\n"
        }
    )
    found = fecha_limite(2026, 2)
    assert (found.fecha, found.completa) == (date(2026, 3, 18), True)
    assert "le faltan" not in str(explicar_fecha(found).parts[0].value)


# Late payments


@UNTIMED
@given(st.decimals("0.0001", 1000, places=4), st.decimals("0.0001", 1000, places=4))
def test_a_factor_has_four_decimals_and_never_takes_away(newer: Decimal, older: Decimal) -> None:
    factor = factor_actualizacion(newer, older)
    assert factor >= 1
    assert factor.as_tuple().exponent == -4
    assert factor == 1 or 0 <= Fraction(newer) / Fraction(older) - Fraction(factor) < Fraction(1, 10_000)


@UNTIMED
@given(st.dates(date(2018, 1, 1), date(2026, 6, 30)), st.integers(0, 150))
def test_the_months_of_delay_cover_each_day_once(due: date, days: int) -> None:
    paid = due + timedelta(days=days)
    months = meses_de_mora(due, paid)
    assert [day for month in months for day in month.periodo] == [due + timedelta(days=n + 1) for n in range(days)]


@UNTIMED
@given(st.integers(0, 10**9).map(Money.of_centavos), st.integers(0, 400))
def test_paying_later_never_costs_less(amount: Money, days: int) -> None:
    due = date(2025, 7, 17)
    earlier, later = (pagar_tarde(amount, due, due + timedelta(days=n), factor=Decimal(1)) for n in (days, days + 1))
    assert amount <= earlier.total <= later.total
    assert earlier.total == earlier.importe + earlier.actualizacion + earlier.recargos


def test_the_factor_is_read_of_the_series_that_the_operator_loads(loaded: Callable[..., None]) -> None:
    rows = ", ".join(
        f"{{since: {since}, value: '{value}', cite: CFF 20, {ORIGIN}}}"
        for since, value in (("2026-02-01", "140.000"), ("2026-05-01", "141.234"))
    )
    loaded(
        {
            "data/inpc/mensual.yaml": "title: Índice Nacional de Precios al Consumidor, mensual\n"
            f"unit: índice\nrenews: monthly\ncite: CFF 17-A\nvalues: [{rows}]\n"
        }
    )
    pago = pagar_tarde(Money("1000.00"), date(2026, 3, 17), date(2026, 6, 10))
    assert (str(pago.factor), str(pago.actualizado)) == ("1.0088", "$1,008.80")
    assert {used.key for used in pago.usados} == {"inpc.mensual", "cff.21.mora", "politica/recargos_tasa_mes"}
    assert [str(part.title) for part in explicar_pago(pago).parts] == ["Cuotas sin pagar", "Actualización", "Recargos"]
    with pytest.raises(law.LawError, match=r"ventanilla ley cargar inpc\.mensual"):
        factor_por_fechas(date(2026, 3, 17), date(2026, 7, 1))


@pytest.mark.parametrize(("prorroga", "mora"), [("0.75", "1.13"), ("0.98", "1.47"), ("1.38", "2.07")])
def test_the_rate_of_delay_is_one_and_a_half_times_that_of_a_deferral(prorroga: str, mora: str) -> None:
    assert tasa_mora(Decimal(prorroga), date(2026, 1, 1)) == Decimal(mora)


def test_the_bands_of_fines_say_which_are_not_sure() -> None:
    assert [multa.segura for multa in multas_por_infraccion(date(2026, 6, 1))] == [True, False, False, True]


# Risk premium

premiums = st.integers(50000, 1500000).map(lambda n: Decimal(n).scaleb(-5))


@UNTIMED
@given(st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-5)), premiums)
def test_a_premium_moves_a_point_at_most_and_stays_within_the_limits(given_: Decimal, before: Decimal) -> None:
    rules = aplicable(given_, before, date(2025, 12, 31))
    assert Decimal("0.5") <= rules <= 15
    assert abs(rules - before) <= 1
    assert rules.as_tuple().exponent == -5


@UNTIMED
@given(st.integers(0, 5000), st.integers(0, 5), st.integers(1, 10**6))
def test_more_cases_never_give_a_lower_premium(days: int, deaths: int, contributed: int) -> None:
    law_of_it = {"v": Decimal(28), "f": Decimal("2.3"), "m": Decimal("0.005")}
    average = promedio(contributed)
    fewer = formula(Siniestralidad(days, Decimal(0), deaths), average, **law_of_it)
    more = formula(Siniestralidad(days + 1, Decimal("0.01"), deaths), average, **law_of_it)
    assert Decimal("0.5") <= fewer <= more


def test_only_cases_that_ended_in_the_year_and_not_on_the_way_count() -> None:
    inside, outside = date(2025, 1, 1), date(2024, 12, 31)
    found = contar(
        (
            Caso(TipoCaso.ACCIDENTE, inside, 10, Decimal(12)),
            Caso(TipoCaso.ENFERMEDAD, date(2025, 12, 31), 5, Decimal(5), defuncion=True),
            Caso(TipoCaso.TRAYECTO, inside, 90, Decimal(100), defuncion=True),
            Caso(TipoCaso.ACCIDENTE, outside, 30),
            Caso(TipoCaso.ACCIDENTE, None, 30),
        ),
        2025,
    )
    assert found == Siniestralidad(15, Decimal("0.17"), 1)


def test_a_premium_is_in_force_from_march_to_the_last_of_february() -> None:
    prima = prima_riesgo(2026, NADIE, Decimal(9), Decimal("2"))
    assert str(prima.vigencia) == "2027-03-01/2028-02-29"
    assert str(prima.se_presenta) == "2027-02-01/2027-02-28"
    assert prima.puede_quedar_en_media
    assert not prima_riesgo(2026, NADIE, Decimal(10), Decimal("2")).puede_quedar_en_media
    limited, free = explicar_prima(prima), explicar_prima(prima_riesgo(2026, NADIE, Decimal(10), Decimal("1.2")))
    assert limited.how is not None
    assert limited.how.code == "PRIMA_LIMITADA"
    assert free.how is not None
    assert free.how.code == "PRIMA_SIN_LIMITE"
    assert not conserva_media(date(2026, 1, 1), 2026)


# Two employers


@UNTIMED
@given(st.lists(wages, min_size=2, max_size=4))
def test_the_parts_of_the_cap_add_up_to_it_but_for_centavos(own: list[Money]) -> None:
    (one,) = prorratear(own, JUNIO)
    if one.prorratea:
        assert abs((Money.total(one.sbc) - one.tope).centavos) <= len(own) / 2
        assert all(part <= amount for part, amount in zip(one.sbc, own, strict=True))
    else:
        assert one.sbc == tuple(own)


@pytest.mark.parametrize(("policy", "rate"), [("prorrateado", "6.361"), ("suma", "7.513")])
def test_the_row_of_ceav_of_a_prorated_wage_is_a_policy(policy: str, rate: str) -> None:
    patron = Patron((Prima(JUNIO.first, PRIMA),))
    with law.choosing({"ceav_dos_patrones": policy}):
        (one,) = prorratear((Money("2900.00"), Money("450.00")), JUNIO)  # 393.95, which is 3.35 UMA
        debido = determinar(one.trabajador(1), JUNIO, patron)
    assert str(next(linea.tasa for linea in debido.lineas if linea.ramo == "ceav")) == rate
    assert str(debido.ramo("cuota_fija", Parte.PATRON)) == "$717.94"  # whole, with each


def test_a_prorated_wage_is_explained() -> None:
    (yes,), (no,) = (prorratear((Money("2000.00"), Money(other)), JUNIO) for other in ("1500.00", "500.00"))
    trees = [explicar_prorrateo(one) for one in (yes, no)]
    assert [tree.how.code for tree in trees if tree.how] == ["PRORRATEO_TOPE", "PRORRATEO_NO"]
    assert trees[0].cite == ("LSS 28", "LSS 33")
