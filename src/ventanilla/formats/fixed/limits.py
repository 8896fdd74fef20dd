"""Between which amounts a daily wage can be on a day: the minimum wage and 25 times the UMA (LSS 28).

The law is asked once a day of a file. Before its first known value, or after the last, nothing is compared.

>>> from datetime import date
>>> limits(date(2026, 3, 1)), limits(date(2015, 3, 1))
(Limits(minimum=31504, cap=293275), Limits(minimum=None, cap=None))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.domain.contributions import Zona
from ventanilla.domain.contributions.parameters import salario_minimo, tope
from ventanilla.law import LawError


@dataclass(frozen=True, slots=True)
class Limits:
    """In centavos; None where the law that is loaded does not reach that day. The minimum is the general one."""

    minimum: int | None
    cap: int | None


def limits(on: date) -> Limits:
    """The limits of a day; they are not recorded as used by a computation."""
    try:
        minimum = salario_minimo(Zona.GENERAL, on).valor.centavos
    except LawError:
        minimum = None
    try:
        cap = tope(on).valor.centavos
    except LawError:
        cap = None
    return Limits(minimum, cap)
