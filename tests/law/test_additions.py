"""What an operator adds to the law: only where it says nothing, and it says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from ventanilla import law
from ventanilla.domain.contributions.parameters import uma

UMA = "data/uma/diaria.yaml"
CEAV = "tables/ceav/patron.yaml"


@pytest.fixture(autouse=True)
def _nothing_added() -> Iterator[None]:
    yield
    law.load({})


def rows(*pairs: tuple[str, str], unit: str = "MXN") -> str:
    listed = "\n".join(
        f"  - {{since: {since}, value: '{value}', cite: DOF, source: INEGI, checked_on: 2027-01-10, confidence: H}}"
        for since, value in pairs
    )
    return f"title: t\nunit: '{unit}'\nvalues:\n{listed}\n"


def table(since: str, cells: str, unit: str = "%") -> str:
    return (
        f"title: t\nunit: '{unit}'\nvalues:\n  - {{since: {since}, cite: c, source: Oficio, checked_on: 2026-11-22, "
        f"confidence: M, rows: {{{cells}}}}}\n"
    )


def test_a_new_year_is_added_and_what_was_remembered_is_forgotten() -> None:
    with pytest.raises(law.LawError, match=r"ventanilla ley cargar uma\.diaria"):
        uma(date(2027, 2, 1))
    law.load({UMA: rows(("2027-02-01", "121.00"))})
    assert str(uma(date(2027, 2, 1)).valor) == "$121.00"
    assert law.row("uma.diaria", date(2027, 2, 1)).source == "Agregado por quien opera la oficina: INEGI"
    assert law.value("uma.diaria", date(2027, 1, 31)) == Decimal("117.31")
    law.load({})
    with pytest.raises(law.LawError):
        uma(date(2027, 2, 1))


@pytest.mark.parametrize("since", ["2026-02-01", "2025-06-01", "2026-11-22"])
def test_what_was_shipped_is_not_changed(since: str) -> None:
    with pytest.raises(law.BadAddition, match="no se cambia") as caught:
        law.load({UMA: rows((since, "1.00"))})
    assert caught.value.reason.code == "LEY_AGREGADO_IMPOSIBLE"
    assert law.value("uma.diaria", date(2026, 6, 1)) == Decimal("117.31")


def test_an_earlier_value_and_a_year_that_nobody_knew_are_added() -> None:
    law.load({"data/umi/diaria.yaml": rows(("2021-01-01", "90.00"), ("2023-01-01", "99.00"))})
    assert law.value("umi.diaria", date(2021, 12, 31)) == Decimal("90.00")
    assert law.value("umi.diaria", date(2023, 12, 31)) == Decimal("99.00")
    assert law.value("umi.diaria", date(2024, 1, 1)) == Decimal("100.81")
    with pytest.raises(law.LawError) as caught:
        law.value("umi.diaria", date(2022, 1, 1))
    assert caught.value.reason.code == "LEY_SIN_RENOVAR"


def test_what_is_only_commonly_stated_may_be_succeeded_at_any_time() -> None:
    law.load({"data/infonavit/seguro.yaml": rows(("2020-01-01", "16.00"), unit="MXN por bimestre")})
    assert law.value("infonavit.seguro", date(2019, 12, 31)) == Decimal("15.00")
    assert law.value("infonavit.seguro", date(2020, 1, 1)) == Decimal("16.00")


def test_a_month_of_the_index_is_of_no_other_month() -> None:
    with pytest.raises(law.LawError, match="Cargue la serie") as caught:
        law.value("inpc.mensual", date(2026, 5, 1))
    assert caught.value.reason.code == "LEY_SERIE_VACIA"
    law.load({"data/inpc/mensual.yaml": rows(("2026-03-01", "100.1"), ("2026-05-01", "100.9"), unit="índice")})
    assert law.value("inpc.mensual", date(2026, 5, 31)) == Decimal("100.9")
    for missing in (date(2026, 4, 10), date(2026, 6, 1)):
        with pytest.raises(law.LawError) as caught:
            law.value("inpc.mensual", missing)
        assert caught.value.reason.code == "LEY_SIN_RENOVAR"


def test_a_key_and_a_table_of_the_operator() -> None:
    law.load({"data/uno/nuevo.yaml": rows(("2026-01-01", "5")), "tables/uno/tabla.yaml": table("2026-01-01", "a: 1")})
    assert "uno.nuevo" in law.known_keys()
    assert "uno.tabla" in law.table_keys()
    assert law.value("uno.nuevo", date(2026, 6, 1)) == 5
    assert law.cell("uno.tabla", "a", date(2026, 6, 1)) == 1
    assert law.table("uno.tabla").versions[0].source.startswith("Agregado por quien opera")
    law.load({})
    assert "uno.nuevo" not in law.known_keys()
    with pytest.raises(law.LawError, match="No existe la tabla"):
        law.table("uno.tabla")


def test_a_table_is_completed_and_never_contradicted() -> None:
    path, key, on = "tables/lss/170/garantizada.yaml", "lss.170.garantizada", date(2026, 6, 1)
    with pytest.raises(law.LawError, match="no tiene el renglón «1-61-0»"):
        law.cell(key, "1-61-0", on)
    unit = law.table(key).unit
    law.load({path: table("2021-01-01", "'1-60-0': 2622, '1-61-0': 2660", unit)})
    assert law.cell(key, "1-61-0", on) == 2660
    assert law.version(key, on).source.endswith("Agregado por quien opera la oficina: Oficio")
    with pytest.raises(law.BadAddition, match="renglón «1-60-0»"):
        law.load({path: table("2021-01-01", "'1-60-0': 9999", unit)})


def test_a_table_in_the_past_or_in_another_unit_is_refused() -> None:
    with pytest.raises(law.BadAddition, match="eso no se cambia"):
        law.load({CEAV: table("2025-06-01", "mas: 1")})
    with pytest.raises(law.BadAddition, match="la unidad"):
        law.load({CEAV: table("2031-01-01", "mas: 1", "MXN")})
    with pytest.raises(law.BadAddition, match="la unidad"):
        law.load({UMA: rows(("2027-02-01", "121.00"), unit="pesos")})
    law.load({CEAV: table("2031-01-01", "mas: 12")})
    assert law.cell("ceav.patron", "mas", date(2031, 1, 1)) == 12
    assert law.cell("ceav.patron", "mas", date(2030, 12, 31)) == Decimal("11.875")


def test_an_open_question_is_decided_among_its_alternatives() -> None:
    path = "policies/gmp_ausencias.yaml"
    law.load({path: "{default: descuentan, source: Oficio 12, checked_on: 2026-11-22}"})
    assert law.policy("gmp_ausencias").value == "descuentan"
    assert law.policy("gmp_ausencias").source == "Agregado por quien opera la oficina: Oficio 12"
    with law.choosing({"gmp_ausencias": "no_descuentan"}):
        assert law.policy("gmp_ausencias").value == "no_descuentan"
    for text in (
        "{default: otra, source: s, checked_on: 2026-11-22}",
        "{default: descuentan, source: s, checked_on: hoy}",
        "{default: descuentan, checked_on: 2026-11-22}",
        "a: 1\na: 2",
    ):
        with pytest.raises(law.BadAddition):
            law.load({path: text})
    with pytest.raises(law.BadAddition, match="no hay una política"):
        law.load({"policies/nadie.yaml": "a: 1"})


def holidays(year: int, complete: str, *days: str) -> str:
    listed = ", ".join(f"{{date: {day}, name: Propio}}" for day in days)
    return (
        f"{{year: {year}, title: Oficio, complete: {complete}, cite: c, source: s, checked_on: 2026-11-22, "
        f"days: [{listed}]}}"
    )


def test_the_institution_s_own_days_are_added_to_those_of_the_law() -> None:
    thursday = date(2026, 4, 2)
    assert law.calendar().is_working(thursday)
    law.load(
        {
            "dias_inhabiles/2026.yaml": holidays(2026, "true", "2026-04-02", "2026-01-01"),
            "dias_inhabiles/2029.yaml": holidays(2029, "false", "2029-01-01"),
        }
    )
    calendar = law.calendar()
    assert not calendar.is_working(thursday)
    assert not calendar.is_working(date(2026, 3, 16)), "those shipped stay"
    assert calendar.table(2026).days[date(2026, 1, 1)] == "Año nuevo"
    assert calendar.table(2026).name.endswith("Oficio (agregada por quien opera la oficina)")
    assert calendar.table(2029).days
    with law.choosing({"dias_inhabiles": "cargados"}):
        assert list(law.calendar().tables) == [2026]
    with pytest.raises(law.BadAddition):
        law.load({"dias_inhabiles/2031.yaml": holidays(2026, "true", "2026-04-02")})


@pytest.mark.parametrize(
    "path", ["uma.yaml", "data/../rows.yaml", "data/UMA.yaml", "data/uma/diaria.csv", "catalogo/bancos.yaml"]
)
def test_a_file_that_is_none_of_the_law_is_refused_by_its_name(path: str) -> None:
    with pytest.raises(law.BadAddition, match="No se sabe qué es") as caught:
        law.load({path: rows(("2027-02-01", "121.00"))})
    assert caught.value.reason.code == "LEY_ARCHIVO_DESCONOCIDO"


def test_a_bad_file_changes_nothing() -> None:
    law.load({UMA: rows(("2027-02-01", "121.00"))})
    with pytest.raises(law.BadAddition, match=r"data/sm/general\.yaml .* Detalle"):
        law.load({"data/sm/general.yaml": "title: t"})
    assert law.value("uma.diaria", date(2027, 2, 1)) == Decimal("121.00")
