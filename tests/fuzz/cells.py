"""Any bytes at all as a file of tables, or as the inside of one: sheets and findings come out, within the limits.

The inside is what a fuzzer can reach: the XML of a sheet, its shared texts, the XML of LibreOffice, the records of an
old workbook; put in a package that is sound.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

from tests.formats import workbooks

from ventanilla.formats import cells
from ventanilla.formats.compound import of_stream, workbook
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cell, Sheet

NAME = "LISTA.xlsx"
_SHEET, _SHARED, _STYLES, _ODS, _RECORDS, _FILE = b"XSYORF"
_MEMBERS = {
    _SHEET: "xl/worksheets/sheet1.xml",
    _SHARED: "xl/sharedStrings.xml",
    _STYLES: "xl/styles.xml",
}


def content(data: bytes) -> bytes:
    """The file whose inside is ``data`` but its first byte, which says what of it."""
    kind, inside = data[0] if data else _FILE, data[1:]
    if kind in _MEMBERS:
        members: dict[str, str | bytes] = {**_SOUND}
        members[_MEMBERS[kind]] = inside
        return workbooks.packed(members, zipfile.ZIP_STORED)
    if kind == _ODS:
        return workbooks.packed({"content.xml": inside}, zipfile.ZIP_STORED)
    return of_stream("Workbook", inside) if kind == _RECORDS else inside


def one_input_cells(data: bytes) -> None:
    """Read ``data``; AssertionError if something else than sheets and findings comes out, or more than the limits."""
    for one in cells.read(File.of_bytes(NAME, content(data))):
        assert isinstance(one, Sheet | Finding)
        if isinstance(one, Finding):
            assert one.place.file == NAME
            assert str(one.cause)
            assert str(one.fix)
            continue
        assert 0 < len(one.rows) <= MAX_ROWS
        assert one.width <= MAX_COLUMNS
        for row in one.rows:
            assert not row or row[-1] is not None
            for cell in row:
                assert cell is None or isinstance(cell, str | Decimal | date | bool)
                assert not isinstance(cell, str) or len(cell) <= MAX_CELL
                assert not isinstance(cell, Decimal) or cell.is_finite()


_TABLE: list[list[Cell]] = [
    ["NSS", "Año", "SBC"],
    ["99178500015", date(2026, 1, 15), Decimal("687.7")],
    [True, None, "Núñez"],
]
_XML = (
    '<sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46037</v></c></row><row>'
    '<c t="inlineStr"><is><r><t>uno</t></r><rPh><t>x</t></rPh></is></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
    '<c t="d"><v>2026-01-15</v></c></row></sheetData>'
)
_SOUND = workbooks.xlsx_members(
    _XML, shared="<si><t>NSS</t></si>", styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
)
_TABLES = (
    '<table:table table:name="H"><table:table-row table:number-rows-repeated="2"><table:table-cell '
    'office:value-type="float" office:value="1.5"><text:p>1.5</text:p></table:table-cell><table:table-cell '
    'table:number-columns-repeated="3" office:value-type="date" office:date-value="2026-01-15"/></table:table-row>'
    "</table:table>"
)


def _seeds() -> tuple[bytes, ...]:
    members = {member: text.encode() for member, text in _SOUND.items()}
    found = [bytes((kind,)) + members[member] for kind, member in _MEMBERS.items()]
    ods = zipfile.ZipFile(io.BytesIO(workbooks.ods(_TABLES))).read("content.xml")
    found.append(bytes((_ODS,)) + ods)
    found.append(bytes((_RECORDS,)) + workbook(workbooks.by_xlwt(_TABLE))[1])
    found.append(bytes((_RECORDS,)) + workbook(workbooks.old(workbooks.number(0, 0), workbooks.number(1, 2)))[1])
    found.append(bytes((_FILE,)) + workbooks.by_xlsxwriter(_TABLE))
    found.append(bytes((_FILE,)) + workbooks.by_xlwt(_TABLE))
    found.append(bytes((_FILE,)) + 'NSS;Nombre\r\n1;"dos\ntres"\r\n'.encode("cp1252"))
    return tuple(found)


SEEDS = _seeds()
