"""A list of workers, row by row: what each cell may be, what is repaired, and what is wrong, at its row and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.lista import SEEDS, one_input_lista

from ventanilla import law
from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.identifiers import nss
from ventanilla.formats import lista
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.lista import Campo, Columna, Plantilla
from ventanilla.formats.lista.guess import cap
from ventanilla.formats.lista.kinds import KINDS
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento, Nombre, Record
from ventanilla.formats.sheet import Cell, Sheet
from ventanilla.formats.table_findings import COMMON
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

Given = list[Record | Finding]
CURP, RFC = "PEGA850101HDFRRL09", "GODE561231GR8"
FIELDS = {
    "NSS": Campo.NSS, "Nombre": Campo.NOMBRE, "CURP": Campo.CURP, "RFC": Campo.RFC, "Registro": Campo.REGISTRO,
    "Alta": Campo.FECHA_ALTA, "Baja": Campo.FECHA_BAJA, "SBC": Campo.SBC, "Diario": Campo.DIARIO,
    "Tipo": Campo.TIPO_TRABAJADOR, "Clave": Campo.CLAVE, "Sexo": Campo.SEXO,
}  # fmt: skip
PERSON: list[Cell] = [
    "99178500015", "PEREZ GARCIA ALBERTO", CURP, RFC, "Z9912345105", date(2026, 1, 15), None, Decimal("687.70"),
    Decimal("655.39"), "PERMANENTE", "7", "M",
]  # fmt: skip
PLANTILLA = Plantilla(
    tuple(Columna(campo, title, n) for n, (title, campo) in enumerate(FIELDS.items(), 1)), 1, confirmada=True
)


def people(count: int = 3) -> list[list[Cell]]:
    """The titles, and so many people."""
    rows: list[list[Cell]] = [list(FIELDS)]
    for n in range(count):
        rows.append([nss.compose("99", 17, 85, n + 1), *PERSON[1:]])
    return rows


def read(rows: list[list[Cell]], plantilla: Plantilla | None = PLANTILLA, **more: object) -> Given:
    sheet = Sheet("H", tuple(tuple(row) for row in rows))
    return list(lista.read(sheet, plantilla, "f", **more))  # type: ignore[arg-type]  # periodo, registro, on


def records(given_by: Given) -> list[Record]:
    return [one for one in given_by if not isinstance(one, Finding)]


def findings(given_by: Given) -> list[Finding]:
    return [one for one in given_by if isinstance(one, Finding)]


def of(fields: dict[str, Campo], *rows: list[Cell], **more: object) -> Given:
    """A list of those columns, with its plantilla."""
    columns = tuple(Columna(campo, title, n) for n, (title, campo) in enumerate(fields.items(), 1))
    return read([list(fields), *rows], Plantilla(columns, 1, confirmada=True), **more)


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


def _blank(line: int, *kept: str) -> Callable[[list[list[Cell]]], None]:
    def change(rows: list[list[Cell]]) -> None:
        rows[line - 1] = [cell if title in kept else None for title, cell in zip(FIELDS, rows[line - 1], strict=True)]

    return change


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


# -- what happened to them

MOVES = {
    "NSS": Campo.NSS,
    "Mov": Campo.MOVIMIENTO,
    "Fecha": Campo.FECHA_MOVIMIENTO,
    "SBC": Campo.SBC,
    "Dias": Campo.DIAS,
}


def move(*cells: Cell) -> Given:
    return of(MOVES, ["99178500015", *cells])


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("ALTA", TipoAviso.ALTA), ("Reingreso", TipoAviso.ALTA), ("08", TipoAviso.ALTA), (Decimal(8), TipoAviso.ALTA),
        ("A", TipoAviso.ALTA), ("BAJA", TipoAviso.BAJA), ("02", TipoAviso.BAJA), ("b", TipoAviso.BAJA),
        ("M.S.", TipoAviso.MODIFICACION), ("Modificación de salario", TipoAviso.MODIFICACION), 
        ("7", TipoAviso.MODIFICACION),
    ],
)  # fmt: skip
def test_a_movement_is_known_by_its_word_or_its_code(written: Cell, kind: TipoAviso) -> None:
    given_by = move(written, "15/01/2026", "687.70")
    sbc = None if kind is TipoAviso.BAJA else Money("687.70")
    assert records(given_by) == [Movimiento(Place("f", 2, 0, "H"), "", "99178500015", kind, date(2026, 1, 15), sbc)]
    assert findings(given_by) == []


@pytest.mark.parametrize(
    ("cells", "code", "at"),
    [
        (("BAILE", "15/01/2026", "1"), "MOVIMIENTO_DESCONOCIDO", 2),
        (("ALTA", None, "1"), "MOVIMIENTO_SIN_FECHA", 3),
        (("ALTA", "15/01/2026", None), "MOVIMIENTO_SIN_SALARIO", 4),
        (("AUSENTISMO", None, None), "MOVIMIENTO_SIN_FECHA", 3),
        (("INCAPACIDAD", "15/01/2026", None, None), "INCAPACIDAD_SIN_DIAS", 5),
        (("INCAPACIDAD", "15/01/2026", None, "siete"), "DIAS_ILEGIBLES", 5),
        (("INCAPACIDAD", "15/01/2026", None, "1.5"), "DIAS_ILEGIBLES", 5),
    ],
)  # fmt: skip
def test_what_a_movement_lacks_is_told(cells: tuple[Cell, ...], code: str, at: int) -> None:
    assert [(one.code, one.place.line, one.place.column) for one in findings(move(*cells))] == [(code, 2, at)]


def test_a_movement_may_be_an_absence_or_an_incapacity() -> None:
    assert records(move("Falta", "15/01/2026", None, "3")) == [
        Ausentismo(Place("f", 2, 0, "H"), "", "99178500015", date(2026, 1, 15), 3)
    ]
    assert records(move("12", "15/01/2026", None, "7 días")) == [
        Incapacidad(Place("f", 2, 0, "H"), "", "99178500015", "", date(2026, 1, 15), 7)
    ]


def test_absences_are_of_their_days_or_of_the_end_of_the_period() -> None:
    dated = {"NSS": Campo.NSS, "Fecha": Campo.FECHA_AUSENCIA}
    found = records(of(dated, ["99178500015", "03/01/2026, 04/01/2026 y 09/01/2026"], ["99178500023", "15/01/2026"]))
    assert [(one.desde, one.dias) for one in found if isinstance(one, Ausentismo)] == [
        (date(2026, 1, 3), 2), (date(2026, 1, 9), 1), (date(2026, 1, 15), 1),
    ]  # fmt: skip
    counted = {"NSS": Campo.NSS, "Faltas": Campo.AUSENCIAS}
    rows: list[list[Cell]] = [["99178500015", Decimal(2)], ["99178500023", "0"], ["99178500031", None]]
    undated = of(counted, *rows)
    assert (records(undated), [one.code for one in findings(undated)]) == ([], ["AUSENCIAS_SIN_FECHA"])
    placed = of(counted, *rows, periodo=Period.month(2026, 1))
    assert [(one.desde, one.dias) for one in records(placed) if isinstance(one, Ausentismo)] == [(date(2026, 1, 30), 2)]
    assert [(one.code, one.place.column) for one in findings(placed)] == [("AUSENCIAS_AL_FINAL", 2)]


SICK = {
    "NSS": Campo.NSS, "Folio": Campo.FOLIO, "Desde": Campo.DESDE, "Hasta": Campo.HASTA, "Dias": Campo.DIAS,
    "Ramo": Campo.RAMA,
}  # fmt: skip


def test_an_incapacity_has_its_days_or_its_end() -> None:
    rows: list[list[Cell]] = [
        ["99178500015", "AB123456", "15/01/2026", "21/01/2026", None, "Enfermedad general"],
        ["99178500023", "AB123457", "15/01/2026", None, Decimal(3), "RT"],
        ["99178500031", None, None, None, None, None],
    ]
    given_by = of(SICK, *rows)
    assert [(one.folio, one.dias, one.rama) for one in records(given_by) if isinstance(one, Incapacidad)] == [
        ("AB123456", 7, "2"), ("AB123457", 3, "1"),
    ]  # fmt: skip
    assert findings(given_by) == []


@pytest.mark.parametrize(
    ("cells", "code", "at"),
    [
        (["AB1", None, None, Decimal(3), None], "INCAPACIDAD_SIN_FECHA", 3),
        (["AB1", "15/01/2026", None, None, None], "INCAPACIDAD_SIN_DIAS", 5),
        (["AB1", "15/01/2026", "21/01/2026", Decimal(3), None], "INCAPACIDAD_DIAS_DISTINTOS", 5),
        (["AB1", "15/01/2026", None, Decimal(3), "tristeza"], "CODIGO_DESCONOCIDO", 6),
    ],
)
def test_what_an_incapacity_lacks_is_told(cells: list[Cell], code: str, at: int) -> None:
    given_by = of(SICK, ["99178500015", *cells])
    assert [(one.code, one.place.column) for one in findings(given_by)] == [(code, at)]


LOAN = {
    "NSS": Campo.NSS, "Credito": Campo.CREDITO, "Tipo": Campo.DESCUENTO, "Valor": Campo.VALOR,
    "Inicio": Campo.FECHA_CREDITO,
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1234567890", "CF", "1,250.50", "15/01/2026"], ("1234567890", "2", Decimal("1250.50"))),
        (["1234567890", "Porcentaje", "20", "15/01/2026"], ("1234567890", "1", Decimal(20))),
        (["1234567890", None, "20 %", "15/01/2026"], ("1234567890", "1", Decimal(20))),
        (["1234567890", "%", Decimal("0.2"), "15/01/2026"], ("1234567890", "1", Decimal("20.0"))),
        ([Decimal(234567890), "VSM", "25.1234", "15/01/2026"], ("0234567890", "3", Decimal("25.1234"))),
    ],
)
def test_a_credit_is_read(cells: list[Cell], expected: tuple[str, str, Decimal]) -> None:
    given_by = of(LOAN, ["99178500015", *cells])
    (credit,) = records(given_by)
    assert isinstance(credit, Credito)
    assert (credit.numero, credit.descuento, credit.valor, credit.tipo) == (*expected, "15")
    assert findings(given_by) == []


@pytest.mark.parametrize(
    ("cells", "code", "at"),
    [
        (["12345", "CF", "1", "15/01/2026"], "CREDITO_ILEGIBLE", 2),
        (["1234567890", None, "1", "15/01/2026"], "CREDITO_INCOMPLETO", 3),
        (["1234567890", "CF", None, "15/01/2026"], "CREDITO_INCOMPLETO", 4),
        (["1234567890", "CF", "1", None], "CREDITO_INCOMPLETO", 5),
    ],
)
def test_what_a_credit_lacks_is_told(cells: list[Cell], code: str, at: int) -> None:
    assert [(one.code, one.place.column) for one in findings(of(LOAN, ["99178500015", *cells]))] == [(code, at)]


def test_a_credit_without_a_date_begins_with_the_alta_and_a_bare_number_is_told_once() -> None:
    dated = {"NSS": Campo.NSS, "Alta": Campo.FECHA_ALTA, "C": Campo.CREDITO, "T": Campo.DESCUENTO, "V": Campo.VALOR}
    given_by = of(dated, ["99178500015", "15/01/2026", "1234567890", "2", "10"])
    assert [one.fecha for one in records(given_by) if isinstance(one, Credito)] == [date(2026, 1, 15)]
    assert [one.code for one in findings(given_by)] == ["CREDITO_SIN_FECHA"]
    bare = of({"NSS": Campo.NSS, "C": Campo.CREDITO}, ["99178500015", "1234567890"], ["99178500023", "1234567891"])
    assert [(one.code, one.place.column) for one in findings(bare)] == [("CREDITOS_SIN_DESCUENTO", 2)]


def test_every_kind_is_found_in_some_list() -> None:
    folder = Path(__file__).parent
    text = "".join((folder / name).read_text(encoding="utf-8") for name in ("test_lista.py", "test_lista_guess.py"))
    assert [code for code in KINDS if f'"{code}"' not in text] == []


# -- what comes between


def test_a_report_by_departments_gives_its_people() -> None:
    rows = people(4)
    report: list[list[Cell]] = [
        ["EMPRESA FICTICIA"], [], rows[0], ["PRODUCCIÓN"], rows[1], rows[2], ["Subtotal", "2"], [], rows[0],
        ["VENTAS"], rows[3], rows[4], ["TOTAL", "4"], [], ["Elaboró: X"],
    ]  # fmt: skip
    given_by = read(report)
    assert [one.place.line for one in records(given_by)] == [5, 6, 11, 12]
    assert {one.severity for one in findings(given_by)} == {Severity.NOTE}


def test_empty_rows_are_nothing() -> None:
    rows = people(2)
    assert records(read([rows[0], [], rows[1], [None, None], [], rows[2]])) != []
    assert findings(read([rows[0], [], rows[1], [None, None], [], rows[2]])) == []


def test_two_digits_of_a_year_are_of_the_century_that_they_can_be() -> None:
    fields = {"NSS": Campo.NSS, "Alta": Campo.FECHA_ALTA, "Nac": Campo.NACIMIENTO}
    ficha = records(of(fields, ["99178500015", "15/01/26", "01/01/85"]))[0]
    assert isinstance(ficha, Ficha)
    assert (ficha.fecha_alta, ficha.nacimiento) == (date(2026, 1, 15), date(1985, 1, 1))


def test_the_order_of_day_and_month_is_that_of_the_whole_column() -> None:
    fields = {"NSS": Campo.NSS, "Alta": Campo.FECHA_ALTA}
    months = of(fields, ["99178500015", "02/03/2026"], ["99178500023", "01/25/2026"])
    days = of(fields, ["99178500015", "02/03/2026"], ["99178500023", "25/01/2026"])
    assert [one.fecha_alta for one in records(months) if isinstance(one, Ficha)] == [
        date(2026, 2, 3),
        date(2026, 1, 25),
    ]
    assert [one.fecha_alta for one in records(days) if isinstance(one, Ficha)] == [date(2026, 3, 2), date(2026, 1, 25)]
    both = of(fields, ["99178500015", "13/03/2026"], ["99178500023", "01/25/2026"])
    assert [(one.code, one.place.line) for one in findings(both)] == [("FECHA_IMPOSIBLE", 3)]


# -- anything at all


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_the_seeds_of_the_fuzzer_are_read(seed: int) -> None:
    one_input_lista(SEEDS[seed])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_anything_gives_records_and_findings(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 1] = data.draw(st.binary(max_size=3))
        content = content or bytearray(b"x")
    one_input_lista(bytes(content))


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(
        ("99178500015", "1978500013", "#N/A", "TOTAL", "9.9E+10", "31/02/2026", "NSS", "SBC", "$1,2", "ALTA")
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELL, max_size=6), max_size=8),
    st.lists(st.sampled_from(Campo), min_size=1, max_size=6, unique=True),
)
def test_any_cells_under_any_plantilla_give_records_and_findings(rows: list[list[Cell]], campos: list[Campo]) -> None:
    columns = tuple(Columna(campo, "", n) for n, campo in enumerate(campos, 1))
    for plantilla in (None, Plantilla(columns, 0, confirmada=True)):
        for one in read(rows, plantilla, periodo=Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=14))):
            assert one.place.file == "f"
            assert 0 <= one.place.line <= max(len(rows), 1)
