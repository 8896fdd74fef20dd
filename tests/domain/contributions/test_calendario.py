"""The terms of an employer: the days that the law fixes, where they move to, and what is said of what is unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.contributions import Asunto, Clase, RegistroEn, calendario
from ventanilla.domain.contributions.due_date import fecha_limite
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

UNO = RegistroEn("Z9912345105", date(2020, 1, 1))
OTRO = RegistroEn("E2312345127", date(2026, 11, 3), variables=True)
DAYS = st.dates(date(2016, 2, 1), date(2027, 11, 30))


def last_days(clase: Clase, *registros: RegistroEn, dias: Period, trabajadores: int = 0) -> list[str]:
    found = calendario(registros, dias, trabajadores=trabajadores).plazos
    return [str(plazo.hasta) for plazo in found if plazo.clase is clase]


@pytest.mark.parametrize(
    ("month", "due"),
    [  # contributions.md, section 7
        ((2019, 3), "2019-03-19"),  # Sunday, and Monday is a holiday
        ((2026, 1), "2026-01-19"),  # Saturday
        ((2026, 7), "2026-07-20"),  # Friday
        ((2026, 4), "2026-04-20"),  # Friday
        ((2027, 1), "2027-01-18"),  # Sunday
    ],
)
def test_contributions_are_due_when_the_law_says(month: tuple[int, int], due: str) -> None:
    assert last_days(Clase.CUOTAS, RegistroEn("Z9912345105", date(2016, 1, 1)), dias=Period.month(*month)) == [due]


def test_one_term_names_every_registro_that_owed_then() -> None:
    november = calendario([UNO, OTRO], Period.month(2026, 11)).plazos
    december = calendario([UNO, OTRO], Period.month(2026, 12)).plazos
    assert next(one.registros for one in november if one.clase is Clase.CUOTAS) == (UNO.numero,)
    assert next(one.registros for one in december if one.clase is Clase.CUOTAS) == (UNO.numero, OTRO.numero)


def test_variable_wages_are_told_in_the_first_working_days_of_odd_months() -> None:
    varies = RegistroEn("Z9912345105", date(2020, 1, 1), variables=True)
    assert last_days(Clase.SALARIO_VARIABLE, varies, dias=Period(date(2027, 1, 1), date(2027, 4, 30))) == [
        "2027-01-08",  # the 1st is a holiday and a Friday; 4, 5, 6, 7 and 8 are its five working days
        "2027-03-05",
    ]
    assert last_days(Clase.SALARIO_VARIABLE, UNO, dias=Period.month(2027, 3)) == []


def test_the_premium_is_declared_in_february_by_whoever_worked_a_whole_year() -> None:
    assert last_days(Clase.PRIMA, UNO, OTRO, dias=Period(date(2027, 1, 1), date(2027, 3, 31))) == ["2027-02-28"]
    assert last_days(Clase.PRIMA, OTRO, dias=Period.month(2027, 2)) == []


def test_specialised_services_are_reported_three_times_a_year_and_only_by_some() -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert last_days(Clase.INFORME, UNO, dias=year) == ["2026-01-19", "2026-05-18", "2026-09-17"]
    found = calendario([UNO], Period.month(2026, 9))
    assert found.proximo is not None
    assert found.proximo.clase is Clase.CUOTAS


def test_the_opinion_of_an_accountant_is_only_of_three_hundred_workers() -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert last_days(Clase.DICTAMEN, UNO, dias=year, trabajadores=299) == []
    assert last_days(Clase.DICTAMEN, UNO, dias=year, trabajadores=300) == ["2026-09-30"]
    assert last_days(Clase.AVISO_DICTAMEN, UNO, dias=year, trabajadores=300) == ["2026-04-30"]


def test_contracts_and_answers_end_on_their_own_day() -> None:
    ends = date(2026, 12, 5)
    one = RegistroEn("Z9912345105", date(2026, 11, 3), contratos=((ends, 1), (ends + timedelta(days=1), 3)))
    asked = Asunto(Clase.RESPUESTA, date(2026, 12, 1), Text("X", "Contestar."), "respuesta-1")
    found = calendario([one], Period.month(2026, 12), asuntos=[asked])
    assert [plazo.clase for plazo in found.plazos] == [
        Clase.RESPUESTA,
        Clase.CONTRATOS,
        Clase.CONTRATOS,
        Clase.CUOTAS,
    ]
    assert "3 contratos" in str(found.plazos[2].que)


def test_many_contracts_are_told_month_by_month() -> None:
    ends = tuple((date(2026, 12, 5) + timedelta(days=n), 2) for n in range(40))
    found = calendario([RegistroEn("Z9912345105", date(2026, 12, 1), contratos=ends)], Period.month(2026, 12))
    told = [one for one in found.plazos if one.clase is Clase.CONTRATOS]
    assert [(str(one.hasta), one.que.values["cuantos"]) for one in told] == [("2026-12-05", 54)]


def test_a_year_without_table_is_said_and_never_guessed() -> None:
    found = calendario([UNO], Period(date(2027, 11, 1), date(2028, 3, 31)))
    assert found.sin_tabla == 2028
    assert {plazo.hasta.year for plazo in found.plazos if plazo.clase is Clase.CUOTAS} == {2027}


def test_nobody_owes_what_there_is_no_registro_for() -> None:
    assert calendario([], Period.month(2026, 12)).plazos == ()


@given(DAYS, st.integers(1, 3))
def test_a_term_is_found_once_however_the_days_are_cut(first: date, months: int) -> None:
    whole = Period(first, min(months_after(first, months), date(2027, 12, 31)))
    varies = RegistroEn("Z9912345105", date(2015, 1, 1), variables=True)
    together = calendario([varies], whole, trabajadores=500).plazos
    cut = [calendario([varies], part, trabajadores=500).plazos for part in whole.by_month()]
    assert [one.clave for part in cut for one in part] == [one.clave for one in together]
    assert len({one.clave for one in together}) == len(together)


@given(st.integers(2016, 2026), st.integers(1, 12))
def test_what_is_due_is_the_due_date(year: int, month: int) -> None:
    due = fecha_limite(year, month).fecha
    assert str(due) in last_days(Clase.CUOTAS, RegistroEn("Z9912345105", date(2015, 1, 1)), dias=Period(due, due))


def test_a_calendar_has_two_years_and_not_more() -> None:
    whole = Period(date(2024, 1, 1), date(2026, 1, 1))
    assert calendario([UNO], whole).plazos
    with pytest.raises(ValueError, match="at most 24 months"):
        calendario([UNO], Period(date(2024, 1, 1), date(2026, 1, 2)))
