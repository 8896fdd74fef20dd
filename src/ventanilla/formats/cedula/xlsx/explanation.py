"""The sheet that computes everything again: a row for each lapso, and in it a formula for each amount.

The law rounds half up a product of three decimals. A spreadsheet has binary doubles, in which 0.285 is a little less
than its half; so the formulas multiply whole numbers (centavos, days and the rate in its last decimal), whose product
a double holds exactly (under 2^53), and divide once: no quotient that is not a half is nearer to one than 10^-7, far
more than what a double loses. ``tests/formats/test_cedula_recomputes.py`` evaluates them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import Base, Bill, Parte, by_key
from ventanilla.domain.contributions.cedula import Columna
from ventanilla.formats.cedula.lapsos import Lapso
from ventanilla.formats.cedula.model import Asegurado, CedulaImpresa
from ventanilla.formats.cedula.titles import PERIODOS, codigo, titulo
from ventanilla.kernel.money import Money

from .book import Book, letter
from .rows import Cell, Field, Kind, Own, day, escaped, pesos

RATE_DECIMALS: Final = 5  # of a percent: those of a premium of risk; no rate of the law has more
MAX_FORMULA: Final = 8_000  # characters; Excel takes 8,192
_HEAD: Final = 4
_NADA: Final = Money.of_centavos(0)
_FIRST: Final = 12  # columns before the days by rule
_BASES: Final = {Base.UMA: "J", Base.SBC: "K", Base.SBC_OVER_3_UMA: "L"}
_NOTE: Final = (
    "Cada importe es base × días × tasa, redondeado a centavos con la mitad hacia arriba. La fórmula multiplica "
    "números enteros (centavos, días y la tasa en su quinto decimal) para que el redondeo sea exacto. "
    "«Diferencia» compara con lo que calculó el programa: debe ser 0.00."
)


@dataclass(frozen=True, slots=True)
class Hoja:
    """The sheet of one bill: its name, where its rows are, and the column of each amount, of the sums and the check."""

    bill: Bill
    name: str
    first: int
    last: int
    importes: tuple[str, ...]
    diferencia: str

    def suma(self, at: int) -> str:
        """The sum of an amount, for a formula of another sheet."""
        return f"SUM('{self.name}'!{self.importes[at]}{self.first}:{self.importes[at]}{self.last})"

    def fallas(self) -> str:
        """How many lapsos differ."""
        cells = f"'{self.name}'!{self.diferencia}{self.first}:{self.diferencia}{self.last}"
        return f'COUNTIF({cells},"<>0")'


def tasa_name(column: Columna) -> str:
    """The name of the rates of a column in the sheet of parameters."""
    return f"Tasa_{codigo(column)}"


def limit_name(what: str, bill: Bill) -> str:
    """The name of a limit (UMA, Piso, Tope, Libre) in the sheet of parameters."""
    return f"{what}_{PERIODOS[bill]}"


def add(book: Book, bill: Bill, alone: bool) -> Hoja:
    """Add the sheet of a bill."""
    cedula = book.cedula
    layout = _Layout(cedula, bill)
    sheet = book.sheet("Explicación" if alone else f"Explicación {PERIODOS[bill]}")
    sheet.fit_to_pages(2, 0)
    sheet.repeat_columns(0, 1)
    book.head(sheet, f"Explicación {PERIODOS[bill]}, importe por importe")
    sheet.merge_range(1, 0, 2, 11, _NOTE, book.styles["note"])
    count = sum(len(one.de(bill)) for one in cedula.asegurados)
    grid = book.grid(sheet, layout.fields, _Rows(cedula, layout, _HEAD + 2), count, head=_HEAD, frozen=2)
    last = max(grid.last, grid.first)
    check = letter(len(layout.fields) - 1)
    sheet.conditional_format(
        f"{check}{grid.first}:{check}{last}",
        {"type": "cell", "criteria": "!=", "value": 0, "format": book.styles["wrong"]},
    )
    if count:
        sheet.ignore_errors({"number_stored_as_text": f"A{grid.first}:A{last}"})
    return Hoja(bill, grid.name, grid.first, last, layout.importes, check)


class _Layout:
    """The columns of the sheet of one bill."""

    def __init__(self, cedula: CedulaImpresa, bill: Bill) -> None:
        self.bill = bill
        self.por_segmento = cedula.redondeo_por_segmento
        self.numbers = _numbers(cedula, bill)
        chosen = [n for n, column in enumerate(cedula.columnas) if column.period is bill]
        self.columnas = [cedula.columnas[n] for n in chosen]
        rules = [cedula.descuentos[n] for n in chosen]
        distinct = list(dict.fromkeys(rules))
        self.rules = [(rule.incapacidad, rule.ausencias) for rule in distinct]
        self.dias = [letter(_FIRST + distinct.index(rule)) for rule in rules]
        start = _FIRST + len(distinct)
        self.importes = tuple(letter(start + n) for n in range(len(chosen)))
        self.fields = (*self._first(), *self._rules(), *self._amounts(), *self._last(letter(start + len(chosen))))

    def _first(self) -> tuple[Field, ...]:
        uma, piso, tope, libre = (limit_name(what, self.bill) for what in ("UMA", "Piso", "Tope", "Libre"))
        return (
            Field("NSS", 13, "text", Kind.TEXT),
            Field("Nombre", 32, "text", Kind.TEXT),
            Field("Desde", 11, "day"),
            Field("Hasta", 11, "day"),
            Field("Días", 6, "plain", formula="D{r}-C{r}+1"),
            Field("Incapa-cidad", 7, "whole"),
            Field("Ausen-cias", 7, "whole"),
            Field("Salario registrado", 11, "amount"),
            Field("Juego de tasas", 7, "plain"),
            Field("UMA", 10, "amount", formula=f"INDEX({uma},I{{r}})"),
            Field("SBC", 11, "amount", formula=f"MIN(MAX(H{{r}},INDEX({piso},I{{r}})),INDEX({tope},I{{r}}))"),
            Field("SBC menos tres UMA", 11, "amount", formula=f"MAX(ROUND(K{{r}}-INDEX({libre},I{{r}}),2),0)"),
        )

    def _rules(self) -> tuple[Field, ...]:
        found = []
        for incapacidad, ausencias in self.rules:
            less = ("-F{r}" if incapacidad else "") + ("-G{r}" if ausencias else "")
            words = " ni ".join(word for word, said in (("incapacidad", incapacidad), ("ausencias", ausencias)) if said)
            found.append(
                Field(f"Días sin {words}" if words else "Todos los días", 11, "plain", formula=f"E{{r}}{less}")
            )
        return tuple(found)

    def _amounts(self) -> tuple[Field, ...]:
        return tuple(
            Field(titulo(column), 12, "amount", formula=_rounded(self.term(at, "{r}")))
            for at, column in enumerate(self.columnas)
        )

    def _last(self, flag: str) -> tuple[Field, ...]:
        shares = {
            part: ",".join(f"{at}{{r}}" for at, c in zip(self.importes, self.columnas, strict=True) if c.parte is part)
            for part in Parte
        }
        mine, theirs = (f"SUM({shares[part]})" if shares[part] else "0" for part in (Parte.PATRON, Parte.OBRERO))
        moved = f'{flag}{{r}}="Sí"'
        written = letter(len(self._first()) + len(self.rules) + len(self.columnas) + 3)
        every = f"SUM({self.importes[0]}{{r}}:{self.importes[-1]}{{r}})"
        return (
            Field("LSS 36: paga el patrón", 9, "center", Kind.TEXT),
            Field("A cargo del patrón", 12, "strong", formula=f"{mine}+IF({moved},{theirs},0)"),
            Field("A cargo del trabajador", 12, "strong", formula=f"IF({moved},0,{theirs})"),
            Field("Calculado por el programa", 12, "amount"),
            Field("Diferencia", 10, "check", formula=f"ROUND({written}{{r}}-{every},2)"),
        )

    def term(self, at: int, row: str) -> str:
        """The exact amount of a column, in centavos and in parts of the last decimal of a rate."""
        column = self.columnas[at]
        base = _BASES[by_key(column.ramo).base]
        rate = f"ROUND(INDEX({tasa_name(column)},I{row})*10^{RATE_DECIMALS},0)"
        return f"ROUND({base}{row}*100,0)*{self.dias[at]}{row}*{rate}"


def _rounded(exact: str) -> str:
    return f"ROUND({exact}/10^{RATE_DECIMALS + 2},0)/100"


def _numbers(cedula: CedulaImpresa, bill: Bill) -> dict[int, int]:
    """The number, from 1, that each set of rates has among those of its bill."""
    own = [place for place, juego in enumerate(cedula.juegos) if juego.bill is bill]
    return {place: number for number, place in enumerate(own, 1)}


class _Rows:
    """The rows of the sheet, made while they are written."""

    def __init__(self, cedula: CedulaImpresa, layout: _Layout, first: int) -> None:
        self.cedula, self.layout, self.first = cedula, layout, first

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        number = self.first
        for one in self.cedula.asegurados:
            lapsos = one.de(self.layout.bill)
            rows = [self._row(one, lapso) for lapso in lapsos]
            if len(lapsos) > 1 and not self.layout.por_segmento:
                rows = [tuple(row) for row in _summed(self.layout, lapsos, [list(row) for row in rows], number)]
            yield from rows
            number += len(rows)

    def _row(self, one: Asegurado, lapso: Lapso) -> tuple[Cell, ...]:
        layout = self.layout
        less = lapso.dias, lapso.incapacidad, lapso.ausencias
        juego = self.cedula.juegos[lapso.juego]
        mine = theirs = 0
        amounts: list[Cell] = []
        for linea in lapso.lineas:
            if linea is None:
                amounts.append(None)
                continue
            if linea.a_cargo_de is Parte.PATRON:
                mine += linea.importe.centavos
            else:
                theirs += linea.importe.centavos
            amounts.append(pesos(linea.importe))
        return (
            escaped(one.persona.nss),
            escaped(one.persona.nombre) if one.persona.nombre else None,
            day(lapso.periodo.first),
            day(lapso.periodo.last),
            str(lapso.dias),
            str(lapso.incapacidad),
            str(lapso.ausencias),
            pesos(lapso.registrado),
            str(layout.numbers[lapso.juego]),
            pesos(juego.uma),
            pesos(lapso.sbc),
            pesos(max(lapso.sbc - juego.libre, _NADA)),
            *(str(less[0] - less[1] * drops - less[2] * absent) for drops, absent in layout.rules),
            *amounts,
            "Sí" if lapso.patron_paga_todo else None,
            pesos(Money.of_centavos(mine)),
            pesos(Money.of_centavos(theirs)),
            pesos(Money.of_centavos(mine + theirs)),
            "0",
        )


def _summed(layout: _Layout, lapsos: Sequence[Lapso], rows: list[list[Cell]], first: int) -> list[list[Cell]]:
    """Where policy rounds once for the sum: each amount is what the rounded sum grows with its lapso."""
    start = _FIRST + len(layout.rules)
    for at, where in enumerate(layout.importes):
        groups: dict[object, list[int]] = {}
        for n, lapso in enumerate(lapsos):
            if lapso.lineas[at] is not None:
                on = lapso.periodo.first
                groups.setdefault((on.year, on.month) if layout.bill is Bill.MONTHLY else None, []).append(n)
        for group in groups.values():
            for count in range(2, len(group) + 1):
                own = group[:count]
                exact = "+".join(layout.term(at, str(first + n)) for n in own)
                before = "+".join(f"{where}{first + n}" for n in own[:-1])
                formula = f"ROUND({_rounded(f'({exact})')}-({before}),2)"
                value = rows[own[-1]][start + at]
                assert isinstance(value, str)
                rows[own[-1]][start + at] = Own(formula if len(formula) <= MAX_FORMULA else "", value)
    return rows


def decimals(rates: Sequence[Decimal | None]) -> int:
    """The most decimals that any of ``rates`` has."""
    return max((-int(rate.normalize().as_tuple().exponent) for rate in rates if rate is not None), default=0)
