"""A cédula by branch: base, days, rates and what each side pays, as its summaries show it.

>>> from ventanilla.domain.contributions import Bill, Patron, Period, Prima, Trabajador
>>> from datetime import date
>>> from .model import DatosPatron, componer
>>> mes = Period.month(2026, 6)
>>> datos = DatosPatron("Z9912345105", Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),)))
>>> una = componer({"A": Trabajador.fijo(Money("400.00"), mes)}, datos, {Bill.MONTHLY: mes})
>>> [(one.titulo, one.dias, str(one.patron), str(one.total)) for one in por_ramo(una)][-1]
('Guarderías y prestaciones sociales', 30, '$120.00', '$120.00')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import RAMOS, Base, Bill, Parte
from ventanilla.kernel.money import Money

from .model import CedulaImpresa

_NADA: Final = Money.of_centavos(0)
BASES: Final = {Base.UMA: "UMA", Base.SBC: "Salario base", Base.SBC_OVER_3_UMA: "Salario base menos tres UMA"}


@dataclass(frozen=True, slots=True)
class PorRamo:
    """A branch of a cédula. ``dias`` are the days charged, of all workers; rates are in percent, lowest first.

    ``columna_patron`` and ``columna_obrero`` are the places of its columns; None where that share does not exist.
    """

    ramo: str
    titulo: str
    bill: Bill
    base: str
    cita: str
    dias: int
    tasas_patron: tuple[Decimal, ...]
    tasas_obrero: tuple[Decimal, ...]
    patron: Money
    obrero: Money
    columna_patron: int | None
    columna_obrero: int | None

    @property
    def total(self) -> Money:
        """Both shares."""
        return self.patron + self.obrero


def por_ramo(cedula: CedulaImpresa) -> tuple[PorRamo, ...]:
    """The branches of a cédula, in the order of the law; each share as it is, whoever pays it."""
    places = {(column.ramo, column.parte): n for n, column in enumerate(cedula.columnas)}
    days = _dias(cedula)
    found = []
    for ramo in RAMOS:
        mine, theirs = places.get((ramo.key, Parte.PATRON)), places.get((ramo.key, Parte.OBRERO))
        if mine is None and theirs is None:
            continue
        found.append(
            PorRamo(
                ramo=ramo.key,
                titulo=ramo.title,
                bill=ramo.period,
                base=BASES[ramo.base],
                cita=ramo.cite,
                dias=days[mine if mine is not None else theirs or 0],
                tasas_patron=_tasas(cedula, ramo.period, mine),
                tasas_obrero=_tasas(cedula, ramo.period, theirs),
                patron=_NADA if mine is None else cedula.totales[mine],
                obrero=_NADA if theirs is None else cedula.totales[theirs],
                columna_patron=mine,
                columna_obrero=theirs,
            )
        )
    return tuple(found)


def tasas(rates: Iterable[Decimal]) -> str:
    """Some rates in words: the only one, or from the lowest to the highest.

    >>> tasas([Decimal("1.050")]), tasas([Decimal("3.150"), Decimal("7.513")]), tasas([])
    ('1.05 %', '3.15 a 7.513 %', '')
    """
    known = [f"{rate.normalize():f}" for rate in rates]
    if not known:
        return ""
    return f"{known[0]} %" if len(known) == 1 else f"{known[0]} a {known[-1]} %"


def _dias(cedula: CedulaImpresa) -> list[int]:
    """The days charged in each column."""
    found = [0] * len(cedula.columnas)
    places = {bill: [n for n, c in enumerate(cedula.columnas) if c.period is bill] for bill in Bill}
    rules = [(one.incapacidad, one.ausencias) for one in cedula.descuentos]
    for asegurado in cedula.asegurados:
        for lapso in asegurado.lapsos:
            for n, linea in zip(places[lapso.bill], lapso.lineas, strict=True):
                if linea is not None:
                    drops, absent = rules[n]
                    found[n] += lapso.dias - lapso.incapacidad * drops - lapso.ausencias * absent
    return found


def _tasas(cedula: CedulaImpresa, bill: Bill, column: int | None) -> tuple[Decimal, ...]:
    if column is None:
        return ()
    at = [n for n, c in enumerate(cedula.columnas) if c.period is bill].index(column)
    rates = {juego.tasas[at] for juego in cedula.juegos if juego.bill is bill}
    return tuple(sorted(rate for rate in rates if rate is not None))
