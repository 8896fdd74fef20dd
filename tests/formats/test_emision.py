"""The institution's emission in a workbook: it comes back as it was written, however its titles are, and what does not
add up is told at its own cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.emissions import MES, REGISTRO, cobro, cobros, findings, without_places
from tests.formats.payroll_layouts import LAYOUTS as PAYROLLS
from tests.formats.payroll_layouts_seen import LATER, SEEN
from tests.formats.workbooks import by_xlwt
from tests.fuzz.emision import SEEDS, one_input_emision

from ventanilla.domain.contributions import Bill, Parte
from ventanilla.formats import cells, emision
from ventanilla.formats.compound import MAGIC
from ventanilla.formats.emision.columns import LAYOUTS, TITLES, key_of
from ventanilla.formats.emision.kinds import KINDS
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import Cobro
from ventanilla.formats.sheet import Cell, Sheet
from ventanilla.formats.table_findings import COMMON
from ventanilla.kernel.money import Money

Table = list[list[Cell]]
Book = dict[str, Table]
EMA, EBA, SUMMARY = "Movimientos EMA", "Movimientos EBA", "Resumen"
QUIET = {"EMISION_NOMBRES", "EMISION_ENIE"}  # of every emission whose names come whole
FILE = "emision.xlsx"


def book() -> Book:
    """Three workers in February and two in its bimester, as tables that a test may spoil."""
    rows = [cobro(n) for n in (1, 2, 3)] + [cobro(n, Bill.BIMONTHLY) for n in (1, 2)]
    content = emision.write_xlsx(rows, MES, REGISTRO)
    given_sheets = [one for one in cells.read(File.of_bytes(FILE, content)) if isinstance(one, Sheet)]
    return {one.name: [list(row) for row in one.rows] for one in given_sheets}


def read(tables: Book, **more: date | str) -> list[Cobro | Finding]:
    sheets = [Sheet(name, tuple(tuple(row) for row in table)) for name, table in tables.items()]
    return list(emision.of_sheets(sheets, FILE, **more))  # type: ignore[arg-type]  # mes and registro


def told(given_by: list[Cobro | Finding]) -> list[Finding]:
    return [one for one in findings(given_by) if one.code not in QUIET]


def column(tables: Book, name: str, title: str) -> int:
    return tables[name][4].index(title)


def put(tables: Book, name: str, line: int, title: str, cell: Cell) -> None:
    """Write in a cell of a line (from 1)."""
    tables[name][line - 1][column(tables, name, title)] = cell


# -- round trips


@settings(max_examples=40, deadline=None)
@given(
    st.lists(cobros(Bill.MONTHLY), max_size=5, unique_by=lambda one: one.nss),
    st.lists(cobros(Bill.BIMONTHLY), max_size=5, unique_by=lambda one: one.nss),
)
def test_an_emission_comes_back(monthly: list[Cobro], bimonthly: list[Cobro]) -> None:
    content = emision.write_xlsx([*monthly, *bimonthly], MES, REGISTRO)
    given_by = list(emision.read(File.of_bytes(FILE, content)))
    assert without_places(given_by) == [*monthly, *bimonthly]
    assert [one.code for one in told(given_by)] == []


def test_each_row_has_its_place_and_the_sheet_says_it_is_an_example() -> None:
    given_by = read(book())
    places = [one.place for one in given_by if isinstance(one, Cobro)]
    assert places[:2] == [Place(FILE, 6, 0, EMA), Place(FILE, 7, 0, EMA)]
    assert places[3] == Place(FILE, 6, 0, EBA)
    assert all("EJEMPLO" in str(table[0][0]) for table in book().values())


def test_an_old_workbook_is_read_alike() -> None:
    old = by_xlwt(book()[EMA])
    given_by = list(emision.read(File.of_bytes("EMA.xls", old), mes=MES, registro=REGISTRO))
    assert without_places(given_by) == [cobro(n) for n in (1, 2, 3)]
    assert told(given_by) == []


def test_a_row_of_another_month_is_not_written() -> None:
    with pytest.raises(ValueError, match="in an emission of"):
        emision.write_xlsx([cobro(1, mes=date(2026, 3, 1))], MES, REGISTRO)


# -- what is recognised


def test_a_workbook_is_known_by_its_name_and_surely_by_its_titles() -> None:
    assert emision.recognizes(b"PK\x03\x04", "carpeta/Emision_Z9912345105.xls")
    assert emision.recognizes(MAGIC, "EBA 02-2026.xls")
    assert not emision.recognizes(b"NSS", "EMA.txt")
    assert not emision.recognizes(b"PK\x03\x04", "sistema.xlsx")
    sheets = [Sheet(name, tuple(tuple(row) for row in table)) for name, table in book().items()]
    assert emision.is_emision(sheets)
    assert not emision.is_emision([sheets[0]])
    assert not emision.is_emision([Sheet("", (("NSS", "Nombre", "Fecha", "Días", "Salario Diario", "Total"),))])


def test_no_payroll_is_taken_for_an_emission() -> None:
    for layout in (*PAYROLLS, *SEEN, *LATER):
        sheet = Sheet("H", tuple(tuple(row) for row in layout.rows(1, 5)))
        assert not emision.is_emision([sheet])
    charged = ("NSS", "Nombre", "Días", "SDI", "Descuento Infonavit", "Retiro", "IMSS obrero", "Total")
    assert not emision.is_emision([Sheet("H", (charged,))])


VARIANTS = {
    "Días": ("DIAS", "dias", "Días Cotizados"),
    "Salario Diario": ("SALARIO DIARIO", "S.D.I.", "SBC", "Salario Base de Cotización"),
    "Cuota Fija": ("C.F.", "CUOTA  FIJA", "cuota fija"),
    "Excedente Patronal": ("Exc. Pat.", "EXCEDENTE PATRON", "EXC_PAT", "Excedente 3 UMA patronal"),
    "Excedente Obrero": ("Exc. Obr.", "EXC_OBR", "excedente obrera"),
    "Prestaciones en Dinero Patronal": ("P.D. PATRONAL", "Prest. en dinero pat.", "PD_PAT"),
    "Prestaciones en Dinero Obrero": ("P.D. OBRERO", "Prest. dinero obr.", "PD_OBR"),
    "Gastos Médicos y Pensionados Patronal": ("GMP PAT", "Gastos Médicos Pensionados Patronal", "G.M.P. Pat."),
    "Gastos Médicos y Pensionados Obrero": ("GMP OBR", "GASTOS MEDICOS Y PENSIONADOS OBRERO"),
    "Riesgos de Trabajo": ("R.T.", "RIESGOS TRABAJO", "Riesgo de trabajo"),
    "Invalidez y Vida Patronal": ("I.V. PATRONAL", "IV_PAT", "INVALIDEZ Y VIDA PATRON"),
    "Invalidez y Vida Obrero": ("I.V. OBRERO", "IV_OBR"),
    "Guarderías y Prestaciones Sociales": ("G.P.S.", "GUARDERIAS", "Guarderías y prest. sociales"),
    "NSS": ("N.S.S.", "No. de Seguridad Social", "Afiliación"),
    "Nombre": ("NOMBRE DEL ASEGURADO", "Nombre del trabajador"),
    "Total": ("TOTAL", "Suma", "Total a pagar"),
    "Tipo del Movimiento": ("Tipo Mov.", "TIPO DE MOVIMIENTO"),
    "Fecha del Movimiento": ("Fecha Mov.", "FECHA"),
    "Origen del Movimiento": ("ORIGEN",),
}


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 15))
def test_titles_order_and_place_may_be_others(rng: random.Random, above: int) -> None:
    tables = book()
    table = tables[EMA]
    table[4] = [rng.choice((str(title), *VARIANTS.get(str(title), ()))) for title in table[4]]
    order = list(range(len(table[4])))
    rng.shuffle(order)
    shuffled: Table = [[row[n] if n < len(row) else None for n in order] for row in table[4:]]
    blank: Table = [["EJEMPLO"] if n == 0 else [] for n in range(above)]
    tables[EMA] = blank + shuffled
    given_by = read(tables)
    assert without_places(given_by)[:3] == [cobro(n) for n in (1, 2, 3)]
    assert told(given_by) == []


def test_every_title_and_variant_is_known_for_what_it_is() -> None:
    for layout in LAYOUTS.values():
        for key in layout:
            assert key_of(TITLES[key]) == key
            assert {key_of(variant) for variant in VARIANTS.get(TITLES[key], ())} <= {key}


def test_titles_may_be_in_two_rows() -> None:
    tables = book()
    over: list[Cell] = [None] * len(tables[EMA][4])
    for title, (first, second) in {
        "Excedente": ("Excedente Patronal", "Excedente Obrero"),
        "Prestaciones en Dinero": ("Prestaciones en Dinero Patronal", "Prestaciones en Dinero Obrero"),
        "Invalidez y Vida": ("Invalidez y Vida Patronal", "Invalidez y Vida Obrero"),
    }.items():
        over[column(tables, EMA, first)] = title
        put(tables, EMA, 5, first, "Patronal")
        put(tables, EMA, 5, second, "Obrero")
    tables[EMA][3] = over
    given_by = read(tables)
    assert without_places(given_by)[:3] == [cobro(n) for n in (1, 2, 3)]
    assert told(given_by) == []


@pytest.mark.parametrize("said", ["2/2026", "02/2026", "FEBRERO 2026", "Febrero de 2026", "202602", date(2026, 2, 1)])
def test_the_period_may_be_said_in_several_ways(said: Cell) -> None:
    tables = book()
    tables[SUMMARY][7][1] = said
    given_by = read(tables)
    assert {one.mes for one in given_by if isinstance(one, Cobro)} == {MES}
    assert told(given_by) == []


def test_the_period_and_the_registro_may_be_elsewhere() -> None:
    tables = book()
    tables[SUMMARY] = [["Periodo: 02/2026"], ["Registro patronal", "Z99-12345-10-5"]]
    assert without_places(read(tables)) == without_places(read(book()))
    del tables[SUMMARY]
    tables[EMA][1:3] = [["Registro patronal: Z9912345105"], ["Periodo", None, "2/2026"]]
    assert without_places(read(tables)) == without_places(read(book()))


def test_what_the_sheets_do_not_say_may_be_given() -> None:
    tables = book()
    del tables[SUMMARY]
    assert without_places(read(tables, mes=date(2026, 2, 15), registro=REGISTRO)) == without_places(read(book()))


def test_rows_of_movements_and_of_several_stretches_are_all_given() -> None:
    nothing = {key: Money.of_centavos(0) for key in cobro(1).importes}
    moved = cobro(1, dias=0, importes=nothing, tipo="7", fecha=date(2026, 2, 10), sbc=Money("700.00"))
    parts = [cobro(1, dias=9), moved, cobro(1, dias=19, sbc=Money("700.00"))]
    content = emision.write_xlsx(parts, MES, REGISTRO)
    given_by = list(emision.read(File.of_bytes(FILE, content)))
    assert without_places(given_by) == parts
    assert told(given_by) == []


def test_a_bimester_ends_in_its_even_month() -> None:
    tables = book()
    tables[SUMMARY][7][1] = "1/2026"
    months = {(one.bill, one.mes) for one in read(tables) if isinstance(one, Cobro)}
    assert months == {(Bill.MONTHLY, date(2026, 1, 1)), (Bill.BIMONTHLY, date(2026, 2, 1))}


def test_a_credit_keeps_its_last_ten_digits_and_its_kind() -> None:
    tables = book()
    put(tables, EBA, 6, "Número de Crédito", Decimal("11234567890"))
    put(tables, EBA, 6, "Tipo de Descuento", "VSM")
    put(tables, EBA, 6, "Valor de Descuento", "25.1234")
    found = next(one for one in read(tables) if isinstance(one, Cobro) and one.bill is Bill.BIMONTHLY)
    assert (found.credito, found.descuento, found.valor) == ("1234567890", "3", Decimal("25.1234"))


def test_amounts_may_be_texts() -> None:
    tables = book()
    for title in ("Cuota Fija", "Salario Diario", "Riesgos de Trabajo"):
        amount = tables[EMA][5][column(tables, EMA, title)]
        assert isinstance(amount, Decimal)
        put(tables, EMA, 6, title, f"$ {amount:,.2f}")
    given_by = read(tables)
    assert without_places(given_by)[0] == cobro(1)
    assert told(given_by) == []


def test_a_row_of_totals_is_checked_and_is_nobody() -> None:
    tables = book()
    amounts = [[row[n] for row in tables[EMA][5:8]] for n in range(len(tables[EMA][4]))]
    total: list[Cell] = ["TOTAL", *[None] * (len(amounts) - 1)]
    for n in range(column(tables, EMA, "Cuota Fija"), len(amounts)):
        total[n] = sum((cell for cell in amounts[n] if isinstance(cell, Decimal)), Decimal(0))
    tables[EMA].append(total)
    tables[EMA].append(["Documento de ejemplo"])
    given_by = read(tables)
    assert [one.code for one in told(given_by)] == ["EMISION_FILA_DE_TOTALES"]
    assert len(without_places(given_by)) == 5


# -- each fault, at its own cell


def _cell(name: str, line: int, title: str, cell: Cell) -> Callable[[Book], None]:
    return lambda tables: put(tables, name, line, title, cell)


def _drop(title: str) -> Callable[[Book], None]:
    def change(tables: Book) -> None:
        at = column(tables, EMA, title)
        for row in tables[EMA][4:]:
            del row[at]

    return change


def _add(title: Cell, *values: Cell) -> Callable[[Book], None]:
    def change(tables: Book) -> None:
        for row, cell in zip(tables[EMA][4:], (title, *values), strict=False):
            row.append(cell)

    return change


def _summary(line: int, cell: Cell) -> Callable[[Book], None]:
    def change(tables: Book) -> None:
        tables[SUMMARY][line - 1][1] = cell

    return change


def _unsaid(tables: Book) -> None:
    tables[SUMMARY][7][1] = tables[SUMMARY][8][1] = None


def _repeated(tables: Book) -> None:
    tables[EMA].insert(6, list(tables[EMA][5]))


def _wrong_total(tables: Book) -> None:
    row: list[Cell] = ["TOTALES", *[None] * 18]
    row[column(tables, EMA, "Cuota Fija")] = Decimal("1.00")
    tables[EMA].append(row)


def _nameless(tables: Book) -> None:
    row = list(tables[EMA][5])
    row[0] = None
    tables[EMA].append(row)


def _pure_text(tables: Book) -> None:
    tables.clear()
    tables["Hoja"] = [["NSS", "Nombre"], ["1", "2"]]


NAME, FECHA, TOTAL, CF = "Nombre", "Fecha del Movimiento", "Total", "Cuota Fija"
# Kind, what is done, and the cell where it is told: sheet, line, title ("" for the whole line).
FAULTS: list[tuple[str, Callable[[Book], None], tuple[str, int, str]]] = [
    ("CELDA_CON_ERROR", _cell(EMA, 7, CF, "#N/A"), (EMA, 7, CF)),
    ("IMPORTE_ILEGIBLE", _cell(EMA, 7, CF, "doce"), (EMA, 7, CF)),
    ("IMPORTE_ILEGIBLE", _cell(EMA, 7, CF, Decimal(10) ** 15), (EMA, 7, CF)),
    ("IMPORTE_CON_FECHA", _cell(EMA, 7, CF, date(2026, 1, 1)), (EMA, 7, CF)),
    ("FECHA_ILEGIBLE", _cell(EMA, 6, FECHA, "ayer"), (EMA, 6, FECHA)),
    ("FECHA_IMPOSIBLE", _cell(EMA, 6, FECHA, "31/02/2026"), (EMA, 6, FECHA)),
    ("FECHA_LEJANA", _cell(EMA, 6, FECHA, "01/01/2206"), (EMA, 6, FECHA)),
    ("NSS_CIENTIFICO", _cell(EMA, 8, "NSS", "9.91785E+10"), (EMA, 8, "NSS")),
    ("NSS_ILEGIBLE", _cell(EMA, 8, "NSS", "123"), (EMA, 8, "NSS")),
    ("NSS_CERO_REPUESTO", _cell(EMA, 8, "NSS", Decimal(1978500013)), (EMA, 8, "NSS")),
    ("NSS_AUSENTE", _nameless, (EMA, 9, "NSS")),
    ("EMISION_NSS_DUDOSO", _cell(EMA, 8, "NSS", "99178500016"), (EMA, 8, "NSS")),
    ("EMISION_DIAS_ILEGIBLES", _cell(EMA, 8, "Días", Decimal("28.5")), (EMA, 8, "Días")),
    ("EMISION_DIAS_ILEGIBLES", _cell(EMA, 8, "Días", Decimal(32)), (EMA, 8, "Días")),
    ("EMISION_DIAS_ILEGIBLES", _cell(EMA, 8, "Días", "muchos"), (EMA, 8, "Días")),
    ("EMISION_DIAS_DE_MAS", _cell(EMA, 8, "Días", Decimal(30)), (EMA, 8, "Días")),
    ("EMISION_DECIMALES", _cell(EMA, 8, CF, "30.515"), (EMA, 8, CF)),
    ("EMISION_SUMA", _cell(EMA, 8, TOTAL, Decimal(1)), (EMA, 8, TOTAL)),
    ("EMISION_SUMA", _cell(EBA, 6, "Subtotal RCV", Decimal(1)), (EBA, 6, "Subtotal RCV")),
    ("EMISION_SUMA", _cell(EBA, 6, "Subtotal Infonavit", Decimal(1)), (EBA, 6, "Subtotal Infonavit")),
    ("EMISION_FILA_REPETIDA", _repeated, (EMA, 7, "")),
    ("EMISION_FILA_DE_TOTALES", _wrong_total, (EMA, 9, "")),
    ("EMISION_TOTAL", _wrong_total, (EMA, 9, CF)),
    ("EMISION_COLUMNA_DESCONOCIDA", _add("Comentario", "a"), (EMA, 5, "Comentario")),
    ("EMISION_COLUMNA_DESCONOCIDA", _add("Excedente", Decimal(1)), (EMA, 5, "Excedente")),
    ("EMISION_COLUMNA_REPETIDA", _add("CUOTA FIJA", Decimal(1)), (EMA, 5, "CUOTA FIJA")),
    ("EMISION_FALTA_COLUMNA", _drop("Riesgos de Trabajo"), (EMA, 5, "")),
    ("EMISION_FALTA_COLUMNA", _drop("Días"), (EMA, 5, "")),
    ("EMISION_FALTA_COLUMNA", _drop("Salario Diario"), (EMA, 5, "")),
    ("EMISION_MES_NON", _summary(8, "1/2026"), (EBA, 5, "")),
    ("EMISION_DESCUENTO_DESCONOCIDO", _cell(EBA, 6, "Número de Crédito", "01234567890"), ("", 0, "")),
    ("EMISION_SIN_PERIODO", _unsaid, (SUMMARY, 0, "")),
    ("EMISION_SIN_REGISTRO", _unsaid, (SUMMARY, 0, "")),
    ("EMISION_REGISTRO_DUDOSO", _summary(9, "Z9912345106"), (SUMMARY, 0, "")),
    ("EMISION_SIN_HOJAS", _pure_text, ("", 0, "")),
]


@pytest.mark.parametrize(("code", "change", "at"), FAULTS, ids=lambda one: one if isinstance(one, str) else None)
def test_each_fault_is_told_at_its_cell(code: str, change: Callable[[Book], None], at: tuple[str, int, str]) -> None:
    tables = book()
    if code == "EMISION_DESCUENTO_DESCONOCIDO":
        put(tables, EBA, 6, "Tipo de Descuento", "X")
        at = (EBA, 6, "Tipo de Descuento")
    change(tables)
    name, line, title = at
    found = [one for one in read(tables) if isinstance(one, Finding) and one.code == code]
    assert len(found) == 1
    expected = Place(FILE, line, column(tables, name, title) + 1 if title else 0, name)
    assert found[0].place == expected
    assert found[0].severity is (KINDS | COMMON)[code][0]
    assert "{" not in str(found[0].cause) + str(found[0].fix)


def test_every_kind_is_found_in_some_file() -> None:
    elsewhere = {"EMISION_PERIODO_DEL_NOMBRE", "EMISION_CUENTA", "EMISION_NOMBRES", "EMISION_ENIE"}
    assert {code for code, _, _ in FAULTS} | elsewhere >= set(KINDS)


@pytest.mark.parametrize("spoiled", ["Riesgos de Trabajo", "Días"])
def test_a_fault_never_stops_the_other_sheets(spoiled: str) -> None:
    tables = book()
    _drop(spoiled)(tables)
    given_by = read(tables)
    bills = {one.bill for one in given_by if isinstance(one, Cobro)}
    assert bills == ({Bill.BIMONTHLY} if spoiled == "Días" else set(Bill))
    missing = [one for one in findings(given_by) if one.code == "EMISION_FALTA_COLUMNA"]
    assert [one.field for one in missing] == [spoiled]
    assert spoiled in str(missing[0].cause)


def test_a_fault_in_a_row_takes_that_datum_alone() -> None:
    tables = book()
    put(tables, EMA, 7, CF, "doce")
    rows = [one for one in read(tables) if isinstance(one, Cobro)]
    assert len(rows) == 5
    assert ("cuota_fija", Parte.PATRON) not in rows[1].importes
    assert {one.severity for one in told(read(tables))} == {
        Severity.ERROR,
        Severity.WARNING,
    }  # and the sum of the summary


def test_the_summary_is_compared() -> None:
    tables = book()
    del tables[EMA][7]
    assert [one.code for one in told(read(tables))] == ["EMISION_TOTAL", "EMISION_CUENTA"]
    assert [one.place.line for one in told(read(tables))] == [11, 10]


def test_the_name_of_the_file_may_say_the_period_and_it_is_told() -> None:
    tables = book()
    tables[SUMMARY][7][1] = None
    sheets = [Sheet(name, tuple(tuple(row) for row in table)) for name, table in tables.items()]
    given_by = list(emision.of_sheets(sheets, "zip/EMISION 02-2026.xlsx"))
    assert [one.code for one in told(given_by)] == ["EMISION_PERIODO_DEL_NOMBRE"]
    assert without_places(given_by)[0].mes == MES


def test_what_cannot_be_opened_is_told_once() -> None:
    assert [one.code for one in findings(emision.read(File.of_bytes("EMA.xlsx", b"PK\x03\x04")))] == ["LIBRO_DANADO"]


# -- anything at all


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_the_seeds_of_the_fuzzer_are_read(seed: int) -> None:
    one_input_emision(SEEDS[seed])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_anything_gives_rows_and_findings(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 1] = data.draw(st.binary(max_size=3))
        content = content or bytearray(b"x")
    one_input_emision(bytes(content))
