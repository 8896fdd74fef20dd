"""What holds for every date, premium, credit and wage; and what is refused, with its field and a way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    Certificado,
    CuotasError,
    Parte,
    Patron,
    Prima,
    Trabajador,
    Tramo,
    determinar,
)
from ventanilla.domain.contributions.assumed import Parametros, gasto, presupuesto_30_4
from ventanilla.domain.contributions.due_date import explicar_fecha, fecha_limite, fecha_limite_bimestre
from ventanilla.domain.contributions.housing_credit import (
    Descuento,
    MovimientoCredito,
    TipoDescuento,
    TipoMovimiento,
    amortizar,
    en_vigor,
    explicar_amortizacion,
)
from ventanilla.domain.contributions.late_payment import (
    explicar_pago,
    factor_actualizacion,
    factor_por_fechas,
    meses_de_mora,
    multas_por_infraccion,
    pagar_tarde,
    recargos,
    tasa_mora,
    tasa_parcialidades,
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
    prima_media,
    prima_riesgo,
    promedio,
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
from ventanilla.domain.contributions.two_employers import explicar_prorrateo, prorratear
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

PRIMA = Decimal("0.54355")
JUNIO = Period.month(2026, 6)
BIMESTRE = Period.bimester(2026, 3)
FIJA = Descuento(TipoDescuento.CUOTA_FIJA, "1500")
INICIO = MovimientoCredito(TipoMovimiento.INICIO, date(2025, 1, 1), FIJA)
NADIE = Siniestralidad(0, Decimal(0), 0)
VIERNES = 4
UNTIMED = settings(deadline=None)  # the first to come reads the law
wages = st.integers(31504, 400000).map(Money.of_centavos)
ORIGIN = "source: INEGI, checked_on: 2026-11-22, confidence: H"


def movement(code: str, on: date, descuento: Descuento | None = None) -> MovimientoCredito:
    return MovimientoCredito(TipoMovimiento(code), on, descuento)


@pytest.fixture
def loaded() -> object:
    """Rows of the operator, taken away after the test."""
    yield law.load
    law.load({})


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


# Refusals


def late(amount: str, factor: str | None = None) -> object:
    given_ = None if factor is None else Decimal(factor)
    return pagar_tarde(Money(amount), date(2026, 3, 17), date(2026, 3, 20), factor=given_)


@pytest.mark.parametrize(
    ("make", "campo", "code"),
    [
        (lambda: fecha_limite(2026, 13), "periodo", "PERIODO_IMPOSIBLE"),
        (lambda: fecha_limite(9999, 12), "periodo", "PERIODO_IMPOSIBLE"),
        (lambda: fecha_limite_bimestre(2026, 7), "bimestre", "BIMESTRE_IMPOSIBLE"),
        (lambda: late("-1.00"), "importe", "IMPORTE_NEGATIVO"),
        (lambda: late("1.00", "0"), "factor", "FACTOR_IMPOSIBLE"),
        (lambda: late("1.00", "NaN"), "factor", "FACTOR_IMPOSIBLE"),
        (lambda: factor_actualizacion(Decimal(0), Decimal(1)), "inpc_reciente", "INPC_IMPOSIBLE"),
        (lambda: factor_actualizacion(Decimal(1), Decimal("Infinity")), "inpc_antiguo", "INPC_IMPOSIBLE"),
        (lambda: recargos(Money("1.00"), [Decimal("-1")]), "tasa", "TASA_IMPOSIBLE"),
        (lambda: tasa_parcialidades(0, date(2026, 6, 1)), "meses", "PLAZO_IMPOSIBLE"),
        (lambda: Caso(TipoCaso.ACCIDENTE, None, -1), "dias", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: Caso(TipoCaso.ACCIDENTE, None, 0, Decimal(101)), "incapacidad", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: Siniestralidad(0, Decimal("NaN"), 0), "incapacidades", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: Siniestralidad(0, Decimal(0), -1), "defunciones", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: prima_riesgo(2025, NADIE, Decimal(0), Decimal(1)), "trabajadores", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: prima_riesgo(2025, NADIE, Decimal("NaN"), Decimal(1)), "trabajadores", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: prima_riesgo(2025, NADIE, Decimal(1), Decimal("0.0131")), "anterior", "PRIMA_ANTERIOR_IMPOSIBLE"),
        (lambda: prima_media("VI", date(2026, 6, 1)), "clase", "CLASE_IMPOSIBLE"),
        (lambda: prorratear((Money("500.00"),), JUNIO), "sbc", "UN_SOLO_PATRON"),
        (lambda: prorratear((Money("500.00"), Money("0.00")), JUNIO), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: Descuento(TipoDescuento.PORCENTAJE, "101"), "valor", "DESCUENTO_IMPOSIBLE"),
        (lambda: Descuento(TipoDescuento.VSM, "treinta"), "valor", "DESCUENTO_IMPOSIBLE"),
        (lambda: Descuento(TipoDescuento.CUOTA_FIJA, "-1"), "valor", "DESCUENTO_IMPOSIBLE"),
        (lambda: movement("15", JUNIO.first), "descuento", "MOVIMIENTO_Y_DESCUENTO"),
        (lambda: movement("16", JUNIO.first, FIJA), "descuento", "MOVIMIENTO_Y_DESCUENTO"),
        (lambda: en_vigor((movement("16", JUNIO.first),), JUNIO.last), "movimientos", "CREDITO_EN_DESORDEN"),
        (lambda: en_vigor((INICIO, INICIO), JUNIO.last), "movimientos", "CREDITO_EN_DESORDEN"),
        (lambda: en_vigor((INICIO, movement("17", JUNIO.first)), JUNIO.last), "movimientos", "CREDITO_EN_DESORDEN"),
        (lambda: modalidad_40(Money("2932.76"), JUNIO), "sbc", "SALARIO_NO_ELEGIBLE"),
        (lambda: modalidad_40(Money("315.03"), JUNIO), "sbc", "SALARIO_NO_ELEGIBLE"),
        (lambda: modalidad_40(Money("499.99"), JUNIO, ultimo=Money("500.00")), "sbc", "SALARIO_NO_ELEGIBLE"),
        (lambda: seguro_salud_familia((-1,), date(2025, 3, 1)), "edades", "EDAD_IMPOSIBLE"),
        (lambda: seguro_salud_familia((), date(2025, 3, 1)), "edades", "SIN_EDADES"),
        (
            lambda: cuota_mensual(Regimen.HOGAR, Money("1.00"), JUNIO.first),
            "regimen",
            "HOGAR_LO_CALCULA_LA_INSTITUCION",
        ),
        (lambda: amortizar(Trabajador(()), 2026, 7, ()), "bimestre", "BIMESTRE_IMPOSIBLE"),
        (lambda: gasto(Money("-1.00"), 1, PRIMA, JUNIO.first, Parametros(Money("1.00"))), "sbc", "SALARIO_IMPOSIBLE"),
        (
            lambda: gasto(Money("1.00"), 1, Decimal(16), JUNIO.first, Parametros(Money("1.00"))),
            "prima",
            "PRIMA_IMPOSIBLE",
        ),
        (lambda: gasto(Money("1.00"), 0, PRIMA, JUNIO.first, Parametros(Money("1.00"))), "dias", "DIAS_IMPOSIBLES"),
        (lambda: Supuesto({2027: Money("0.00")}, {}), "uma", "SUPUESTO_IMPOSIBLE"),
        (lambda: Supuesto({}, {2027: Money("-1.00")}), "minimo", "SUPUESTO_IMPOSIBLE"),
        (lambda: Supuesto({}, {}, Decimal("NaN")), "sueldo_crece", "CRECIMIENTO_IMPOSIBLE"),
        (lambda: supuesto_creciendo(Decimal(100), Decimal(0)), "uma_crece", "CRECIMIENTO_IMPOSIBLE"),
        (lambda: reforma(Money("500.00"), 2031, PRIMA, Supuesto({}, {})), "desde", "REFORMA_TERMINADA"),
        (lambda: reforma(Money("500.00"), 2026, PRIMA, Supuesto({}, {})), "minimo", "FALTA_SUPUESTO"),
        (
            lambda: reforma(Money("500.00"), 2027, PRIMA, Supuesto({}, {2027: Money("330.00")})),
            "uma",
            "FALTA_SUPUESTO",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], campo: str, code: str) -> None:
    with pytest.raises(CuotasError) as caught:
        make()
    assert (caught.value.campo, caught.value.reason.code) == (campo, code)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "make",
    [
        lambda: seguro_salud_familia((8,), date(2026, 3, 1)),
        lambda: tasa_parcialidades(12, date(2024, 6, 1)),
        lambda: pagar_tarde(Money("1.00"), date(2026, 3, 17), date(2026, 6, 1)),
        lambda: pagar_tarde(Money("1.00"), date(2026, 12, 17), date(2027, 1, 20), factor=Decimal(1)),
    ],
)
def test_a_year_whose_law_is_not_here_says_what_to_load(make: Callable[[], object]) -> None:
    with pytest.raises(law.LawError, match="ventanilla ley cargar"):
        make()
