"""The base wage, case by case, each worked by hand from its article."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ventanilla import law
from ventanilla.domain.contributions import (
    Ahorro,
    Empleo,
    Especie,
    Exclusion,
    HorasExtra,
    Jornada,
    Prestaciones,
    Salario,
    SemanaReducida,
    Variable,
    Zona,
    dias_a_descontar,
    explicar_factor,
    explicar_mixto,
    explicar_modificacion,
    explicar_promedio,
    explicar_salario,
    factor_del_anio,
    factor_integracion,
    integrar,
    integrar_semana,
    limitar,
    modificaciones,
    promediar,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.law.strict_yaml import read_yaml

CASES = read_yaml(Path(__file__).with_name("salario_casos.yaml").read_text(encoding="utf-8"))
ON = "2026-06-30"
AMOUNTS = ("fijas", "despensa", "asistencia", "puntualidad", "variable")


def of(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["caso"]) for case in CASES if kind in case])


def benefits(given: dict[str, Any]) -> Prestaciones:
    prima = Decimal(given["prima"]) if "prima" in given else None
    return Prestaciones(given.get("aguinaldo"), prima, given.get("vacaciones"))


def wage(given: dict[str, Any]) -> Salario:
    money = {name: Money(given[name]) for name in (*AMOUNTS, "diario", "registrado") if name in given}
    fund = given.get("ahorro")
    return Salario(
        diario=money.pop("diario", None),
        prestaciones=benefits(given),
        ahorro=Ahorro(Money(fund[0]), Money(fund[1]), fund[2]) if fund else None,
        especie=Especie(
            given.get("comidas", 0),
            Money(given.get("paga_alimentos", "0.00")),
            given.get("habitacion", False),
            Money(given.get("paga_habitacion", "0.00")),
        ),
        excluidas=tuple((Exclusion[name.upper()], Money(paid)) for name, paid in given.get("excluidas", {}).items()),
        zona=Zona(given.get("zona", "general")),
        jornada=Jornada(given.get("jornada", "completa")),
        **money,
    )


def test_every_case_says_its_article_and_is_of_one_kind() -> None:
    kinds = {"factor", "integrar", "variable", "semana", "descuento", "lote"}
    assert all(case["cita"] and len(kinds & case.keys()) == 1 for case in CASES)
    assert len(CASES) >= 20


@of("factor")
def test_a_factor(case: dict[str, Any]) -> None:
    given, then = case["factor"], case["entonces"]
    on = date.fromisoformat(given.get("fecha", ON))
    if "anio" in given:
        found = factor_del_anio(benefits(given), given["anio"], on)
    else:
        found = factor_integracion(benefits(given), date.fromisoformat(given["ingreso"]), on)
    assert str(found.valor) == then["factor"]
    assert {name: getattr(found, name) for name in then if name != "factor"} == {
        name: value for name, value in then.items() if name != "factor"
    }
    assert explicar_factor(found).value == found.valor


@of("integrar")
def test_a_base_wage(case: dict[str, Any]) -> None:
    given, then = case["integrar"], dict(case["entonces"])
    with law.recording() as used:
        found = integrar(
            wage(given),
            date.fromisoformat(given.get("ingreso", "2026-02-01")),
            date.fromisoformat(given.get("fecha", ON)),
        )
    assert str(found.sbc.pesos) == then.pop("sbc")
    assert found.limitado.limite.value == then.pop("limite", "")
    assert (found.limitado.porque is None) is (found.limitado.limite.value == "")
    assert str(found.integrado.pesos) == then.pop("integrado", str(found.integrado.pesos))
    assert {clave: str(found.importe(clave).pesos) for clave in then} == then
    assert set(found.usados) <= set(used)
    for one in found.elementos:
        if one.clave in given.get("excluidas", {}):
            assert (one.pagado, one.exento) == (Money(given["excluidas"][one.clave]),) * 2
            assert one.cite[0].startswith("LSS 27-")
    tree = explicar_salario(found)
    assert (tree.value, tree.how) == (found.sbc, found.limitado.porque or tree.how)
    assert Money.total(part.value for part in tree.parts if isinstance(part.value, Money)) == found.integrado


@of("variable")
def test_a_bimester_of_variable_wages(case: dict[str, Any]) -> None:
    given, then = case["variable"], case["entonces"]
    hours = tuple(
        HorasExtra(date.fromisoformat(day), Decimal(many), Money(each))
        for day, (many, each) in given.get("horas", {}).items()
    )
    found = promediar(
        Variable(
            given["bimestre"][0],
            given["bimestre"][1],
            Money(given["importe"]),
            tuple(map(Money, given.get("despensa", ()))),
            hours,
            given.get("ausencias", 0),
            given.get("incapacidad", 0),
            date.fromisoformat(given["ingreso"]) if "ingreso" in given else None,
        )
    )
    said = {
        "promedio": str(found.valor.pesos),
        "importe": str(found.importe.pesos),
        "dias": found.dias,
        "desde": found.desde.isoformat(),
        "limite": found.limite.isoformat(),
    }
    assert {name: said[name] for name in then} == then
    assert found.calendario
    limit = limitar(found.valor, Zona.GENERAL, Jornada.COMPLETA, found.desde)
    assert explicar_promedio(found).value == found.valor
    assert [len(explicar_mixto(Money(fixed), found, limit).parts) for fixed in ("0.00", "400.00")] == [1, 2]


@of("semana")
def test_a_reduced_week(case: dict[str, Any]) -> None:
    given, then = case["semana"], case["entonces"]
    week = SemanaReducida(*(Money(given.get(name, "0.00")) for name in ("salarios", "prestaciones", "septimo")))
    with law.choosing(given.get("politicas", {})):
        found = integrar_semana(
            week, Jornada(given.get("jornada", "semana_reducida")), Zona.GENERAL, date.fromisoformat(ON)
        )
    assert (str(found.sbc.pesos), found.limite.value) == (then["sbc"], then.get("limite", ""))


@of("descuento")
def test_the_days_that_absences_discount(case: dict[str, Any]) -> None:
    worked, absences = case["descuento"]
    assert dias_a_descontar(worked, absences, date.fromisoformat(ON)) == case["entonces"]["dias"]


@of("lote")
def test_the_changes_of_somebody(case: dict[str, Any]) -> None:
    given = case["lote"]
    ingreso = date.fromisoformat(given["ingreso"])
    variables = (
        (Variable(given["bimestre"][0], given["bimestre"][1], Money(given["importe"])),) if "bimestre" in given else ()
    )
    filed = Money(given["registrado"]) if "registrado" in given else None
    person = {name: value for name, value in given.items() if name != "registrado"}
    lote = modificaciones(
        (Empleo("A", ingreso, wage(person), filed, variables),),
        Period(date.fromisoformat(given["desde"]), date.fromisoformat(given["hasta"])),
    )
    assert [
        [
            one.desde.isoformat(),
            str(one.sbc_anterior.pesos),
            str(one.sbc_nuevo.pesos),
            [causa.value for causa in one.causas],
            one.quien.value,
            one.limite.isoformat() if one.limite else None,
        ]
        for one in lote.modificaciones
    ] == case["entonces"]
    assert [text.code for text in lote.advertencias] == case.get("advertencias", [])
    for one in lote.modificaciones:
        assert one.cite
        assert bool(one.calendario) is (one.limite is not None)
        assert len(one.motivos) == len(one.causas)
        assert all(str(motivo).endswith(".") for motivo in one.motivos)
        assert {used.key for used in one.despues.usados} <= {used.key for used in one.usados}
        assert explicar_modificacion(one).value == one.sbc_nuevo
