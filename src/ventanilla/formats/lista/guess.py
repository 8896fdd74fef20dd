"""Guesses which column of a list holds what, by the titles and by what is in them. What is not sure becomes a question.

>>> sheet = Sheet("", (("Clave", "No. IMSS", "S.D.I."), ("7", "99178500015", "687.70"), ("8", "99178500023", "315.04")))
>>> [(columna.campo.value, columna.posicion) for columna in guess(sheet).columnas]
[('clave', 1), ('nss', 2), ('sbc', 3)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ventanilla import law
from ventanilla.domain.identifiers import curp, nss
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.nombres import surnames_first
from ventanilla.formats.sheet import Cell, Row, Sheet, letters
from ventanilla.formats.titles import MAX_HEADER, MAX_TITLE, Header, find, plain
from ventanilla.formats.values import said
from ventanilla.kernel.text import Text

from .bare import by_content
from .campos import REGLAS, TITULOS, Campo, Contenido, known, of_a_period, weight
from .kinds import say
from .perfil import SAMPLE, Perfil
from .plantilla import APELLIDOS, NOMBRES, Columna, Duda, Plantilla

_SURE: Final = 0.6  # from here up a guess is told, and not asked
_LEAST: Final = 0.28  # below it is no guess
_NEAR: Final = 0.1  # two guesses so near are a question
_LISTED: Final = 12  # titles of columns that were not used
_IDENTIFIERS: Final = frozenset((Contenido.NSS, Contenido.CURP, Contenido.RFC, Contenido.REGISTRO))
_WORDS: Final = frozenset(
    (
        Contenido.MOVIMIENTO,
        Contenido.SEXO,
        Contenido.CAUSA,
        Contenido.RAMA,
        Contenido.DESCUENTO,
        Contenido.TRABAJADOR,
        Contenido.TIPO_SALARIO,
        Contenido.JORNADA,
    )
)  # a column whose words say nothing is not that, whatever its title
_BY_CONTENT: Final = {Campo.NSS: 80, Campo.CURP: 70, Campo.RFC: 80, Campo.REGISTRO: 90}  # percent that tells alone


@dataclass(frozen=True, slots=True)
class Posible:
    """A column that may be a field: how surely, by its title and by its content (0 to 1 each)."""

    score: float
    campo: Campo
    column: int
    title: float
    content: float


def guess(sheet: Sheet) -> Plantilla:
    """The plantilla of a sheet. Its columns have their confidence and reason; its ``dudas``, what should be asked."""
    header = _header(sheet)
    width = max(sheet.width, len(header.titles))
    titles = [*header.titles, *[""] * (width - len(header.titles))]
    rows = _sample(sheet, header.line)
    columns = [[row[n] if n < len(row) else None for row in rows] for n in range(width)]
    perfiles = [Perfil.of(column) for column in columns]
    possible = sorted(_possible(titles, perfiles), key=lambda one: (-one.score, one.column))
    chosen = _choose(possible)
    _names(chosen)
    bare = {n + 1: perfil for n, perfil in enumerate(perfiles) if not plain(titles[n]) and perfil.n}
    for found in chosen.values():
        bare.pop(found.column, None)
    for campo, column, confidence in by_content(bare, columns, {campo: one.column for campo, one in chosen.items()}):
        chosen[campo] = Posible(confidence, campo, column, 0.0, 1.0)
    dudas = _of_wages(chosen, titles, perfiles)
    if not header.line:
        dudas.append(Duda("LISTA_SIN_TITULOS", 0, {}))
    dudas += _rivals(chosen, possible, titles)
    order, question = _order(chosen, titles, columns)
    dudas += question
    made = [
        Columna(
            one.campo, titles[one.column - 1], one.column, "", round(100 * min(one.score, 1)), _reason(one, perfiles)
        )
        for one in chosen.values()
    ]
    dudas += _unused(made, titles, perfiles)
    return Plantilla(tuple(sorted(made, key=lambda c: c.posicion)), header.line, order, dudas=tuple(dudas))


def _header(sheet: Sheet) -> Header:
    """The row of titles: the one with most that are known, or the texts just above the first row with a number of
    somebody."""
    header = find(sheet, known)
    if header.line and not _is_data(sheet.rows[header.line - 1]):
        return header
    first = next((n for n, row in enumerate(sheet.rows[:MAX_HEADER]) if _is_data(row)), 0)
    above = sheet.rows[first - 1] if first else ()
    if sum(isinstance(cell, str) for cell in above) > 1:
        return Header(first, tuple(said(cell)[:MAX_TITLE] for cell in above))
    return Header(0, ("",) * sheet.width)


def _is_data(row: Row) -> bool:
    """Whether a row that looked like titles has somebody's number."""
    texts = [said(cell) for cell in row]
    return any(nss.is_valid(text) or curp.examine(text).code == "" for text in texts if len(text) >= 10)


def _sample(sheet: Sheet, header: int) -> list[Row]:
    """Rows of data from the whole list, so that it is not only its beginning that tells."""
    rows = [row for row in sheet.rows[header:] if len(row) > 1]
    step = max(1, len(rows) // SAMPLE)
    return rows[::step][: 2 * SAMPLE]


def _possible(titles: list[str], perfiles: list[Perfil]) -> Iterator[Posible]:
    for n, (title, perfil) in enumerate(zip(titles, perfiles, strict=True), 1):
        said_plain = plain(title)
        for campo, rule in REGLAS.items():
            by_title = weight(campo, said_plain)
            content = perfil.fits(rule.contenido)
            if perfil.n and rule.contenido in _WORDS and content < 0.5:
                continue
            if perfil.n and rule.contenido is Contenido.FECHA and content < 0.2 and by_title < 0.95:
                continue  # "Antigüedad" may be years
            if by_title:
                score = by_title * (0.5 + 0.5 * content)
                if rule.contenido in _IDENTIFIERS and content < 0.2 and perfil.n:
                    score = by_title * 0.4
            elif campo in _BY_CONTENT and perfil.n >= 2 and 100 * content >= _BY_CONTENT[campo]:
                score = 0.45 + 0.45 * content
            else:
                continue
            if score >= _LEAST:
                yield Posible(score, campo, n, by_title, content)


def _choose(possible: list[Posible]) -> dict[Campo, Posible]:
    """Each field in one column, each column for one field, the surest first."""
    chosen: dict[Campo, Posible] = {}
    taken: set[int] = set()
    for one in possible:
        if one.campo not in chosen and one.column not in taken:
            chosen[one.campo] = one
            taken.add(one.column)
    return chosen


def _names(chosen: dict[Campo, Posible]) -> None:
    """A column "Nombre" is the given names where the surnames are apart, and the whole name elsewhere."""
    apart = Campo.PRIMER_APELLIDO in chosen or Campo.APELLIDOS in chosen
    if apart and Campo.NOMBRE in chosen and Campo.NOMBRES not in chosen:
        chosen[Campo.NOMBRES] = replace(chosen.pop(Campo.NOMBRE), campo=Campo.NOMBRES)
    elif not apart and Campo.NOMBRES in chosen and Campo.NOMBRE not in chosen:
        chosen[Campo.NOMBRE] = replace(chosen.pop(Campo.NOMBRES), campo=Campo.NOMBRE)
    elif apart and Campo.NOMBRE in chosen:
        del chosen[Campo.NOMBRE]


def cap() -> Decimal:
    """The greatest base wage of a day that the law loaded here knows (LSS 28): above it, a wage is not of a day."""
    on = law.history("uma.diaria")[-1].since
    return law.value("lss.28.tope_uma", on) * law.value("uma.diaria", on)


def _of_wages(chosen: dict[Campo, Posible], titles: list[str], perfiles: list[Perfil]) -> list[Duda]:
    """A wage that is of a month is not used as one of a day; two wages whose titles do not tell are ordered."""
    dudas = []
    for campo in (Campo.DIARIO, Campo.SBC):
        one = chosen.get(campo)
        if one is not None and one.title < _SURE + 0.1 and perfiles[one.column - 1].median > cap():
            del chosen[campo]
            dudas.append(_about("COLUMNA_DE_PERIODO", one.column, titles))
    for n, title in enumerate(titles, 1):
        if of_a_period(plain(title)) and perfiles[n - 1].n:
            dudas.append(_about("COLUMNA_DE_PERIODO", n, titles))
    daily, base = chosen.get(Campo.DIARIO), chosen.get(Campo.SBC)
    if daily and base and min(daily.title, base.title) < _SURE + 0.1:
        less, more = perfiles[daily.column - 1].median, perfiles[base.column - 1].median
        if less > more > 0:
            chosen[Campo.DIARIO] = replace(base, campo=Campo.DIARIO)
            chosen[Campo.SBC] = replace(daily, campo=Campo.SBC)
    return dudas


def _about(code: str, column: int, titles: list[str], **values: str | int) -> Duda:
    return Duda(code, column, {"letra": letters(column), "titulo": titles[column - 1], **values})


def _rivals(chosen: dict[Campo, Posible], possible: list[Posible], titles: list[str]) -> list[Duda]:
    """Columns that nobody took and are almost as likely; fields that a column could be as well."""
    taken = {one.column for one in chosen.values()}
    dudas = []
    for campo, one in chosen.items():
        near = [p for p in possible if p.score >= one.score - _NEAR]
        other = next((p for p in near if p.campo is campo and p.column not in taken and p.score >= _SURE), None)
        if other is not None:
            values = {"campo": TITULOS[campo], "otra_letra": letters(other.column), "otra": titles[other.column - 1]}
            dudas.append(_about("COLUMNA_O_COLUMNA", one.column, titles, **values))
        same = (p for p in near if p.column == one.column and p.campo not in chosen)
        also = next((p for p in same if _another(p.campo, campo)), None)
        if also is not None:
            reason = Text("TAMBIEN_PODRIA", "También podría ser {campo}.", campo=TITULOS[also.campo])
            dudas.append(_about("COLUMNA_DUDOSA", one.column, titles, campo=TITULOS[campo], razon=str(reason)))
    return dudas


def _another(one: Campo, other: Campo) -> bool:
    """Whether two fields are different things; a name and the given names are told apart by the other columns."""
    return one is not other and {one, other} != {Campo.NOMBRE, Campo.NOMBRES}


def _order(chosen: dict[Campo, Posible], titles: list[str], columns: list[list[Cell]]) -> tuple[str, list[Duda]]:
    """Whether whole names begin with the surnames: the title, else the people's keys, else the commonest names."""
    one = chosen.get(Campo.NOMBRE)
    if one is None:
        return "", []
    title = plain(titles[one.column - 1])
    first = title.find("nom")
    surname = max(title.find("ape"), title.find("pat"))
    if first >= 0 and surname >= 0:
        return (APELLIDOS if surname < first else NOMBRES), []
    key = chosen.get(Campo.CURP) or chosen.get(Campo.RFC)
    keys = [said(cell).upper() for cell in columns[key.column - 1]] if key else [""] * len(columns[0])
    found = surnames_first([said(cell) for cell in columns[one.column - 1]], keys)
    if found is None:
        return APELLIDOS, [Duda("NOMBRES_ORDEN_DUDOSO", one.column, {})]
    said_order = "con los apellidos primero" if found else "con el nombre primero"
    return (APELLIDOS if found else NOMBRES), [Duda("NOMBRES_ORDEN", one.column, {"orden": said_order})]


def _reason(one: Posible, perfiles: list[Perfil]) -> Text:
    share = round(100 * one.content)
    if not perfiles[one.column - 1].n:
        return Text("POR_TITULO", "por su título; no tiene datos")
    if not one.title:
        return Text("POR_CONTENIDO", "por su contenido: el {n} % de las celdas lo parecen", n=share)
    return Text("POR_TITULO_Y_CONTENIDO", "por su título, y el {n} % de las celdas lo parecen", n=share)


def _unused(made: list[Columna], titles: list[str], perfiles: list[Perfil]) -> list[Duda]:
    used = {columna.posicion for columna in made}
    others = [
        title or letters(n)
        for n, (title, perfil) in enumerate(zip(titles, perfiles, strict=True), 1)
        if n not in used and perfil.n
    ]
    if not others:
        return []
    shown = ", ".join(others[:_LISTED]) + (", …" if len(others) > _LISTED else "")
    return [Duda("COLUMNAS_NO_USADAS", 0, {"n": len(others), "titulos": shown})]


def tell(plantilla: Plantilla, place: Place) -> Iterator[Finding]:
    """What was guessed, a note of each column, and each question. ``place`` is the sheet, at the line of its titles.

    Nothing where a person saved the plantilla.
    """
    if plantilla.confirmada:
        return
    asked = {duda.posicion for duda in plantilla.dudas if duda.code == "COLUMNA_DUDOSA"}
    for columna in plantilla.columnas:
        if columna.posicion in asked:
            continue
        sure = columna.confianza >= 100 * _SURE
        values: dict[str, str | int] = {
            "letra": letters(columna.posicion),
            "titulo": columna.titulo,
            "campo": TITULOS[columna.campo],
            "razon": str(columna.razon or ""),
        }
        at = place.at(columna.posicion)
        if sure:
            yield say("COLUMNA_ADIVINADA", at, columna.campo.value, confianza=columna.confianza, **values)
        else:
            yield say("COLUMNA_DUDOSA", at, columna.campo.value, **values)
    for duda in plantilla.dudas:
        yield say(duda.code, place.at(duda.posicion), "", **duda.values)
