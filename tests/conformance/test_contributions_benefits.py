"""Foreign examples of subsidies, pensions and conservation: shared with developers, never copied here."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from ventanilla.domain.benefits import (
    Datos73,
    Edad,
    conservacion,
    enfermedad_general,
    incrementos_anuales,
    pension_garantizada,
    pension_ley73,
    pension_minima,
    riesgo_trabajo,
    semanas_requeridas_ley97,
)
from ventanilla.kernel.money import TRUNCATE, Money
from ventanilla.kernel.period import Period

SHARED = Path(os.environ.get("VENTANILLA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
FILE = SHARED / "contributions-examples.json"
pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="contributions-examples.json is not here: set VENTANILLA_SHARED_DATA"
)
ON: Final = date(2026, 6, 1)
Given = dict[str, Any]


def days(number: int) -> list[Period]:
    return [Period(ON, date.fromordinal(ON.toordinal() + number - 1))]


def general(given: Given) -> Given:
    one = enfermedad_general(days(given["dias"]), Money(given["sbc"]))
    return {"dias_subsidiados": one.dias_subsidiados, "diario": one.pagos[0].diario, "total": one.importe}


def risk(given: Given) -> Given:
    one = riesgo_trabajo(days(given["dias"]), Money(given["sbc"]))
    return {"dias_subsidiados": one.dias_subsidiados, "total": one.importe}


def law_of_1973(given: Given) -> Given:
    one = pension_ley73(
        Datos73(
            promedio=Money(given["salario_promedio"]),
            sm=Money(given["sm"]),
            semanas=given["semanas"],
            edad=Edad(given["edad"]),
            esposa=given.get("esposa", False),
            hijos=given.get("hijos_menores_16", 0),
            on=ON,
        )
    )
    assert one.cuantia is not None
    return {
        "basica_anual": one.cuantia.basica_anual,
        "incrementos_anual": one.cuantia.incrementos_anual,
        "cuantia_anual": one.cuantia.cuantia_anual,
        "mensual": one.cuantia.mensual,
        "tope_mensual_x111": one.cuantia.tope_mensual,
        "pension_mensual": one.importe,
        "grupo_basica_pct": one.cuantia.basica_pct,
        "grupo_incremento_pct": one.cuantia.incremento_pct,
        "incrementos": one.cuantia.incrementos,
        "factor_edad": one.cuantia.factor_edad,
    }


def minimum(given: Given) -> Given:
    sm = Money(given["sm"])
    monthly = Money.of_centavos(sm.times(365, TRUNCATE).centavos // 12)
    return {"sm_mensual": monthly, "pension_minima": pension_minima(ON, sm)}


def kept(given: Given) -> Given:
    every = [conservacion(date.fromisoformat(given["baja"]), weeks) for weeks in given["semanas"]]
    return {
        "cuarta_parte_semanas": [str(one.cuarta_parte_semanas) for one in every],
        "rige": [one.rige.value for one in every],
        "hasta": [one.hasta.isoformat() for one in every],
    }


def guaranteed(given: Given) -> Given:
    assert (given["semanas"], given["banda"]) == ("minimum of the year", "1 SM-1.99 UMA")
    on = date(2021, 6, 1)  # in the pesos of the table, before its first update
    return {"mensual_pesos_dic2020": pension_garantizada(1, given["edad"], semanas_requeridas_ley97(on), on)}


KINDS: Final[dict[str, Callable[[Given], Given]]] = {
    "subsidio_enfermedad_general": general,
    "subsidio_riesgo_trabajo": risk,
    "pension_ley73": law_of_1973,
    "pension_ley73_incrementos": lambda given: {
        "incrementos": [str(incrementos_anuales(weeks, ON)) for weeks in given["semanas"]]
    },
    "pension_ley73_minima": minimum,
    "semanas_requeridas_ley97": lambda given: {
        "semanas": [semanas_requeridas_ley97(date(year, 1, 1)) for year in given["anios"]]
    },
    "pension_garantizada": guaranteed,
    "conservacion_derechos": kept,
}


def examples() -> list[Any]:
    if not FILE.is_file():
        return []
    found = json.loads(FILE.read_text(encoding="utf-8"))["examples"]
    assert {one["kind"] for one in found} >= set(KINDS), "a kind of example that is not there any more"
    return [pytest.param(one, id=one["id"]) for one in found if one["kind"] in KINDS]


@pytest.mark.parametrize("example", examples())
def test_the_answer_is_the_published_one(example: Given) -> None:
    answer = KINDS[example["kind"]](example["inputs"])
    for name, expected in example["expected"].items():
        seen = answer[name]
        if isinstance(seen, Money | Decimal):
            number = seen.pesos if isinstance(seen, Money) else seen
            assert abs(number - Decimal(str(expected))) <= Decimal(example["tolerance"]), name
        else:
            assert seen == expected, name


@pytest.mark.parametrize("example", examples())
def test_what_is_truncated_is_exactly_the_figure_of_the_notes(example: Given) -> None:
    """The tolerance is of who published; ours is to the centavo where the notes say how it was computed."""
    if example["id"] == "ley73-1000-1000-62":
        assert law_of_1973(example["inputs"])["pension_mensual"] == Money("15366.11")
    if example["id"] == "ley73-minima-2025":
        assert minimum(example["inputs"])["pension_minima"] == Money("9412.97")
