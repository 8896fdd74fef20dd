"""Who works fewer hours a day or fewer days a week: the base wage of the week, and the absences that discount.

They contribute for every day of the month; an absence of theirs counts as more than a day (RACERF 62, 116).

>>> dias_a_descontar(5, 3, date(2026, 6, 30))
4
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money, rounded
from ventanilla.kernel.text import Text

from .errors import CuotasError
from .salary import NADA, Limitado, limitar, posible
from .worker import ABSURD, Jornada, Zona

DIAS_SEMANA: Final = 7
_MOST_DAYS: Final = 31  # of a month
_MOST_A_WEEK: Final = ABSURD.times(DIAS_SEMANA, HALF_UP)


def dias_a_descontar(laborados: int, ausencias: int, on: date) -> int:
    """The days that absences of a month take away from somebody who works ``laborados`` days a week (RACERF 116)."""
    if not 1 <= laborados < DIAS_SEMANA:
        raise CuotasError(
            "dias_laborados",
            Text(
                "DIAS_LABORADOS_IMPOSIBLES",
                "Una semana reducida tiene de 1 a 6 días de trabajo, y se dieron {dias}. Corrija el número.",
                dias=laborados,
            ),
        )
    if not 0 <= ausencias <= _MOST_DAYS:
        raise CuotasError(
            "ausencias",
            Text(
                "AUSENCIAS_IMPOSIBLES",
                "{ausencias} ausencias en un mes no son posibles. Escriba un número de 0 a 31.",
                ausencias=ausencias,
            ),
        )
    days = rounded(Fraction(DIAS_SEMANA * ausencias, laborados), HALF_UP)
    return min(days, law.integer("lss.31.ausencias_dias", on))


@dataclass(frozen=True, slots=True)
class SemanaReducida:
    """What is paid in a week: the wages of its days or hours, the benefits, and the share of the seventh day.

    ``septimo_dia`` is asked of a semana reducida; in a jornada reducida it is none.
    """

    salarios: Money
    prestaciones: Money = NADA
    septimo_dia: Money = NADA

    def __post_init__(self) -> None:
        for campo, amount in (
            ("salarios", self.salarios),
            ("prestaciones", self.prestaciones),
            ("septimo_dia", self.septimo_dia),
        ):
            posible(campo, amount, _MOST_A_WEEK)


def integrar_semana(semana: SemanaReducida, jornada: Jornada, zona: Zona, on: date) -> Limitado:
    """The base wage: the week's pay by seven, with the floor of policy ``piso_jornada_reducida`` (RACERF 62).

    >>> semana = SemanaReducida(Money("2000.00"), Money("98.60"), Money("333.33"))
    >>> integrar_semana(semana, Jornada.SEMANA_REDUCIDA, Zona.GENERAL, date(2026, 6, 30)).sbc
    Money('347.42')
    """
    if jornada is Jornada.COMPLETA:
        raise CuotasError(
            "jornada",
            Text(
                "JORNADA_COMPLETA",
                "El salario de la semana se divide entre siete solo en jornada o semana reducida. "
                "Elija una de las dos, o integre el salario diario.",
            ),
        )
    if jornada is Jornada.REDUCIDA and semana.septimo_dia:
        raise CuotasError(
            "septimo_dia",
            Text(
                "SEPTIMO_DIA_DE_MAS",
                "La parte del séptimo día se suma solo en semana reducida. Quítela, o elija semana reducida.",
            ),
        )
    paid = semana.salarios + semana.prestaciones + semana.septimo_dia
    return limitar(paid.times(Fraction(1, DIAS_SEMANA), HALF_UP), zona, jornada, on)
