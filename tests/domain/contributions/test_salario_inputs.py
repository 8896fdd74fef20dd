"""Wages that cannot be: every refusal has its field, its reason and a way out. And what holds of every wage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.contributions import (
    Ahorro,
    Causa,
    CuotasError,
    Empleo,
    Especie,
    Exclusion,
    HorasExtra,
    Jornada,
    Limite,
    Period,
    Prestaciones,
    Quien,
    Salario,
    SemanaReducida,
    Variable,
    Zona,
    anio_de_servicio,
    aniversario,
    dias_a_descontar,
    dias_de_vacaciones,
    excedente,
    factor_del_anio,
    horas_que_integran,
    integrar,
    integrar_semana,
    limitar,
    modificaciones,
    promediar,
    uma_del_anio,
    uma_del_mes,
)
from ventanilla.domain.contributions.parameters import factor, salario_minimo, tope
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money

ON = date(2026, 6, 30)
FIJO = Salario(Money("400.00"))
BAD = (Money("-0.01"), Money("1000000.01"))
LUNES = date(2026, 3, 9)


def extra(day: date, hours: str, each: str = "100.00") -> HorasExtra:
    return HorasExtra(day, Decimal(hours), Money(each))


def bimester(**given: Any) -> Variable:
    return replace(Variable(2026, 1, Money("100.00")), **given)


@pytest.mark.parametrize(
    ("make", "campo", "code"),
    [
        *[(lambda n=n: Salario(n), "salario_diario", "SALARIO_IMPOSIBLE") for n in (*BAD, Money("0.00"))],
        (lambda: replace(FIJO, registrado=Money("0.00")), "sbc_registrado", "SALARIO_IMPOSIBLE"),
        *[
            (lambda name=name, n=n: replace(FIJO, **{name: n}), name, "IMPORTE_IMPOSIBLE")
            for name in ("fijas", "despensa", "asistencia", "puntualidad", "variable")
            for n in BAD
        ],
        (lambda: replace(FIJO, excluidas=((Exclusion.UTILIDADES, BAD[0]),)), "utilidades", "IMPORTE_IMPOSIBLE"),
        (lambda: Salario(None), "salario_diario", "SIN_SALARIO"),
        (
            lambda: Salario(None, variable=Money("500.00"), especie=Especie(comidas=1)),
            "salario_diario",
            "ESPECIE_SIN_SALARIO",
        ),
        (lambda: Ahorro(BAD[0], Money("1.00"), 0), "ahorro_patron", "IMPORTE_IMPOSIBLE"),
        (lambda: Ahorro(Money("1.00"), BAD[1], 0), "ahorro_trabajador", "IMPORTE_IMPOSIBLE"),
        (lambda: Ahorro(Money("1.00"), Money("1.00"), -1), "retiros", "RETIROS_IMPOSIBLES"),
        (lambda: Ahorro(Money("1.00"), Money("1.00"), 367), "retiros", "RETIROS_IMPOSIBLES"),
        (lambda: Especie(comidas=4), "comidas", "COMIDAS_IMPOSIBLES"),
        (lambda: Especie(comidas=-1), "comidas", "COMIDAS_IMPOSIBLES"),
        (lambda: Especie(paga_alimentos=BAD[0]), "paga_alimentos", "IMPORTE_IMPOSIBLE"),
        (lambda: Especie(paga_habitacion=BAD[0]), "paga_habitacion", "IMPORTE_IMPOSIBLE"),
        (lambda: Prestaciones(aguinaldo=366), "aguinaldo", "PRESTACION_IMPOSIBLE"),
        (lambda: Prestaciones(vacaciones=-1), "vacaciones", "PRESTACION_IMPOSIBLE"),
        (lambda: Prestaciones(prima_vacacional=Decimal("NaN")), "prima_vacacional", "PRIMA_VACACIONAL_IMPOSIBLE"),
        (lambda: Prestaciones(prima_vacacional=Decimal(-1)), "prima_vacacional", "PRIMA_VACACIONAL_IMPOSIBLE"),
        (lambda: factor_del_anio(Prestaciones(aguinaldo=14), 1, ON), "aguinaldo", "PRESTACION_BAJO_LA_LEY"),
        (
            lambda: factor_del_anio(Prestaciones(prima_vacacional=Decimal("0.25")), 1, ON),
            "prima_vacacional",
            "PRESTACION_BAJO_LA_LEY",
        ),
        (lambda: dias_de_vacaciones(0, ON), "anio", "ANIO_IMPOSIBLE"),
        (lambda: anio_de_servicio(date(2026, 7, 1), ON), "ingreso", "INGRESO_POSTERIOR"),
        (lambda: anio_de_servicio(date(1900, 1, 1), ON), "ingreso", "INGRESO_IMPOSIBLE"),
        (lambda: integrar(FIJO, date(2026, 7, 1), ON), "ingreso", "INGRESO_POSTERIOR"),
        (lambda: dias_a_descontar(0, 1, ON), "dias_laborados", "DIAS_LABORADOS_IMPOSIBLES"),
        (lambda: dias_a_descontar(7, 1, ON), "dias_laborados", "DIAS_LABORADOS_IMPOSIBLES"),
        (lambda: dias_a_descontar(5, -1, ON), "ausencias", "AUSENCIAS_IMPOSIBLES"),
        (lambda: dias_a_descontar(5, 32, ON), "ausencias", "AUSENCIAS_IMPOSIBLES"),
        (lambda: SemanaReducida(BAD[0]), "salarios", "IMPORTE_IMPOSIBLE"),
        (
            lambda: integrar_semana(SemanaReducida(Money("1.00")), Jornada.COMPLETA, Zona.GENERAL, ON),
            "jornada",
            "JORNADA_COMPLETA",
        ),
        (
            lambda: integrar_semana(
                SemanaReducida(Money("1.00"), septimo_dia=Money("1.00")), Jornada.REDUCIDA, Zona.GENERAL, ON
            ),
            "septimo_dia",
            "SEPTIMO_DIA_DE_MAS",
        ),
        (lambda: bimester(bimestre=7), "bimestre", "BIMESTRE_IMPOSIBLE"),
        (lambda: bimester(anio=0), "bimestre", "BIMESTRE_IMPOSIBLE"),
        (lambda: bimester(importe=BAD[0]), "importe", "IMPORTE_IMPOSIBLE"),
        (lambda: bimester(despensa=(BAD[0],)), "despensa", "IMPORTE_IMPOSIBLE"),
        (lambda: bimester(despensa=(Money("1.00"),) * 3), "despensa", "DESPENSA_DE_MAS_MESES"),
        (lambda: bimester(horas_extra=(extra(LUNES, "1"),)), "horas_extra", "HORAS_FUERA_DEL_BIMESTRE"),
        (
            lambda: bimester(horas_extra=(extra(date(2026, 1, 5), "1"),) * 2),
            "horas_extra",
            "HORAS_FUERA_DEL_BIMESTRE",
        ),
        (lambda: bimester(ingreso=date(2026, 3, 1)), "ingreso", "INGRESO_TRAS_EL_BIMESTRE"),
        (lambda: bimester(ausencias=-1), "ausencias", "SIN_DIAS_DEVENGADOS"),
        (lambda: bimester(incapacidad=-1), "ausencias", "SIN_DIAS_DEVENGADOS"),
        (lambda: bimester(ausencias=40, incapacidad=19), "ausencias", "SIN_DIAS_DEVENGADOS"),
        (lambda: extra(LUNES, "0"), "horas_extra", "HORAS_IMPOSIBLES"),
        (lambda: extra(LUNES, "24.5"), "horas_extra", "HORAS_IMPOSIBLES"),
        (lambda: extra(LUNES, "1E-999999999"), "horas_extra", "HORAS_IMPOSIBLES"),
        (lambda: extra(LUNES, "NaN"), "horas_extra", "HORAS_IMPOSIBLES"),
        (lambda: extra(LUNES, "1", "-1.00"), "horas_extra", "IMPORTE_IMPOSIBLE"),
        (lambda: Empleo("A", ON, FIJO, BAD[0]), "sbc", "IMPORTE_IMPOSIBLE"),
        (lambda: Empleo("A", ON, FIJO, None, (bimester(), bimester())), "variables", "BIMESTRE_REPETIDO"),
        (
            lambda: modificaciones((Empleo("A", ON, FIJO), Empleo("A", ON, FIJO)), Period.month(2026, 6)),
            "clave",
            "CLAVE_REPETIDA",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], campo: str, code: str) -> None:
    with pytest.raises(CuotasError) as caught:
        make()
    assert (caught.value.campo, caught.value.reason.code) == (campo, code)
    assert str(caught.value).rstrip(")").rstrip(".").strip()


def test_who_cannot_be_computed_stops_the_batch_by_name() -> None:
    bad = Empleo("Eva", date(2024, 1, 1), Salario(Money("278.80"), Prestaciones(aguinaldo=10)))
    with pytest.raises(CuotasError, match=r"^Eva: El aguinaldo, en días, es de 15") as caught:
        modificaciones((bad,), Period.month(2026, 1))
    assert (caught.value.campo, caught.value.reason.code) == ("aguinaldo", "PRESTACION_BAJO_LA_LEY")


@pytest.mark.parametrize("last", [date(2027, 1, 1), date(2027, 2, 1)])
def test_a_minimum_wage_that_nobody_loaded_is_not_a_change_that_there_is_not(last: date) -> None:
    with pytest.raises(law.LawError, match="ventanilla ley cargar sm"):
        modificaciones((Empleo("A", date(2024, 1, 1), FIJO),), Period(date(2026, 12, 1), last))


def test_years_of_service_that_no_table_has_are_refused() -> None:
    with pytest.raises(law.LawError, match=r"lft\.76\.vacaciones"):
        dias_de_vacaciones(36, ON)
    with pytest.raises(law.LawError, match=r"lft\.76\.vacaciones"):
        dias_de_vacaciones(5, date(2022, 6, 30))


def test_a_bimester_whose_calendar_is_not_here_is_refused() -> None:
    with pytest.raises(MissingYear):
        promediar(Variable(2040, 1, Money("100.00")))


def test_who_comes_after_the_days_asked_has_no_changes() -> None:
    assert modificaciones((Empleo("A", date(2026, 8, 1), FIJO),), Period.month(2026, 6)).modificaciones == ()


def test_two_workers_in_the_order_of_their_days() -> None:
    minimum = Salario(Money("278.80"))
    lote = modificaciones(
        (Empleo("B", date(2023, 1, 15), minimum), Empleo("A", date(2025, 6, 1), minimum)), Period.month(2026, 1)
    )
    assert [(one.desde.day, one.clave) for one in lote.modificaciones] == [(1, "A"), (1, "B"), (15, "B")]


def test_a_change_starts_from_what_was_filed_and_says_so() -> None:
    empleo = Empleo("A", date(2025, 6, 1), Salario(Money("278.80")), Money("290.00"))
    lote = modificaciones((empleo,), Period.month(2026, 1))
    assert [str(one.sbc_anterior) for one in lote.modificaciones] == ["$290.00"]
    assert [text.code for text in lote.advertencias] == ["REGISTRADO_DISTINTO"]
    right = modificaciones((replace(empleo, registrado=Money("292.54")),), Period.month(2026, 1))
    assert right.advertencias == ()


def test_two_bimesters_each_from_its_day() -> None:
    empleo = Empleo(
        "A",
        date(2025, 8, 1),
        replace(FIJO, variable=Money("10.00")),
        None,
        (Variable(2026, 2, Money("1830.00")), Variable(2026, 1, Money("1180.00"))),
    )
    lote = modificaciones((empleo,), Period(date(2026, 3, 1), date(2026, 6, 30)))
    assert [(str(one.desde), str(one.despues.salario.variable)) for one in lote.modificaciones] == [
        ("2026-03-01", "$20.00"),
        ("2026-05-01", "$30.00"),
    ]


def test_the_uma_by_month_and_year_says_what_it_read() -> None:
    assert {used.key for used in uma_del_mes(ON).usados} == {"uma.diaria", "uma.dias_mes"}
    assert uma_del_anio(ON).valor == Money("42794.64")


@pytest.mark.parametrize(
    ("compute", "keys"),
    [
        (lambda: factor_del_anio(Prestaciones(), 3, ON), {"lft.76.vacaciones/3", "lft.87.aguinaldo_dias"}),
        (lambda: limitar(Money("500.00"), Zona.GENERAL, Jornada.COMPLETA, ON), {"sm.general", "uma.diaria"}),
        (lambda: integrar(FIJO, date(2026, 2, 1), ON), {"sm.general", "lft.80.prima_vacacional"}),
    ],
)
def test_what_was_read_is_recorded_the_second_time_too(compute: Callable[[], object], keys: set[str]) -> None:
    compute()
    with law.recording() as used:
        compute()
    assert keys <= {one.key for one in used}


# What holds of every wage.

centavos = st.integers(1, 1_000_000_00)
amounts = centavos.map(Money.of_centavos)
some = st.integers(0, 500_00).map(Money.of_centavos)
days_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
begun = st.dates(date(1995, 1, 1), date(2026, 1, 1))


@given(amounts, st.sampled_from(Zona), st.sampled_from(Jornada), days_2026)
def test_a_base_wage_is_between_the_minimum_and_the_cap_and_what_changed_it_is_told(
    wage: Money, zona: Zona, jornada: Jornada, on: date
) -> None:
    found = limitar(wage, zona, jornada, on)
    assert salario_minimo(zona, on).valor <= found.sbc <= tope(on).valor
    assert (found.sbc == wage) is (found.limite is Limite.NINGUNO) is (found.porque is None)


@given(amounts, amounts, begun, days_2026)
def test_a_higher_wage_is_never_a_lower_base(one: Money, other: Money, ingreso: date, on: date) -> None:
    low, high = sorted((one, other))
    assert integrar(Salario(low), ingreso, on).sbc <= integrar(Salario(high), ingreso, on).sbc


@given(some, some, some, some, st.integers(0, 3), st.booleans(), begun, days_2026)
def test_only_the_excess_integrates_and_the_elements_add_up(
    despensa: Money,
    asistencia: Money,
    puntualidad: Money,
    variable: Money,
    meals: int,
    housing: bool,
    ingreso: date,
    on: date,
) -> None:
    found = integrar(
        replace(
            FIJO,
            despensa=despensa,
            asistencia=asistencia,
            puntualidad=puntualidad,
            variable=variable,
            especie=Especie(comidas=meals, habitacion=housing),
        ),
        ingreso,
        on,
    )
    assert Money.total(one.importe for one in found.elementos) == found.integrado
    for one in found.elementos:
        assert Money("0.00") <= one.exento <= one.pagado
        if one.clave in {"despensa", "asistencia", "puntualidad"}:
            assert one.importe == one.pagado - one.exento
            assert not one.importe or one.exento > Money("0.00")
    assert found.integrado >= Money("400.00")


@given(some, amounts, st.decimals(0, 100, places=2))
def test_what_is_excluded_never_passes_its_limit(paid: Money, reference: Money, rate: Decimal) -> None:
    free, over = excedente(paid, reference, rate)
    assert free + over == paid
    assert free.centavos * 100 <= reference.centavos * rate + 50
    assert not over or free.centavos * 100 + 50 >= reference.centavos * rate


@given(begun, st.integers(0, 40))
def test_a_year_of_service_begins_on_its_anniversary(ingreso: date, years: int) -> None:
    day = aniversario(ingreso, years)
    assert anio_de_servicio(ingreso, day) == years + 1
    assert years == 0 or anio_de_servicio(ingreso, day - timedelta(days=1)) == years


@given(st.integers(1, 34), st.integers(15, 90), st.integers(12, 60), st.decimals(25, 100, places=2))
def test_better_benefits_and_more_years_are_never_a_lower_factor(
    year: int, aguinaldo: int, vacaciones: int, prima: Decimal
) -> None:
    least = factor_del_anio(Prestaciones(), year, ON)
    better = factor_del_anio(Prestaciones(aguinaldo, prima, vacaciones), year, ON)
    assert Decimal("1.0493") <= least.valor <= better.valor
    assert least.minimas
    assert least.valor <= factor_del_anio(Prestaciones(), year + 1, ON).valor
    assert better.valor == factor(aguinaldo, better.vacaciones, prima)
    assert -better.valor.as_tuple().exponent == 4  # type: ignore[operator]


@given(st.integers(1, 6), st.integers(0, 30))
def test_more_absences_of_a_reduced_week_discount_no_less_and_seven_at_most(worked: int, absences: int) -> None:
    found = dias_a_descontar(worked, absences, ON)
    assert min(absences, 7) <= found <= 7
    assert found <= dias_a_descontar(worked, absences + 1, ON)


@given(st.dictionaries(st.dates(date(2026, 1, 5), date(2026, 4, 30)), st.decimals("0.25", 12, places=2), max_size=20))
def test_the_overtime_that_does_not_integrate_is_within_the_limits(hours: dict[date, Decimal]) -> None:
    over = horas_que_integran(HorasExtra(day, many, Money("1.00")) for day, many in hours.items())
    weeks: dict[tuple[int, int], list[Decimal]] = {}
    for day, many in hours.items():
        free = many - over.get(day, Decimal(0))
        assert 0 <= free <= law.value("tiempo_extra.horas_dia", day)
        weeks.setdefault(day.isocalendar()[:2], []).append(free)
    for free_hours in weeks.values():
        assert sum(free_hours) <= 12
        assert sum(1 for one in free_hours if one) <= 4


@given(
    st.lists(
        st.tuples(begun, st.integers(200_00, 4000_00).map(Money.of_centavos), some, some, st.sampled_from(Zona)),
        max_size=4,
    )
)
def test_a_change_has_its_cause_and_its_term(people: list[tuple[date, Money, Money, Money, Zona]]) -> None:
    whole = Period(date(2026, 1, 1), date(2026, 12, 31))
    empleos = tuple(
        Empleo(str(n), ingreso, Salario(wage, despensa=goods, asistencia=prize, zona=zona))
        for n, (ingreso, wage, goods, prize, zona) in enumerate(people)
    )
    lote = modificaciones(empleos, whole)
    assert modificaciones(empleos, whole) == lote, "what it read does not depend on what was read before"
    for one in lote.modificaciones:
        assert one.causas
        assert one.sbc_anterior != one.sbc_nuevo
        assert one.desde in whole
        if one.quien is Quien.INSTITUCION:
            assert Causa.SALARIO_MINIMO in one.causas
            assert one.limite is None
        else:
            assert one.limite is not None
            assert one.desde < one.limite
    by_worker = [[one for one in lote.modificaciones if one.clave == empleo.clave] for empleo in empleos]
    for changes in by_worker:
        assert all(a.sbc_nuevo == b.sbc_anterior for a, b in pairwise(changes))
        assert len({one.desde for one in changes}) == len(changes)
