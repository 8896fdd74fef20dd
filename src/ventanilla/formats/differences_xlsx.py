"""The differences of some accounts as a workbook: worker, branch, what each side says, and why. Needs XlsxWriter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, Final

from ventanilla.domain.contributions.branches import by_key
from ventanilla.domain.contributions.comparison import Discrepancia

_MAX_ROWS: Final = 1_048_000  # of a sheet


def write(sides: Sequence[str], found: Sequence[Discrepancia], out: BinaryIO, created: datetime | None = None) -> None:
    """One row for each difference; the last amounts less the first are formulas.

    >>> import io
    >>> out = io.BytesIO()
    >>> write(("nuestra", "emisión"), (), out)
    >>> out.getvalue()[:2]
    b'PK'
    """
    from xlsxwriter import Workbook
    from xlsxwriter.utility import xl_rowcol_to_cell

    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Diferencias", "created": created or datetime(2000, 1, 1)})  # noqa: DTZ001 - no zone in a workbook
    sheet = book.add_worksheet("Diferencias")
    head = book.add_format({"bold": True, "bg_color": "#1F4D3A", "font_color": "white", "text_wrap": True})
    money = book.add_format({"num_format": "$#,##0.00;[Red]-$#,##0.00"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    titles = ("Persona", "Ramo", "Parte", *sides, *(f"{name} menos {sides[0]}" for name in sides[1:]), "Por qué")
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, 70 if column == len(titles) - 1 else 40 if column == 1 else 18)
    for row, one in enumerate(found[:_MAX_ROWS], start=1):
        sheet.write_string(row, 0, one.clave)
        sheet.write_string(row, 1, by_key(one.ramo).title)
        sheet.write_string(row, 2, one.parte.value)
        for n, amount in enumerate(one.importes):
            if amount is None:
                sheet.write_string(row, 3 + n, "no está")
            else:
                sheet.write_number(row, 3 + n, amount.centavos / 100, money)
        for n in range(1, len(one.importes)):
            first, other = (xl_rowcol_to_cell(row, 3 + k) for k in (0, n))
            sheet.write_formula(row, 2 + len(one.importes) + n, f"=N({other})-N({first})", money)
        said = dict.fromkeys(str(reason) for reasons in one.razones for reason in reasons)
        sheet.write_string(row, len(titles) - 1, " ".join(said), wrap)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, len(found), len(titles) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    book.close()
