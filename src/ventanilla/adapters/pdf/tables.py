"""Starts the process apart, gives it the file, and makes sheets of what it answers, one for each page.

>>> from ventanilla.formats.file import File
>>> [one.code for one in tables_of(File.of_bytes("NOMINA.PDF", b"%PDF-1.7 rota"))]
['PDF_DANADO']
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.sheet import Row, Sheet
from ventanilla.kernel.text import Text

from .header import Carried
from .port import MAX_BYTES, MAX_PAGES, TIMEOUT_SECONDS, Fault

COMMAND: Final = (sys.executable, "-m", f"{__package__}.worker")
_FAULTS: Final = {
    Fault.DANADO: Text("PDF_DANADO", "El PDF está dañado: no se pudo abrir."),
    Fault.CIFRADO: Text("PDF_CON_CONTRASENA", "El PDF pide una contraseña para abrirse."),
    Fault.DEMASIADO: Text("PDF_DEMASIADO", "Leer el PDF tomó más tiempo o memoria de lo que se permite."),
}
_FIXES: Final = {
    Fault.DANADO: Text("PDF_DANADO_REMEDIO", "Ábralo en su computadora y vuelva a guardarlo, o use CSV o Excel."),
    Fault.CIFRADO: Text(
        "PDF_CON_CONTRASENA_REMEDIO", "Guárdelo sin contraseña, o use los mismos datos en CSV o Excel."
    ),
    Fault.DEMASIADO: Text("PDF_DEMASIADO_REMEDIO", "Divídalo en partes, o use los mismos datos en CSV o Excel."),
}


def tables_of(file: File) -> Iterator[Sheet | Finding]:
    """The sheets of a PDF, each called by its page, and what is to be told of it. Never raises for what a file holds.

    A page's sheet begins with the titles of its list: those of the first page, where it does not repeat them. A page
    that is only a picture has no cells: that is said, never guessed.
    """
    place = Place(file.name)
    data = file.read(MAX_BYTES)
    if data is None:
        yield _error(
            place,
            Text("PDF_GRANDE", "El PDF pasa de {n} MB y no se leyó.", n=MAX_BYTES >> 20),
            _FIXES[Fault.DEMASIADO],
        )
        return
    answers, ended = _asked(data)
    if answers and "fault" in answers[0]:
        fault = Fault(answers[0]["fault"])
        yield _error(place, _FAULTS[fault], _FIXES[fault])
    elif not answers:
        fault = Fault.DANADO if ended else Fault.DEMASIADO
        yield _error(place, _FAULTS[fault], _FIXES[fault])
    else:
        yield from _told(file.name, int(answers[0]["pages"]), [one for one in answers[1:] if "page" in one])


def _told(name: str, total: int, pages: Sequence[dict[str, Any]]) -> Iterator[Sheet | Finding]:
    place = Place(name)
    pictures = [int(one["page"]) for one in pages if not one["text"]]
    broken = [int(one["page"]) for one in pages if one.get("broken")]
    if pages and len(pictures) == len(pages):
        yield _error(
            place,
            Text(
                "PDF_SIN_TEXTO", "El PDF no tiene letras, solo imágenes: parece escaneado, y no se adivina qué dicen."
            ),
            Text("PDF_SIN_TEXTO_REMEDIO", "Pida el archivo con que se imprimió (CSV, Excel), o el PDF original."),
        )
        return
    carried = Carried()
    for one in pages:
        rows = carried.page(one["rows"])
        if rows:
            yield Sheet(f"página {one['page']}", tuple(map(_cells, rows)))
    if carried.repeated:
        yield Finding(
            Severity.NOTE,
            place,
            "",
            Text(
                "PDF_TITULOS_REPETIDOS",
                "Hay {n} páginas sin títulos: se leyeron con los de la página {de}.",
                n=carried.repeated,
                de=carried.source,
            ),
            Text("PDF_TITULOS_REPETIDOS_REMEDIO", "Revise que las columnas de esas páginas sean las mismas."),
        )
    for which, cause in (
        (
            pictures,
            Text("PDF_PAGINAS_IMAGEN", "No tienen letras, solo imágenes, las páginas {p}.", p=_listed(pictures)),
        ),
        (broken, Text("PDF_PAGINAS_DANADAS", "No se pudieron leer las páginas {p}.", p=_listed(broken))),
    ):
        if which:
            yield _error(place, cause, _FIXES[Fault.DANADO])
    if len(pages) < total:
        yield _error(
            place,
            Text("PDF_INCOMPLETO", "Se leyeron {n} de {total} páginas; el límite es {m}.", n=len(pages), total=total,
                 m=MAX_PAGES),
            _FIXES[Fault.DEMASIADO],
        )  # fmt: skip


def _cells(row: Sequence[str]) -> Row:
    """A row that ends at its last cell that has something."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return tuple([cell or None for cell in row[:end]])


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return f"{shown}…" if len(pages) > 20 else shown


def _error(place: Place, cause: Text, fix: Text) -> Finding:
    return Finding(Severity.ERROR, place, "", cause, fix)


def _asked(data: bytes) -> tuple[list[dict[str, Any]], bool]:
    """What the process answered, line by line, and whether it ended by itself: its last line may be cut."""
    # Only what Python needs to find itself: no address, no key, no setting of an office.
    environment = {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PATH": os.environ.get("PATH", os.defpath),
        "MALLOC_ARENA_MAX": "2",
    }
    try:
        done = subprocess.run(
            COMMAND,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it may quote the file
            env=environment,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        said, ended = done.stdout, done.returncode == 0
    except subprocess.TimeoutExpired as error:
        said, ended = error.stdout or b"", False
    answers = []
    for line in said.split(b"\n")[:-1]:
        answers.append(json.loads(line))
    return answers, ended
