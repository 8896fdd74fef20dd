"""The model that every output writes is the domain's cédula, with the days and the rates behind each amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.domain.random_determinations import CHOICES
from tests.formats.cedula_samples import DATOS, PATRON, periods, sample, workers

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    Jornada,
    Parte,
    Patron,
    Pensionado,
    Period,
    Prima,
    Trabajador,
    Tramo,
    determinar,
)
from ventanilla.domain.contributions.cedula import cedula
from ventanilla.formats.cedula import CedulaIncompleta, componer
from ventanilla.formats.cedula.branches import por_ramo
from ventanilla.formats.cedula.incidences import incidencias
from ventanilla.kernel.money import Money

JUNE = Period.month(2026, 6)
BIMESTER = Period.bimester(2026, 1)


@pytest.mark.parametrize("choices", CHOICES)
def test_it_is_the_domains_cedula(choices: Mapping[str, str]) -> None:
    bills = periods(BIMESTER)
    ours = sample(3, 25, bills, choices)
    with law.choosing(choices):
        drawn = workers(3, 25, bills)
        theirs = [cedula(drawn, period, PATRON, (bill,)) for bill, period in bills.items()]
    assert ours.columnas == (*theirs[0].columnas, *theirs[1].columnas)
    assert ours.totales == (*theirs[0].totales, *theirs[1].totales)
    assert ours.patron == theirs[0].patron + theirs[1].patron
    assert ours.obrero == theirs[0].obrero + theirs[1].obrero
    assert {*ours.usados} == {*theirs[0].usados, *theirs[1].usados}
    for one, first, second in zip(ours.asegurados, theirs[0].renglones, theirs[1].renglones, strict=True):
        assert one.renglon.importes == (*first.importes, *second.importes)
        assert one.renglon.patron == first.patron + second.patron


@pytest.mark.parametrize("choices", CHOICES)
def test_every_lapso_adds_up_and_has_its_rates(choices: Mapping[str, str]) -> None:
    ours = sample(4, 25, periods(BIMESTER), choices)
    for one in ours.asegurados:
        assert Money.total(lapso.total for lapso in one.lapsos) == one.total
        for lapso in one.lapsos:
            juego = ours.juegos[lapso.juego]
            assert juego.bill is lapso.bill
            assert juego.tasas == tuple(linea and linea.tasa for linea in lapso.lineas)
            assert min(max(lapso.registrado, juego.piso), juego.tope) == lapso.sbc
            columns = [n for n, column in enumerate(ours.columnas) if column.period is lapso.bill]
            for linea, place in zip(lapso.lineas, columns, strict=True):
                if linea is not None:
                    rule = ours.descuentos[place]
                    days = lapso.dias - lapso.incapacidad * rule.incapacidad - lapso.ausencias * rule.ausencias
                    assert days == linea.dias


def test_the_days_of_a_bill_are_counted_once_where_a_premium_cuts() -> None:
    ours = sample(5, 40, {Bill.MONTHLY: Period.month(2026, 2)})
    apart = [lapso for one in ours.asegurados for lapso in one.lapsos if lapso.aparte]
    assert apart, "the premium of the sample changes in February"
    for one in ours.asegurados:
        insured = sum(
            days.days for tramo in one.trabajador.tramos if (days := tramo.periodo.overlap(Period.month(2026, 2)))
        )
        assert one.cuenta[0][0] == insured


def test_everybody_who_cannot_be_computed_is_told() -> None:
    late = replace(DATOS, patron=Patron((Prima(date(2026, 6, 15), Decimal("0.54355")),)))
    drawn = {
        "A": Trabajador.fijo(Money("400.00"), JUNE),
        "B": Trabajador.fijo(Money("400.00"), Period(date(2026, 6, 20), date(2026, 6, 30))),
        "C": Trabajador.fijo(Money("500.00"), JUNE),
    }
    with pytest.raises(CedulaIncompleta) as caught:
        componer(drawn, late, {Bill.MONTHLY: JUNE})
    assert [(key, why.code) for key, why in caught.value.faltas] == [("A", "SIN_PRIMA"), ("C", "SIN_PRIMA")]
    assert caught.value.total == 2
    assert "A" in str(caught.value.reason)


def test_one_whose_pension_no_table_says_is_told_by_name_and_a_year_without_law_is_told_alone() -> None:
    retired = replace(Trabajador.fijo(Money("400.00"), JUNE), pensionado=Pensionado.RT)
    drawn = {"A": Trabajador.fijo(Money("400.00"), JUNE), "B": retired, "C": Trabajador.fijo(Money("400.00"), JUNE)}
    with pytest.raises(CedulaIncompleta) as caught:
        componer(drawn, DATOS, {Bill.MONTHLY: JUNE})
    assert [(key, why.code) for key, why in caught.value.faltas] == [("B", "LEY_SIN_RAMOS")]
    late = Period.month(2030, 6)
    with pytest.raises(law.LawError):
        componer({key: Trabajador.fijo(Money("400.00"), late) for key in "AB"}, DATOS, {Bill.MONTHLY: late})


def test_a_period_without_calendar_has_no_due_date_and_says_so() -> None:
    long = Period(date(2026, 6, 1), date(2026, 6, 20))
    ours = componer({"A": Trabajador.fijo(Money("400.00"), long)}, DATOS, {Bill.MONTHLY: long})
    assert ours.periodos[0].vence is None
    whole = componer({"A": Trabajador.fijo(Money("400.00"), JUNE)}, DATOS, {Bill.MONTHLY: JUNE})
    assert whole.periodos[0].vence == date(2026, 7, 20)


def test_the_branches_add_up_to_the_cedula() -> None:
    ours = sample(6, 50, periods(BIMESTER))
    found = por_ramo(ours)
    assert Money.total(one.total for one in found) == ours.total
    by_hand = sum(
        linea.dias
        for one in ours.asegurados
        for lapso in one.lapsos
        for linea in lapso.lineas
        if linea is not None and linea.ramo == "invalidez_vida" and linea.parte is Parte.PATRON
    )
    assert next(one.dias for one in found if one.ramo == "invalidez_vida") == by_hand
    ceav = next(one for one in found if one.ramo == "ceav")
    assert len(ceav.tasas_patron) > 1
    assert list(ceav.tasas_patron) == sorted(ceav.tasas_patron)


def test_what_was_read_of_the_law_has_its_words() -> None:
    ours = sample(7, 30, periods(BIMESTER))
    values = {one.clave: one for one in ours.fundamentos}
    assert values["uma.diaria"].titulo.startswith("Unidad de Medida")
    assert not any(one.clave.startswith("politica/") for one in ours.fundamentos)
    assert sum(one.clave == "ramos.modalidad_10" for one in ours.fundamentos) == 1
    assert all(one.respuesta and one.cita for one in ours.politicas)


def test_incidences_are_those_of_the_period() -> None:
    ours = sample(8, 80, periods(BIMESTER))
    for one in incidencias(ours):
        assert one.periodo.overlap(BIMESTER) == one.periodo


def test_a_worker_without_days_has_a_row_of_nothing() -> None:
    gone = Trabajador((Tramo(Period.month(2026, 1), Money("400.00")),), jornada=Jornada.COMPLETA)
    ours = componer({"A": gone}, DATOS, {Bill.MONTHLY: JUNE})
    assert ours.total == Money("0.00")
    assert ours.asegurados[0].cuenta == ((0, Money("0.00")),)
    assert determinar(gone, JUNE, PATRON, (Bill.MONTHLY,)).lineas == ()
