"""Typst inside the process: warm, without network, without the machine's fonts."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path
from typing import Final, Literal

import typst

from ventanilla.domain.documents import Jsonable, cadena_digest, instant, printed_code, spoken_code
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date
from ventanilla.kernel.folio import spoken

from .compiler import FONTS, ROOT, STANDARDS, fixed_offset
from .port import BadSheet, Sheet, TooLong
from .printable import printable_values

__all__ = ["FONTS", "ROOT", "STANDARDS", "TypstTypesetter", "qr_svg"]

MAX_DATA_CHARACTERS: Final = 2_000_000  # about 300 pages of tables
QR_MASK: Final = 0  # any mask is readable (the content is close to random); trying all eight costs five times more
QR_QUIET_MODULES: Final = 4  # ISO/IEC 18004: the white margin, on each side
TRAMITES: Final = "/tramites/"  # where the templates of a trámite are, whatever the package
_DARK: Final = re.compile(rb"\x01+")  # neighbouring dark modules of a row
_TEMPLATE: Final = re.compile(r"/(tramites/[a-z0-9_]+|adapters/typeset)/documents/[a-z0-9_]+\.typ", re.ASCII)


class TypstTypesetter:
    """One warm compiler, one document at a time: a second thread waits its turn.

    Strings reach the template as data (JSON), never as markup: ``#`` or ``*`` in a name is printed.
    """

    def __init__(self, packages: tuple[Path, ...] = ()) -> None:
        """``packages`` are the folders of trámites kept outside ours; their templates import our library alone."""
        self._packages = packages
        self._turn = threading.Lock()
        self._compiler = typst.Compiler(root=str(ROOT), font_paths=[str(FONTS)], ignore_system_fonts=True)

    def print(self, sheet: Sheet) -> bytes:
        """The PDF of ``sheet``; its dates are those of the sheet, so the same sheet gives the same bytes."""
        pdf = self._compiled(sheet, "pdf")
        if not isinstance(pdf, bytes):
            raise BadSheet(f"{sheet.template} did not give one PDF")
        return pdf

    def picture(self, sheet: Sheet, pixels_per_inch: float) -> bytes:
        """The first page of ``sheet`` as PNG. BadSheet if it cannot be printed."""
        pages = self._compiled(sheet, "png", pixels_per_inch)
        page = pages[0] if isinstance(pages, list) else pages
        if page is None:
            raise BadSheet(f"{sheet.template} did not give a page")
        return page

    def _compiled(
        self, sheet: Sheet, kind: Literal["pdf", "png"], pixels_per_inch: float | None = None
    ) -> bytes | list[bytes] | None:
        source = self._source(sheet.template)
        data = json.dumps(printable_values(_data(sheet)), ensure_ascii=False)
        if len(data) > MAX_DATA_CHARACTERS:
            raise TooLong(f"the content is longer than {MAX_DATA_CHARACTERS} characters")
        try:
            with self._turn:
                return self._compiler.compile(
                    input=source,
                    format=kind,
                    ppi=pixels_per_inch,
                    sys_inputs={"data": data},
                    pdf_standards=list(STANDARDS) if kind == "pdf" else [],
                    timestamp=fixed_offset(sheet.issued_at),
                )
        except typst.TypstError as error:
            raise BadSheet(f"{sheet.template}: {error.message}") from error

    def _source(self, template: str) -> bytes:
        """What a template says. Given as bytes, because the compiler reads nothing outside our package."""
        if _TEMPLATE.fullmatch(template):
            outside = self._packages if template.startswith(TRAMITES) else ()
            for path in (ROOT / template[1:], *(package / template.removeprefix(TRAMITES) for package in outside)):
                if path.is_file():
                    return path.read_bytes()
        raise BadSheet(f"{template} is not a template of the office")


def qr_svg(link: str) -> tuple[str, int]:
    """The QR of ``link`` (level M) as SVG, quiet zone included, and its side in modules."""
    import segno  # of the office: a printout has no QR

    code = segno.make_qr(link, error="m", boost_error=False, mask=QR_MASK)
    side = len(code.matrix) + 2 * QR_QUIET_MODULES
    runs = "".join(
        f"M{run.start() + QR_QUIET_MODULES} {y}.5h{len(run[0])}"
        for y, row in enumerate(code.matrix, QR_QUIET_MODULES)
        for run in _DARK.finditer(bytes(row))
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path stroke="#000" d="{runs}"/></svg>'
    return svg, side


def _data(sheet: Sheet) -> Jsonable:
    svg, modules = qr_svg(sheet.link)
    return {
        "content": sheet.content,
        "document": {
            "title": sheet.title,
            "institution": sheet.institution,
            "notice": sheet.notice,
            "folio": spoken(sheet.folio),
            "issued_on": civil_date(sheet.issued_at).isoformat(),
            "issued_at": sheet.issued_at.astimezone(CIVIL_ZONE).strftime("%H:%M"),
            "instant": instant(sheet.issued_at),
            "expires_on": sheet.expires_on.isoformat() if sheet.expires_on else None,
            "cadena": sheet.cadena,
            "sello": sheet.sello,
            "serial": sheet.serial,
            "code": spoken_code(printed_code(cadena_digest(sheet.cadena))),
            "page": sheet.link.partition("#")[0].rpartition("/")[0],
            "qr": svg,
            "qr_modules": modules,
        },
    }
