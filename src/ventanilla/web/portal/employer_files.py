"""A list of an employer as a file: as it is narrowed, bounded, with no formula in it."""

from __future__ import annotations

import io
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse

from ventanilla.formats.listado import Listado, write_csv, write_xlsx
from ventanilla.kernel.text import Text
from ventanilla.web.design.shapes import Link
from ventanilla.web.downloads import download

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_links(path: str, query: str) -> tuple[Link, ...]:
    """Where the files of a list are, with the same filters."""
    tail = f"?{query}" if query else ""
    return (
        Link(Text("ARCHIVO_EXCEL", "Excel"), f"{path}.xlsx{tail}"),
        Link(Text("ARCHIVO_CSV", "CSV"), f"{path}.csv{tail}"),
    )


def handed(kind: str, listado: Listado, name: str) -> HttpResponse:
    """The file of a ``kind``; none but these two exist."""
    out = io.BytesIO()
    match kind:
        case "csv":
            write_csv(listado, out)
            return download(out.getvalue(), f"{name}.csv", "text/csv; charset=utf-8")
        case "xlsx":
            write_xlsx(listado, out, settings.VENTANILLA_CLOCK.now())
            return download(out.getvalue(), f"{name}.xlsx", XLSX)
        case _:
            raise Http404
