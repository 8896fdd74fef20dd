"""The sheet of the workers: one row each, every amount by branch and share, and the totals above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ventanilla.formats.cedula.model import CedulaImpresa
from ventanilla.formats.cedula.titles import PERIODOS, de_periodo, titulo

from .book import Book, letter
from .rows import Cell, Field, Kind, escaped, pesos

HOJA: Final = "Trabajadores"
_TOTALS: Final = 3  # rows from 0: the totals, and the titles under them
_HEAD: Final = 4
_BEFORE: Final = (
    Field("NSS", 13, "text", Kind.TEXT),
    Field("Nombre", 34, "text", Kind.TEXT),
    Field("CURP", 20.5, "text", Kind.TEXT),
    Field("Clave", 8, "text", Kind.TEXT),
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the totals of this sheet are, as a formula of another sheet names them."""

    columnas: tuple[str, ...]
    patron: str
    obrero: str
    total: str


def add(book: Book) -> Places:
    """Add the sheet."""
    cedula = book.cedula
    sheet = book.sheet(HOJA)
    when = "; ".join(
        f"{PERIODOS[one.bill]} {one.periodo.first:%d/%m/%Y} a {one.periodo.last:%d/%m/%Y}" for one in cedula.periodos
    )
    book.head(sheet, "Trabajadores", f"{cedula.datos.nombre or cedula.datos.registro} · {when}")
    with_origin = any(one.persona.origen for one in cedula.asegurados)
    fields = _fields(cedula, with_origin)
    grid = book.grid(sheet, fields, _rows(cedula, with_origin), len(cedula.asegurados), head=_HEAD, frozen=2)
    sheet.print_area(
        0, 0, max(grid.last, grid.first) - 1, _column(fields, "Total")
    )  # what it warns is read on a screen
    first = len(_BEFORE) + 2 * len(cedula.periodos)
    sums = (*cedula.totales, cedula.patron, cedula.obrero, cedula.total)
    last = max(grid.last, grid.first)
    for n in range(first):
        sheet.write_blank(_TOTALS, n, None, book.styles["total_label"])
    sheet.write_string(_TOTALS, 0, "Totales", book.styles["total_label"])
    sheet.write_string(_TOTALS, 1, "Suma de los renglones a la vista", book.styles["total_label"])
    for at in range(len(cedula.periodos)):
        n = len(_BEFORE) + 2 * at
        days = sum(one.cuenta[at][0] for one in cedula.asegurados)
        formula = f"=SUBTOTAL(109,{letter(n)}{grid.first}:{letter(n)}{last})"
        sheet.write_formula(_TOTALS, n, formula, book.styles["total_whole"], days)
    for n, total in enumerate(sums, first):
        where = letter(n)
        book.amount(sheet, _TOTALS, n, f"SUBTOTAL(109,{where}{grid.first}:{where}{last})", total, "total")
    if grid.count:
        sheet.ignore_errors({"number_stored_as_text": f"A{grid.first}:D{last}"})
    names = [f"SUM({HOJA}!{letter(n)}{grid.first}:{letter(n)}{last})" for n in range(first, first + len(sums))]
    return Places(tuple(names[:-3]), *names[-3:])


def _column(fields: Sequence[Field], title: str) -> int:
    return [field.title for field in fields].index(title)


def _fields(cedula: CedulaImpresa, with_origin: bool) -> tuple[Field, ...]:
    alone = len(cedula.periodos) == 1
    counts = tuple(
        field
        for one in cedula.periodos
        for field in (
            Field(de_periodo("Días", one.bill, alone), 6 if alone else 8.5, "plain"),
            Field(de_periodo("SBC", one.bill, alone), 10, "amount"),
        )
    )
    first = len(_BEFORE) + len(counts)
    columns = tuple(Field(titulo(column), 11, "amount") for column in cedula.columnas)
    after = letter(first), letter(first + len(columns) - 1)
    total = f"SUM({after[0]}{{r}}:{after[1]}{{r}})"
    fields = (
        *_BEFORE,
        *counts,
        *columns,
        Field("A cargo del patrón", 12.5, "strong"),
        Field("A cargo del trabajador", 12.5, "strong"),
        Field("Total", 12.5, "strong", formula=total),
        Field("Avisos", 30, "text", Kind.TEXT),
    )
    return (*fields, Field("Origen", 30, "text", Kind.TEXT)) if with_origin else fields


def _rows(cedula: CedulaImpresa, with_origin: bool) -> Iterator[tuple[Cell, ...]]:
    for one in cedula.asegurados:
        persona, renglon = one.persona, one.renglon
        warned = " ".join(map(str, one.advertencias))
        yield (
            escaped(persona.nss),
            _or_none(persona.nombre),
            _or_none(persona.curp),
            _or_none(persona.clave),
            *(cell for dias, sbc in one.cuenta for cell in (str(dias), pesos(sbc))),
            *map(pesos, renglon.importes),
            pesos(renglon.patron),
            pesos(renglon.obrero),
            pesos(one.total),
            _or_none(warned),
            *((_or_none(persona.origen),) if with_origin else ()),
        )


def _or_none(text: str) -> Cell:
    return escaped(text) if text else None
