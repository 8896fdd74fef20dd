"""What the law says of one day, read once and told to every recording that is open.

A determination asks the same few values for thousands of workers. They are read by ``law`` the first time, with what
they recorded; afterwards that same record is played again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Generic, TypeVar

from ventanilla import law
from ventanilla.kernel.money import Money

from .worker import Zona

T = TypeVar("T")


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
    """A rate in percent."""
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


@lru_cache(maxsize=65536)
def _value(key: str, on: date) -> Leido[Money]:
    return leido(lambda: Money(law.value(key, on)))


@lru_cache(maxsize=65536)
def _rate(key: str, on: date) -> Leido[Decimal]:
    return leido(partial(law.value, key, on))


@lru_cache(maxsize=256)
def _policy(key: str, chosen: str) -> Leido[str]:
    del chosen  # only tells one choice from another
    return leido(lambda: law.policy(key).value)


@lru_cache(maxsize=65536)
def _times_uma(key: str, on: date) -> Leido[Money]:
    return leido(lambda: Money.of_centavos(law.integer(key, on) * Money(law.value("uma.diaria", on)).centavos))
