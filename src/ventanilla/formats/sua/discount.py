"""The value of a housing discount in eight digits, whose decimal point depends on the kind of discount.

>>> read_value("1", "00200000"), read_value("2", "01500000"), read_value("3", "00321234"), read_value("1", "20000000")
(Decimal('20.00'), Decimal('1500.00'), Decimal('32.1234'), None)
>>> write_value("3", Decimal("32.1234")), write_value("1", Decimal("20.005"))
('00321234', None)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

WIDTH: Final = 8


@dataclass(frozen=True, slots=True)
class _Point:
    """Digits before the number, of its whole part, of its decimals; after them, zeros."""

    before: int
    whole: int
    decimals: int

    @property
    def after(self) -> int:
        return WIDTH - self.before - self.whole - self.decimals


_POINTS: Final[Mapping[str, _Point]] = MappingProxyType(
    {"1": _Point(2, 2, 2), "2": _Point(0, 5, 2), "3": _Point(1, 3, 4)}
)


def read_value(descuento: str, digits: str) -> Decimal | None:
    """The percent, the pesos or the factor; None where a digit that must be zero is not."""
    point = _POINTS[descuento]
    body = digits[point.before : WIDTH - point.after]
    if digits[: point.before].strip("0") or digits[WIDTH - point.after :].strip("0"):
        return None
    return Decimal(int(body)).scaleb(-point.decimals)


def misfit(descuento: str, digits: str) -> int:
    """Which digit must be zero and is not, from 0."""
    point = _POINTS[descuento]
    zeros = [*range(point.before), *range(WIDTH - point.after, WIDTH)]
    return next((i for i in zeros if digits[i] != "0"), 0)


def write_value(descuento: str, value: Decimal) -> str | None:
    """Its eight digits; None for a value that they cannot say exactly."""
    point = _POINTS[descuento]
    if not value.is_finite() or value <= 0:
        return None
    scaled = value.scaleb(point.decimals)
    if scaled != scaled.to_integral_value() or scaled >= 10 ** (point.whole + point.decimals):
        return None
    return "0" * point.before + str(int(scaled)).zfill(point.whole + point.decimals) + "0" * point.after
