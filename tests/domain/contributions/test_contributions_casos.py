"""The determination of one worker, case by case, each worked by hand from its article."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    Certificado,
    Determinacion,
    Jornada,
    Motivo,
    Parte,
    Patron,
    Pensionado,
    Prima,
    Trabajador,
    Tramo,
    Zona,
    bimestre,
    determinar,
    mes,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.law.strict_yaml import read_yaml

CASES = read_yaml(Path(__file__).with_name("casos.yaml").read_text(encoding="utf-8"))
LONG_AGO = date(2016, 2, 1)


def days(text: str) -> Period:
    first, _, last = text.partition(":")
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def period(text: str) -> tuple[Period, tuple[Bill, ...]]:
    if ":" in text:
        return days(text), tuple(Bill)
    if found := re.fullmatch(r"(\d{4})-b(\d)", text):
        return Period.bimester(int(found[1]), int(found[2])), (Bill.BIMONTHLY,)
    return Period.month(*map(int, text.split("-"))), (Bill.MONTHLY,)


def computed(case: dict[str, Any]) -> Determinacion:
    given, (when, bills) = case["dado"], period(case["periodo"])
    stretches = given.get("tramos") or {}
    diario = Money(given["diario"]) if "diario" in given else None
    tramos = tuple(Tramo(days(text), Money(sbc), diario) for text, sbc in stretches.items())
    if "sbc" in given:
        around = Period(min(when.first, date(when.first.year, 1, 1)), date(when.last.year, 12, 31))
        tramos = (Tramo(around, Money(given["sbc"]), diario),)
    worker = Trabajador(
        tramos,
        frozenset(day for text in given.get("ausencias", ()) for day in days(text)),
        (
            *(Certificado(days(text)) for text in given.get("incapacidad", ())),
            *(Certificado(days(text), Motivo.LICENCIA) for text in given.get("licencia", ())),
        ),
        Zona(given.get("zona", "general")),
        Pensionado(given.get("pensionado", "no")),
        Jornada(given.get("jornada", "completa")),
        Money(given["minimo_profesional"]) if "minimo_profesional" in given else None,
    )
    premiums = given.get("primas") or {LONG_AGO.isoformat(): given.get("prima", "0.54355")}
    employer = Patron(tuple(Prima(date.fromisoformat(on), Decimal(rate)) for on, rate in premiums.items()))
    with law.choosing(given.get("politicas", {})):
        return determinar(worker, when, employer, bills)


@pytest.mark.parametrize("case", CASES, ids=[case["caso"] for case in CASES])
def test_a_case_worked_by_hand(case: dict[str, Any]) -> None:
    assert case["cita"], "a case says its article"
    then, debido = case["entonces"], computed(case)
    for who in Parte:
        if who.value in then:
            total = debido.patron if who is Parte.PATRON else debido.obrero
            assert str(total.pesos) == then[who.value], who
    for key, text in then.get("ramos", {}).items():
        patron, _, obrero = text.partition("/")
        assert str(debido.ramo(key, Parte.PATRON).pesos) == patron, key
        assert not obrero or str(debido.ramo(key, Parte.OBRERO).pesos) == obrero, key
    assert {key: debido.dias(key) for key in then.get("dias", {})} == then.get("dias", {})
    assert [text.code for text in debido.advertencias] == then.get("advertencias", [])


def test_a_month_and_a_bimester_are_the_same_rule() -> None:
    worker = Trabajador.fijo(Money("500.00"), Period.bimester(2026, 3))
    employer = Patron((Prima(LONG_AGO, Decimal("0.54355")),))
    whole = determinar(worker, Period.bimester(2026, 3), employer, (Bill.BIMONTHLY,))
    assert bimestre(worker, 2026, 3, employer) == whole
    assert mes(worker, 2026, 6, employer) == determinar(worker, Period.month(2026, 6), employer, (Bill.MONTHLY,))
