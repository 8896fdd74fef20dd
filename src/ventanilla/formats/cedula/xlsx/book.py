"""The workbook: its formats, how its sheets look and print, and its long sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from ventanilla.formats.cedula.model import NO_OFICIAL, CedulaImpresa
from ventanilla.kernel.money import Money

from .rows import Cell, Field, Grid, splice

GREEN: Final = "#0B4F3C"
INK: Final = "#1C1B19"
MUTED: Final = "#55524B"
LINE: Final = "#C9C2B3"
PAPER: Final = "#F6F2EA"
RED: Final = "#9B1C1C"
LINE_POINTS: Final = 15  # of a line of a row
LEGAL: Final = 5  # paper sizes as Excel numbers them: 216 by 356 mm, "oficio"
AMOUNT: Final = "#,##0.00;[Red]-#,##0.00;–"
CHECK: Final = "0.00;[Red]-0.00;0.00"
RATE: Final = "0.00###"
DAY: Final = "dd/mm/yyyy"
_CELL: Final = {"valign": "vcenter", "bottom": 1, "bottom_color": LINE, "font_color": INK, "font_size": 10}
_STYLES: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 18, "font_color": GREEN, "valign": "vcenter"},
    "subtitle": {"font_size": 11, "font_color": MUTED, "valign": "vcenter"},
    "section": {"bold": True, "font_size": 12, "font_color": GREEN, "bottom": 2, "bottom_color": GREEN},
    "label": {"font_color": MUTED, "font_size": 10, "valign": "vcenter"},
    "value": {"font_color": INK, "font_size": 10, "align": "left", "valign": "vcenter"},
    "value_day": {"font_color": INK, "bold": True, "align": "left", "valign": "vcenter", "num_format": DAY},
    "note": {"font_color": MUTED, "font_size": 9, "text_wrap": True, "valign": "top"},
    "head": {
        "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "font_size": 9,
        "font_color": "#FFFFFF", "bg_color": GREEN, "border": 1, "border_color": "#3F7364",
    },
    "total_label": {"bold": True, "bg_color": PAPER, "top": 1, "bottom": 1, "top_color": GREEN, "bottom_color": GREEN},
    "total": {
        "bold": True, "bg_color": PAPER, "top": 1, "bottom": 1, "top_color": GREEN, "bottom_color": GREEN,
        "num_format": AMOUNT,
    },
    "total_whole": {
        "bold": True, "bg_color": PAPER, "top": 1, "bottom": 1, "top_color": GREEN, "bottom_color": GREEN,
        "num_format": "#,##0",
    },
    "total_check": {
        "bold": True, "bg_color": PAPER, "top": 1, "bottom": 1, "top_color": GREEN, "bottom_color": GREEN,
        "num_format": CHECK,
    },
    "big": {
        "bold": True, "font_size": 20, "font_color": GREEN, "num_format": '"$"#,##0.00', "align": "left",
        "valign": "top",
    },
    "text": _CELL,
    "wrap": {**_CELL, "text_wrap": True, "align": "left", "indent": 1},
    "amount": {**_CELL, "num_format": AMOUNT},
    "strong": {**_CELL, "num_format": AMOUNT, "bold": True},
    "whole": {**_CELL, "num_format": "#,##0;-#,##0;–"},
    "plain": {**_CELL, "num_format": "0", "align": "center"},
    "rate": {**_CELL, "num_format": RATE},
    "day": {**_CELL, "num_format": DAY, "align": "center"},
    "center": {**_CELL, "align": "center"},
    "check": {**_CELL, "num_format": CHECK, "font_color": MUTED},
    "wrong": {"font_color": "#FFFFFF", "bg_color": RED, "bold": True},
}  # fmt: skip


class Book:
    """A workbook in the making. ``save`` writes it, with the long sheets, to a stream."""

    def __init__(self, cedula: CedulaImpresa, created: datetime) -> None:
        """``created`` is written as the date of the document: the same one gives the same bytes."""
        import xlsxwriter

        self.cedula = cedula
        self._held = io.BytesIO()
        # In memory: nothing is written to a disk that nobody asked for. The long sheets are not in it.
        self.workbook: Any = xlsxwriter.Workbook(self._held, {"in_memory": True, "strings_to_formulas": False})
        self.workbook.set_properties(
            {
                "title": "Cédula de determinación de cuotas",
                "subject": ", ".join(str(partial.periodo) for partial in cedula.periodos),
                "author": cedula.datos.nombre or cedula.datos.registro,
                "comments": str(NO_OFICIAL),
                "created": created.replace(tzinfo=None),
            }
        )
        self.workbook.set_size(2400, 1400)
        self.styles: dict[str, Any] = {name: self.workbook.add_format(style) for name, style in _STYLES.items()}
        self.grids: list[Grid] = []

    def sheet(self, name: str, colour: str = GREEN) -> Any:
        """A new sheet that prints in landscape on legal paper, as wide as the page."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_tab_color(colour)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(LEGAL)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        header = self.cedula.datos.nombre or self.cedula.datos.registro
        sheet.set_header(f"&L&8{_printed(header)}&R&8{_printed(name)}")
        sheet.set_footer("&L&8No es un documento oficial&R&8Página &P de &N")
        return sheet

    def head(self, sheet: Any, title: str, subtitle: str = "") -> None:
        """The first two rows of a sheet."""
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, self.styles["title"])
        if subtitle:
            sheet.write_string(1, 0, subtitle, self.styles["subtitle"])

    def grid(
        self,
        sheet: Any,
        fields: Sequence[Field],
        rows: Iterable[Sequence[Cell]],
        count: int,
        *,
        head: int,
        frozen: int,
        tall: int = 44,
    ) -> Grid:
        """The rows of a long sheet under the titles in row ``head`` (from 0), ``tall`` points; ``frozen`` columns stay
        in sight."""
        sheet.set_row(head, tall)
        first = head + 1
        for n, field in enumerate(fields):
            sheet.set_column(n, n, field.width)
            sheet.write_string(head, n, field.title, self.styles["head"])
            sheet.write_blank(first, n, None, self.styles[field.style])
        sheet.freeze_panes(first, frozen)
        sheet.repeat_rows(head)
        if count:
            sheet.autofilter(head, 0, head + count, len(fields) - 1)
        number = self.workbook.worksheets().index(sheet) + 1
        grid = Grid(sheet.get_name(), number, first + 1, fields, rows, count)
        self.grids.append(grid)
        return grid

    def pairs(self, sheet: Any, row: int, given: Iterable[tuple[str, str | date | int]]) -> int:
        """Labels with their values, one under another; gives the row after them."""
        for label, value in given:
            sheet.write_string(row, 0, label, self.styles["label"])
            if isinstance(value, str):
                sheet.write_string(row, 1, value, self.styles["value"])
            elif isinstance(value, int):
                sheet.write_number(row, 1, value, self.styles["value"])
            else:
                sheet.write_datetime(row, 1, value, self.styles["value_day"])
            row += 1
        return row

    def amount(self, sheet: Any, row: int, column: int, formula: str, value: Money, style: str = "amount") -> None:
        """A formula (without «=») with the amount that it gives."""
        sheet.write_formula(row, column, f"={formula}", self.styles[style], number(value))

    def save(self, out: BinaryIO) -> None:
        """Write the workbook."""
        self.workbook.close()
        splice(self._held.getvalue(), self.grids, out)


def number(amount: Money) -> Any:
    """An amount as XlsxWriter takes a number: exact, and written with its two decimals."""
    return amount.pesos


def height(*given: tuple[str, int]) -> int:
    """How high a row is, in points, for its texts to be seen whole in columns so many characters wide."""
    return LINE_POINTS * max(sum(1 + len(line) // width for line in text.split("\n")) for text, width in given)


def letter(column: int) -> str:
    """The name of a column, from 0.

    >>> letter(0), letter(25), letter(26), letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def lettered(fields: Sequence[Field]) -> Iterator[tuple[str, Field]]:
    """Each field with the name of its column."""
    return ((letter(n), field) for n, field in enumerate(fields))


def _printed(text: str) -> str:
    """A text of a page's header, where «&» begins a code."""
    return text.replace("&", "&&")[:120]
