"""Dates, late payments, premiums, credits and voluntary regimes against the examples, and their traps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.conformance.contributions_examples import examples, needed, percent, traps

from ventanilla import law
from ventanilla.domain.contributions import Trabajador
from ventanilla.domain.contributions.due_date import fecha_limite
from ventanilla.domain.contributions.housing_credit import (
    Descuento,
    MovimientoCredito,
    TipoDescuento,
    TipoMovimiento,
    amortizar,
)
from ventanilla.domain.contributions.late_payment import actualizar, factor_actualizacion, recargos, tasa_mora
from ventanilla.domain.contributions.risk_premium import Siniestralidad, prima_riesgo
from ventanilla.domain.contributions.voluntary import modalidad_40, seguro_salud_familia
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

pytestmark = needed


@pytest.mark.parametrize("one", examples("fecha_limite"))
def test_a_due_date(one: dict[str, Any]) -> None:
    found = fecha_limite(*map(int, one["inputs"]["periodo"].split("-")))
    assert found.fecha == date.fromisoformat(one["expected"]["fecha"])
    assert str(found.dia) == one["inputs"]["dia17"].split()[0]


@pytest.mark.parametrize("one", [*examples("actualizacion"), *examples("actualizacion_recargos")])
def test_an_amount_brought_up_to_date(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    amount = Money(given["importe"])
    factor = factor_actualizacion(Decimal(given["inpc_reciente"]), Decimal(given["inpc_antiguo"]))
    assert str(factor) == then["factor"]
    updated = actualizar(amount, factor)
    if "actualizacion" in then:
        assert updated - amount == Money(then["actualizacion"])
        return
    charged = recargos(updated, [Decimal(given["tasa_mora_pct"])] * given["meses"])
    found = (updated, charged, updated + charged)
    assert found == tuple(Money(then[key]) for key in ("actualizada", "recargos", "total"))


@pytest.mark.parametrize("one", examples("recargos_tasa"))
def test_the_rate_of_a_year(one: dict[str, Any]) -> None:
    on = date(one["inputs"]["anio"], 1, 1)
    assert law.value("cff.21.prorroga", on) == Decimal(one["inputs"]["prorroga_pct"])
    found = tasa_mora(Decimal(one["inputs"]["prorroga_pct"]), on)
    assert found == law.value("cff.21.mora", on) == Decimal(one["expected"]["mora_pct"])


@pytest.mark.parametrize("one", [*examples("prima_riesgo"), *traps("prima_riesgo")])
def test_a_risk_premium(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"] if "expected" in one else one["correct"]
    cases = Siniestralidad(given["S"], Decimal(given["I"]), given["D"])
    prima = prima_riesgo(2025, cases, Decimal(given["N"]), percent(given["prima_anterior"]))
    assert (str(prima.obtenida), str(prima.aplicable)) == (then["prima_obtenida_pct"], then["prima_aplicable_pct"])
    of_law = {letter: value for letter, value in prima.factores if letter in given}
    assert of_law == {letter: Decimal(given[letter]) for letter in of_law}


@pytest.mark.parametrize("one", examples("seguro_salud_familia"))
def test_a_family_year(one: dict[str, Any]) -> None:
    ages = [int(age) for band in one["inputs"]["edades"] for age in band.split("-")]
    found = seguro_salud_familia(ages, date.fromisoformat(one["inputs"]["desde"]))
    prices = [price for price in one["expected"]["cuota_anual"] for _ in range(2)]
    assert list(found.importes) == [Money.of_centavos(price * 100) for price in prices]


@pytest.mark.parametrize("one", examples("amortizacion_infonavit"))
def test_a_housing_credit(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    credit = Descuento(TipoDescuento(str(given["tipo_descuento"])), given["factor"])
    movements = (MovimientoCredito(TipoMovimiento.INICIO, date(2025, 1, 1), credit),)
    found = amortizar(Trabajador.fijo(Money("500.00"), Period.bimester(2026, 3)), 2026, 3, movements)
    assert (found.tramos[0].base, found.seguro) == (Money(given["umi"]), Money(given["seguro_bimestral"]))
    assert (found.descuento, found.total) == (Money(then["amortizacion"]), Money(then["con_seguro"]))
    assert found.descuento != Money(then["si_se_usara_la_uma_error"])


@pytest.mark.parametrize("one", traps("modalidad_40"))
def test_the_price_that_the_press_copies_is_not_the_law(one: dict[str, Any]) -> None:
    given, true = one["inputs"], one["correct"]
    found = modalidad_40(Money(given["sbc"]), Period.month(given["anio"], 6))
    assert found.periodo.days == given["dias"]
    assert (str(found.tasa), found.importe) == (true["tasa_pct"], Money(true["cuota"]))
    assert found.importe != Money(one["published_wrong"]["cuota"])
