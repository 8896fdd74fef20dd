"""The row of titles of a table: where it is, and what each title says once accents, signs and capitals are put aside.

>>> plain("N.S.S."), plain("Fecha_Alta"), plain("SalarioDiario"), plain("Ap. Paterno"), plain("Nombre(s)")
('nss', 'fecha alta', 'salario diario', 'ap paterno', 'nombre s')
>>> plain("numseguridadsocial"), plain("fechainiciorellaboral"), plain("departamento")
('num seguridad social', 'fecha inicio rel laboral', 'departamento')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .sheet import Row, Sheet
from .values import said

MAX_HEADER: Final = 20  # rows from the top among which the titles are looked for
MAX_TITLE: Final = 120  # characters of a title that are looked at
MAX_OVER: Final = 40  # characters of a title over several columns: a longer one is of the whole sheet
_CAMEL: Final = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-ß])|(?<=[A-ZÀ-ß])(?=[A-ZÀ-ß][a-zà-ÿ]{2})")
_NOT_WORDS: Final = re.compile(r"[^a-z0-9%#]+")
_OF_A_PAYROLL: Final = (
    "fecha inicio fin rel lab laboral relacion alta baja ingreso nacimiento nac antiguedad salario sueldo diario base "
    "cot cotizacion apor integrado mensual numero num no id clave codigo tipo nombre completo apellido ap paterno "
    "materno primer segundo seguridad seguro social registro patronal patron empleado trabajador imss nss curp rfc "
    "puesto riesgo depto departamento area credito infonavit descuento valor factor movimiento mov causa motivo "
    "contrato jornada regimen periodicidad pago postal entidad lugar sexo umf dias faltas incapacidad folio de del la "
)
_WORDS: Final = frozenset(_OF_A_PAYROLL.split())
_SHORTEST: Final = 8  # letters of a word that may be several
_LONGEST: Final = max(map(len, _WORDS))
_ALONE: Final = re.compile(r"\b[a-z](?: [a-z]\b)+")


def plain(text: str) -> str:
    """A title in lower case, its words apart, without accents nor signs; an acronym with points is one word."""
    apart = _CAMEL.sub(" ", text[:MAX_TITLE])
    folded = "".join(c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c)).lower()
    words = " ".join(_apart(word) for word in _NOT_WORDS.sub(" ", folded.replace("º", "o")).split())
    return _ALONE.sub(lambda found: found[0].replace(" ", ""), words)


@lru_cache(maxsize=4096)
def _apart(word: str) -> str:
    """A word that is several of those of a payroll written together, as databases name columns, cut in them."""
    if word in _WORDS or not _SHORTEST <= len(word) <= MAX_TITLE or not word.isalpha():
        return word
    cuts: list[list[str] | None] = [[], *[None] * len(word)]  # the fewest words that end there
    for end in range(1, len(word) + 1):
        for begin in range(max(0, end - _LONGEST), end):
            before = cuts[begin]
            if before is not None and word[begin:end] in _WORDS:
                now = cuts[end]
                if now is None or len(before) + 1 < len(now):
                    cuts[end] = [*before, word[begin:end]]
    whole = cuts[-1]
    return " ".join(whole) if whole else word


@dataclass(frozen=True, slots=True)
class Header:
    """``line`` is the row of the titles, 0 where there is none; ``titles`` are those of its columns, as written.

    The data begin after ``line``.
    """

    line: int
    titles: tuple[str, ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """The titles to be compared."""
        return tuple(plain(title) for title in self.titles)


def find(sheet: Sheet, known: Callable[[str], float], least: int = 2) -> Header:
    """The row among the first twenty with most titles that ``known`` knows (0: not at all), ``least`` or more.

    A title over several columns goes before those under it: "Excedente" over "Patronal" is "Excedente Patronal"; a
    title that takes two rows is its upper one where the lower is empty.
    """
    best, most = 0, 0
    for line, row in enumerate(sheet.rows[:MAX_HEADER], 1):
        said_here = heads(sheet, line, row, known)
        count = sum(known(title) > 0 for title in {plain(title) for title in said_here if title})
        if count > most:
            best, most = line, count
    if most < least:
        return Header(0, ("",) * sheet.width)
    return Header(best, heads(sheet, best, sheet.rows[best - 1], known))


def heads(sheet: Sheet, line: int, row: Row, known: Callable[[str], float]) -> tuple[str, ...]:
    """The titles of a row, with what is over them where the two together say more than the lower one alone."""
    above = sheet.rows[line - 2] if line > 1 else ()
    if not _is_second(row, above):
        return tuple(_text(row, column) for column in range(len(row)))
    over, found = "", []
    for column in range(max(len(row), len(above))):
        own = _text(row, column)
        higher = _text(above, column)
        if higher:
            over = higher if _spans(above, row, column) else ""
        elif not own:
            over = ""
        both = f"{over} {own}"[:MAX_TITLE]
        if own and over and len(over) <= MAX_OVER and known(plain(both)) > known(plain(own)):
            found.append(both)
        else:
            found.append(own or higher)
    return tuple(found)


def _text(row: Row, column: int) -> str:
    cell = row[column] if column < len(row) else None
    return said(cell)[:MAX_TITLE] if isinstance(cell, str) else ""


def _is_second(row: Row, above: Row) -> bool:
    """Whether the row above is a first row of titles: several texts, and every column has one of the two."""
    texts = sum(isinstance(cell, str) for cell in above)
    if texts < 2 or any(cell is not None and not isinstance(cell, str) for cell in above):
        return False
    width = max(len(row), len(above))
    empty_below = sum(not _text(row, column) for column in range(width))
    return empty_below > 0 or texts < sum(bool(_text(row, column)) for column in range(width))


def _spans(above: Row, row: Row, column: int) -> bool:
    """Whether a title above goes on over the next column, which has a title of its own below."""
    return bool(_text(row, column)) and not _text(above, column + 1) and bool(_text(row, column + 1))
