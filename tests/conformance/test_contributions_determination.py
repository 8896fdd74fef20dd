"""The determination of one worker against the examples published or worked out by the house, and their traps."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.contributions_examples import FILE, amounts, examples, month, needed, percent, traps

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    Certificado,
    Determinacion,
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
from ventanilla.domain.contributions.assumed import Parametros, presupuesto_30_4
from ventanilla.domain.contributions.bands import tasa_patron
from ventanilla.domain.contributions.parameters import factor_minimo
from ventanilla.domain.contributions.two_employers import prorratear
from ventanilla.kernel.money import HALF_UP, Money, rounded
from ventanilla.kernel.period import Period

pytestmark = needed
LONG_AGO = date(2016, 2, 1)


def employer(fraction: str) -> Patron:
    return Patron((Prima(LONG_AGO, percent(fraction)),))


def whole_year(given: dict[str, Any], year: int) -> Trabajador:
    days = Period(date(year, 1, 1), date(year, 12, 31))
    diario = Money(given["salario_diario"]) if "salario_diario" in given else None
    return replace(
        Trabajador.fijo(Money(given["sbc"]), days, diario), pensionado=Pensionado(given.get("pensionado", "no"))
    )


def check(debido: Determinacion, then: dict[str, Any]) -> None:
    for parte in Parte:
        for key, amount in amounts(then.get(parte.value, {})):
            assert debido.ramo(key, parte) == amount, (key, parte)


@pytest.mark.parametrize("one", examples("cuotas_trabajador_mes"))
def test_a_month(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    when = month(given["periodo"])
    assert when.days == given["dias"]
    assert law.value("uma.diaria", when.first) == Decimal(given["uma"])
    worker, patron = whole_year(given, when.first.year), employer(given["prima_rt"])
    if "por_ramo_patron" in then:  # all the branches on the days of the month
        debido = determinar(worker, when, patron)
        check(debido, {"patron": then["por_ramo_patron"], "obrero": then["por_ramo_obrero"]})
        assert debido.patron + debido.obrero == Money(then["total"])
        assert (debido.patron, debido.obrero) == (Money(then["patron"]), Money(then["obrero"]))
        return
    debido = determinar(worker, when, patron, (Bill.MONTHLY,))
    check(debido, then)
    assert (debido.patron, debido.obrero) == (Money(then["patron_total"]), Money(then["obrero_total"]))
    other = determinar(replace(worker, pensionado=Pensionado.NO), when, patron, (Bill.MONTHLY,))
    unpaid = other.patron + other.obrero - debido.patron - debido.obrero
    assert unpaid == Money(then["no_se_paga"]["total"])


@pytest.mark.parametrize("one", examples("cuotas_trabajador_bimestre"))
def test_a_bimester_and_its_months(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    number, year = map(int, given["bimestre"].split("-"))
    worker, patron = whole_year(given, year), employer(given["prima_rt"])
    if "incapacidad" in given:
        days = Period(*(date.fromisoformat(given["incapacidad"][key]) for key in ("desde", "hasta")))
        absent = frozenset(date(2026, 4, 20 + n) for n in range(given["ausentismo_abril"]))
        worker = replace(worker, certificados=(Certificado(days),), ausencias=absent)
    names = {"enero": 1, "febrero": 2, "marzo": 3, "abril": 4}
    for name in names.keys() & then.keys():
        debido = mes(worker, year, names[name], patron)
        check(debido, then[name])
        if "patron_total" in then[name]:
            assert debido.patron == Money(then[name]["patron_total"])
            assert debido.obrero == Money(then[name]["obrero_total"])
    pair, expected = bimestre(worker, year, number, patron), then["bimestre"]
    assert pair.ramo("retiro", Parte.PATRON) == Money(expected["retiro"])
    assert pair.ramo("ceav", Parte.PATRON) == Money(expected["ceav_patron"])
    assert pair.ramo("ceav", Parte.OBRERO) == Money(expected["ceav_obrero"])
    assert pair.ramo("infonavit", Parte.PATRON) == Money(expected["infonavit"])
    rates = [linea.tasa for linea in pair.lineas if linea.ramo == "ceav" and linea.parte is Parte.PATRON]
    assert rates == [percent(text) for key, text in expected.items() if key.startswith("ceav_tasa")]
    for key in ("retiro", "ceav", "infonavit"):
        assert pair.dias(key) == then.get("dias", {}).get(key, pair.dias(key))


@pytest.mark.parametrize("one", examples("art_36"))
def test_article_36(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    when = month(given.get("periodo", "2026-06"))
    worker = whole_year(given, when.first.year)
    debido = determinar(worker, when, employer(given.get("prima_rt", "0.0054355")), (Bill.MONTHLY,))
    moved = {linea.a_cargo_de for linea in debido.lineas if linea.parte is Parte.OBRERO}
    assert moved == {Parte.PATRON if then["cuota_obrera_a_cargo_de"] == "patron" else Parte.OBRERO}
    if "patron_total" in then:
        check(debido, {"patron": then["patron_propio"], "obrero": then["obrero_a_cargo_del_patron"]})
        assert (debido.patron, debido.obrero) == (Money(then["patron_total"]), Money(then["obrero_total"]))


@pytest.mark.parametrize("one", examples("ceav_tramo"))
def test_the_row_of_ceav(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    if "zona" in given:
        days = (date(2026, 1, 31), date(2026, 2, 1))
        found = [tasa_patron(Money(given["sbc"]), Zona(given["zona"]), on).valor for on in days]
        assert found == list(map(percent, then["tasas"]))
    elif "sbc_2023" in given:
        check_growth(given, then)
    elif "tasas" in then:
        on = date.fromisoformat(given["on"])
        found = [tasa_patron(Money(sbc), Zona.GENERAL, on).valor for sbc in given["sbc"]]
        assert found == list(map(percent, then["tasas"]))
    else:
        check_gaps(given, then)


def check_growth(given: dict[str, Any], then: dict[str, Any]) -> None:
    """The row of who earns the minimum wage with the benefits of the law, and how much more the employer pays."""
    paid = []
    for year in (2022, 2023, 2024):
        on = date(year, 6, 30)
        sbc = Money(law.value("sm.general", on)).times(factor_minimo(on).valor, HALF_UP)
        rate = tasa_patron(sbc, Zona.GENERAL, on).valor
        paid.append(Fraction(sbc.pesos) * Fraction(rate))
        if year > 2022:
            assert sbc == Money(given[f"sbc_{year}"])
            assert law.value("uma.diaria", on) == Decimal(given[f"uma_{year}"])
            assert rate == percent(then[f"tasa_{year}"])
            more = (paid[-1] / paid[-2] - 1) * 10_000
            assert rounded(more, HALF_UP) == Decimal(then[f"aumento_{year}_pct"]) * 100


def check_gaps(given: dict[str, Any], then: dict[str, Any]) -> None:
    """The same wage in a gap of the table, under the program's reading and the courts'."""
    patron, paid = employer("0.0054355"), {}
    for policy in ("ceav_sua", "ceav_corte"):
        with law.choosing({"ceav_huecos": policy}):
            pairs = [bimestre(whole_year({"sbc": sbc}, 2026), 2026, 3, patron) for sbc in given["sbc"]]
        assert all(pair.dias("ceav") == given["dias"] for pair in pairs)
        rates = [next(line.tasa for line in pair.lineas if line.ramo == "ceav") for pair in pairs]
        assert rates == list(map(percent, then[policy]))
        paid[policy] = [pair.ramo("ceav", Parte.PATRON) for pair in pairs]
    more = [corte - sua for sua, corte in zip(paid["ceav_sua"], paid["ceav_corte"], strict=True)]
    assert more == list(map(Money, then["diferencia"]))


@pytest.mark.parametrize("one", examples("ramo_riesgos"))
def test_a_premium_that_changes_inside_the_month(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    since, premiums = date(2026, 6, 1), []
    for segment in given["segmentos"]:
        premiums.append(Prima(since, percent(segment["prima_rt"])))
        since = since.replace(day=min(30, since.day + segment["dias"]))
    debido = mes(whole_year(given, 2026), 2026, 6, Patron(tuple(premiums)))
    lines = [line.importe for line in debido.lineas if line.ramo == "riesgos_trabajo"]
    assert lines == list(map(Money, then["segmentos"]))
    assert debido.ramo("riesgos_trabajo", Parte.PATRON) == Money(then["riesgos_trabajo"])


@pytest.mark.parametrize("one", examples("sbc_dos_patrones"))
def test_two_employers(one: dict[str, Any]) -> None:
    (found,) = prorratear(list(map(Money, one["inputs"]["sbc"])), Period.month(2026, 6))
    then = one["expected"]
    assert (found.suma, found.tope) == (Money(then["suma"]), Money(one["inputs"]["tope"]))
    assert list(found.sbc) == list(map(Money, then["sbc_a_cotizar"]))
    assert Money.total(found.sbc) == Money(then["suma_a_cotizar"])


@pytest.mark.parametrize("one", examples("cuotas_patron_presupuesto"))
def test_a_budget(one: dict[str, Any]) -> None:
    given, then = one["inputs"], one["expected"]
    assert Decimal(given["dias"]) == law.value("uma.dias_mes", date(2026, 6, 1))
    supposed = Parametros(uma=Money(given["uma"]), ceav=percent(given["ceav_patron"]))
    found = presupuesto_30_4(Money(given["sbc"]), percent(given["prima_rt"]), date(2026, 6, 1), supposed)
    for key, amount in amounts(then["por_ramo"]):
        assert found.ramo(key, Parte.PATRON) == amount, key
    assert found.patron - found.ramo("infonavit", Parte.PATRON) == Money(then["total_sin_infonavit"])


@pytest.mark.parametrize("one", traps("cuotas_trabajador_mes"))
def test_a_published_error_has_its_true_figure(one: dict[str, Any]) -> None:
    given, true = one["inputs"], one["correct"]
    if "salario_minimo" in given:
        minimum, when = Money(given["salario_minimo"]), Period.month(2023, 6)
        worker = Trabajador((Tramo(when, Money(true["sbc"]), minimum),))
        debido = determinar(worker, when, employer("0.0054355"))
        moved = Money.total(line.importe for line in debido.lineas if line.parte is Parte.OBRERO)
        assert moved == Money(true["obrero_a_cargo_del_patron"])
        assert debido.obrero == Money("0.00")
        assert debido.patron - moved == Money(true["patron_con_retiro_ceav_infonavit"])
        return
    when = Period.month(2026, 6)
    sbc = Money(given["salario"] + ".00").times(Decimal(1) / given["dias"], HALF_UP)
    debido = determinar(Trabajador.fijo(sbc, when), when, employer("0.0054355"))
    assert debido.obrero - debido.ramo("excedente", Parte.OBRERO) == Money(true["obrero_sin_excedente"])
    assert debido.ramo("infonavit", Parte.OBRERO) == Money(true["infonavit_a_cargo_del_trabajador"])


def test_no_kind_of_example_or_trap_is_left_out() -> None:
    told = json.loads(FILE.read_text(encoding="utf-8"))
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_contributions_*.py")
    )
    assert [one["kind"] for one in (*told["examples"], *told["traps"]) if f'"{one["kind"]}"' not in tests] == []
