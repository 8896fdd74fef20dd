"""Lists as files: what is a text stays one, whatever a spreadsheet would make of it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.formats import xlsx
from ventanilla.formats.listado import Cell, Listado, write_csv, write_xlsx
from ventanilla.formats.sheet import Sheet
from ventanilla.kernel.money import Money

COLUMNS = ("NSS", "Nombre", "Alta", "Salario", "Cuántos")
ROW: tuple[Cell, ...] = ("01234567890", "PEÑA ÑANDÚ", date(2026, 11, 22), Money("450.50"), 3)
AT = datetime(2026, 11, 22, 15, tzinfo=UTC)


def as_csv(*rows: tuple[Cell, ...]) -> list[list[str]]:
    out = io.BytesIO()
    write_csv(Listado("Personas", COLUMNS, rows), out)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def as_xlsx(*rows: tuple[Cell, ...], totales: tuple[Cell, ...] = ()) -> list[tuple[object, ...]]:
    out = io.BytesIO()
    write_xlsx(Listado("Personas", COLUMNS, rows, totales, "Según el registro."), out, AT)
    (sheet,) = [one for one in xlsx.read("x.xlsx", out.getvalue()) if isinstance(one, Sheet)]
    return [tuple(row) for row in sheet.rows]


def test_a_csv_keeps_zeros_letters_and_days() -> None:
    assert as_csv(ROW)[1] == ["01234567890", "PEÑA ÑANDÚ", "2026-11-22", "450.50", "3"]


def test_a_workbook_keeps_them_too_with_its_total() -> None:
    found = as_xlsx(ROW, totales=("Total: 1", None, None, Money("450.50")))
    assert found[0][:5] == COLUMNS
    assert found[1][:2] == ("01234567890", "PEÑA ÑANDÚ")
    assert found[2][0] == "Total: 1"


@pytest.mark.parametrize("sign", "=+-@\t\r'")
def test_nothing_is_a_formula(sign: str) -> None:
    name = f"{sign}HYPERLINK(A1)"
    assert as_csv(("1", name, None, None, 1))[1][1] == f"'{name}"
    out = io.BytesIO()
    write_xlsx(Listado("x", COLUMNS, [("1", name, None, None, 1)]), out, AT)
    import zipfile

    sheet = zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60))
def test_whatever_a_name_is_it_comes_back_from_a_csv(name: str) -> None:
    found = as_csv(("1", name, None, None, 1))[1][1]
    assert found in {name, f"'{name}"}
    assert found[:1] not in set("=+-@")
