"""The shared examples of base wages: shared with developers, never copied into this repository."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ventanilla import law
from ventanilla.domain.contributions import (
    Prestaciones,
    Salario,
    dias_a_descontar,
    dias_de_vacaciones,
    excedente,
    factor_del_anio,
    integrar,
    uma_anual,
    uma_del_anio,
    uma_del_mes,
    uma_mensual,
)
from ventanilla.domain.contributions.parameters import factor, tope
from ventanilla.kernel.money import HALF_UP, Money

SHARED = Path(os.environ.get("VENTANILLA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
FILE = SHARED / "contributions-examples.json"
pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="contributions-examples.json is not here: set VENTANILLA_SHARED_DATA"
)
ON = date(2026, 6, 30)


def day_of(uma: str) -> date:
    """The day from which that UMA is in force."""
    return next(row.since for row in law.history("uma.diaria") if row.value == Decimal(uma))


def percent(fraction: str) -> Decimal:
    return Decimal(fraction) * 100


def _factors(given: dict[str, Any], then: dict[str, Any]) -> None:
    found = [factor(given["aguinaldo"], days, percent(given["prima"])) for days in given["vacaciones"]]
    assert list(map(str, found)) == then["factores"]


def _vacations(given: dict[str, Any], then: dict[str, Any]) -> None:
    assert [dias_de_vacaciones(year, ON) for year in given["anio_de_servicio"]] == then["dias"]


def _cap(given: dict[str, Any], then: dict[str, Any]) -> None:
    assert str(tope(day_of(given["uma"])).valor.pesos) == then["tope"]


def _reduced_week(given: dict[str, Any], then: dict[str, Any]) -> None:
    assert [dias_a_descontar(worked, absences, ON) for worked, absences in given["casos"]] == then["dias_a_descontar"]


def _uma(given: dict[str, Any], then: dict[str, Any]) -> None:
    daily, on = Money(given["diaria"]), day_of(given["diaria"])
    days = law.value("uma.dias_mes", on)
    expected = (Money(then["mensual"]), Money(then["anual"]))
    assert (uma_mensual(daily, days), uma_anual(daily, days)) == expected
    assert (uma_del_mes(on).valor, uma_del_anio(on).valor) == expected


def _mixed(given: dict[str, Any], then: dict[str, Any]) -> None:
    fixed = Money(given["salario"]).times(Decimal(given["factor"]), HALF_UP)
    daily = Money(given["despensa_mensual"]).times(1 / Fraction(given["dias_mes"]), HALF_UP)
    free, over = excedente(daily, Money(given["referencia"]), percent(given["exento_pct"]))
    said = {"fija": fixed, "limite_diario": daily, "exenta": free, "integrable": over, "sbc": fixed + over}
    assert {name: str(amount.pesos) for name, amount in said.items()} == then


KINDS: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "factor_integracion": _factors,
    "dias_vacaciones": _vacations,
    "tope_sbc": _cap,
    "dias_semana_reducida": _reduced_week,
    "uma": _uma,
    "sbc_mixto": _mixed,
}


def examples(group: str) -> list[Any]:
    if not FILE.is_file():
        return []
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return [pytest.param(one, id=one["id"]) for one in data[group] if one["kind"] in KINDS]


@pytest.mark.parametrize("example", examples("examples"))
def test_an_example_is_reproduced(example: dict[str, Any]) -> None:
    assert example["tolerance"] == "0.00"
    KINDS[example["kind"]](example["inputs"], example["expected"])


def test_every_kind_has_an_example() -> None:
    assert {param.values[0]["kind"] for param in examples("examples")} == set(KINDS)


@pytest.mark.parametrize("trap", examples("traps"))
def test_a_published_error_is_not_repeated(trap: dict[str, Any]) -> None:
    given, right, wrong = trap["inputs"], trap["correct"], trap["published_wrong"]
    benefits = Prestaciones(given["aguinaldo"], percent(given["prima"]), given["vacaciones"])
    found = integrar(Salario(Money(given["salario"]), benefits), date(2026, 2, 1), ON)
    assert found.factor is not None
    assert str(found.factor.valor) == str(factor_del_anio(benefits, 1, ON).valor) == right["factor"] != wrong["factor"]
    assert str(found.sbc.pesos) == right["sbc"] != wrong["sdi"]
