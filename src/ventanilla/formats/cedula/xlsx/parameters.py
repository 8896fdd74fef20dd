"""The sheet of the law: each set of rates that some days had, and every value that was read, with its date and article.

The sets are formulas of the values below them: whoever changes a value there sees every amount change.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from ventanilla.domain.contributions import Bill, Parte, by_key
from ventanilla.domain.contributions.branches import OWN_PREMIUM
from ventanilla.domain.contributions.cedula import Columna
from ventanilla.formats.cedula.lapsos import Juego
from ventanilla.formats.cedula.legal import Fundamento
from ventanilla.formats.cedula.titles import PERIODOS, titulo
from ventanilla.kernel.money import Money

from .book import Book, height, letter, number
from .explanation import limit_name, tasa_name

HOJA: Final = "Parámetros"
_FIRST: Final = 62  # width of the first column
_WIDTH: Final = 15  # of the others
_LIMITS: Final = ("UMA", "Piso", "Tope", "Libre")
_TITLES: Final = ("UMA", "Salario mínimo que cotiza", "Salario máximo que cotiza", "Tres UMA")
# Each title with its first and last column.
_VALUES: Final = (
    ("Valor", 0, 0), ("Cifra", 1, 1), ("Unidad", 2, 2), ("Rige desde", 3, 3), ("Fundamento", 4, 5), ("Fuente", 6, 7),
    ("Clave", 8, 9),
)  # fmt: skip
_POLICIES: Final = (("Pregunta", 0, 0), ("Respuesta", 1, 5), ("Fundamento", 6, 7))
_LAST: Final = 9
_MINIMUM: Final = ("sm.general", "sm.zlfn")


def add(book: Book) -> None:
    """Add the sheet."""
    cedula = book.cedula
    sheet = book.sheet(HOJA)
    book.head(sheet, "Parámetros de la ley", "Las cifras con que se calculó, con su fecha y su fundamento")
    sheet.set_column(0, 0, _FIRST)
    sheet.set_column(1, max(_LAST, len(cedula.juegos)), _WIDTH)
    sets = [[juego for juego in cedula.juegos if juego.bill is one.bill] for one in cedula.periodos]
    shares = [sum(column.period is one.bill for column in cedula.columnas) for one in cedula.periodos]
    first = 3 + sum(2 + len(_LIMITS) + many + 1 for many in shares)  # where the values begin: after the sets
    cells = _values(book, sheet, first)
    row = 3
    for partial, juegos in zip(cedula.periodos, sets, strict=True):
        columns = [column for column in cedula.columnas if column.period is partial.bill]
        row = _sets(book, sheet, row, partial.bill, columns, juegos, cells)
    _policies(book, sheet, first + len(cells.rows) + 3)


class _Values:
    """Where each value of the law is in the sheet."""

    def __init__(self, given: Sequence[Fundamento], first: int) -> None:
        self.rows = given
        self._first = first
        self._at = {
            (one.clave.partition("/")[0], Decimal(one.valor)): first + n for n, one in enumerate(given) if one.valor
        }

    def cell(self, key: str, value: Decimal) -> str | None:
        """The reference of a value; None if it was not read under that key."""
        row = self._at.get((key, value))
        return None if row is None else f"$B${row + 1}"


def _values(book: Book, sheet: Any, row: int) -> _Values:
    """The values that were read, the employer's premiums among them."""
    styles = book.styles
    sheet.merge_range(row, 0, row, _LAST, "Cifras de la ley y primas del patrón", styles["section"])
    for title, n, to in _VALUES:
        _spread(sheet, row + 1, n, to, title, styles["head"])
    patron = book.cedula.datos.patron
    primas = [
        Fundamento(OWN_PREMIUM, "Prima de riesgo de trabajo del patrón", str(one.porcentaje), "por ciento", one.desde,
                   "LSS 70-74", "Dada por el patrón", True)
        for one in patron.primas
    ]  # fmt: skip
    given = [*book.cedula.fundamentos, *primas]
    for at, one in enumerate(given, row + 2):
        title = one.titulo if one.seguro else f"{one.titulo} (por confirmar)"
        sheet.set_row(at, height((title, _FIRST), (one.cita, 2 * _WIDTH), (one.fuente, 2 * _WIDTH)))
        sheet.write_string(at, 0, title, styles["wrap"])
        if one.valor:
            sheet.write_number(at, 1, Decimal(one.valor), styles["amount" if one.unidad == "MXN" else "rate"])
        else:
            sheet.write_blank(at, 1, None, styles["wrap"])
        sheet.write_string(at, 2, one.unidad, styles["wrap"])
        sheet.write_datetime(at, 3, one.desde, styles["day"])
        for text, (_, n, to) in zip((one.cita, one.fuente, one.clave), _VALUES[4:], strict=True):
            _spread(sheet, at, n, to, text, styles["wrap"])
    return _Values(given, row + 2)


def _sets(
    book: Book, sheet: Any, row: int, bill: Bill, columns: Sequence[Columna], juegos: Sequence[Juego], cells: _Values
) -> int:
    """The sets of rates of a bill, each in its column; gives the row after them."""
    styles = book.styles
    width = max(len(juegos), 3)
    sheet.merge_range(row, 0, row, width, f"Juegos de tasas, cédula {PERIODOS[bill]}", styles["section"])
    titles = [*_TITLES, *(f"{titulo(column)}, %" for column in columns)]
    names = [*(limit_name(what, bill) for what in _LIMITS), *map(tasa_name, columns)]
    sheet.write_string(row + 1, 0, "Juego", styles["head"])
    last = letter(max(len(juegos), 1))
    for at, (title, name) in enumerate(zip(titles, names, strict=True), row + 2):
        sheet.write_string(at, 0, title, styles["text"])
        book.workbook.define_name(name, f"='{HOJA}'!$B${at + 1}:${last}${at + 1}")
    for n, juego in enumerate(juegos, 1):
        sheet.write_number(row + 1, n, n, styles["head"])
        for at, (value, formula) in enumerate(_limits(juego, cells, letter(n), row + 3), row + 2):
            _write(book, sheet, at, n, number(value), formula, "amount")
        for at, (column, rate) in enumerate(zip(columns, juego.tasas, strict=True), row + 2 + len(_LIMITS)):
            if rate is None:
                sheet.write_blank(at, n, None, styles["rate"])
            else:
                _write(book, sheet, at, n, rate, cells.cell(_key(column), rate), "rate")
    return row + 2 + len(titles) + 1


def _limits(juego: Juego, cells: _Values, column: str, row: int) -> list[tuple[Money, str | None]]:
    """The limits of a set and their formulas: the cap and the three UMA are so many times the UMA, in ``row``."""
    least = next((at for key in _MINIMUM if (at := cells.cell(key, juego.piso.pesos)) is not None), None)
    found: list[tuple[Money, str | None]] = [
        (juego.uma, cells.cell("uma.diaria", juego.uma.pesos)),
        (juego.piso, least),
    ]
    for amount, key in ((juego.tope, "lss.28.tope_uma"), (juego.libre, "lss.106.excedente_uma")):
        times = cells.cell(key, Decimal(amount.centavos // juego.uma.centavos))
        found.append((amount, None if times is None else f"ROUND({column}{row}*{times},2)"))
    return found


def _key(column: Columna) -> str:
    ramo = by_key(column.ramo)
    return str(ramo.employer if column.parte is Parte.PATRON else ramo.worker)


def _write(book: Book, sheet: Any, row: int, column: int, value: Decimal, formula: str | None, style: str) -> None:
    if formula is None:
        sheet.write_number(row, column, value, book.styles[style])
    else:
        sheet.write_formula(row, column, f"={formula}", book.styles[style], value)


def _policies(book: Book, sheet: Any, row: int) -> None:
    styles = book.styles
    title = "Criterios: preguntas que la ley deja abiertas, y cómo se respondieron"
    sheet.merge_range(row, 0, row, _LAST, title, styles["section"])
    for title, n, to in _POLICIES:
        _spread(sheet, row + 1, n, to, title, styles["head"])
    for at, one in enumerate(book.cedula.politicas, row + 2):
        sheet.set_row(at, height((one.pregunta, _FIRST), (one.respuesta, 5 * _WIDTH), (one.cita, 2 * _WIDTH)))
        for text, (_, n, to) in zip((one.pregunta, one.respuesta, one.cita), _POLICIES, strict=True):
            _spread(sheet, at, n, to, text, styles["wrap"])


def _spread(sheet: Any, row: int, first: int, last: int, text: str, style: Any) -> None:
    """A text in one cell, or in several joined."""
    if first == last:
        sheet.write_string(row, first, text, style)
    else:
        sheet.merge_range(row, first, row, last, text, style)
