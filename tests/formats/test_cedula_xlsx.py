"""The workbook: what it shows, how it prints, that it is the same each time, and that no name becomes a formula."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from datetime import UTC, date, datetime

import pytest
import python_calamine
from tests.formats.cedula_samples import AT, DATOS, ODD, periods, sample
from tests.formats.sheet_evaluator import Book

from ventanilla import law
from ventanilla.domain.contributions import Bill, Period, Trabajador, Tramo
from ventanilla.formats.cedula import CedulaImpresa, Persona, componer
from ventanilla.formats.cedula.reading import of_sheets
from ventanilla.formats.cedula.xlsx import TooManyRows, write
from ventanilla.formats.cedula.xlsx.explanation import MAX_FORMULA
from ventanilla.formats.cedula.xlsx.rows import MAX_ROWS, Field, Grid, Kind, escaped
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Cobro
from ventanilla.formats.sheet import Sheet, exact
from ventanilla.kernel.money import Money

JUNE = Period.month(2026, 6)
BOTH = periods(Period.bimester(2026, 1))
SHEETS = [
    "Resumen", "Trabajadores", "Ramos", "Explicación mensual", "Explicación bimestral", "Parámetros", "Incidencias",
    "Hallazgos",
]  # fmt: skip


def written(cedula: CedulaImpresa, at: datetime = AT) -> bytes:
    out = io.BytesIO()
    write(cedula, out, at)
    return out.getvalue()


@pytest.fixture(scope="module")
def cedula() -> CedulaImpresa:
    return sample(21, 30, BOTH)


@pytest.fixture(scope="module")
def book(cedula: CedulaImpresa) -> bytes:
    return written(cedula)


def test_the_same_cedula_gives_the_same_bytes(cedula: CedulaImpresa, book: bytes) -> None:
    assert written(cedula) == book
    assert written(cedula, datetime(2026, 11, 23, tzinfo=UTC)) != book


def test_its_sheets(book: bytes) -> None:
    assert list(Book(book).pages) == SHEETS
    alone = componer({"A": Trabajador.fijo(Money("400.00"), JUNE)}, DATOS, {Bill.MONTHLY: JUNE})
    assert [name for name in Book(written(alone)).pages if name.startswith("Explica")] == ["Explicación"]


def test_no_name_becomes_a_formula(book: bytes) -> None:
    page = Book(book).pages["Trabajadores"]
    names = [page.values.get((row, 2)) for row in range(6, 6 + len(ODD))]
    assert names[:4] == list(ODD[:4])
    assert all(at[1] > 4 for at in page.formulas)
    xml = Book(book).files["xl/worksheets/sheet2.xml"].decode()
    assert 'xml:space="preserve"> con orilla <' in xml
    assert "A_x0007_B_x0000_C" in xml
    assert "_x005F_x0041_" in xml
    for found in re.findall(r"<f[^>]*>([^<]*)</f>", xml):
        assert "HYPERLINK" not in found
        assert "@" not in found


def test_another_reader_reads_the_same_names(cedula: CedulaImpresa, book: bytes) -> None:
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    rows = other.get_sheet_by_name("Trabajadores").to_python(skip_empty_area=False)[5:]
    plain = [one for one in cedula.asegurados if one.persona.nombre.isprintable()]
    shown = {str(row[0]): row for row in rows}
    assert len(shown) == len(cedula.asegurados)
    for one in plain:
        if "_x" not in one.persona.nombre:
            assert str(shown[one.persona.nss][1]).strip() == one.persona.nombre.strip()
        assert Money(str(exact(float(str(shown[one.persona.nss][-3]))))) == one.total


def test_nothing_in_it_acts(book: bytes) -> None:
    files = Book(book).files
    assert not [name for name in files if re.search(r"vba|macro|external|activeX|embed", name, re.IGNORECASE)]
    assert not [name for name, content in files.items() if b"<hyperlink" in content or b"<ddeLink" in content]
    assert b"TargetMode" not in b"".join(content for name, content in files.items() if name.endswith(".rels"))


def test_every_part_of_it_is_well_formed(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        assert package.testzip() is None
        for info in package.infolist():
            ET.fromstring(package.read(info))
            assert info.date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("number", range(1, 9))
def test_it_prints_in_landscape_on_legal_paper_with_its_titles(book: bytes, number: int) -> None:
    xml = Book(book).files[f"xl/worksheets/sheet{number}.xml"].decode()
    setup = re.search(r"<pageSetup [^>]*/>", xml)
    assert setup is not None
    assert 'paperSize="5"' in setup[0]
    assert 'orientation="landscape"' in setup[0]
    assert "Página &amp;P de &amp;N" in xml
    assert "No es un documento oficial" in xml


def test_the_long_sheets_repeat_their_titles_and_can_be_filtered(cedula: CedulaImpresa, book: bytes) -> None:
    workbook = Book(book).files["xl/workbook.xml"].decode()
    assert "'Explicación mensual'!$A:$B,'Explicación mensual'!$5:$5" in workbook
    assert "Trabajadores!$5:$5" in workbook
    xml = Book(book).files["xl/worksheets/sheet2.xml"].decode()
    last = 5 + len(cedula.asegurados)
    assert f'<autoFilter ref="A5:AB{last}"/>' in xml
    assert 'state="frozen"' in xml
    assert 'topLeftCell="C6"' in xml
    assert f'<dimension ref="A1:AB{last}"/>' in xml


def test_the_totals_are_those_of_the_cedula(cedula: CedulaImpresa, book: bytes) -> None:
    found = Book(book)
    assert found.computed("Resumen", (5, 6)) == pytest.approx(float(cedula.total.pesos))
    row = next(at[0] for at, value in found.pages["Ramos"].values.items() if value == "Total" and at[1] == 1)
    assert found.computed("Ramos", (row, 9)) == pytest.approx(float(cedula.total.pesos))


def test_what_was_found_and_supposed_is_in_it(cedula: CedulaImpresa, book: bytes) -> None:
    pages = Book(book).pages
    assert "El salario «=06877O» no son seis cifras." in pages["Hallazgos"].values.values()
    assert str(cedula.supuestos[0]) in pages["Resumen"].values.values()
    assert "Alta o reingreso" in pages["Incidencias"].values.values()
    texts = {value for value in pages["Parámetros"].values.values() if isinstance(value, str)}
    assert {one.titulo for one in cedula.fundamentos if one.seguro} <= texts
    assert {one.respuesta for one in cedula.politicas} <= texts


@pytest.mark.parametrize("bills", [{Bill.MONTHLY: JUNE}, {Bill.BIMONTHLY: Period.bimester(2026, 3)}])
def test_an_employer_without_workers_has_a_cedula_of_nothing(bills: dict[Bill, Period]) -> None:
    found = Book(written(componer({}, DATOS, bills)))
    assert found.computed("Resumen", (5, 6)) == 0.0


def test_it_is_read_back(cedula: CedulaImpresa, book: bytes) -> None:
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    sheets = [
        Sheet(
            name,
            tuple(tuple(map(_cell, row)) for row in other.get_sheet_by_name(name).to_python(skip_empty_area=False)),
        )
        for name in other.sheet_names
    ]
    found = list(of_sheets("cedula.xlsx", sheets))
    rows = [one for one in found if isinstance(one, Cobro)]
    assert not [one for one in found if isinstance(one, Finding)]
    assert len(rows) == 2 * len(cedula.asegurados)
    for one, (monthly, bimonthly) in zip(cedula.asegurados, zip(rows[::2], rows[1::2], strict=True), strict=True):
        assert (monthly.registro, monthly.nss, monthly.mes) == (DATOS.registro, one.persona.nss, date(2026, 2, 1))
        assert (monthly.dias, monthly.sbc) == one.cuenta[0]
        assert (bimonthly.dias, bimonthly.sbc) == one.cuenta[1]
        assert Money.total((*monthly.importes.values(), *bimonthly.importes.values())) == one.total


def _cell(value: object) -> str | None:
    return None if value == "" else str(exact(value)) if isinstance(value, float) else str(value)


def test_a_sheet_has_so_many_rows_and_no_more() -> None:
    with pytest.raises(TooManyRows, match=re.escape(str(MAX_ROWS))):
        Grid("Trabajadores", 2, 6, (Field("NSS", 10, "text", Kind.TEXT),), (), MAX_ROWS)


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ("PÉREZ", "PÉREZ"),
        ("a&b<c>", "a&amp;b&lt;c&gt;"),
        ("\x00\x1f", "_x0000__x001F_"),
        ("\ud800", "_xD800_"),
        ("uno\ndos", "uno\ndos"),
        ("\ufffe", "_xFFFE_"),
    ],
)
def test_what_xml_cannot_hold_is_written_as_excel_does(text: str, written_as: str) -> None:
    assert escaped(text) == written_as


def test_a_text_longer_than_a_cell_ends_with_dots() -> None:
    assert len(escaped("x" * 40_000)) == 32_767
    assert escaped("x" * 40_000).endswith("…")


def test_a_formula_too_long_for_excel_leaves_its_value() -> None:
    """Rounded once for a hundred and twenty wages, the last amounts name them all."""
    period = Period(date(2026, 2, 1), date(2026, 5, 31))
    wages = tuple(Tramo(Period(day, day), Money.of_centavos(40_000 + n)) for n, day in enumerate(period))
    with law.choosing({"redondeo_segmentos": "por_periodo"}):
        found = Book(written(componer({"A": Trabajador(wages)}, DATOS, {Bill.BIMONTHLY: period})))
    page = found.pages["Explicación"]
    assert max(map(len, page.formulas.values())) <= MAX_FORMULA
    amounts = [at for at in page.values if at[0] == 125 and page.values[at] is not None]
    assert [at for at in amounts if at not in page.formulas and at[1] > 14]
    assert all(found.computed("Explicación", (row, max(c for _, c in page.formulas))) == 0 for row in range(6, 126))


def test_an_ampersand_in_the_employers_name_is_printed(cedula: CedulaImpresa, book: bytes) -> None:
    xml = Book(book).files["xl/worksheets/sheet1.xml"].decode()
    assert "ÑANDÚ» &amp;&amp; HIJOS" in xml


def test_a_person_without_a_name_is_shown_by_number() -> None:
    one = componer({"A": Trabajador.fijo(Money("400.00"), JUNE)}, DATOS, {Bill.MONTHLY: JUNE})
    assert one.asegurados[0].persona == Persona("A")
    assert Book(written(one)).pages["Trabajadores"].values[6, 1] == "A"
