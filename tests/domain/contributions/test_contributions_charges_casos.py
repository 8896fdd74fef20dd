"""Dates, late payments, premiums, credits and voluntary regimes, case by case, each worked by hand from its article."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ventanilla import law
from ventanilla.domain.contributions import Parte, Patron, Prima, Trabajador, determinar
from ventanilla.domain.contributions.due_date import Vencimiento, fecha_limite, fecha_limite_bimestre
from ventanilla.domain.contributions.housing_credit import (
    Descuento,
    MovimientoCredito,
    TipoDescuento,
    TipoMovimiento,
    amortizar,
)
from ventanilla.domain.contributions.late_payment import multa_por_omision, multas_por_infraccion, pagar_tarde
from ventanilla.domain.contributions.risk_premium import Siniestralidad, prima_riesgo
from ventanilla.domain.contributions.simulation import Supuesto, reforma
from ventanilla.domain.contributions.state_share import aportacion_estatal
from ventanilla.domain.contributions.two_employers import prorratear
from ventanilla.domain.contributions.voluntary import modalidad_40, seguro_salud_familia
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.law.strict_yaml import read_yaml

CASES = read_yaml(Path(__file__).with_name("casos_cargos.yaml").read_text(encoding="utf-8"))
PRIMA = Decimal("0.54355")


def days(text: str) -> Period:
    first, _, last = text.partition(":")
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def bimester(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{4})-b(\d)", text)
    assert found, text
    return int(found[1]), int(found[2])


def pesos(amount: Money) -> str:
    return str(amount.pesos)


def of_due(given: dict[str, Any]) -> dict[str, Any]:
    year, number = given["periodo"].split("-")
    found: Vencimiento = (
        fecha_limite_bimestre(int(year), int(number[1:])) if "b" in number else fecha_limite(int(year), int(number))
    )
    assert str(found.fecha.year) in found.tabla, "a date names the table it was counted with"
    return {"fecha": found.fecha}


def of_late(given: dict[str, Any]) -> dict[str, Any]:
    factor = Decimal(given["factor"]) if "factor" in given else None
    pago = pagar_tarde(Money(given["importe"]), given["vence"], given["paga"], factor=factor)
    return {
        "factor": str(pago.factor),
        "actualizado": pesos(pago.actualizado),
        "meses": len(pago.meses),
        "recargos": pesos(pago.recargos),
        "total": pesos(pago.total),
    }


def of_premium(given: dict[str, Any]) -> dict[str, Any]:
    cases = Siniestralidad(given.get("dias", 0), Decimal(given.get("incapacidades", "0")), given.get("defunciones", 0))
    prima = prima_riesgo(2025, cases, Decimal(given["trabajadores"]), Decimal(given["anterior"]))
    return {"obtenida": str(prima.obtenida), "aplicable": str(prima.aplicable), "presenta": prima.presenta}


def of_two(given: dict[str, Any]) -> dict[str, Any]:
    found = prorratear([Money(sbc) for sbc in given["sbc"]], days(given["dias"]))
    return {"tramos": [[pesos(sbc) for sbc in one.sbc] for one in found]}


def of_credit(given: dict[str, Any]) -> dict[str, Any]:
    movements = [
        MovimientoCredito(
            TipoMovimiento(one["tipo"]),
            one["fecha"],
            Descuento(TipoDescuento(one["como"]), one["valor"]) if "valor" in one else None,
        )
        for one in given["movimientos"]
    ]
    year, number = bimester(given["bimestre"])
    whole = Trabajador.fijo(Money(given.get("sbc", "500.00")), Period.bimester(year, number))
    absences = frozenset(days(given["ausencias"])) if "ausencias" in given else frozenset()
    found = amortizar(Trabajador(whole.tramos, absences), year, number, movements)
    return {
        "descuento": pesos(found.descuento),
        "total": pesos(found.total),
        "tramos": [pesos(tramo.importe) for tramo in found.tramos],
    }


def of_state(given: dict[str, Any]) -> dict[str, Any]:
    when = days(given["dias"])
    worker = Trabajador.fijo(Money(given["sbc"]), when)
    found = aportacion_estatal(worker, determinar(worker, when, Patron((Prima(when.first, PRIMA),))))
    branches = dict.fromkeys(linea.ramo for linea in found.lineas)
    return {
        ramo: pesos(Money.total(linea.importe for linea in found.lineas if linea.ramo == ramo))
        for ramo in branches
        if given.get("ramo", ramo) == ramo
    }


def of_40(given: dict[str, Any]) -> dict[str, Any]:
    found = modalidad_40(Money(given["sbc"]), days(given["dias"]))
    return {"tasa": str(found.tasa), "importe": pesos(found.importe)}


def of_family(given: dict[str, Any]) -> dict[str, Any]:
    return {"total": pesos(seguro_salud_familia(given["edades"], given["desde"]).total)}


def of_omission(given: dict[str, Any]) -> dict[str, Any]:
    found = multa_por_omision(Money(given["omitido"]), given["fecha"])
    return {"minima": pesos(found.minima), "maxima": pesos(found.maxima)}


def of_infraction(given: dict[str, Any]) -> dict[str, Any]:
    found = multas_por_infraccion(given["fecha"], reincide=given.get("reincide", False))[given["fraccion"]]
    return {"minima": pesos(found.minima), "maxima": pesos(found.maxima)}


def of_reform(given: dict[str, Any]) -> dict[str, Any]:
    uma, minimum = ({int(year): Money(amount) for year, amount in given[what].items()} for what in ("uma", "minimo"))
    supposed = Supuesto(uma, minimum)
    years = reforma(Money(given["sbc"]), given["desde"], PRIMA, supposed)
    return {str(one.year): pesos(one.gasto.ramo("ceav", Parte.PATRON)) for one in years}


RULES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "fecha_limite": of_due,
    "recargos": of_late,
    "prima": of_premium,
    "dos_patrones": of_two,
    "credito": of_credit,
    "estado": of_state,
    "modalidad_40": of_40,
    "salud_familia": of_family,
    "multa_omision": of_omission,
    "multa_infraccion": of_infraction,
    "reforma": of_reform,
}


@pytest.mark.parametrize("case", CASES, ids=[case["caso"] for case in CASES])
def test_a_case_worked_by_hand(case: dict[str, Any]) -> None:
    assert case["cita"], "a case says its article"
    with law.choosing(case.get("politicas", {})):
        found = RULES[case["que"]](case["dado"])
    then = case["entonces"]
    if case["que"] == "estado":
        assert found == then
    else:
        assert {key: found[key] for key in then} == then


def test_every_rule_has_a_case() -> None:
    assert {case["que"] for case in CASES} == set(RULES)
