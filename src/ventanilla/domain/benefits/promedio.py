"""The average base wage of the last weeks of contributions, that the pensions start from (LSS de 1973, 167).

Days are counted back from the last one insured; a day with two employers has the sum of both wages, up to the cap of
that day (LSS 33). The average is truncated to centavos.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ventanilla import law
from ventanilla.kernel.money import TRUNCATE, Money, rounded
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

from .errors import BeneficioError, salario_posible
from .vigencia import DIAS_POR_SEMANA
from .working import Cuenta


@dataclass(frozen=True, slots=True)
class Salario:
    """The base wage of some insured days with one employer."""

    periodo: Period
    sbc: Money

    def __post_init__(self) -> None:
        salario_posible("sbc", self.sbc)


@dataclass(frozen=True, kw_only=True)
class Promedio:
    """The daily average, the days that it took and the first of them."""

    importe: Money
    dias: int
    desde: date
    pasos: tuple[Explained, ...]


def salario_promedio(salarios: Sequence[Salario], on: date, key: str = "lss73.167.promedio_semanas") -> Promedio:
    """The average of as many weeks as the key says, back from the last day with a wage.

    >>> antes = Salario(Period(date(2020, 1, 1), date(2024, 12, 31)), Money("400.00"))
    >>> salario_promedio([antes, Salario(Period(date(2025, 1, 1), date(2025, 12, 31)), Money("500.00"))],
    ...                  date(2026, 1, 1)).importe
    Money('420.85')
    """
    cuenta = Cuenta()
    with cuenta.paso(Text("PROMEDIO", "Salario promedio de un día"), "LSS de 1973, 167") as paso:
        semanas = law.integer(key, on)
        dias = semanas * DIAS_POR_SEMANA
        total, counted, first = 0, 0, on
        for piece, sbc in _back(salarios):
            taken = min(piece.days, dias - counted)
            total += sbc.centavos * taken
            counted += taken
            first = date.fromordinal(piece.last.toordinal() - taken + 1)
            if counted == dias:
                break
        if counted < dias:
            raise BeneficioError(
                "salarios",
                Text(
                    "PROMEDIO_INCOMPLETO",
                    "Hay salarios de {dias} días y el promedio pide {semanas} semanas ({pedidos} días). "
                    "Agregue los que faltan, o dé el promedio.",
                    dias=counted,
                    semanas=semanas,
                    pedidos=dias,
                ),
            )
        importe = paso.da(
            Money.of_centavos(rounded(Fraction(total, dias), TRUNCATE)),
            Text(
                "PROMEDIO_COMO",
                "La suma de los últimos {dias} días cotizados, desde el {desde}, es {total}; entre {dias}, truncado.",
                dias=dias,
                desde=first,
                total=str(Money.of_centavos(total)),
            ),
        )
    return Promedio(importe=importe, dias=dias, desde=first, pasos=tuple(cuenta.pasos))


def _back(salarios: Sequence[Salario]) -> list[tuple[Period, Money]]:
    """The insured days from the last one back, cut where a wage begins or ends."""
    cuts = sorted(
        {edge for one in salarios for edge in (one.periodo.first.toordinal(), one.periodo.last.toordinal() + 1)}
    )
    found: list[tuple[Period, Money]] = []
    for first, after in pairwise(cuts):
        piece = Period(date.fromordinal(first), date.fromordinal(after - 1))
        own = [one.sbc for one in salarios if one.periodo.overlap(piece)]
        if len(own) == 1:
            found.append((piece, own[0]))
        elif own:
            found += [(Period(day, day), _capped(Money.total(own), day)) for day in piece]
    return found[::-1]


def _capped(sbc: Money, on: date) -> Money:
    """The sum of two wages, up to the cap of that day."""
    cap = law.integer("lss.28.tope_uma", on) * Money(law.value("uma.diaria", on)).centavos
    return min(sbc, Money.of_centavos(cap))
