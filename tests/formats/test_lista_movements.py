"""What a list of workers says happened to them, and what comes between its rows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.listas import Given, findings, of, people, read, records
from tests.fuzz.lista import SEEDS, one_input_lista

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats.finding import Place, Severity
from ventanilla.formats.lista import Campo, Columna, Plantilla
from ventanilla.formats.lista.kinds import KINDS
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento
from ventanilla.formats.sheet import Cell
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

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
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("test_lista*.py")))
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
