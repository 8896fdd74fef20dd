"""The result of the cédula's page as a file: the cédula itself, what is odd in it, or the data to go on another day."""

from __future__ import annotations

import io
from datetime import datetime
from threading import BoundedSemaphore
from typing import Final

from ventanilla import law
from ventanilla.formats import own_json
from ventanilla.formats.cedula import CedulaImpresa, CedulaIncompleta
from ventanilla.formats.cedula.composing import de_patronal
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.text import Text

from .cedula_reading import Reading
from .cedula_work import OURS, THEIRS, Employer, Worked, faced, found_in

PDF_MEMORY_BYTES: Final = 2 * 1024**3  # of address space of the process that prints one: a thousand people take half
PRINTERS: Final = 2  # of those processes at once, of each process of the web
PRINTER_WAIT: Final = 20.0  # seconds for one to be free
_PRINTERS: Final = BoundedSemaphore(PRINTERS)
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Kind -> extension, type, and how the file is called.
NAMES: Final = {
    "xlsx": ("xlsx", XLSX, "cedula"),
    "pdf": ("pdf", "application/pdf", "cedula"),
    "csv": ("csv", "text/csv; charset=utf-8", "cedula"),
    "json": ("json", "application/json", "cedula"),
    "hallazgos": ("xlsx", XLSX, "hallazgos"),
    "diferencias": ("xlsx", XLSX, "diferencias"),
    "datos": ("json", "application/json", "datos"),
}
NO_ACCOUNT: Final = Text("CEDULA_SIN_CUENTA", "No encontramos esa cédula. Calcule de nuevo y descárguela.")
NOT_WHOLE: Final = Text(
    "CEDULA_CON_FALTAS",
    "No se puede descargar: falta calcular a alguien, y una cédula sin esa persona sería falsa. Corrija y repita.",
)
TOO_LONG: Final = Text(
    "CEDULA_PDF_LARGO", "Esta cédula es demasiado larga para un PDF aquí. Descárguela en Excel, que trae lo mismo."
)
PRINTERS_BUSY: Final = Text(
    "CEDULA_PDF_OCUPADO", "Ahora se hacen otros PDF. Espere un momento y repita, o descárguela en Excel."
)


class NotMade(Exception):
    """A file that cannot be made; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.code)
        self.text = text


def download(kind: str, worked: Worked, reading: Reading, registro: str, now: datetime) -> bytes:
    """The file of one ``kind`` (of ``NAMES``). NotMade where it cannot be."""
    if kind == "datos":
        return own_json.write(reading.records, reading.findings)
    out = io.BytesIO()
    if kind == "hallazgos":
        from ventanilla.formats.findings_xlsx import write as write_findings

        write_findings(found_in(worked), out, now.replace(tzinfo=None))
        return out.getvalue()
    employer = worked.employer(registro)
    if employer is None or not employer.liquidaciones:
        raise NotMade(NO_ACCOUNT)
    if kind == "diferencias":
        from ventanilla.formats.differences_xlsx import write as write_differences

        against = faced(worked, employer)
        write_differences((OURS, THEIRS), against.found if against else (), out, now.replace(tzinfo=None))
        return out.getvalue()
    return _cedula(kind, worked, employer, now)


def _cedula(kind: str, worked: Worked, employer: Employer, now: datetime) -> bytes:
    """The cédula of one registro, of the month and its bimester. NotMade while somebody is missing in it."""
    given = worked.given
    with law.choosing(law.profile(given.perfil).values):
        try:
            cedula = de_patronal(
                employer.patronal, given.month, employer.contexto, perfil=given.perfil, hallazgos=found_in(worked)
            )
        except CedulaIncompleta as error:
            raise NotMade(NOT_WHOLE) from error
        return _written(kind, cedula, now)


def _written(kind: str, cedula: CedulaImpresa, now: datetime) -> bytes:
    """Each writer is imported by who asks for its kind: they need what other pages do not."""
    out = io.BytesIO()
    match kind:
        case "csv":
            from ventanilla.formats.cedula import csv

            csv.write(cedula, out)
        case "json":
            from ventanilla.formats.cedula import json

            json.write(cedula, out)
        case "xlsx":
            from ventanilla.formats.cedula import xlsx

            xlsx.write(cedula, out, now.astimezone(CIVIL_ZONE))
        case _:
            return _printed(cedula, now)
    return out.getvalue()


def _printed(cedula: CedulaImpresa, now: datetime) -> bytes:
    from ventanilla.adapters.typeset.cedula import render
    from ventanilla.adapters.typeset.port import TooLong
    from ventanilla.formats.cedula.paper import TooManyPrinted

    if not _PRINTERS.acquire(timeout=PRINTER_WAIT):
        raise NotMade(PRINTERS_BUSY)
    try:
        return render(cedula, now.replace(microsecond=0), max_memory_bytes=PDF_MEMORY_BYTES)
    except (TooLong, TooManyPrinted) as error:
        raise NotMade(TOO_LONG) from error
    finally:
        _PRINTERS.release()
