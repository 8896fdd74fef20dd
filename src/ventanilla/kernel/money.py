"""Money: integer centavos, exact rates, and a name for every rounding.

A float never enters: neither as an amount nor as a rate.

>>> cuota = Money("117.31").times(Decimal("0.2040"), HALF_UP)
>>> cuota, str(cuota)
(Money('23.93'), '$23.93')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final, assert_never

CENTAVOS: Final = 100  # in a peso
_LONGEST: Final = 100  # zeros an exponent may add: 1E+999999999 would fill the memory, and is no amount
Rate = Decimal | Fraction | int


class Rounding(Enum):
    """What is done with the part of a centavo."""

    HALF_UP = "half_up"  # the half goes away from zero: contributions (RACERF), one branch at a time
    HALF_EVEN = "half_even"  # the half goes to the even centavo
    TRUNCATE = "truncate"  # the part is dropped: pensions, at every step


HALF_UP: Final = Rounding.HALF_UP
HALF_EVEN: Final = Rounding.HALF_EVEN
TRUNCATE: Final = Rounding.TRUNCATE


def rounded(exact: Fraction, rounding: Rounding) -> int:
    """The whole number that ``rounding`` makes of ``exact``; symmetric about zero.

    >>> [rounded(Fraction(5, 2), r) for r in (HALF_UP, HALF_EVEN, TRUNCATE)]
    [3, 2, 2]
    """
    return rounded_quotient(exact.numerator, exact.denominator, rounding)


def rounded_quotient(numerator: int, denominator: int, rounding: Rounding) -> int:
    """As ``rounded``, of a quotient that nobody reduced; ``denominator`` is positive."""
    whole, part = divmod(abs(numerator), denominator)
    twice = 2 * part
    match rounding:
        case Rounding.HALF_UP:
            up = twice >= denominator
        case Rounding.HALF_EVEN:
            up = twice > denominator or (twice == denominator and whole % 2 == 1)
        case Rounding.TRUNCATE:
            up = False
        case _:
            assert_never(rounding)
    size = whole + up
    return -size if numerator < 0 else size


@dataclass(frozen=True, slots=True, order=True, init=False)
class Money:
    """An amount in Mexican pesos, held as ``centavos``.

    Written from a text or a Decimal in pesos, with two decimals at most: a third one is a computation
    that forgot to say how it rounds. TypeError for a float or an int (centavos or pesos?).

    >>> Money("1361.89") + Money.of_centavos(11)
    Money('1362.00')
    """

    centavos: int

    def __init__(self, pesos: str | Decimal) -> None:
        if not isinstance(pesos, str | Decimal):
            raise TypeError(f"money is written from a text or a Decimal, not from a {type(pesos).__name__}")
        amount = Decimal(pesos)
        exponent = amount.as_tuple().exponent
        if not isinstance(exponent, int) or abs(exponent) > _LONGEST:
            raise ValueError(f"{pesos} is no amount")
        exact = Fraction(amount) * CENTAVOS
        if exact.denominator != 1:
            raise ValueError(f"{pesos} has a part of a centavo: say how it is rounded")
        object.__setattr__(self, "centavos", exact.numerator)

    @classmethod
    def of_centavos(cls, centavos: int) -> Money:
        """The amount of a whole number of centavos."""
        if isinstance(centavos, bool) or not isinstance(centavos, int):
            raise TypeError(f"centavos are whole, not a {type(centavos).__name__}")
        amount = object.__new__(cls)
        object.__setattr__(amount, "centavos", centavos)
        return amount

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """The sum of ``amounts``; zero of none."""
        return cls.of_centavos(sum(amount.centavos for amount in amounts))

    @property
    def pesos(self) -> Decimal:
        """The amount in pesos, exact, with its two decimals."""
        return Decimal((int(self.centavos < 0), tuple(map(int, str(abs(self.centavos)))), -2))

    def times(self, rate: Rate, rounding: Rounding) -> Money:
        """This amount by an exact ``rate``, rounded once to centavos. TypeError for a float.

        >>> Money("0.05").times(Fraction(1, 2), HALF_UP), Money("0.05").times(Fraction(1, 2), TRUNCATE)
        (Money('0.03'), Money('0.02'))
        """
        if isinstance(rate, bool) or not isinstance(rate, Decimal | Fraction | int):
            raise TypeError(f"a rate is exact (Decimal, Fraction, int), not a {type(rate).__name__}")
        return Money.of_centavos(rounded(self.centavos * Fraction(rate), rounding))

    def __add__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money.of_centavos(self.centavos + other.centavos)

    def __sub__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money.of_centavos(self.centavos - other.centavos)

    def __neg__(self) -> Money:
        return Money.of_centavos(-self.centavos)

    def __bool__(self) -> bool:
        return self.centavos != 0

    def __repr__(self) -> str:
        return f"Money('{self.pesos}')"

    def __str__(self) -> str:
        """As Mexicans write it.

        >>> str(Money("-1361.89"))
        '-$1,361.89'
        """
        pesos, centavos = divmod(abs(self.centavos), CENTAVOS)
        return f"{'-' if self.centavos < 0 else ''}${pesos:,}.{centavos:02d}"
