"""What no single case shows: orders, bounds, the ways in and what is said of each figure."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.affiliation import FamiliaDe, Historia, HistoriaDe
from ventanilla.domain.affiliation.casos import BUILDERS
from ventanilla.domain.benefits import (
    Cobro,
    Datos73,
    Edad,
    Pension73,
    Regimen,
    Retiros,
    RetirosDe,
    Salario,
    ayuda_funeral,
    conservacion,
    edad_en,
    enfermedad_general,
    explicar,
    explicar_conservacion,
    incrementos_anuales,
    lecturas,
    licencia_140_bis,
    maternidad,
    pension_invalidez,
    pension_ley73,
    pension_ley97,
    prescripcion,
    reincorporacion,
    riesgo_trabajo,
    salario_promedio,
    semanas_en_meses,
    semanas_explicadas,
    semanas_inmediatas,
    vigencia_explicada,
)
from ventanilla.domain.benefits.casos import BUILDERS as WITHDRAWALS
from ventanilla.domain.benefits.ley73 import edad_que_cuenta
from ventanilla.domain.benefits.working import INFORMATIVO
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period, months_after
from ventanilla.law import Explained

ON = date(2026, 6, 1)
UNTIMED = settings(deadline=None)  # how long one draw takes says how busy the machine is
DAY = timedelta(days=1)
WAGES = st.integers(10_000, 1_000_000).map(Money.of_centavos)
WEEKS = st.integers(500, 3000)
AGES = st.builds(Edad, st.integers(60, 80), st.integers(0, 11))
FAMILIES = st.fixed_dictionaries(
    {"esposa": st.booleans(), "hijos": st.integers(0, 4), "ascendientes": st.integers(0, 2)}
)


def pension(promedio: Money, semanas: int, edad: Edad, **more: Any) -> Pension73:
    return pension_ley73(Datos73(promedio=promedio, semanas=semanas, edad=edad, on=ON, **more))


def down(exact: Fraction) -> int:
    return floor(exact)


@UNTIMED
@given(WAGES, WEEKS, AGES, FAMILIES)
def test_each_step_is_truncated_in_the_order_of_the_law(
    promedio: Money, semanas: int, edad: Edad, family: dict[str, Any]
) -> None:
    """The same pension by another hand: whole centavos, divided down at each step, in the stated order."""
    one = pension(promedio, semanas, edad, **family)
    assert one.cuantia is not None
    average = min(promedio.centavos, 25 * 31504)
    annual = average * 365
    basica = down(annual * Fraction(one.cuantia.basica_pct) / 100)
    increments = down(annual * Fraction(one.cuantia.incremento_pct) * Fraction(one.cuantia.incrementos) / 100)
    own = basica + increments
    if family["esposa"] or family["hijos"]:
        parts = [15 * family["esposa"], 10 * family["hijos"]]
    else:
        parts = [[15], [10, 10], [20]][family["ascendientes"]]
    total = own + sum(down(Fraction(own * part, 100)) for part in parts)
    total = max(own, min(total, annual))
    age = min(65, edad.anios + (edad.meses >= 6))
    by_age = down(Fraction(total * (75 + 5 * (age - 60)), 100))
    month = down(Fraction(by_age, 12))
    with_factor = down(Fraction(month * 111, 100))
    assert one.cuantia.mensual.centavos == month
    assert one.cuantia.con_factor.centavos == with_factor
    assert one.importe == max(Money.of_centavos(with_factor), Money("10636.53"))


@UNTIMED
@given(WAGES, WEEKS, st.integers(0, 200), AGES, FAMILIES)
def test_more_weeks_never_give_less(
    promedio: Money, semanas: int, more: int, edad: Edad, family: dict[str, Any]
) -> None:
    fewer, most = (pension(promedio, weeks, edad, **family).importe for weeks in (semanas, semanas + more))
    assert fewer is not None
    assert most is not None
    assert fewer <= most


@UNTIMED
@given(WAGES, WEEKS, AGES, AGES)
def test_more_age_never_gives_less(promedio: Money, semanas: int, one: Edad, other: Edad) -> None:
    young, old = (pension(promedio, semanas, edad).importe for edad in sorted((one, other)))
    assert young is not None
    assert old is not None
    assert young <= old


@UNTIMED
@given(WAGES, WEEKS, AGES, FAMILIES)
def test_the_pension_is_between_the_minimum_and_the_average_or_ones_own(
    promedio: Money, semanas: int, edad: Edad, family: dict[str, Any]
) -> None:
    one = pension(promedio, semanas, edad, **family)
    assert one.cuantia is not None
    assert one.importe is not None
    assert one.importe >= one.cuantia.minima
    assert one.cuantia.con_asignaciones <= max(one.cuantia.promedio_anual, one.cuantia.cuantia_anual)
    assert one.cuantia.cuantia_anual <= one.cuantia.con_asignaciones


@UNTIMED
@given(st.integers(0, 5200))
def test_increments_are_halves_and_grow_by_one_each_year(semanas: int) -> None:
    found = incrementos_anuales(semanas, ON)
    assert found % Decimal("0.5") == 0
    if 500 <= semanas <= 5100:
        assert incrementos_anuales(semanas + 52, ON) == found + 1


@UNTIMED
@given(st.integers(1, 700), st.integers(0, 600), st.booleans(), WAGES)
def test_the_days_of_a_subsidy_are_all_accounted_for(days: int, before: int, more: bool, sbc: Money) -> None:
    certificado = Period(date(2026, 3, 1), date(2026, 3, 1) + (days - 1) * DAY)
    one = enfermedad_general([certificado], sbc, semanas=4, dias_previos=before, prorroga=more)
    pago = one.pagos[0]
    limit = 546 if more else 364
    paid = sum(3 < day <= limit + 3 for day in range(before + 1, before + days + 1))
    assert one.dias_subsidiados == paid
    assert pago.espera + pago.fuera + pago.dias == days
    assert one.importe == Money.of_centavos(pago.diario.centavos * paid)
    assert pago.diario <= one.sbc


@UNTIMED
@given(st.integers(1, 60), st.integers(1, 60))
def test_two_certificates_in_a_row_are_paid_as_one(first: int, second: int) -> None:
    start = date(2026, 3, 1)
    cut = start + first * DAY
    both = [Period(start, cut - DAY), Period(cut, cut + (second - 1) * DAY)]
    whole = [Period(start, both[1].last)]
    for rule in (riesgo_trabajo, enfermedad_general):
        assert rule(both, Money("432.88")).importe == rule(whole, Money("432.88")).importe


@UNTIMED
@given(st.dates(date(1990, 1, 1), date(2026, 12, 31)), st.integers(0, 3000), st.integers(0, 300))
def test_rights_are_kept_a_year_at_least_and_longer_with_more_weeks(baja: date, weeks: int, more: int) -> None:
    fewer, most = conservacion(baja, weeks), conservacion(baja, weeks + more)
    assert months_after(baja, 12) <= fewer.hasta <= most.hasta
    assert fewer.conserva(fewer.hasta)
    assert not fewer.conserva(fewer.hasta + DAY)
    assert conservacion(baja, weeks, Regimen.LEY_73).hasta == fewer.hasta


@pytest.mark.parametrize(
    ("reingreso", "nuevas", "pedidas", "faltan", "code"),
    [
        (date(2020, 3, 15), 0, 0, 0, "REINCORPORACION_CONSERVA"),
        (date(2020, 3, 16), 0, 0, 0, "REINCORPORACION_CORTA"),
        (date(2022, 3, 15), 0, 0, 0, "REINCORPORACION_CORTA"),
        (date(2022, 3, 16), 10, 26, 16, "REINCORPORACION_MEDIA"),
        (date(2025, 3, 15), 26, 26, 0, "REINCORPORACION_MEDIA"),
        (date(2025, 3, 16), 26, 52, 26, "REINCORPORACION_LARGA"),
        (date(2025, 3, 16), 60, 52, 0, "REINCORPORACION_LARGA"),
    ],
)
def test_the_return_after_a_gap(reingreso: date, nuevas: int, pedidas: int, faltan: int, code: str) -> None:
    """Out since 15 March 2019 with a hundred weeks: kept a year; three and six years are counted from the baja."""
    one = reincorporacion(conservacion(date(2019, 3, 15), 100), reingreso, nuevas)
    assert (one.pedidas, one.faltan, one.reconocidas, one.motivo.code) == (pedidas, faltan, faltan == 0, code)
    assert one.pasos[0].how == one.motivo


def test_the_other_readings_are_shown_beside_the_chosen_one() -> None:
    data = Datos73(promedio=Money("9000.00"), semanas=1000, edad=Edad(65), on=ON)
    both = lecturas(data)
    assert [(one.politica, one.valor) for one in both] == [("ley73_tope", "sm_10"), ("ley73_grupo", "uma")]
    assert all(one.palabras for one in both)
    with law.choosing({"ley73_tope": "sm_10"}):
        assert pension_ley73(data) == both[0].pension
        assert [one.valor for one in lecturas(data)] == ["sm_25", "uma"]
    assert [one.politica for one in lecturas(replace(data, sm=Money("52.59")))] == ["ley73_tope"]
    given_both = lecturas(replace(data, sm=Money("52.59"), uma=Money("50.00")))
    assert [one.politica for one in given_both] == ["ley73_tope", "ley73_grupo"]


def test_the_age_from_which_the_factor_of_2004_applies_is_that_of_the_pension() -> None:
    assert law.integer("lss73.factor_2004_edad", ON) == law.integer("lss73.145.edad_cesantia", ON)


@pytest.mark.parametrize(
    ("nacimiento", "on", "expected"),
    [
        (date(1964, 2, 29), date(2026, 2, 28), Edad(61, 11)),
        (date(1964, 2, 29), date(2026, 3, 1), Edad(62, 0)),
        (date(1964, 8, 31), date(2026, 2, 28), Edad(61, 6)),
        (date(1966, 6, 1), ON, Edad(60, 0)),
        (date(1966, 6, 2), ON, Edad(59, 11)),
        (ON, ON, Edad(0, 0)),
    ],
)
def test_an_age_in_years_and_months(nacimiento: date, on: date, expected: Edad) -> None:
    assert edad_en(nacimiento, on) == expected
    assert edad_que_cuenta(expected, on) == expected.anios + (expected.meses >= 6)


def test_the_average_takes_the_last_weeks_and_adds_two_wages_up_to_the_cap() -> None:
    last = Salario(Period(date(2026, 1, 1), date(2026, 1, 10)), Money("2000.00"))
    other = Salario(Period(date(2026, 1, 6), date(2026, 1, 10)), Money("1000.00"))
    before = Salario(Period(date(2015, 1, 1), date(2024, 12, 31)), Money("100.00"))
    one = salario_promedio([other, before, last], ON)
    # 5 days at 2,000.00, 5 at the cap of January (25 x 113.14 = 2,828.50), and 1,740 at 100.00.
    assert one.importe == Money("113.22")  # 198,142.50 / 1,750 = 113.2242…
    assert one.dias == 1750
    assert one.desde == date(2024, 12, 31) - 1739 * DAY
    assert {used.key for used in one.pasos[0].used} == {"lss73.167.promedio_semanas", "lss.28.tope_uma", "uma.diaria"}
    assert salario_promedio([before], ON).importe == Money("100.00")


def historia(*empleos: tuple[date, date | None]) -> Historia:
    return BUILDERS[HistoriaDe](  # type: ignore[no-any-return]
        {"empleos": [{"alta": alta, "baja": baja, "patron": "AB"[n % 2]} for n, (alta, baja) in enumerate(empleos)]},
        SubjectId(UUID(int=1)),
    )


def test_weeks_before_a_fact_are_counted_from_the_movements() -> None:
    movimientos = historia((date(2025, 6, 1), date(2025, 6, 28)), (date(2026, 2, 1), None)).movimientos
    assert semanas_inmediatas(movimientos, date(2026, 3, 1)) == 4
    assert semanas_inmediatas(movimientos, date(2026, 2, 1)) == 0
    assert semanas_inmediatas(movimientos, date(2025, 6, 29)) == 4
    assert semanas_inmediatas(movimientos, date(2025, 6, 30)) == 0
    assert semanas_inmediatas((), ON) == 0
    assert semanas_en_meses(movimientos, date(2026, 3, 1), 12) == 8
    assert semanas_en_meses(movimientos, date(2026, 3, 1), 4) == 4
    assert semanas_en_meses(movimientos, date(2025, 6, 1), 12) == 0


def test_the_days_of_maternity_follow_each_other() -> None:
    one = maternidad(date(2026, 5, 4), Money("500.00"), semanas=30, dias_enlace=25, discapacidad=True)
    assert [pago.dias for pago in one.pagos] == [42, 21, 42, 14]
    assert [pago.fuera for pago in one.pagos] == [0, 4, 0, 0]
    for before, after in zip(one.pagos, one.pagos[1:], strict=False):
        assert after.certificado.first == before.certificado.last + DAY
    assert [text.code for text in one.avisos] == ["MATERNIDAD_DISCAPACIDAD_POR_CONFIRMAR"]
    assert one.cobro_hasta == date(2027, 5, 4)
    unknown = maternidad(date(2026, 5, 4), Money("500.00"))
    assert (unknown.procede, [text.code for text in unknown.avisos]) == (None, ["MATERNIDAD_PATRON"])


def test_a_clock_to_collect() -> None:
    one = prescripcion(Cobro.MENSUALIDAD, date(2026, 3, 1))
    assert (one.quedan(date(2027, 3, 1)), one.quedan(date(2027, 3, 2)), one.quedan(date(2027, 2, 28))) == (1, 0, 2)
    assert "mensualidad" in str(one.pasos[0].title)


def test_a_subsidy_of_a_risk_of_work_is_collected_for_two_years_and_of_an_illness_for_one() -> None:
    """LSS 300: the last paragraph gives those of a risk of work two years."""
    days = [Period(date(2026, 3, 1), date(2026, 3, 10))]
    assert riesgo_trabajo(days, Money("432.88")).cobro_hasta == date(2028, 3, 1)
    assert enfermedad_general(days, Money("500.00"), semanas=10).cobro_hasta == date(2027, 3, 4)


def test_what_is_informative_says_so() -> None:
    assert INFORMATIVO in pension_invalidez(Money("600.00"), 260, Decimal(60), ON).avisos


def test_a_marriage_or_a_funeral_of_unknown_weeks_is_computed_and_not_affirmed() -> None:
    assert (ayuda_funeral(ON).procede, ayuda_funeral(ON).importe) == (None, Money("7132.44"))


def test_a_tree_tells_nothing_due_from_nothing_computed() -> None:
    assert explicar(pension_ley97(900, Edad(65), ON)).value == "no se calculó"
    assert explicar(pension_ley97(100, Edad(65), ON)).value == "no procede"
    assert explicar(pension_ley97(100, Edad(65), ON, 1)).value == "no procede"
    assert str(explicar_conservacion(conservacion(ON, 2000)).value) == "2035-12-31"
    assert {used.key for used in conservacion(ON, 2000).usados} == {"lss.150.divisor", "lss.150.minimo_meses"}


def nodes(tree: Explained) -> list[str]:
    return [node.title.code for _, node in tree.walk()]


def test_entitlement_and_weeks_are_explained_with_what_they_read() -> None:
    person = historia((date(2024, 1, 15), date(2026, 1, 27)), (date(2026, 5, 1), None))
    found, tree = vigencia_explicada(person, date(2026, 3, 10))
    assert (found.vigente, tree.value, tree.how, tree.cite) == (True, "sí", found.motivo, ("LSS 109",))
    assert nodes(tree) == ["VIGENCIA", "VIGENCIA_DESDE", "VIGENCIA_HASTA"]
    assert "lss.109.conservacion_semanas" in {used.key for used in tree.used}
    _, nobody = vigencia_explicada(historia(), ON)
    assert (nobody.value, nobody.parts) == ("no", ())
    weeks, tree = semanas_explicadas(person, Retiros(10, 4), ON)
    assert nodes(tree) == [
        "SEMANAS",
        "SEMANAS_DIAS",
        "SEMANAS_EMPLEO",
        "SEMANAS_EMPLEO_CERRADO",
        "SEMANAS_RECONOCIDAS",
    ]
    assert tree.value == weeks.cotizadas
    assert "politica/semanas_residuo" in {used.key for used in tree.used}
    assert nodes(semanas_explicadas(person, None, ON)[1])[-1] == "SEMANAS_EMPLEO_CERRADO"


def test_the_library_imports_no_server_and_no_array() -> None:
    heavy = "{name for name in sys.modules if name.partition('.')[0] in ('django', 'numpy', 'numba', 'pyarrow')}"
    code = f"import sys, ventanilla.domain.benefits; sys.exit(len({heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("given_weeks", "procede"),
    [
        ({"semanas_12_meses": 29, "semanas_total": 51, "edad_hijo": 5}, False),
        ({"semanas_12_meses": 29, "edad_hijo": 5}, None),
        ({"semanas_total": 51, "edad_hijo": 5}, None),
        ({"semanas_12_meses": 30}, None),
        ({"semanas_total": 52, "edad_hijo": 0}, True),
    ],
)
def test_a_leave_asks_for_some_weeks_of_the_year_or_more_in_all(
    given_weeks: dict[str, Any], procede: bool | None
) -> None:
    one = licencia_140_bis([Period(date(2026, 3, 1), date(2026, 3, 28))], Money("500.00"), **given_weeks)
    assert one.procede is procede
    assert (one.importe is None) is (procede is False)


@pytest.mark.parametrize(("depends", "expected"), [(True, True), (False, False)])
@pytest.mark.parametrize("parentesco", ["madre", "padre", "conyuge", "concubino"])
def test_a_parent_must_depend_on_the_insured(parentesco: str, depends: bool, expected: bool) -> None:
    (person,) = BUILDERS[FamiliaDe](
        {
            "titular": {"alta": date(2024, 1, 15)},
            "personas": [{"parentesco": parentesco, "convive_y_depende": depends}],
        },
        SubjectId(UUID(int=1)),
    )
    found, tree = vigencia_explicada(person, ON)
    assert found.vigente is (expected or parentesco in ("conyuge", "concubino"))
    assert tree.cite == found.cite


def test_the_withdrawals_of_a_case_are_read_from_its_words() -> None:
    read = WITHDRAWALS[RetirosDe]
    assert read({"descontadas": 40, "reintegradas": 10}, SubjectId(UUID(int=1))) == Retiros(40, 10)
    assert read(None, SubjectId(UUID(int=1))) is None
