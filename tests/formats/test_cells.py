"""A table is the same cells from every kind of file; and no file, however made, takes the memory or the time."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats import workbooks

from ventanilla.formats import cells, compound, sheet, xls, xlsx
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.sheet import Cell, Row, Sheet


def read(content: bytes, name: str = "LISTA") -> tuple[list[Sheet], list[Finding]]:
    given = list(cells.read(File.of_bytes(name, content)))
    return [one for one in given if isinstance(one, Sheet)], [one for one in given if isinstance(one, Finding)]


def rows(content: bytes) -> tuple[Row, ...]:
    sheets, _ = read(content)
    assert len(sheets) == 1
    return sheets[0].rows


def codes(content: bytes) -> list[str]:
    return [one.code for one in read(content)[1]]


def trimmed(table: list[list[Cell]]) -> tuple[Row, ...]:
    """As a sheet keeps it: no empty cells at the end of a row, no empty rows at the end."""
    kept: list[Row] = []
    for row in table:
        cut = [None if cell == "" else cell for cell in row]
        while cut and cut[-1] is None:
            cut.pop()
        kept.append(tuple(cut))
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


# -- what is written is what is read

NUMBERS = st.decimals(-(10**11), 10**11, places=2).map(lambda d: Decimal(repr(float(d))).normalize())
WORKBOOK_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=20)
DAYS = st.dates(date(1900, 3, 1), date(2100, 12, 31))
CELL = st.one_of(st.none(), st.booleans(), NUMBERS, DAYS, WORKBOOK_TEXT)
TABLE = st.lists(st.lists(CELL, max_size=6), max_size=8)


def same(one: tuple[Row, ...], other: tuple[Row, ...]) -> bool:
    """Equal, cell by cell, a number by its value and a truth not by a number."""
    return [[(type(cell), cell) for cell in row] for row in one] == [[(type(c), c) for c in row] for row in other]


@settings(max_examples=60, deadline=None)
@given(TABLE)
def test_a_workbook_comes_back_cell_by_cell(table: list[list[Cell]]) -> None:
    sheets, findings = read(workbooks.by_xlsxwriter(table))
    assert findings == []
    assert same(sheets[0].rows if sheets else (), trimmed(table))


@settings(max_examples=60, deadline=None)
@given(TABLE)
def test_an_old_workbook_comes_back_cell_by_cell(table: list[list[Cell]]) -> None:
    sheets, findings = read(workbooks.by_xlwt(table))
    assert findings == []
    assert same(sheets[0].rows if sheets else (), trimmed(table))


@settings(max_examples=60, deadline=None)
@given(TABLE)
def test_another_reader_of_workbooks_says_the_same(table: list[list[Cell]]) -> None:
    from python_calamine import CalamineWorkbook

    content = workbooks.by_xlsxwriter(table)
    theirs: list[list[Cell]] = []
    for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(False):
        theirs.append([xls._cell(value) for value in row])
    sheets, _ = read(content)
    assert same(sheets[0].rows if sheets else (), trimmed(theirs))


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@settings(max_examples=15, deadline=None)
@given(
    table=st.lists(
        st.lists(st.text("abcÑñáé,;|\t\"'\n 0129.", min_size=1, max_size=9), min_size=3, max_size=3),
        min_size=1,
        max_size=9,
    )
)
def test_a_csv_comes_back_text_by_text(code: str, delimiter: str, table: list[list[str]]) -> None:
    import csv

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["Número", "Nombre", "Año"])
    writer.writerows(table)
    got = [row for row in rows(stream.getvalue().encode(code)) if row]
    expected = [row for row in trimmed([[cell.strip() for cell in row] for row in table]) if row]
    assert got[0] == ("Número", "Nombre", "Año")
    assert got[1:] == expected


def test_an_old_page_of_letters_is_known_by_its_spanish() -> None:
    for code in ("cp850", "cp1252"):
        assert rows("NSS;Nombre\r\n1;NÚÑEZ PEÑA\r\n".encode(code))[1] == ("1", "NÚÑEZ PEÑA")
    assert codes("NSS;Nombre\r\n1;NÚÑEZ\r\n".encode("cp850")) == ["CSV_LEIDO"]


def test_a_plain_csv_needs_no_note() -> None:
    assert read(b"NSS,SBC\n1,2") == ([Sheet("", (("NSS", "SBC"), ("1", "2")))], [])


# -- CSV as people write it


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3", ","),
        ("a;b;c\n1,5;2,5;3", ";"),
        ("a\tb\n1, x\t2", "\t"),
        ("a|b|c\n1|2|3", "|"),
        ("una sola columna\n1\n2", ","),
        ("Nombre;SBC\nPEREZ, JUAN;687,70\nLOPEZ, ANA;315,04", ";"),
        ("EMPRESA, S.A. DE C.V.\n\nNSS\tNombre\tSBC\n1\t2\t3\n4\t5\t6", "\t"),
    ],
)
def test_the_delimiter_is_what_cuts_most_rows_alike(text: str, delimiter: str) -> None:
    from ventanilla.formats.separated import guess_delimiter

    assert guess_delimiter(text.split("\n")) == delimiter


def test_a_first_line_may_say_the_delimiter() -> None:
    assert rows(b"sep=;\nNSS;SBC,x\n1;2,y\n") == ((), ("NSS", "SBC,x"), ("1", "2,y"))


def test_a_text_in_quotes_may_take_several_lines_and_the_next_keep_their_number() -> None:
    assert rows(b'a,b\n"uno\ndos",2\n3,4\n') == (("a", "b"), ("uno\ndos", "2"), (), ("3", "4"))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_as_each_system_ends_them_and_the_last_may_not(ends: str) -> None:
    assert rows(f"a,b{ends}1,2".encode()) == (("a", "b"), ("1", "2"))


def test_quotes_that_never_close_spoil_their_row_alone() -> None:
    lines = ["NSS,Nombre"] + [f"{n},persona" for n in range(500)]
    lines[3] = '3,"sin cerrar'
    sheets, findings = read("\n".join(lines).encode())
    assert len(sheets[0].rows) == 501
    assert sheets[0].rows[3] == ("3", '"sin cerrar')
    assert [(one.code, one.place.line, one.place.column) for one in findings] == [("COMILLAS_SIN_CERRAR", 4, 2)]


def test_quotes_inside_a_text_are_its_own() -> None:
    assert rows(b'1,TALLER "EL SOL",x\n2,5" de tubo,y\n3,"dijo ""si""",z\n') == (
        ("1", 'TALLER "EL SOL"', "x"),
        ("2", '5" de tubo', "y"),
        ("3", 'dijo "si"', "z"),
    )


# -- workbooks as programs write them


def test_positions_are_those_of_the_sheet_whatever_is_empty() -> None:
    found = read(workbooks.xlsx('<sheetData><row r="3"><c r="C3"><v>7</v></c></row></sheetData>'))[0][0]
    assert found.cell(3, 3) == Decimal(7)
    assert found.rows == ((), (), (None, None, Decimal(7)))


def test_cells_and_rows_without_a_reference_follow_one_another() -> None:
    body = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    assert rows(workbooks.xlsx(body)) == ((Decimal(1), Decimal(2)), (Decimal(3),))


def test_a_prefix_changes_nothing() -> None:
    body = '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>sí</x:t></x:is></x:c></x:row></x:sheetData>'
    assert rows(workbooks.xlsx(body)) == (("sí",),)


def test_every_kind_of_cell() -> None:
    body = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="e"><f>NA()</f><v>#N/A</v></c><c r="E1" t="str"><f>A1</f><v>texto</v></c>'
        '<c r="F1" t="d"><v>2026-01-15T00:00:00</v></c><c r="G1"><v>687.70000000000005</v></c>'
        '<c r="H1" s="1"><v>46037</v></c>'
        '<c r="I1" t="s"><v>99</v></c><c r="J1"><v>NaN</v></c><c r="K1"/><c r="L1"><v>1e3</v></c></row></sheetData>'
    )
    shared = "<si><t>uno</t></si><si><r><t>d</t></r><r><t>os</t></r><rPh><t>no</t></rPh></si>"
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    assert rows(workbooks.xlsx(body, shared=shared, styles=styles)) == (
        ("uno", "dos", True, "#N/A", "texto", date(2026, 1, 15), Decimal("687.7"), date(2026, 1, 15), None, "NaN", None,
         Decimal(1000)),
    )  # fmt: skip


def test_dates_may_count_from_1904() -> None:
    body = '<sheetData><row r="1"><c r="A1" s="1"><v>44575</v></c></row></sheetData>'
    codes_of_days = '<numFmts><numFmt numFmtId="170" formatCode="dd\\-mmm\\-yy"/></numFmts>'
    styles = codes_of_days + '<cellXfs><xf/><xf numFmtId="170"/></cellXfs>'
    content = workbooks.xlsx(body, styles=styles, book='<workbookPr date1904="1"/>')
    assert rows(content) == ((date(2026, 1, 15),),)


def test_a_number_that_is_no_day_stays_a_number() -> None:
    body = '<sheetData><row r="1"><c r="A1" s="1"><v>99178500015</v></c><c r="B1" s="1"><v>60</v></c></row></sheetData>'
    content = workbooks.xlsx(body, styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>')
    assert rows(content) == ((Decimal(99178500015), Decimal(60)),)


def test_hidden_sheets_are_told_and_hidden_rows_read() -> None:
    body = (
        '<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row></sheetData>'
    )
    assert codes(workbooks.xlsx(body)) == ["FILAS_OCULTAS"]
    assert rows(workbooks.xlsx(body)) == ((Decimal(1),), (Decimal(2),))
    sheets, findings = read(workbooks.xlsx(body, state="hidden"))
    assert (sheets, [one.code for one in findings]) == ([], ["HOJA_OCULTA"])


def test_an_old_workbook_keeps_its_errors_and_its_hidden_sheets() -> None:
    import xlwt

    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, 1.5)
    hidden = book.add_sheet("B")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    stream = io.BytesIO()
    book.save(stream)
    sheets, findings = read(stream.getvalue())
    assert [one.name for one in sheets] == ["A"]
    assert [one.code for one in findings] == ["HOJA_OCULTA"]
    failed = (0x0205, struct.pack("<HHHBB", 0, 1, 0, 42, 1))
    assert rows(workbooks.old(workbooks.number(0, 0), failed)) == ((Decimal("7.25"), "#N/A"),)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (struct.pack("<d", 2.5), Decimal("2.5")),
        (b"\x02\0\x07\0\0\0\xff\xff", "#DIV/0!"),
        (b"\x01\0\1\0\0\0\xff\xff", True),
    ],
)
def test_a_formula_is_its_value_and_not_how_it_was_reached(kept: bytes, expected: Cell) -> None:
    tokens = b"\xff" * 9  # that no reader would know
    formula = (0x0006, struct.pack("<HHH", 0, 0, 0) + kept + struct.pack("<HIH", 0, 0, len(tokens)) + tokens)
    assert rows(workbooks.old(formula)) == ((expected,),)


def test_a_workbook_of_libreoffice() -> None:
    text = '<table:table-cell office:value-type="string"><text:p>uno<text:s text:c="2"/>x</text:p><text:p>dos</text:p>'
    values = (
        '<table:table-cell office:value-type="float" office:value="687.7"><text:p>$687.70</text:p></table:table-cell>',
        '<table:table-cell office:value-type="date" office:date-value="2026-01-15"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell office:value-type="float" office:value="0"><text:p>#N/A</text:p></table:table-cell>',
    )
    table = (
        '<table:table table:name="Hoja"><table:table-row table:number-rows-repeated="2">'
        f'<table:table-cell table:number-columns-repeated="2"/>{text}</table:table-cell></table:table-row>'
        f'<table:table-row>{"".join(values)}</table:table-row><table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    assert rows(workbooks.ods(table)) == (
        (None, None, "uno  x\ndos"),
        (None, None, "uno  x\ndos"),
        (Decimal("687.7"), date(2026, 1, 15), True, "#N/A"),
    )


def test_a_note_of_libreoffice_is_not_of_its_cell() -> None:
    table = (
        '<table:table table:name="H"><table:table-row><table:table-cell office:value-type="string"><office:annotation>'
        "<text:p>nota</text:p></office:annotation><text:p>texto</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert rows(workbooks.ods(table)) == (("texto",),)


# -- what is no table


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "TABLA_VACIA"),
        (b"\r\n \r\n", "TABLA_VACIA"),
        (b"<html><table><tr><td>NSS</td></tr></table></html>", "TABLA_DE_PAGINA"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "TABLA_DE_PAGINA"),
        (bytes(range(256)) * 40, "NO_ES_TABLA"),
        (b"PK\x03\x04", "LIBRO_DANADO"),
        (b"PK\x03\x04" + bytes(2000), "LIBRO_DANADO"),
        (compound.MAGIC, "LIBRO_DANADO"),
        (compound.MAGIC + bytes(5000), "LIBRO_DANADO"),
        (workbooks.packed({"otro.txt": "x"}), "LIBRO_DANADO"),
        (workbooks.packed({"xl/workbook.bin": "x"}), "LIBRO_DANADO"),
        (compound.of_stream("EncryptedPackage", b"x"), "LIBRO_CON_CONTRASENA"),
        (compound.of_stream("Otra", b"x"), "LIBRO_DANADO"),
        (
            compound.of_stream("Workbook", workbooks.records((0x0809, b"\0" * 16), (0x002F, b"\0" * 4))),
            "LIBRO_CON_CONTRASENA",
        ),
    ],
)
def test_what_is_no_table_is_one_error_of_the_whole_file(content: bytes, code: str) -> None:
    sheets, findings = read(content)
    assert sheets == []
    assert [(one.code, one.severity, one.place.line) for one in findings] == [(code, Severity.ERROR, 0)]
    assert str(findings[0].fix)


def test_a_file_over_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MAX_BYTES", 10)
    assert codes(b"a,b,c\n1,2,3\n") == ["TABLA_GRANDE"]


# -- limits


def _rows(count: int, cell: str = "<c><v>1</v></c>") -> str:
    return f"<sheetData>{f'<row>{cell}</row>' * count}</sheetData>"


def test_rows_and_columns_past_the_limits_are_told_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_ROWS", 5)
    monkeypatch.setattr(xlsx, "MAX_ROWS", 5)
    sheets, findings = read(workbooks.xlsx(_rows(9)))
    assert len(sheets[0].rows) == 5
    assert [(one.code, one.place.line) for one in findings] == [("HOJA_LARGA", 6)]
    monkeypatch.setattr(sheet, "MAX_COLUMNS", 3)
    monkeypatch.setattr(xlsx, "MAX_COLUMNS", 3)
    sheets, findings = read(workbooks.xlsx(_rows(1, "<c><v>1</v></c>" * 7)))
    assert sheets[0].rows == ((Decimal(1),) * 3,)
    assert [(one.code, one.place.column) for one in findings] == [("HOJA_ANCHA", 4)]


def test_a_cell_that_is_a_book_is_told() -> None:
    sheets, findings = read(workbooks.xlsx(_rows(1, f'<c t="str"><v>{"a" * 40_000}</v></c><c><v>2</v></c>')))
    assert sheets[0].rows == ((None, Decimal(2)),)
    assert [(one.code, one.place.line, one.place.column) for one in findings] == [("CELDA_LARGA", 1, 1)]


def test_the_cells_of_all_the_sheets_count_together() -> None:
    budget = sheet.Budget(10)
    gatherer = sheet.Gatherer("f", "a", budget)
    for line in range(1, 9):
        gatherer.put(line, [Decimal(1), Decimal(2)])
    given = list(gatherer.given())
    assert isinstance(given[-1], Sheet)
    assert len(given[-1].rows) == 5
    assert [one.code for one in given[:-1] if isinstance(one, Finding)] == ["HOJA_LARGA"]


def test_an_old_workbook_made_by_hand_is_read() -> None:
    made = workbooks.old(workbooks.number(0, 0), workbooks.number(1, 2))
    assert rows(made) == ((Decimal("7.25"),), (None, None, Decimal("7.25")))


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_spoiled_workbook_gives_sheets_and_findings(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(_SOUND))
    content = bytearray(base)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        put = data.draw(st.sampled_from((b"\xff\xff\xff\xff", b"\0\0", b"\x7f", b"<", b'"', b"9")))
        content[at : at + len(put)] = put
    given_by = list(cells.read(File.of_bytes("x.xlsx", bytes(content))))
    assert all(isinstance(one, Sheet | Finding) for one in given_by)


_TABLE: list[list[Cell]] = [
    ["NSS", "Año", "SBC"],
    ["99178500015", date(2026, 1, 15), Decimal("687.7")],
    [True, None, "ñ"],
]
_SOUND = (workbooks.by_xlsxwriter(_TABLE), workbooks.by_xlwt(_TABLE), workbooks.xlsx(_rows(3)))


def test_a_day_with_its_hour_is_the_day() -> None:
    assert xls._cell(datetime.combine(date(2026, 1, 15), time(13, 5))) == date(2026, 1, 15)
