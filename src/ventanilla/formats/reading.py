"""Whatever an employer has, read into one planilla: movement files, SUA, receipts, emissions, lists, and ZIPs of them.

What a file is, its content says; its name only helps. A file that nothing here reads is told, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from ventanilla.kernel.text import Text

from . import cells, cfdi, emision, idse, lista, own_json, sua, visor, zipped
from .cedula import reading as cedula_reading
from .cedula.json import is_ours as is_cedula
from .cedula.json import read as read_cedula
from .file import File
from .finding import Finding, Place, Severity
from .joining import join
from .lista import Plantilla
from .planilla import Planilla
from .plausible import plausible
from .records import Ficha, Movimiento, Record
from .sheet import Sheet

if TYPE_CHECKING:
    from .cfdi.sello import Sellos

HEAD: Final = 16 * 1024  # bytes in which a file says what it is
_PDF: Final = b"%PDF-"
_CEDULA_SHEETS: Final = {"Resumen", "Trabajadores"}  # of a workbook of ours

Tables = Callable[[File], Iterable[Sheet | Finding]]
Seen = Callable[[str], None]


def read_any(
    files: Iterable[File],
    *,
    registro: str = "",
    plantilla: Plantilla | None = None,
    tables: Tables | None = None,
    sellos: Sellos | None = None,
    mes: date | None = None,
    seen: Seen | None = None,
) -> Planilla:
    """One planilla of any mixture of files.

    ``registro`` is that of who names none; ``plantilla`` says the columns of lists, else they are guessed; ``tables``
    gives the tables of a PDF; ``sellos`` judges the seals of receipts; ``mes`` is that of an emission which says none;
    ``seen`` is told each file's name, for a progress bar.

    >>> uno = File.of_bytes("lista.csv", b"NSS,Fecha de alta,SBC\\r\\n99178500015,15/01/2026,687.70\\r\\n")
    >>> [p.nss for p in read_any((uno,), registro="Z9912345105").personas()]
    ['99178500015']
    """
    return join(read_records(files, plantilla=plantilla, tables=tables, sellos=sellos, mes=mes, seen=seen), registro)


def read_records(
    files: Iterable[File],
    *,
    plantilla: Plantilla | None = None,
    tables: Tables | None = None,
    sellos: Sellos | None = None,
    mes: date | None = None,
    seen: Seen | None = None,
) -> Iterator[Record | Finding]:
    """All that the files say and what is wrong in them, as they come: nothing is kept."""
    reading = _Reading(plantilla, tables, sellos, mes)
    for file in files:
        if seen is not None:
            seen(file.name)
        yield from reading.of(file)


def plantillas(files: Iterable[File]) -> Iterator[tuple[str, Plantilla]]:
    """What is guessed of the columns of each list among ``files``, with the name of its file."""
    for file in files:
        head = file.head(HEAD)
        if cells.is_workbook(head) or not (
            head.startswith(_PDF) or zipped.recognizes(head, file.name) or cfdi.recognizes(head, file.name)
        ):
            for one in cells.read(file):
                if isinstance(one, Sheet) and (found := lista.guess(one)).columnas:
                    yield file.name, found


class _Reading:
    """Reads each file by what it is."""

    def __init__(
        self, plantilla: Plantilla | None, tables: Tables | None, sellos: Sellos | None, mes: date | None
    ) -> None:
        self._plantilla = plantilla
        self._tables = tables
        self._sellos = sellos
        self._mes = mes

    def of(self, file: File) -> Iterator[Record | Finding]:
        """What one file says."""
        head = file.head(HEAD)
        if not head.strip():
            yield _empty(file)
        elif head.startswith(_PDF):
            yield from self._pdf(file)
        elif zipped.recognizes(head, file.name):
            yield from self._zip(file)
        elif cells.is_workbook(head):
            yield from self._workbook(file)
        elif own_json.recognizes(head):
            yield from plausible(own_json.read(file))
        elif is_cedula(head):
            yield from read_cedula(file)
        elif cfdi.recognizes(head, file.name):
            yield from cfdi.read(file, self._sellos)
        elif idse.recognizes(head, file.name):
            yield from idse.read(file)
        elif sua.recognizes(head, file.name):
            yield from sua.read(file)
        elif b"\x00" in head:
            yield _unknown(file)
        else:
            yield from self._text(file)

    def _zip(self, file: File) -> Iterator[Record | Finding]:
        of_visor: list[File] = []
        for one in zipped.members(file):
            if isinstance(one, Finding):
                yield one
            elif visor.recognizes(one.head(HEAD), one.name):
                of_visor.append(one)
            else:
                yield from self.of(one)
        if of_visor:
            yield from visor.read(of_visor, mes=self._mes)

    def _workbook(self, file: File) -> Iterator[Record | Finding]:
        sheets: list[Sheet] = []
        for one in cells.read(file):
            if isinstance(one, Finding):
                yield one
            else:
                sheets.append(one)
        if {sheet.name for sheet in sheets} >= _CEDULA_SHEETS:
            yield from cedula_reading.of_sheets(file.name, sheets)
        elif emision.is_emision(sheets):
            yield from emision.of_sheets(sheets, file.name, mes=self._mes)
        else:
            yield from self._lists(file, sheets)

    def _text(self, file: File) -> Iterator[Record | Finding]:
        for one in cells.read(file):
            if isinstance(one, Finding):
                yield one
            elif cedula_reading.is_cedula(one.rows):
                yield from cedula_reading.of_rows(file.name, one.rows)
            elif emision.is_emision((one,)):
                yield from emision.of_sheets((one,), file.name, mes=self._mes)
            else:
                yield from self._lists(file, (one,))

    def _pdf(self, file: File) -> Iterator[Record | Finding]:
        if self._tables is None:
            yield Finding(
                Severity.WARNING,
                Place(file.name),
                "",
                Text("PDF_SIN_LECTOR", "Es un PDF, y aquí no se leen sus tablas."),
                Text("PDF_SIN_LECTOR_REMEDIO", "Exporte los mismos datos a CSV o a Excel."),
            )
            return
        yield from self._lists(file, self._tables(file))

    def _lists(self, file: File, sheets: Iterable[Sheet | Finding]) -> Iterator[Record | Finding]:
        for one in sheets:
            if isinstance(one, Finding):
                yield one
                continue
            given = self._plantilla
            plantilla = given if given is not None and lista.fits(given, one) else None
            for record in plausible(lista.read(one, plantilla, file.name)):
                if isinstance(record, Ficha | Movimiento):
                    yield replace(record, de_lista=True)
                else:
                    yield record


def _empty(file: File) -> Finding:
    return Finding(
        Severity.WARNING,
        Place(file.name),
        "",
        Text("ARCHIVO_VACIO", "El archivo está vacío."),
        Text("ARCHIVO_VACIO_REMEDIO", "Expórtelo de nuevo desde su programa."),
    )


def _unknown(file: File) -> Finding:
    return Finding(
        Severity.WARNING,
        Place(file.name),
        "",
        Text("ARCHIVO_DESCONOCIDO", "No se reconoce qué es este archivo, y no se leyó."),
        Text(
            "ARCHIVO_DESCONOCIDO_REMEDIO",
            "Se leen archivos del IDSE y del SUA, CFDI de nómina, la emisión, CSV, Excel y ZIP con ellos.",
        ),
    )
