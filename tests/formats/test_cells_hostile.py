"""A table by somebody hostile: refused or cut soon and small, and told; never raised, never the end of the process."""

from __future__ import annotations

import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.workbooks import number, ods, old, packed, records, stored, xlsx, xlsx_members
from tests.fuzz.cells import SEEDS, one_input_cells

from ventanilla.formats import cells
from ventanilla.formats.compound import of_stream
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding

MOST_MEMORY = 160 * 1024 * 1024  # bytes that Python may hold meanwhile
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def data(inside: str) -> str:
    return f"<sheetData>{inside}</sheetData>"


def with_sheet(content: str) -> bytes:
    return packed({**xlsx_members(""), "xl/worksheets/sheet1.xml": content})


def table(inside: str) -> bytes:
    return ods(f"<table:table>{inside}</table:table>", zipfile.ZIP_STORED)


def lying(content: bytes) -> bytes:
    """Its directory says that the first member is much less than it is."""
    at = content.index(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", 10) + content[at + 28 :]


def sheets(count: int) -> bytes:
    bound = (0x0085, struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"A")
    return of_stream("Workbook", records((0x0809, bytes(16)), *[bound] * count, (0x000A, b"")))


def noise(size: int) -> bytes:
    return random.Random(6).randbytes(size)


REPEATED = (
    '<table:table-row table:number-rows-repeated="999999999"><table:table-cell '
    'table:number-columns-repeated="999999999" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    "</table:table-row>"
)
SPACES = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>'
    f"{'<text:s text:c=' + chr(34) + '999999999' + chr(34) + '/>' * 1}</text:p></table:table-cell></table:table-row>"
)
HOSTILE: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "two cells in opposite corners": (lambda: xlsx(data(FAR)), ["HOJA_ANCHA", "HOJA_LARGA"]),
    "a far column": (lambda: xlsx(data('<row><c r="ZZZ1"><v>1</v></c></row>')), ["HOJA_ANCHA"]),
    "a column that is none": (lambda: xlsx(data('<row><c r="ÑÑ1"><v>1</v></c><c r="@"><v>1</v></c></row>')), []),
    "wide rows": (
        lambda: stored(data('<row><c r="ZZ1"><v>1</v></c></row>' * 300_000)),
        ["HOJA_ANCHA", "HOJA_LARGA"],
    ),
    "rows without cells": (lambda: stored(data("<row/>" * 400_000)), []),
    "many names of columns": (
        lambda: stored(data("<row>" + "".join(f'<c r="x{n:x}q1"><v>1</v></c>' for n in range(60_000)) + "</row>")),
        ["LIBRO_DANADO"],
    ),
    "many times its size": (lambda: xlsx(data(" " * 40_000_000)), ["LIBRO_GRANDE"]),
    "a long number": (lambda: stored(data(f"<row><c><v>{'9' * 3_000_000}</v></c></row>")), ["CELDA_LARGA"]),
    "elements that never end": (lambda: stored("<sheetData>" + "<a>" * 300_000), ["LIBRO_DANADO"]),
    "a long name": (lambda: stored(data(f"<{'r' * 3_000_000}/>")), []),
    "a name that never ends": (lambda: stored(f"<sheetData><{'r' * 9_000_000}"), ["LIBRO_DANADO"]),
    "a billion laughs": (
        lambda: with_sheet(f'<!DOCTYPE l [<!ENTITY a0 "ja">{LAUGHS}]><l>&a9;</l>'),
        ["LIBRO_DANADO"],
    ),
    "an encoding that nobody knows": (
        lambda: with_sheet('<?xml version="1.0" encoding="UTF-9"?><l/>'),
        ["LIBRO_DANADO"],
    ),
    "an encoding of several bytes": (lambda: with_sheet('<?xml version="1.0" encoding="gbk"?><l/>'), ["LIBRO_DANADO"]),
    "an encoding that is none": (lambda: with_sheet('<?xml version="1.0" encoding="rot13"?><l/>'), ["LIBRO_DANADO"]),
    "a document type": (lambda: with_sheet('<!DOCTYPE l SYSTEM "file:///etc/hostname"><l/>'), ["LIBRO_DANADO"]),
    "a long shared text": (
        lambda: stored(data('<row><c t="s"><v>0</v></c></row>'), shared=f"<si><t>{'a' * 1_000_000}</t></si>"),
        ["CELDA_LARGA"],
    ),
    "a shared text many times": (
        lambda: stored(data('<row><c t="s"><v>0</v></c></row>' * 150_000), shared=f"<si><t>{'a' * 30_000}</t></si>"),
        [],
    ),
    "many members": (lambda: packed({f"m{n}": b"" for n in range(3000)}), ["LIBRO_GRANDE"]),
    "a member that lies": (lambda: lying(xlsx(data("<row><c><v>1</v></c></row>" * 5000))), ["LIBRO_DANADO"]),
    "another compression": (lambda: packed({**xlsx_members("")}, zipfile.ZIP_LZMA), ["LIBRO_DANADO"]),
    "repeated without end": (lambda: table(REPEATED), ["HOJA_ANCHA", "HOJA_LARGA"]),
    "tables in tables": (lambda: table("<table:table>" * 100_000), ["LIBRO_DANADO"]),
    "spaces without end": (lambda: table(SPACES.replace("/>", "/>" + "<text:s/>" * 90_000, 1)), ["CELDA_LARGA"]),
    "old: opposite corners": (lambda: old(number(0, 0), number(65_535, 255)), ["CELDAS_LEJANAS"]),
    "old: a column that cannot be": (lambda: old(number(0, 65_535)), ["LIBRO_DANADO"]),
    "old: says it is enormous": (
        lambda: old((0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)), number(0, 0)),
        [],
    ),
    "old: says its texts are many": (
        lambda: old(number(0, 0), before=((0x00FC, struct.pack("<II", 1, 0x7FFFFFFF)),)),
        ["LIBRO_DANADO"],
    ),
    "old: many sheets": (lambda: sheets(100), ["LIBRO_GRANDE"]),
    "old: noise inside": (lambda: of_stream("Workbook", noise(100_000)), ["LIBRO_DANADO"]),
    "old: one sector that follows itself": (
        lambda: of_stream("Workbook", bytes(9000))[:-4096] + struct.pack("<1024I", *[0] * 1024),
        ["LIBRO_DANADO"],
    ),
    "text: one line": (lambda: b"a," * 5_000_000, ["HOJA_ANCHA"]),
    "text: quotes that open in every line": (
        lambda: b'"a\n' * 100_000,
        ["COMILLAS_SIN_CERRAR", "COMILLAS_SIN_CERRAR_MAS"],
    ),
    "text: noise": (lambda: noise(300_000), ["NO_ES_TABLA"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_table_is_refused_or_cut_and_small(name: str) -> None:
    make, expected = HOSTILE[name]
    content = make()
    given = list(cells.read(File.of_bytes("LISTA", content)))
    assert list(dict.fromkeys(one.code for one in given if isinstance(one, Finding))) == expected
    del given
    tracemalloc.start()
    try:
        for _ in cells.read(File.of_bytes("LISTA", content)):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_the_seeds_of_the_fuzzer_are_read(seed: int) -> None:
    one_input_cells(SEEDS[seed])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_anything_gives_sheets_and_findings(drawn: st.DataObject) -> None:
    content = bytearray(drawn.draw(st.sampled_from(SEEDS)))
    for _ in range(drawn.draw(st.integers(0, 8))):
        at = drawn.draw(st.integers(0, len(content) - 1))
        content[at : at + 1] = drawn.draw(st.binary(max_size=3))
        content = content or bytearray(b"x")
    one_input_cells(bytes(content))
