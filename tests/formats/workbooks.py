"""Workbooks by other hands than the readers', and by nobody: made piece by piece, so that a test can spoil one."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from decimal import Decimal

from ventanilla.formats.compound import of_stream
from ventanilla.formats.sheet import Cell

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def by_xlsxwriter(rows: list[list[Cell]], name: str = "Hoja1") -> bytes:
    """A workbook of one sheet."""
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            match cell:
                case bool():
                    sheet.write_boolean(line, column, cell)
                case str():
                    sheet.write_string(line, column, cell)
                case Decimal():
                    sheet.write_number(line, column, float(cell))
                case date():
                    sheet.write_datetime(line, column, cell, day)
    book.close()
    return stream.getvalue()


def by_xlwt(rows: list[list[Cell]]) -> bytes:
    """An old workbook of one sheet."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja1")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            match cell:
                case bool() | str():
                    sheet.write(line, column, cell)
                case Decimal():
                    sheet.write(line, column, float(cell))
                case date():
                    sheet.write(line, column, cell, day)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(members: dict[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of those members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def xlsx_members(sheet: str, *, shared: str = "", styles: str = "", book: str = "", state: str = "") -> dict[str, str]:
    """The members of a workbook whose one sheet has that inside its ``worksheet``."""
    properties = book or ""
    hidden = f' state="{state}"' if state else ""
    return {
        "xl/workbook.xml": f'{_DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
        f'<sheets><sheet name="Hoja1" sheetId="1"{hidden} r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{_DECLARED}<Relationships>"
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{_DECLARED}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'{_DECLARED}<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": f'{_DECLARED}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def xlsx(sheet: str, *, kind: int = zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    """That workbook."""
    return packed(dict(xlsx_members(sheet, **parts)), kind)


def stored(sheet: str, **parts: str) -> bytes:
    """That workbook, not compressed: no member is many times its size."""
    return xlsx(sheet, kind=zipfile.ZIP_STORED, **parts)


def ods(table: str, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook of LibreOffice whose spreadsheet has that inside."""
    content = (
        f"{_DECLARED}<office:document-content {_ODS}><office:body><office:spreadsheet>{table}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}, kind)


def records(*parts: tuple[int, bytes]) -> bytes:
    """Records of an old workbook, one after another."""
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in parts)


def old(*parts: tuple[int, bytes], before: tuple[tuple[int, bytes], ...] = ()) -> bytes:
    """An old workbook whose one sheet has those records, and its beginning those ``before``."""
    start = records((0x0809, struct.pack("<HH12x", 0x0600, 5)), *before)
    bound = struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"A"
    at = len(start) + 4 + len(bound) + 4
    whole = start + records((0x0085, struct.pack("<I", at) + bound[4:]), (0x000A, b""))
    return of_stream("Workbook", whole + records((0x0809, struct.pack("<HH12x", 0x0600, 0x10)), *parts, (0x000A, b"")))


def number(line: int, column: int) -> tuple[int, bytes]:
    """The record of a number."""
    return 0x0203, struct.pack("<HHHd", line, column, 0, 7.25)
