"""Base wages: never under the integrated minimum of their date nor over the cap, reviewed when the law's values move.

People who never existed go on earning when nobody has loaded a new year's values: their wages stay inside the last
ones known. Nothing is determined with them, and a demonstration opens on the first of January.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from functools import cache
from typing import Final

from ventanilla.domain.contributions import Zona
from ventanilla.domain.contributions.parameters import factor_minimo
from ventanilla.law import history, value

CENTAVOS: Final = Decimal(100)
YEARS: Final = 100  # of new years to look at

# How far above the least people are, in thousandths of it; and how many of each.
_BANDS: Final = ((1000, 1050), (1050, 1500), (1500, 2500), (2500, 5000), (5000, 12_000), (12_000, 30_000))
_SHARES: Final = (22, 38, 24, 11, 4, 1)


@cache
def floor(on: date, zona: Zona = Zona.GENERAL) -> int:
    """The least daily SBC on ``on``, in centavos: the zone's minimum wage with the benefits of the law (LSS 28, 30-I).

    >>> floor(date(2026, 1, 1)), floor(date(2026, 1, 1), Zona.ZLFN)
    (33058, 46261)
    """
    border = zona is Zona.ZLFN and on >= history("sm.zlfn")[0].since
    least = _last_known("sm.zlfn" if border else "sm.general", on) * CENTAVOS * factor_minimo(on).valor
    return int(least.to_integral_value(ROUND_UP))


@cache
def cap(on: date) -> int:
    """The greatest daily SBC on ``on``, in centavos (LSS 28).

    >>> cap(date(2026, 2, 1))
    293275
    """
    limit = _last_known("lss.28.tope_uma", on) * _last_known("uma.diaria", on) * CENTAVOS
    return int(limit.to_integral_value(ROUND_DOWN))


def _last_known(key: str, on: date) -> Decimal:
    return value(key, max((row.since for row in history(key) if row.since <= on), default=on))


@cache
def first_day() -> date:
    """The first day for which the law loaded here knows both limits."""
    return max(history(key)[0].since for key in ("sm.general", "uma.diaria", "lss.28.tope_uma"))


@cache
def _review_days() -> tuple[date, ...]:
    first = first_day()
    moved = {row.since for key in ("sm.general", "sm.zlfn", "uma.diaria") for row in history(key)}
    return tuple(sorted(moved | {date(year, 1, 1) for year in range(first.year, first.year + YEARS)}))


def reviews(since: date, until: date) -> tuple[date, ...]:
    """The days in ``(since, until]`` on which a wage may have to move: new year, and each new value of the law.

    >>> [str(day) for day in reviews(date(2026, 1, 1), date(2027, 1, 1))]
    ['2026-02-01', '2027-01-01']
    """
    days = _review_days()
    return days[bisect_right(days, since) : bisect_right(days, until)]


def within(centavos: int, on: date, zona: Zona = Zona.GENERAL) -> int:
    """``centavos`` brought inside the limits of ``on``."""
    return min(max(centavos, floor(on, zona)), cap(on))


def first_wage(rng: random.Random, on: date) -> int:
    """What somebody starts with."""
    low, high = rng.choices(_BANDS, weights=_SHARES)[0]
    return within(floor(on) * rng.randint(low, high) // 1000, on)


def reviewed(rng: random.Random, centavos: int, on: date, zona: Zona = Zona.GENERAL) -> int:
    """The wage after a review: a yearly raise on 1 January, else only what the limits demand.

    Whoever is at the cap moves with it: they are filed again when it rises.
    """
    if on.month == 1 and on.day == 1 and rng.random() < 0.8:
        centavos = centavos * rng.randint(1030, 1160) // 1000
    day_before = date.fromordinal(on.toordinal() - 1)
    if day_before >= first_day() and centavos >= cap(day_before):
        centavos = cap(on)
    return within(centavos, on, zona)
