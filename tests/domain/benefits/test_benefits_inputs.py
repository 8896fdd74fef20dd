"""Data that cannot be: every refusal has its field, its reason and a way out. And what is not loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ventanilla import law
from ventanilla.domain.benefits import (
    BeneficioError,
    Cobro,
    Datos73,
    Edad,
    Salario,
    ayuda_matrimonio,
    conservacion,
    edad_en,
    enfermedad_general,
    incapacidad_permanente,
    inicio_esperado,
    licencia_140_bis,
    maternidad,
    pension_garantizada,
    pension_invalidez,
    pension_ley73,
    pension_ley97,
    pensiones_de_sobrevivientes,
    prescripcion,
    reincorporacion,
    retiro_desempleo,
    riesgo_trabajo,
    salario_promedio,
)
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

ON = date(2026, 6, 1)
SBC = Money("500.00")
ZERO = Money("0.00")
MARCH = Period.month(2026, 3)
KEPT = conservacion(date(2010, 3, 15), 100)


def datos(**more: Any) -> Datos73:
    return Datos73(**{"promedio": Money("1000.00"), "semanas": 1000, "edad": Edad(65), "on": ON, **more})


@pytest.fixture(autouse=True)
def _nothing_added() -> Iterator[None]:
    yield
    law.load({})


@pytest.mark.parametrize(
    ("make", "campo", "code"),
    [
        (lambda: enfermedad_general([MARCH], ZERO), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: enfermedad_general([MARCH], Money("-1.00")), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: enfermedad_general([MARCH], Money("1000000.01")), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: enfermedad_general([], SBC), "certificados", "SIN_CERTIFICADOS"),
        (lambda: enfermedad_general([MARCH, MARCH], SBC), "certificados", "CERTIFICADOS_ENCIMADOS"),
        (
            lambda: enfermedad_general([MARCH, Period.month(2026, 5)], SBC),
            "certificados",
            "CERTIFICADOS_SEPARADOS",
        ),
        (lambda: enfermedad_general([MARCH], SBC, semanas=-1), "semanas", "SEMANAS_IMPOSIBLES"),
        (lambda: enfermedad_general([MARCH], SBC, semanas=5201), "semanas", "SEMANAS_IMPOSIBLES"),
        (lambda: riesgo_trabajo([MARCH], SBC, dias_previos=-1), "dias_previos", "NUMERO_IMPOSIBLE"),
        (lambda: maternidad(ON, SBC, semanas=-1), "semanas", "SEMANAS_IMPOSIBLES"),
        (lambda: maternidad(ON, SBC, semanas_transferidas=5), "semanas_transferidas", "NUMERO_IMPOSIBLE"),
        (lambda: inicio_esperado(ON, 5), "semanas_transferidas", "NUMERO_IMPOSIBLE"),
        (lambda: maternidad(ON, SBC, dias_enlace=121), "dias_enlace", "NUMERO_IMPOSIBLE"),
        (lambda: licencia_140_bis([MARCH], SBC), "certificados", "LICENCIA_LARGA"),
        (
            lambda: licencia_140_bis(
                [Period(date(2023, 3, 1), date(2023, 3, 2)), Period(date(2026, 2, 28), date(2026, 3, 1))], SBC
            ),
            "certificados",
            "LICENCIAS_LEJANAS",
        ),
        (
            lambda: licencia_140_bis([Period(date(2026, 3, 1), date(2026, 3, 2))], SBC, edad_hijo=-1),
            "edad_hijo",
            "NUMERO_IMPOSIBLE",
        ),
        (lambda: conservacion(ON, -1), "semanas", "SEMANAS_IMPOSIBLES"),
        (lambda: conservacion(date(2201, 1, 1), 10), "baja", "FECHA_IMPOSIBLE"),
        (lambda: conservacion(date(1899, 12, 31), 10), "baja", "FECHA_IMPOSIBLE"),
        (lambda: reincorporacion(KEPT, KEPT.baja, 0), "reingreso", "REINGRESO_ANTES_DE_BAJA"),
        (lambda: reincorporacion(KEPT, date(9999, 1, 1), 0), "reingreso", "FECHA_IMPOSIBLE"),
        (lambda: reincorporacion(KEPT, ON, -1), "semanas_nuevas", "SEMANAS_IMPOSIBLES"),
        (lambda: prescripcion(Cobro.SUBSIDIO, date(9999, 1, 1)), "exigible", "FECHA_IMPOSIBLE"),
        (lambda: retiro_desempleo(date(9999, 12, 31)), "baja", "FECHA_IMPOSIBLE"),
        (lambda: Edad(-1), "edad", "NUMERO_IMPOSIBLE"),
        (lambda: Edad(121), "edad", "NUMERO_IMPOSIBLE"),
        (lambda: Edad(60, 12), "meses", "NUMERO_IMPOSIBLE"),
        (lambda: edad_en(date(2026, 6, 2), ON), "nacimiento", "NACIMIENTO_POSTERIOR"),
        (lambda: edad_en(date(1900, 1, 1), ON), "nacimiento", "NUMERO_IMPOSIBLE"),
        (lambda: datos(promedio=ZERO), "promedio", "SALARIO_IMPOSIBLE"),
        (lambda: datos(semanas=-1), "semanas", "SEMANAS_IMPOSIBLES"),
        (lambda: datos(hijos=-1), "hijos", "NUMERO_IMPOSIBLE"),
        (lambda: datos(ascendientes=3), "ascendientes", "NUMERO_IMPOSIBLE"),
        (lambda: datos(sm=ZERO), "sm", "SALARIO_IMPOSIBLE"),
        (lambda: datos(uma=ZERO), "uma", "SALARIO_IMPOSIBLE"),
        (lambda: Salario(MARCH, ZERO), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: salario_promedio([], ON), "salarios", "PROMEDIO_INCOMPLETO"),
        (lambda: salario_promedio([Salario(MARCH, SBC)], ON), "salarios", "PROMEDIO_INCOMPLETO"),
        (lambda: pension_ley97(900, Edad(65), ON, 6), "banda", "NUMERO_IMPOSIBLE"),
        (lambda: pension_garantizada(0, 65, 900, ON), "banda", "NUMERO_IMPOSIBLE"),
        (lambda: pension_garantizada(1, 65, 874, ON), "semanas", "L97_FALTAN_SEMANAS"),
        (lambda: pension_garantizada(1, 59, 900, ON), "edad", "L97_FALTA_EDAD"),
        (lambda: pension_invalidez(ZERO, 260, Decimal(60), ON), "promedio", "SALARIO_IMPOSIBLE"),
        (lambda: pension_invalidez(SBC, 260, Decimal(0), ON), "grado", "GRADO_IMPOSIBLE"),
        (lambda: pension_invalidez(SBC, 260, Decimal("NaN"), ON), "grado", "GRADO_IMPOSIBLE"),
        (lambda: incapacidad_permanente(SBC, Decimal("100.01"), ON), "grado", "GRADO_IMPOSIBLE"),
        (lambda: pensiones_de_sobrevivientes(SBC, ON, hijos=31), "hijos", "NUMERO_IMPOSIBLE"),
        (lambda: pensiones_de_sobrevivientes(SBC, ON, ascendientes=3), "ascendientes", "NUMERO_IMPOSIBLE"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], campo: str, code: str) -> None:
    with pytest.raises(BeneficioError) as caught:
        make()
    assert (caught.value.campo, caught.value.reason.code) == (campo, code)
    assert str(caught.value).endswith(".")


def test_a_group_by_uma_needs_the_uma_of_the_wage_that_was_given() -> None:
    with law.choosing({"ley73_grupo": "uma"}):
        with pytest.raises(BeneficioError, match="Dé también la UMA"):
            pension_ley73(datos(sm=Money("52.59")))
        found = pension_ley73(datos(sm=Money("52.59"), uma=Money("500.00"))).cuantia
    assert found is not None
    assert found.veces == Decimal("2.0000")


@pytest.mark.parametrize("year", [2015, 2027])
def test_a_year_whose_law_is_not_here_refuses_to_compute(year: int) -> None:
    with pytest.raises(law.LawError, match="law/data/"):
        riesgo_trabajo([Period.month(year, 3)], SBC)
    with pytest.raises(law.LawError, match="law/data/"):
        pension_ley73(datos(on=date(year, 6, 1)))


def test_the_working_days_of_a_year_that_is_not_loaded_are_not_guessed() -> None:
    with pytest.raises(MissingYear, match="2015"):
        ayuda_matrimonio(date(2016, 6, 20), semanas=150, usada=False, baja=date(2015, 12, 1))


@pytest.mark.parametrize(("banda", "edad", "semanas"), [(1, 61, 875), (1, 60, 900), (3, 62, 1000), (5, 65, 1124)])
def test_a_cell_that_nobody_loaded_refuses_and_is_never_interpolated(banda: int, edad: int, semanas: int) -> None:
    with pytest.raises(law.LawError, match=r"law/tables/lss/170/garantizada\.yaml"):
        pension_garantizada(banda, edad, semanas, ON)


def test_the_inpc_that_updates_a_cell_is_asked_for() -> None:
    assert pension_garantizada(1, 60, 775, date(2022, 1, 31)) == Money("2622.00")
    with pytest.raises(law.LawError, match=r"inpc\.mensual"):
        pension_garantizada(1, 60, 775, date(2022, 2, 1))


def test_a_loaded_cell_is_updated_each_february() -> None:
    row = "cite: LSS 170, source: Prueba, checked_on: 2026-11-22, confidence: L"
    law.load(
        {
            "tables/lss/170/garantizada.yaml": f"title: t\nunit: MXN de diciembre de 2020\nvalues:\n"
            f"  - {{since: 2021-01-01, rows: {{3-62-5: 4000}}, {row}}}",
            "data/inpc/mensual.yaml": "title: t\nunit: índice\nrenews: monthly\nvalues:\n"
            + "".join(
                f"  - {{since: {year}-12-01, value: {n}, {row}}}\n"
                for year, n in ((2020, 110), (2021, 121), (2022, 132))
            ),
        }
    )
    # Column 5: from 125 to 149 weeks past the 775 of 2022.
    assert pension_garantizada(3, 62, 900, date(2022, 2, 1)) == Money("4400.00")
    assert pension_garantizada(3, 62, 924, date(2022, 12, 31)) == Money("4400.00")
    assert pension_garantizada(3, 62, 925, date(2023, 1, 31)) == Money("4400.00")
    assert pension_garantizada(3, 62, 925, date(2023, 2, 1)) == Money("4800.00")
