"""What is owed with parameters given by hand, for budgets and for years whose law is not known. Never a determination.

It reads the table of branches and the rates of the law; the UMA, the minimum wage and the days are the asker's. One
wage, no absences, no certificates: who was really insured is determined by ``determinar``, to which this is equal
where it is told the same and the policies of rounding and of the northern zone are the default ones.

>>> supuesto = Parametros(uma=Money("117.31"), ceav=Decimal("7.513"))
>>> gasto = presupuesto_30_4(Money("500.00"), Decimal("0.54355"), date(2026, 6, 1), supuesto)
>>> gasto.patron - gasto.ramo("infonavit", Parte.PATRON)
Money('2989.62')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.text import Text

from .bands import TABLE, UN_MINIMO, banda
from .branches import OWN_PREMIUM, RAMOS, Base, Bill, Ramo
from .determination import CEAV, Parte
from .employer import Prima
from .errors import CuotasError
from .worker import salario_posible

TREINTA_Y_FRACCION: Final = "uma.dias_mes"  # 30.4, with which budgets and the monthly UMA are made
_PERCENT: Final = 100
_NADA: Final = Money.of_centavos(0)


@dataclass(frozen=True, slots=True)
class Parametros:
    """What is supposed: the UMA of a day; ``ceav``, the employer's rate in percent, or ``minimo``, to find its row."""

    uma: Money
    minimo: Money | None = None
    ceav: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Gasto:
    """An amount of each share of each branch."""

    importes: tuple[tuple[str, Parte, Money], ...]

    @property
    def patron(self) -> Money:
        """The employer's shares."""
        return Money.total(amount for _, parte, amount in self.importes if parte is Parte.PATRON)

    @property
    def obrero(self) -> Money:
        """The worker's shares."""
        return Money.total(amount for _, parte, amount in self.importes if parte is Parte.OBRERO)

    def ramo(self, key: str, parte: Parte) -> Money:
        """A share of a branch."""
        return Money.total(amount for ramo, whose, amount in self.importes if (ramo, whose) == (key, parte))

    @classmethod
    def suma(cls, todos: Iterable[Gasto]) -> Gasto:
        """Several, added by branch and share."""
        found: dict[tuple[str, Parte], Money] = {}
        for one in todos:
            for ramo, parte, amount in one.importes:
                found[ramo, parte] = found.get((ramo, parte), _NADA) + amount
        return cls(tuple((ramo, parte, amount) for (ramo, parte), amount in found.items()))


def presupuesto_30_4(sbc: Money, prima: Decimal, on: date, parametros: Parametros) -> Gasto:
    """The month of 30.4 days of a budget, all branches: a convention that no determination uses."""
    return gasto(sbc, law.value(TREINTA_Y_FRACCION, on), prima, on, parametros)


def gasto(
    sbc: Money,
    dias: Decimal | int,
    prima: Decimal,
    on: date,
    parametros: Parametros,
    bills: Iterable[Bill] = tuple(Bill),
) -> Gasto:
    """Both shares of the branches billed as ``bills``, by the rates in force on ``on``, rounded as in a determination.

    The wage is brought between the minimum, if one is given, and 25 times the UMA (LSS 28).
    """
    if dias <= 0:
        raise CuotasError(
            "dias",
            Text(
                "DIAS_IMPOSIBLES",
                "Un presupuesto de {dias} días no es posible. Escriba más de cero.",
                dias=str(dias),
            ),
        )
    salario_posible("sbc", sbc)
    Prima(on, prima)  # a premium that cannot be is told here, as anywhere
    cap = parametros.uma.times(law.integer("lss.28.tope_uma", on), HALF_UP)
    applied = min(max(sbc, parametros.minimo or _NADA), cap)
    wanted, found = set(bills), []
    for ramo in RAMOS:
        if ramo.period in wanted:
            base = _base(ramo, applied, on, parametros.uma)
            for parte, key in ((Parte.PATRON, ramo.employer), (Parte.OBRERO, ramo.worker)):
                if key is not None:
                    rate = _tasa(key, applied, prima, on, parametros)
                    found.append((ramo.key, parte, base.times(Fraction(dias) * Fraction(rate) / _PERCENT, HALF_UP)))
    return Gasto(tuple(found))


def _base(ramo: Ramo, sbc: Money, on: date, uma: Money) -> Money:
    match ramo.base:
        case Base.UMA:
            return uma
        case Base.SBC:
            return sbc
        case Base.SBC_OVER_3_UMA:
            return max(sbc - uma.times(law.integer("lss.106.excedente_uma", on), HALF_UP), _NADA)
        case _:
            assert_never(ramo.base)


def _tasa(key: str, sbc: Money, prima: Decimal, on: date, parametros: Parametros) -> Decimal:
    if key == OWN_PREMIUM:
        return prima
    if key != CEAV:
        return law.value(key, on)
    if parametros.ceav is not None:
        return parametros.ceav
    rows = law.version(TABLE, on).rows
    if UN_MINIMO in rows and sbc == parametros.minimo:
        return law.cell(TABLE, UN_MINIMO, on)
    return law.cell(TABLE, banda(sbc, parametros.uma, rows, law.policy("ceav_huecos").value), on)
