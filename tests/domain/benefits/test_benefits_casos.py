"""Every benefit, case by case, each worked by hand from its article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from ventanilla import law
from ventanilla.domain import benefits
from ventanilla.domain.benefits import Calculo, Cobro, Datos73, Edad, Regimen, explicar
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.law.strict_yaml import read_yaml

CASES = read_yaml(Path(__file__).with_name("casos.yaml").read_text(encoding="utf-8"))


def days(texts: list[str]) -> list[Period]:
    return [Period(*map(date.fromisoformat, text.split(":"))) for text in texts]


READ: dict[str, Callable[[Any], Any]] = {
    "certificados": days,
    "licencias": days,
    "sbc": Money,
    "promedio": Money,
    "pension": Money,
    "sm": Money,
    "edad": lambda given: Edad(*given),
    "grado": Decimal,
    "regimen": Regimen,
    "cobro": Cobro,
}


def computed(case: dict[str, Any]) -> Any:
    given = {key: READ.get(key, lambda same: same)(value) for key, value in case["dado"].items()}
    function = getattr(benefits, case["que"])
    with law.choosing(case.get("politicas", {})):
        return function(Datos73(**given)) if case["que"] == "pension_ley73" else function(**given)


def written(value: Any) -> Any:
    match value:
        case Money():
            return str(value.pesos)
        case Enum():
            return value.value
        case Decimal() | date():
            return str(value)
        case _:
            return value


@pytest.mark.parametrize("case", CASES, ids=[case["caso"] for case in CASES])
def test_a_case_worked_by_hand(case: dict[str, Any]) -> None:
    assert case["cita"], "a case says its article"
    found = computed(case)
    seen = {
        path: written(found if path == "=" else reduce(getattr, path.split("."), found)) for path in case["entonces"]
    }
    assert seen == case["entonces"]


@pytest.mark.parametrize("case", CASES, ids=[case["caso"] for case in CASES])
def test_every_amount_says_what_it_read_and_by_which_article(case: dict[str, Any]) -> None:
    found = computed(case)
    if not isinstance(found, Calculo):
        return
    tree = explicar(found)
    assert tree.value == (found.importe if found.importe is not None else tree.value)
    assert {used for _, node in tree.walk() for used in node.used} == set(found.usados)
    assert all(requisito.cite and requisito.texto.code for requisito in found.requisitos)
    if found.importe is not None:
        assert found.pasos, "an amount has its steps"
