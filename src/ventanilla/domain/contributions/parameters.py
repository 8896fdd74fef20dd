"""What the law says of one day, read once and told to every recording that is open.

A determination asks the same few values for thousands of workers. They are read by ``law`` the first time, with what
they recorded; afterwards that same record is played again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final, Generic, TypeVar

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money, rounded

from .worker import Zona

T = TypeVar("T")
_PERCENT: Final = 100
_DAYS_OF_A_YEAR: Final = 365  # whatever the year (LFT 76, 80, 87 as the institution applies them)
FACTOR_DECIMALS: Final = 4
_UNIT: Final = 10**FACTOR_DECIMALS


@dataclass(frozen=True, slots=True)
class Leido(Generic[T]):
    """A value with all that was read of the law to reach it."""

    valor: T
    usados: tuple[law.Used, ...]


def leido(read: Callable[[], T]) -> Leido[T]:
    """What ``read`` answers, with what it used of the law, that nobody else hears: it may be read from a memory."""
    with law.recording(apart=True) as used:
        found = read()
    return Leido(found, tuple(used))


def uma(on: date) -> Leido[Money]:
    """The daily UMA of that day."""
    return _value("uma.diaria", on)


def salario_minimo(zona: Zona, on: date) -> Leido[Money]:
    """The minimum wage of the zone, that day."""
    return _value(f"sm.{zona.value}", on)


def tasa(key: str, on: date) -> Leido[Decimal]:
    """A rate in percent, or a number of the law that is not money."""
    return _rate(key, on)


def politica(key: str) -> Leido[str]:
    """The value of an open question, as chosen here."""
    return _policy(key, law.chosen().get(key, ""))


def tope(on: date) -> Leido[Money]:
    """The highest base wage: 25 times the UMA of that day (LSS 28)."""
    return _times_uma("lss.28.tope_uma", on)


def tres_uma(on: date) -> Leido[Money]:
    """What a wage must pass for the excedente to be charged (LSS 106-II)."""
    return _times_uma("lss.106.excedente_uma", on)


@law.remembered(4096)
def factor_minimo(on: date) -> Leido[Decimal]:
    """The integration factor of the first year with the benefits of the law (LFT 76, 80, 87), to four decimals.

    >>> factor_minimo(date(2022, 12, 31)).valor, factor_minimo(date(2023, 1, 1)).valor
    (Decimal('1.0452'), Decimal('1.0493'))
    """
    return leido(lambda: _factor_minimo(on))


def _factor_minimo(on: date) -> Decimal:
    return factor(
        law.integer("lft.87.aguinaldo_dias", on),
        law.up_to("lft.76.vacaciones", 1, on),
        law.value("lft.80.prima_vacacional", on),
    )


def factor(aguinaldo: Decimal | int, vacaciones: Decimal | int, prima: Decimal) -> Decimal:
    """The integration factor of those days of benefits in a year and that vacation premium in percent.

    The vacations themselves are wage already: only their premium integrates. Four decimals, the half up.

    >>> factor(30, 12, Decimal("25"))
    Decimal('1.0904')
    """
    days = Fraction(aguinaldo) + Fraction(vacaciones) * Fraction(prima) / _PERCENT
    return Decimal(rounded((1 + days / _DAYS_OF_A_YEAR) * _UNIT, HALF_UP)).scaleb(-FACTOR_DECIMALS)


@law.remembered(65536)
def _value(key: str, on: date) -> Leido[Money]:
    return leido(lambda: Money(law.value(key, on)))


@law.remembered(65536)
def _rate(key: str, on: date) -> Leido[Decimal]:
    return leido(partial(law.value, key, on))


@law.remembered(256)
def _policy(key: str, chosen: str) -> Leido[str]:
    del chosen  # only tells one choice from another
    return leido(lambda: law.policy(key).value)


@law.remembered(65536)
def _times_uma(key: str, on: date) -> Leido[Money]:
    return leido(lambda: Money.of_centavos(law.integer(key, on) * Money(law.value("uma.diaria", on)).centavos))
