"""A column of a list as it is read: how it writes its days and its amounts, and what is told of it once at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Protocol

from ventanilla.formats import values
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.sheet import Cell
from ventanilla.formats.values import Reading, said
from ventanilla.kernel.money import Money

from .campos import REGLAS, TITULOS, Campo, Contenido
from .kinds import say

PIVOT: Final = 60  # two digits of a year up to here are of this century
BIRTH_PIVOT: Final = 15  # and in a birth
_CENTAVOS: Final = 100  # in a peso
_NOISE: Final = Decimal("0.01")  # of a centavo: less than this is the arithmetic of a spreadsheet
_NO_AMOUNT: Final = Decimal(10**12)  # pesos: from here up it is a mistake
_MOST_DAYS: Final = 400
_REMEMBERED: Final = 50_000  # days of a column that are read once
_AMOUNTS: Final = frozenset((Contenido.SALARIO, Contenido.IMPORTE, Contenido.CUENTA))
_NOTHING: Final = frozenset(("", "-", "--", "—", "N/A", "NA", "S/D", "NINGUNO", "NINGUNA", "NO APLICA", "00/00/0000"))
_LONGEST_NOTHING: Final = max(map(len, _NOTHING))


class Where(Protocol):
    """A row: its cells by field, where each is, and what has been told of it."""

    told: list[Finding]

    def cell(self, campo: Campo) -> Cell: ...
    def at(self, campo: Campo) -> Place: ...


class Lectura:
    """``texts`` are all its texts, which tell its order of day and month and its decimal mark; ``forma`` fixes them."""

    def __init__(self, campo: Campo, title: str, place: Place, texts: Iterable[str], forma: str) -> None:
        self.campo = campo
        self.title = title or TITULOS[campo]
        self.place = place
        content = REGLAS[campo].contenido
        self._month_first: bool | None = False
        self._comma = forma == ","
        self._guessed = not forma
        if content is Contenido.FECHA:
            self._month_first = forma == "mda" if forma else values.month_first(texts)
        elif content in _AMOUNTS and not forma:
            self._comma = values.decimal_comma(texts)
        self._pivot = BIRTH_PIVOT if campo is Campo.NACIMIENTO else PIVOT
        self._days: dict[str, tuple[date | None, Reading]] = {}
        self._serials = self._short_years = self._rounded = 0
        self.hashes = 0

    def empty(self, cell: Cell) -> bool:
        """Whether a cell says nothing."""
        return cell is None or (isinstance(cell, str) and said(cell).upper() in _NOTHING)

    def text(self, row: Where) -> str:
        """What the cell of ``row`` says, "" where nothing, or the error of a formula, which is told."""
        cell = row.cell(self.campo)
        if cell is None:
            return ""
        text = said(cell)
        if isinstance(cell, str):
            if len(text) <= _LONGEST_NOTHING and text.upper() in _NOTHING:
                return ""
            if text[0] in "#E" and values.is_error(text):
                row.told.append(say("CELDA_CON_ERROR", row.at(self.campo), self.title, texto=text))
                return ""
        return text

    def amount(self, row: Where) -> Money | None:
        """An amount in pesos, rounded to centavos; None where there is none that can be read."""
        found = self.number(row)
        if found is None:
            return None
        if abs(found) >= _NO_AMOUNT:
            text = said(row.cell(self.campo))
            row.told.append(say("SALARIO_CON_NUMEROS_DE_MAS", row.at(self.campo), self.title, texto=text))
            return None
        centavos = found * _CENTAVOS
        whole = centavos.to_integral_value(ROUND_HALF_UP)
        self._rounded += abs(centavos - whole) > _NOISE
        return Money.of_centavos(int(whole))

    def number(self, row: Where) -> Decimal | None:
        """A number, None where there is none that can be read."""
        cell = row.cell(self.campo)
        if isinstance(cell, Decimal):
            return cell
        text = self.text(row)
        if not text:
            return None
        if isinstance(cell, date):
            row.told.append(say("IMPORTE_CON_FECHA", row.at(self.campo), self.title, texto=text))
            return None
        found = values.number(text, comma=self._comma)
        if found is None:
            row.told.append(say("IMPORTE_ILEGIBLE", row.at(self.campo), self.title, texto=text))
        return found

    def count(self, row: Where) -> int | None:
        """A whole number of days, None where there is none that can be read."""
        text = self.text(row)
        if not text:
            return None
        found = values.number(text.lower().removesuffix("dias").removesuffix("días"))
        if found is None or found != found.to_integral_value() or not 0 <= found <= _MOST_DAYS:
            row.told.append(say("DIAS_ILEGIBLES", row.at(self.campo), self.title, texto=text))
            return None
        return int(found)

    def day(self, row: Where) -> date | None:
        """A day, None where there is none that can be read."""
        text = self.text(row)
        if not text:
            return None
        found, how = self._day(row.cell(self.campo), text)
        self._serials += how is Reading.SERIAL
        self._short_years += how is Reading.TWO_DIGITS
        if found is None and text.strip("0"):
            row.told.append(self._bad_day(text, row.at(self.campo), how))
        return found

    def _day(self, cell: Cell, text: str) -> tuple[date | None, Reading]:
        if not isinstance(cell, str):
            return values.day(cell)
        known = self._days.get(text)
        if known is None:
            known = values.day(text, month_first=bool(self._month_first), pivot=self._pivot)
            if len(self._days) < _REMEMBERED:
                self._days[text] = known
        return known

    def _bad_day(self, text: str, at: Place, how: Reading) -> Finding:
        match how:
            case Reading.IMPOSSIBLE:
                order = "mes/día/año" if self._month_first else "día/mes/año"
                return say("FECHA_IMPOSIBLE", at, self.title, texto=text, orden=order)
            case Reading.FAR:
                first, last = values.FIRST_YEAR, values.LAST_YEAR
                return say("FECHA_LEJANA", at, self.title, texto=text, desde=first, hasta=last)
            case _:
                return say("FECHA_ILEGIBLE", at, self.title, texto=text)

    def notes(self) -> Iterator[Finding]:
        """What is told once of the column, at its title."""
        if self._guessed and self._month_first:
            yield say("COLUMNA_MES_PRIMERO", self.place, self.title, titulo=self.title)
        if self._guessed and self._month_first is None:
            yield say("COLUMNA_FECHAS_AMBIGUAS", self.place, self.title, titulo=self.title)
        if self._guessed and self._comma:
            yield say("COLUMNA_COMA_DECIMAL", self.place, self.title, titulo=self.title)
        if self._serials:
            yield say("COLUMNA_SERIALES", self.place, self.title, titulo=self.title, n=self._serials)
        if self._short_years:
            yield say(
                "COLUMNA_DOS_CIFRAS", self.place, self.title, titulo=self.title, n=self._short_years, pivote=self._pivot
            )
        if self._rounded:
            yield say("COLUMNA_DECIMALES", self.place, self.title, titulo=self.title, n=self._rounded)
        if self.hashes:
            yield say("COLUMNA_ENIE", self.place, self.title, titulo=self.title, n=self.hashes)
