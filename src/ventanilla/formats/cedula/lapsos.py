"""The days behind the amounts of one worker: each *lapso* has one wage, one set of rates, and an amount by branch.

They are read back from the lines of a determination, which carry their days, base, rate and amount.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import (
    RAMOS,
    Base,
    Bill,
    Determinacion,
    Jornada,
    Linea,
    Parte,
    Trabajador,
    Zona,
    parameters,
)
from ventanilla.domain.contributions.cedula import Columna
from ventanilla.domain.contributions.segments import piso
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

_BASES: Final = {ramo.key: ramo.base for ramo in RAMOS}


@dataclass(frozen=True, slots=True)
class Juego:
    """What the law says of some days: the UMA, between which limits a wage contributes, and a rate by column.

    ``libre`` is what the excedente does not charge (three UMA). ``tasas`` go with the columns of ``bill``, in percent;
    None where that share is not paid.
    """

    bill: Bill
    uma: Money
    piso: Money
    tope: Money
    libre: Money
    tasas: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Lapso:
    """Some days of a worker. ``dias`` are natural; ``incapacidad`` and ``ausencias`` those that some branch discounts.

    ``registrado`` is the wage given, ``sbc`` what contributes of it. ``juego`` is the place of its set of rates.
    ``lineas`` go with the columns of ``bill``; None where there is no amount. ``aparte``: it only has the branch that
    a new premium cut in two (``por_prima``), so that its days are in another lapso too.
    """

    bill: Bill
    periodo: Period
    dias: int
    incapacidad: int
    ausencias: int
    registrado: Money
    sbc: Money
    patron_paga_todo: bool
    aparte: bool
    juego: int
    lineas: tuple[Linea | None, ...]

    @property
    def total(self) -> Money:
        """All its amounts."""
        return Money.of_centavos(sum(linea.importe.centavos for linea in self.lineas if linea is not None))


class Lapsos:
    """Makes the lapsos of many workers, and keeps each set of rates once."""

    def __init__(self, columns: Sequence[Columna]) -> None:
        self._places = {bill: tuple(n for n, column in enumerate(columns) if column.period is bill) for bill in Bill}
        self._within = {
            bill: {(columns[n].ramo, columns[n].parte is Parte.PATRON): at for at, n in enumerate(places)}
            for bill, places in self._places.items()
        }
        self._juegos: dict[tuple[object, ...], int] = {}
        self._found: list[Juego] = []
        self._limits: dict[tuple[Zona, Jornada, date], tuple[Money, Money, Money, Money]] = {}

    @property
    def juegos(self) -> tuple[Juego, ...]:
        """The sets of rates, in the order in which they were met."""
        return tuple(self._found)

    def columnas(self, bill: Bill) -> tuple[int, ...]:
        """The places, among all columns, of those of ``bill``."""
        return self._places[bill]

    def de(self, trabajador: Trabajador, bill: Bill, debido: Determinacion) -> Iterator[Lapso]:
        """The lapsos of one worker in order; one that only a premium cut comes after the one it is part of."""
        within = self._within[bill]
        rows: dict[Period, list[Linea | None]] = {}
        for linea in debido.lineas:
            row = rows.get(linea.periodo)
            if row is None:
                row = rows[linea.periodo] = [None] * len(within)
            row[within[linea.ramo, linea.parte is Parte.PATRON]] = linea
        ordered = list(rows)
        if len(rows) > 1:
            ordered.sort(key=lambda days: (days.first, -days.last.toordinal()))
        last: Period | None = None
        for days in ordered:
            apart = last is not None and days.first <= last.last
            yield self._lapso(trabajador, bill, days, tuple(rows[days]), apart)
            if not apart:
                last = days

    def _lapso(
        self, trabajador: Trabajador, bill: Bill, days: Period, lineas: tuple[Linea | None, ...], apart: bool
    ) -> Lapso:
        incapacidad = ausencias = 0
        moved = False
        sbc = None
        for linea in lineas:
            if linea is not None:
                incapacidad = linea.incapacidad or incapacidad
                ausencias = linea.ausencias or ausencias
                moved = moved or linea.a_cargo_de is not linea.parte
                if sbc is None and _BASES[linea.ramo] is Base.SBC:
                    sbc = linea.base
        registrado = _registrado(trabajador, days.first)
        return Lapso(
            bill=bill,
            periodo=days,
            dias=days.days,
            incapacidad=incapacidad,
            ausencias=ausencias,
            registrado=registrado,
            sbc=registrado if sbc is None else sbc,
            patron_paga_todo=moved,
            aparte=apart,
            juego=self._juego(trabajador, bill, days.first, lineas),
            lineas=lineas,
        )

    def _juego(self, trabajador: Trabajador, bill: Bill, on: date, lineas: tuple[Linea | None, ...]) -> int:
        where = (trabajador.zona, trabajador.jornada, on)
        limits = self._limits.get(where)
        if limits is None:
            least = piso(trabajador.zona, trabajador.jornada, on).valor
            uma, tope, free = (read(on).valor for read in (parameters.uma, parameters.tope, parameters.tres_uma))
            limits = self._limits[where] = (uma, least, tope, free)
        rates = tuple(None if linea is None else linea.tasa for linea in lineas)
        key = (bill, limits, rates)
        place = self._juegos.get(key)
        if place is None:
            place = self._juegos[key] = len(self._found)
            self._found.append(Juego(bill, *limits, rates))
        return place


def _registrado(trabajador: Trabajador, on: date) -> Money:
    """The wage registered on that day."""
    tramos = trabajador.tramos
    if len(tramos) == 1:
        return tramos[0].sbc
    return tramos[bisect_right(tramos, on, key=lambda tramo: tramo.periodo.first) - 1].sbc
