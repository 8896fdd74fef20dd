"""The floor of a reduced day (policy P5): the minimum wage by a factor that the law gives, dated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ventanilla import law
from ventanilla.domain.contributions import Jornada, Zona
from ventanilla.domain.contributions.parameters import factor_minimo
from ventanilla.domain.contributions.segments import aplicado
from ventanilla.kernel.money import Money


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2016, 2, 1), "1.0452"),
        (date(2022, 12, 31), "1.0452"),
        (date(2023, 1, 1), "1.0493"),
        (date(2026, 6, 1), "1.0493"),
    ],
)
def test_the_factor_of_the_first_year(on: date, expected: str) -> None:
    assert factor_minimo(on).valor == Decimal(expected)


def test_the_floor_with_the_factor_names_what_it_read() -> None:
    with law.choosing({"piso_jornada_reducida": "sm_integrado"}):
        found = aplicado(Money("100.00"), Zona.GENERAL, Jornada.REDUCIDA, date(2026, 6, 1))
    assert found.valor == Money("330.57")
    read = {used.key: used.value for used in found.usados}
    assert read["lft.87.aguinaldo_dias"] == "15"
    assert read["lft.80.prima_vacacional"] == "25"
    assert read["lft.76.vacaciones/1"] == "12"
    assert aplicado(Money("100.00"), Zona.GENERAL, Jornada.REDUCIDA, date(2026, 6, 1)).valor == Money("315.04")
