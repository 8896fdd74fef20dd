"""Whatever an employer has, read into one planilla: movement files, SUA, receipts, emissions, lists, and ZIPs of them.

What a file is, its content says; its name only helps. A file that nothing here reads is told, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ventanilla.kernel.text import Text

from . import cfdi, emision, idse, lista, own_json, sua, visor, zipped
from .cedula import json as cedula_json
from .cells import Sheet, from_csv, from_workbook
from .file import File
from .finding import Finding, Place, Severity
from .joining import join
from .lista import Plantilla
from .planilla import Planilla
from .records import Record

HEAD: Final = 16 * 1024  # bytes in which a file says what it is
DEEPEST: Final = 2  # a ZIP inside a ZIP, and no further
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_PDF: Final = b"%PDF-"

Tables = Callable[[File], Iterable[Sheet | Finding]]
Seen = Callable[[str], None]


def read_any(
    files: Iterable[File],
    *,
    registro: str = "",
    plantilla: Plantilla | None = None,
    tables: Tables | None = None,
    seen: Seen | None = None,
) -> Planilla:
    """One planilla of any mixture of files.

    ``registro`` is that of who names none; ``plantilla`` says the columns of lists, else they are guessed; ``tables``
    gives the tables of a PDF; ``seen`` is told each name, for a progress bar.

    >>> uno = File.of_bytes("lista.csv", b"NSS,Fecha de alta,SBC\\r\\n99178500015,15/01/2026,687.70\\r\\n")
    >>> [p.nss for p in read_any((uno,), registro="Z9912345105").personas()]
    ['99178500015']
    """
    return join(read_records(files, plantilla=plantilla, tables=tables, seen=seen), registro)


def read_records(
    files: Iterable[File],
    *,
    plantilla: Plantilla | None = None,
    tables: Tables | None = None,
    seen: Seen | None = None,
) -> Iterator[Record | Finding]:
    """All that the files say and what is wrong in them, as they come: nothing is kept."""
    for file in files:
        if seen is not None:
            seen(file.name)
        yield from _Reading(plantilla, tables).of(file, 0)


class _Reading:
    """Reads one file by what it is."""

    def __init__(self, plantilla: Plantilla | None, tables: Tables | None) -> None:
        self._plantilla = plantilla
        self._tables = tables

    def of(self, file: File, depth: int) -> Iterator[Record | Finding]:
        head = file.head(HEAD)
        name = file.name.lower()
        if not head:
            yield _empty(file)
        elif head.startswith(_PDF):
            yield from self._pdf(file)
        elif head.startswith(_OLE) or (head.startswith(_ZIP) and zipped.is_workbook(file)):
            yield from self._workbook(file)
        elif head.startswith(_ZIP):
            yield from self._zip(file, depth)
        elif own_json.recognizes(head):
            yield from own_json.read(file)
        elif cedula_json.recognizes(head):
            yield from cedula_json.read(file)
        elif cfdi.recognizes(head, name):
            yield from cfdi.read(file)
        elif idse.recognizes(head, name):
            yield from idse.read(file)
        elif sua.recognizes(head, name):
            yield from sua.read(file)
        elif b"\x00" in head:
            yield _unknown(file)
        else:
            yield from self._lists(file, from_csv(file))

    def _zip(self, file: File, depth: int) -> Iterator[Record | Finding]:
        if depth == DEEPEST:
            yield _too_deep(file)
            return
        of_visor: list[File] = []
        for one in zipped.members(file):
            if isinstance(one, Finding):
                yield one
            elif visor.recognizes(one.name):
                of_visor.append(one)
            else:
                yield from self.of(one, depth + 1)
        if of_visor:
            yield from visor.read(of_visor)

    def _workbook(self, file: File) -> Iterator[Record | Finding]:
        sheets: list[Sheet] = []
        for one in from_workbook(file):
            if isinstance(one, Finding):
                yield one
            else:
                sheets.append(one)
        if emision.recognizes(sheets):
            yield from emision.read(file.name, sheets)
        else:
            yield from self._lists(file, sheets)

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
            plantilla = self._plantilla
            if plantilla is None or not plantilla.fits(one):
                plantilla = lista.guess(one)
            yield from lista.read(one, plantilla, file.name)


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


def _too_deep(file: File) -> Finding:
    return Finding(
        Severity.WARNING,
        Place(file.name),
        "",
        Text("ZIP_HONDO", "Es un ZIP dentro de otro ZIP que ya estaba en uno: no se abrió."),
        Text("ZIP_HONDO_REMEDIO", "Saque ese archivo y agréguelo aparte."),
    )
