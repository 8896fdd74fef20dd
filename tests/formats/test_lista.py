"""A list of workers, row by row: what each cell may be, what is repaired, and what is wrong, at its row and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.listas import CURP, FIELDS, RFC, findings, of, people, read, records

from ventanilla import law
from ventanilla.domain.identifiers import nss
from ventanilla.formats.finding import Place, Severity
from ventanilla.formats.lista import Campo
from ventanilla.formats.lista.guess import cap
from ventanilla.formats.lista.kinds import KINDS
from ventanilla.formats.records import Ficha, Nombre
from ventanilla.formats.sheet import Cell
from ventanilla.formats.table_findings import COMMON
from ventanilla.kernel.money import Money


def column(title: str) -> int:
    return list(FIELDS).index(title)


# -- round trips

NUMBERS = st.builds(nss.compose, st.just("05"), st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))
WAGE = st.integers(1, 293_000).map(Money.of_centavos)
DAY = st.dates(date(1950, 1, 1), date(2060, 12, 31))


def _day(on: date, form: int) -> Cell:
    months = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
    return (
        on, f"{on:%d/%m/%Y}", f"{on:%d-%m-%Y}", on.isoformat(), f"{on:%Y%m%d}", f"{on:%d%m%Y}",
        f"{on:%Y-%m-%d} 00:00:00",
        f"{on.day} de {months[on.month - 1]} de {on.year}", f"{on.day:02d}-{months[on.month - 1]}-{on.year}",
        Decimal((on - date(1899, 12, 30)).days), f"'{on:%d/%m/%Y}", f"{on:%d.%m.%Y}",
    )[form]  # fmt: skip


def _amount(amount: Money, form: int) -> Cell:
    pesos = amount.pesos
    return (pesos, f"{pesos}", f"${pesos:,}", f" $ {pesos:,} ", f"{pesos} MXN", f"'{pesos}", f"{pesos:,}", str(amount))[
        form
    ]


def _number(number: str, form: int) -> Cell:
    return (
        number,
        nss.format(number),
        f"'{number}",
        f" {number} ",
        Decimal(number),
        number.lstrip("0"),
        f"{number}.0",
    )[form]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(NUMBERS, DAY, WAGE, st.integers(0, 11), st.integers(0, 7)),
        min_size=1,
        max_size=8,
        unique_by=lambda one: one[0],
    ),
    st.integers(0, 6),
)
def test_what_a_list_writes_in_any_form_is_read(rows: list[tuple[str, date, Money, int, int]], a: int) -> None:
    fields = {"NSS": Campo.NSS, "Alta": Campo.FECHA_ALTA, "SBC": Campo.SBC}
    table: list[list[Cell]] = [[_number(n, a), _day(on, b), _amount(wage, c)] for n, on, wage, b, c in rows]
    given_by = of(fields, *table)
    assert [(one.nss, one.fecha_alta, one.sbc) for one in records(given_by) if isinstance(one, Ficha)] == [
        (n, on, wage) for n, on, wage, *_ in rows
    ]
    assert {one.severity for one in findings(given_by)} <= {Severity.NOTE}


def test_a_good_list_says_nothing_and_gives_everybody() -> None:
    given_by = read(people())
    assert findings(given_by) == []
    first = records(given_by)[0]
    assert first == Ficha(
        Place("f", 2, 0, "H"), "Z9912345105", "99178500015", Nombre("PEREZ", "GARCIA", "ALBERTO"), CURP, RFC,
        date(2026, 1, 15), Money("687.70"), Money("655.39"), tipo_trabajador="1", clave="7", sexo="M",
    )  # fmt: skip
    assert len(records(given_by)) == 3


# -- each fault, at its cell


def _put(line: int, title: str, cell: Cell) -> Callable[[list[list[Cell]]], None]:
    def change(rows: list[list[Cell]]) -> None:
        rows[line - 1][column(title)] = cell

    return change


def _all(title: str, *cells: Cell) -> Callable[[list[list[Cell]]], None]:
    def change(rows: list[list[Cell]]) -> None:
        for row, cell in zip(rows[1:], cells, strict=True):
            row[column(title)] = cell

    return change


def _add(*row: Cell) -> Callable[[list[list[Cell]]], None]:
    return lambda rows: rows.append(list(row))


def _sums(rows: list[list[Cell]]) -> None:
    total: list[Cell] = [None] * len(FIELDS)
    for title in ("SBC", "Diario"):
        total[column(title)] = sum((Decimal(str(row[column(title)])) for row in rows[1:]), Decimal(0))
    rows.append(total)


# Kind, what is done to a list of three, and the cell where it is told: line, title ("" for the whole line).
FAULTS: list[tuple[str, Callable[[list[list[Cell]]], None], tuple[int, str]]] = [
    ("CELDA_CON_ERROR", _put(3, "SBC", "#N/A"), (3, "SBC")),
    ("CELDA_CON_ERROR", _put(3, "NSS", "#¡REF!"), (3, "NSS")),
    ("CELDA_CON_ERROR", _put(3, "Alta", "########"), (3, "Alta")),
    ("CELDA_CON_ERROR", _put(3, "Nombre", "#NOMBRE?"), (3, "Nombre")),
    ("IMPORTE_ILEGIBLE", _put(3, "SBC", "doce pesos"), (3, "SBC")),
    ("IMPORTE_ILEGIBLE", _put(3, "SBC", "1,2,3"), (3, "SBC")),
    ("IMPORTE_CON_FECHA", _put(3, "SBC", date(1901, 11, 17)), (3, "SBC")),
    ("SALARIO_CERO", _put(3, "SBC", Decimal(0)), (3, "SBC")),
    ("SALARIO_CERO", _put(3, "SBC", "-687.70"), (3, "SBC")),
    ("SALARIO_SOBRE_TOPE", _put(3, "SBC", "20,631.00"), (3, "SBC")),
    ("SALARIO_CON_NUMEROS_DE_MAS", _put(3, "SBC", Decimal(10) ** 12), (3, "SBC")),
    ("SALARIO_PARECE_MENSUAL", _all("SBC", "20,631.00", "19,000", "11000.5"), (1, "SBC")),
    ("SBC_MENOR_QUE_DIARIO", _put(3, "SBC", "600.00"), (3, "SBC")),
    ("FECHA_ILEGIBLE", _put(4, "Alta", "ayer"), (4, "Alta")),
    ("FECHA_IMPOSIBLE", _put(4, "Alta", "31/02/2026"), (4, "Alta")),
    ("FECHA_IMPOSIBLE", _put(4, "Alta", "29/02/2025"), (4, "Alta")),
    ("FECHA_LEJANA", _put(4, "Alta", "15/01/2206"), (4, "Alta")),
    ("FECHA_LEJANA", _put(4, "Alta", "15/01/0026"), (4, "Alta")),
    ("BAJA_ANTES_DE_ALTA", _put(4, "Baja", "14/01/2026"), (4, "Baja")),
    ("NSS_CIENTIFICO", _put(2, "NSS", "9.91785E+10"), (2, "NSS")),
    ("NSS_CIENTIFICO", _put(2, "NSS", "9,91785E+10"), (2, "NSS")),
    ("NSS_ILEGIBLE", _put(2, "NSS", "99178500016"), (2, "NSS")),
    ("NSS_ILEGIBLE", _put(2, "NSS", "9917850002"), (2, "NSS")),
    ("NSS_ILEGIBLE", _put(2, "NSS", Decimal("917850001")), (2, "NSS")),
    ("NSS_ILEGIBLE", _put(2, "NSS", "00000000000"), (2, "NSS")),
    ("NSS_ILEGIBLE", _put(2, "NSS", "991785000155555"), (2, "NSS")),
    ("NSS_CERO_REPUESTO", _put(2, "NSS", Decimal(1978500013)), (2, "NSS")),
    ("NSS_CERO_REPUESTO", _put(2, "NSS", "1978500013"), (2, "NSS")),
    ("NSS_AUSENTE", _put(3, "NSS", None), (3, "NSS")),
    ("NSS_AUSENTE", _put(3, "NSS", "   "), (3, "NSS")),
    ("NSS_REPETIDO", _put(3, "NSS", "99178500015"), (3, "NSS")),
    ("CURP_INVALIDA", _put(2, "CURP", "PEGA850101HDFRRL08"), (2, "CURP")),
    ("CURP_INVALIDA", _put(2, "CURP", "PEGA850101"), (2, "CURP")),
    ("CURP_DUDOSA", _put(2, "CURP", "XEXX010101HNEXXXA4"), (2, "CURP")),
    ("RFC_INVALIDO", _put(2, "RFC", "GODE561331GR8"), (2, "RFC")),
    ("RFC_DUDOSO", _put(2, "RFC", "GODE561231GR9"), (2, "RFC")),
    ("RFC_DUDOSO", _put(2, "RFC", "GODE561231"), (2, "RFC")),
    ("REGISTRO_DUDOSO", _put(2, "Registro", "Z99-12345-10-6"), (2, "Registro")),
    ("CODIGO_DESCONOCIDO", _put(2, "Tipo", "astronauta"), (2, "Tipo")),
    ("FILA_DE_TOTALES", _add("TOTAL", None, None, None, None, None, None, Decimal("2063.10")), (5, "")),
    ("FILA_DE_TOTALES", _add(None, "Total de trabajadores: 3"), (5, "")),
    ("FILA_DE_TOTALES", _add("Gran total", "3"), (5, "")),
    ("FILA_DE_TOTALES", _sums, (5, "")),
    ("FILA_DE_TITULOS", _add(*FIELDS), (5, "")),
    ("FILA_SIN_TRABAJADOR", _add("DEPARTAMENTO DE VENTAS"), (5, "")),
    (
        "FILA_SIN_TRABAJADOR",
        _add(None, None, None, None, None, None, None, None, None, None, None, None, "nota"),
        (5, ""),
    ),
    ("COLUMNA_SERIALES", _put(4, "Alta", Decimal(46037)), (1, "Alta")),
    ("COLUMNA_SERIALES", _put(4, "Alta", "46037"), (1, "Alta")),
    ("COLUMNA_DOS_CIFRAS", _put(4, "Alta", "15/01/26"), (1, "Alta")),
    ("COLUMNA_DECIMALES", _put(4, "SBC", Decimal("687.7053")), (1, "SBC")),
    ("COLUMNA_ENIE", _put(4, "Nombre", "NU#EZ PEREZ ANA"), (1, "Nombre")),
    ("COLUMNA_HOMBRE_MUJER", _put(4, "Sexo", "H"), (1, "Sexo")),
    ("COLUMNA_MES_PRIMERO", _all("Alta", "01/15/2026", "02/03/2026", "1/2/2026"), (1, "Alta")),
    ("COLUMNA_FECHAS_AMBIGUAS", _all("Alta", "01/12/2025", "02/03/2026", "1/2/2026"), (1, "Alta")),
    ("COLUMNA_COMA_DECIMAL", _all("SBC", "687,70", "1.250,00", "700,5"), (1, "SBC")),
]


@pytest.mark.parametrize(("code", "change", "at"), FAULTS, ids=lambda one: one if isinstance(one, str) else None)
def test_each_fault_is_told_at_its_cell(
    code: str, change: Callable[[list[list[Cell]]], None], at: tuple[int, str]
) -> None:
    rows = people()
    change(rows)
    found = [one for one in findings(read(rows)) if one.code == code]
    line, title = at
    assert [one.place for one in found] == [Place("f", line, column(title) + 1 if title else 0, "H")]
    assert found[0].severity is (KINDS | COMMON)[code][0]
    assert "{" not in str(found[0].cause) + str(found[0].fix)


@pytest.mark.parametrize(("code", "change", "at"), FAULTS, ids=lambda one: one if isinstance(one, str) else None)
def test_a_fault_takes_no_more_than_its_datum(
    code: str, change: Callable[[list[list[Cell]]], None], at: tuple[int, str]
) -> None:
    """The other two people are given whole, and the row too where its NSS can be read."""
    rows = people()
    change(rows)
    given_by = read(rows)
    expected = 2 if code in {"NSS_CIENTIFICO", "NSS_ILEGIBLE", "NSS_AUSENTE"} or at == (3, "NSS") else 3
    expected += code == "NSS_REPETIDO"
    assert len(records(given_by)) == expected
    errors = {one.code for one in findings(given_by) if one.severity is Severity.ERROR}
    assert errors <= {code}


def test_a_plantilla_that_takes_a_monthly_wage_is_warned() -> None:
    given_by = of({"NSS": Campo.NSS, "Sueldo mensual": Campo.SBC}, ["99178500015", "687.70"])
    assert [(one.code, one.place.line, one.place.column) for one in findings(given_by)] == [("SALARIO_MENSUAL", 1, 2)]


def test_a_list_without_nss_is_an_error_and_a_sheet_of_other_things_a_warning() -> None:
    assert [one.code for one in findings(read([["Nombre", "CURP", "SBC"], ["x", CURP, "1"]], None))] == [
        "LISTA_SIN_NSS"
    ]
    other: list[list[Cell]] = [["Producto", "Precio"], ["Tornillo", Decimal(3)]]
    assert [one.code for one in findings(read(other, None))] == ["HOJA_SIN_TRABAJADORES"]


def test_the_cap_is_that_of_the_day_given() -> None:
    before = date(2025, 6, 1)
    limit = law.value("lss.28.tope_uma", before) * law.value("uma.diaria", before)
    rows = people()
    rows[2][column("SBC")] = (limit + cap()) / 2
    assert "SALARIO_SOBRE_TOPE" not in {one.code for one in findings(read(rows))}
    assert "SALARIO_SOBRE_TOPE" in {one.code for one in findings(read(rows, on=before))}


def test_a_zero_is_put_back_only_where_the_column_lost_them() -> None:
    lost = of({"NSS": Campo.NSS, "SBC": Campo.SBC}, ["1978500013", "1"], ["99178500015", "1"])
    kept = of({"NSS": Campo.NSS, "SBC": Campo.SBC}, ["1978500013", "1"], ["01178500011", "1"])
    assert [one.code for one in findings(lost)] == ["NSS_CERO_REPUESTO"]
    assert [(one.code, one.place.line) for one in findings(kept)] == [("NSS_ILEGIBLE", 2)]


def test_the_registro_of_the_caller_is_of_the_rows_that_say_none() -> None:
    rows = people(2)
    rows[1][column("Registro")] = None
    assert [one.registro for one in records(read(rows, registro="Y0712345109"))] == ["Y0712345109", "Z9912345105"]


def test_the_same_person_with_two_employers_is_not_repeated() -> None:
    rows = people(2)
    rows[2][column("NSS")] = "99178500015"
    rows[2][column("Registro")] = "Y0712345109"
    assert "NSS_REPETIDO" not in {one.code for one in findings(read(rows))}


# -- names

PARTS = {"NSS": Campo.NSS, "P": Campo.PRIMER_APELLIDO, "M": Campo.SEGUNDO_APELLIDO, "N": Campo.NOMBRES}
TWO = {"NSS": Campo.NSS, "A": Campo.APELLIDOS, "N": Campo.NOMBRES}


@pytest.mark.parametrize(
    ("fields", "cells", "expected"),
    [
        (PARTS, ["núñez", "de la  cruz", "ana"], Nombre("NÚÑEZ", "DE LA CRUZ", "ANA")),
        (PARTS, [None, "PEREZ", "ANA"], Nombre("PEREZ", "", "ANA")),
        (TWO, ["DE LA CRUZ PEREZ", "ANA"], Nombre("DE LA CRUZ", "PEREZ", "ANA")),
        (PARTS | {"N2": Campo.SEGUNDO_NOMBRE}, ["PEREZ", "RUIZ", "ANA", "LUCÍA"], Nombre("PEREZ", "RUIZ", "ANA LUCÍA")),
        ({"NSS": Campo.NSS, "N": Campo.NOMBRE}, ["PEREZ$$ANA"], Nombre("PEREZ", "", "ANA")),
        ({"NSS": Campo.NSS, "N": Campo.NOMBRE}, ["PEREZ RUIZ, ANA LUCÍA"], Nombre("PEREZ", "RUIZ", "ANA LUCÍA")),
        ({"NSS": Campo.NSS, "N": Campo.NOMBRE}, ["PEREZ/RUIZ/ANA"], Nombre("PEREZ", "RUIZ", "ANA")),
        ({"NSS": Campo.NSS, "N": Campo.NOMBRE}, ["MADONNA"], Nombre("", "", "MADONNA")),
    ],
)  # fmt: skip
def test_a_name_is_put_together_from_its_columns(fields: dict[str, Campo], cells: list[Cell], expected: Nombre) -> None:
    ficha = records(of(fields, ["99178500015", *cells]))[0]
    assert isinstance(ficha, Ficha)
    assert ficha.nombre == expected
