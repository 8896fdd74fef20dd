"""Weeks and wages, year by year.

>>> from datetime import UTC, datetime
>>> from uuid import UUID
>>> from ventanilla.domain.affiliation import Movimiento, Tipo
>>> from ventanilla.kernel.acts import SubjectId
>>> when = datetime(2024, 7, 1, tzinfo=UTC)
>>> alta = Movimiento(UUID(int=1), Tipo.ALTA, "99178500015", "Z9912345105", date(2024, 7, 1), when, 50_000)
>>> ana = Historia(SubjectId(UUID(int=1)), "ANA", "", "", date(1985, 1, 1), movimientos=(alta,))
>>> for one in por_anio(ana, date(2026, 3, 10)):
...     print(one.anio, one.dias, one.semanas, one.acumuladas, one.salario, one.uma)
2024 184 26 26 $500.00 4.61
2025 365 52 78 $500.00 4.42
2026 69 10 88 $500.00 4.26
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import Historia, Tramo, continuos, empleos, regimen_de, tramos
from ventanilla.domain.benefits import semanas_de
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

UMA: Final = "uma.diaria"
_HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Sueldo:
    """Days at one daily wage with one registro. ``uma``: how many UMA it was on its first day, None before the UMA."""

    registro: str
    desde: date
    hasta: date | None
    diario: Money
    uma: Decimal | None


@dataclass(frozen=True, slots=True)
class Anio:
    """A calendar year with days of contribution, up to the day it was asked.

    ``dias`` count once, whoever the employers were; ``semanas`` are those that the year adds to ``acumuladas``, so that
    they add up to all of them. ``salario`` is the daily one of ``al``, the last insured day of the year, of all the
    employments of that day together; ``uma``, how many UMA that is, None before the UMA.
    """

    anio: int
    dias: int
    semanas: int
    acumuladas: int
    al: date
    salario: Money
    uma: Decimal | None


def en_uma(diario: Money, on: date) -> Decimal | None:
    """A daily wage in UMA of the day ``on``, to the hundredth; None before the first UMA (28 January 2016).

    >>> en_uma(Money("1173.10"), date(2026, 3, 1)), en_uma(Money("100.00"), date(2015, 1, 1))
    (Decimal('10.00'), None)
    """
    try:
        value = Decimal(law.value(UMA, on))
    except law.LawError:
        return None
    return (diario.pesos / value).quantize(_HUNDREDTH, ROUND_HALF_UP)


def sueldos(historia: Historia, on: date) -> tuple[Sueldo, ...]:
    """Every wage that there was up to ``on``, in the order of its first day."""
    held = sorted((one for one in tramos(historia.movimientos) if one.desde <= on), key=_order)
    return tuple(_sueldo(one, on) for one in held)


def _order(one: Tramo) -> tuple[date, str]:
    return one.desde, one.registro


def _sueldo(one: Tramo, on: date) -> Sueldo:
    diario = Money.of_centavos(one.sbc_centavos)
    hasta = one.hasta if one.hasta is not None and one.hasta <= on else None
    return Sueldo(one.registro, one.desde, hasta, diario, en_uma(diario, one.desde))


def por_anio(historia: Historia, on: date) -> tuple[Anio, ...]:
    """The years with days of contribution up to ``on``, in order; a year without any is left out."""
    counts = [one for one in empleos(historia.movimientos, on) if regimen_de(one.registro_patronal).cotiza]
    stretches = [Period(first, min(last or on, on)) for first, last in continuos(counts)]
    if not stretches:
        return ()
    held = tramos(historia.movimientos)
    found: list[Anio] = []
    total = 0
    for year in range(stretches[0].first.year, stretches[-1].last.year + 1):
        whole = Period(date(year, 1, 1), date(year, 12, 31))
        parts = [part for part in (whole.overlap(one) for one in stretches) if part is not None]
        if not parts:
            continue
        days, before = sum(part.days for part in parts), semanas_de(total)
        total += days
        last = parts[-1].last
        paid = _paid(held, last)
        weeks = semanas_de(total)
        found.append(Anio(year, days, weeks - before, weeks, last, paid, en_uma(paid, last)))
    return tuple(found)


def _paid(held: Sequence[Tramo], on: date) -> Money:
    """What all the employments of a day pay together."""
    return Money.total(Money.of_centavos(one.sbc_centavos) for one in held if one.covers(on))
