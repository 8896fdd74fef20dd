"""The findings of some files as a workbook: what to correct, ready to be shared and filtered. Needs XlsxWriter.

>>> import io
>>> out = io.BytesIO()
>>> write((), out)
>>> out.getvalue()[:2]
b'PK'
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, Final

from .finding import Finding, Severity

_TITLES: Final = ("Qué tanto importa", "Archivo", "Hoja", "Línea", "Columna", "Dato", "Qué pasa", "Qué hacer", "Código")
_WIDTHS: Final = (18, 32, 14, 8, 9, 18, 70, 60, 26)
_WORDS: Final = {Severity.ERROR: "Error", Severity.WARNING: "Por revisar", Severity.NOTE: "Nota"}
_COLOURS: Final = {Severity.ERROR: "#FADBD8", Severity.WARNING: "#FCF3CF", Severity.NOTE: "#EAF2F8"}
_MAX_ROWS: Final = 1_048_000  # of a sheet


def write(found: Iterable[Finding], out: BinaryIO, created: datetime | None = None) -> None:
    """One row for each finding, the gravest first; ``created`` makes the same file of the same findings."""
    from xlsxwriter import Workbook

    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Hallazgos", "created": created or datetime(2000, 1, 1)})  # noqa: DTZ001 - no zone in a workbook
    sheet = book.add_worksheet("Hallazgos")
    head = book.add_format({"bold": True, "bg_color": "#1F4D3A", "font_color": "white", "valign": "top"})
    styles = {
        one: book.add_format({"bg_color": colour, "text_wrap": True, "valign": "top"})
        for one, colour in _COLOURS.items()
    }
    for column, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    order = list(Severity)
    ranked = sorted(found, key=lambda one: order.index(one.severity))[:_MAX_ROWS]
    for row, one in enumerate(ranked, start=1):
        style = styles[one.severity]
        place = one.place
        cells = (
            _WORDS[one.severity], place.file, place.sheet, place.line or "", place.column or "", one.field,
            str(one.cause), str(one.fix), one.code,
        )  # fmt: skip
        for column, value in enumerate(cells):
            if isinstance(value, int):
                sheet.write_number(row, column, value, style)
            else:
                sheet.write_string(row, column, value, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(ranked), len(_TITLES) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPágina &P de &N")
    book.close()
