"""A plantilla: which column of a list holds what. Guessed once, looked at by a person, saved, and used every month.

It names each column by its title and its place, so that a list with the same titles needs no guess, wherever its
columns went.

>>> one = Plantilla((Columna(Campo.NSS, "No. IMSS", 2), Columna(Campo.SBC, "S.D.I.", 5)), encabezado=4)
>>> from_json(to_json(one)).columnas == one.columnas
True
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ventanilla.formats.sheet import MAX_COLUMNS, Row, Sheet
from ventanilla.formats.titles import MAX_HEADER, MAX_TITLE, heads, plain
from ventanilla.kernel.text import Text

from .campos import Campo, known

VERSION: Final = 1
MAX_JSON: Final = 64 * 1024  # characters of a saved plantilla
APELLIDOS: Final = "apellidos"
NOMBRES: Final = "nombres"
ORDERS: Final = ("", APELLIDOS, NOMBRES)
FORMS: Final = ("", "dma", "mda", ".", ",")


@dataclass(frozen=True, slots=True)
class Columna:
    """``posicion`` counts from 1; ``titulo`` is "" where the list has none.

    ``forma`` fixes what the column would have to tell by itself: the order of its dates ("dma", "mda") or its decimal
    mark ("." or ","). ``confianza`` is a percent, and ``razon`` why it was guessed.
    """

    campo: Campo
    titulo: str
    posicion: int
    forma: str = ""
    confianza: int = field(default=100, compare=False)
    razon: Text | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Duda:
    """Something that a person should answer: a kind of ``kinds`` and its values, at a column (0: all the sheet)."""

    code: str
    posicion: int
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Plantilla:
    """``encabezado`` is the line of the titles, 0 where there are none. ``orden_nombre`` is of whole names.

    ``confirmada``: a person saved it; nothing of it needs to be told again. ``dudas`` are of the guess alone.
    """

    columnas: tuple[Columna, ...]
    encabezado: int = 1
    orden_nombre: str = ""
    confirmada: bool = field(default=False, compare=True)
    dudas: tuple[Duda, ...] = field(default=(), compare=False)

    def columna(self, campo: Campo) -> Columna | None:
        """The column of a field."""
        return next((columna for columna in self.columnas if columna.campo is campo), None)

    def fits(self, sheet: Sheet) -> bool:
        """Whether every column is in ``sheet``: then it is read without guessing."""
        return fits(self, sheet)


class BadPlantilla(ValueError):
    """A saved plantilla that cannot be used, and why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


def to_json(plantilla: Plantilla) -> str:
    """As it is saved: a small JSON that a person can read and correct."""
    said = {
        "version": VERSION,
        "encabezado": plantilla.encabezado,
        "orden_nombre": plantilla.orden_nombre,
        "columnas": [
            {"campo": c.campo.value, "titulo": c.titulo, "posicion": c.posicion}
            | ({"forma": c.forma} if c.forma else {})
            for c in plantilla.columnas
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Plantilla:
    """What ``to_json`` wrote, or a person after it. BadPlantilla for anything else, with the first thing wrong."""
    if len(text) > MAX_JSON:
        raise _bad("PLANTILLA_LARGA", n=MAX_JSON)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise _bad("PLANTILLA_ILEGIBLE") from fault
    _keys(said, {"version", "encabezado", "orden_nombre", "columnas"}, set())
    if said["version"] != VERSION or isinstance(said["version"], bool):
        raise _bad("PLANTILLA_VERSION", n=VERSION)
    header = _whole(said["encabezado"], 0, MAX_HEADER, "encabezado")
    if said["orden_nombre"] not in ORDERS or not isinstance(said["orden_nombre"], str):
        raise _bad("PLANTILLA_ORDEN")
    if not isinstance(said["columnas"], list) or not 1 <= len(said["columnas"]) <= MAX_COLUMNS:
        raise _bad("PLANTILLA_COLUMNAS")
    columns = tuple(_column(one) for one in said["columnas"])
    if len({c.campo for c in columns}) < len(columns) or len({c.posicion for c in columns}) < len(columns):
        raise _bad("PLANTILLA_REPETIDA")
    return Plantilla(columns, header, said["orden_nombre"], confirmada=True)


def _column(said: object) -> Columna:
    found = _keys(said, {"campo", "titulo", "posicion"}, {"forma"})
    campo = next((campo for campo in Campo if campo.value == found["campo"]), None)
    if campo is None:
        raise _bad("PLANTILLA_CAMPO", campo=str(found["campo"])[:MAX_TITLE])
    title, form = found["titulo"], found.get("forma", "")
    if not isinstance(title, str) or len(title) > MAX_TITLE:
        raise _bad("PLANTILLA_TITULO", n=MAX_TITLE)
    if not isinstance(form, str) or form not in FORMS:
        raise _bad("PLANTILLA_FORMA", titulo=title)
    return Columna(campo, title, _whole(found["posicion"], 1, MAX_COLUMNS, "posicion"), form)


def _keys(said: object, needed: set[str], more: set[str]) -> dict[str, object]:
    if not isinstance(said, dict) or not needed <= set(said) <= needed | more:
        raise _bad("PLANTILLA_DATOS", datos=", ".join(sorted(needed)))
    return said


def _whole(said: object, least: int, most: int, name: str) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not least <= said <= most:
        raise _bad("PLANTILLA_NUMERO", dato=name, desde=least, hasta=most)
    return said


_WRONG: Final = {
    "PLANTILLA_LARGA": "La plantilla mide más de {n} caracteres.",
    "PLANTILLA_ILEGIBLE": "La plantilla no es un JSON.",
    "PLANTILLA_VERSION": "La versión de la plantilla no es {n}.",
    "PLANTILLA_ORDEN": "En la plantilla, orden_nombre es apellidos, nombres o nada.",
    "PLANTILLA_COLUMNAS": "En la plantilla, columnas es una lista con una columna por lo menos.",
    "PLANTILLA_REPETIDA": "En la plantilla hay un campo, o una posición, dos veces.",
    "PLANTILLA_CAMPO": "En la plantilla, el campo «{campo}» no existe.",
    "PLANTILLA_TITULO": "En la plantilla, un título no es un texto de hasta {n} caracteres.",
    "PLANTILLA_FORMA": "En la plantilla, la forma de «{titulo}» no es dma, mda, punto ni coma.",
    "PLANTILLA_DATOS": "En la plantilla falta un dato, o sobra; deben estar: {datos}.",
    "PLANTILLA_NUMERO": "En la plantilla, {dato} no es un número de {desde} a {hasta}.",
}


def _bad(code: str, **values: str | int) -> BadPlantilla:
    return BadPlantilla(Text(code, _WRONG[code], **values))


def locate(plantilla: Plantilla, sheet: Sheet) -> tuple[int, dict[Campo, int], str]:
    """The line of the titles in ``sheet``, the place of each field, and the first title that is missing ("" for none).

    Titles are compared without accents, signs and capitals; of two with the same title, the nearest to its place is it.
    """
    if not plantilla.encabezado or not plantilla.columnas:
        return 0, {c.campo: c.posicion for c in plantilla.columnas}, ""
    best: tuple[int, int, dict[Campo, int], str] = (-1, 0, {}, plantilla.columnas[0].titulo)
    lines = [plantilla.encabezado, *range(1, min(MAX_HEADER, len(sheet.rows)) + 1)]
    for line in dict.fromkeys(lines):
        row: Row = sheet.rows[line - 1] if line <= len(sheet.rows) else ()
        titles = [plain(title) for title in heads(sheet, line, row, known)]
        found, missing = _places(plantilla.columnas, titles)
        if len(found) > best[0]:
            best = (len(found), line, found, missing)
        if not missing:
            break
    return best[1], best[2], best[3]


def _places(columns: Iterable[Columna], titles: list[str]) -> tuple[dict[Campo, int], str]:
    found: dict[Campo, int] = {}
    missing = ""
    taken: set[int] = set()
    for column in columns:
        wanted = plain(column.titulo)
        same = [at for at, title in enumerate(titles, 1) if title == wanted and at not in taken and wanted]
        if not wanted:
            same = [column.posicion]
        if not same:
            missing = missing or column.titulo
            continue
        at = min(same, key=lambda at: abs(at - column.posicion))
        found[column.campo] = at
        taken.add(at)
    return found, missing


def fits(plantilla: Plantilla, sheet: Sheet) -> bool:
    """Whether every column of ``plantilla`` is in ``sheet``: then it is read without guessing.

    >>> one = Plantilla((Columna(Campo.NSS, "NSS", 1),))
    >>> fits(one, Sheet("", (("Clave", "N.S.S."),))), fits(one, Sheet("", (("Clave", "CURP"),)))
    (True, False)
    """
    line, found, missing = locate(plantilla, sheet)
    if not line:
        return max(found.values(), default=0) <= sheet.width and bool(sheet.rows)
    return not missing
