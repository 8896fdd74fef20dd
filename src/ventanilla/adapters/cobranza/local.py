"""Payments and debts that nobody has, for the demonstration: the same ones each time, of the last five years.

>>> told = InventedCollection(lambda: date(2026, 11, 22)).told([f"Z{n:010d}" for n in range(100)])
>>> str(told["Z0000000001"].informado)  # September and October are paid in November, and told in December
'2021-09-01/2026-08-31'
>>> 10 < sum(bool(one.adeudos) for one in told.values()) < 40
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from ventanilla.domain.contributions import Adeudo, Cobro
from ventanilla.kernel.period import Period, months_after

YEARS: Final = 5
BIMESTER: Final = 2  # months
OWES: Final = 5  # of so many registros, one owes two bimesters that follow each other
LATE: Final = 9  # of so many of the others, one owes the insurances of a month
RECENT: Final = 9  # bimesters among which what is owed begins


class InventedCollection:
    """The digest of a registro says what it owes; ``today`` tells which bimesters fell due and were counted by now."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today

    def told(self, registros: Sequence[str]) -> Mapping[str, Cobro]:
        """What it tells of each: of every one something."""
        return {registro: _of(registro, self._today()) for registro in registros}


def _of(registro: str, today: date) -> Cobro:
    """A bimester is paid in the month that follows it, and told from the next one on."""
    whole = (today.month - 2) // BIMESTER  # bimesters of this year that ended before last month
    end = months_after(date(today.year, 1, 1), whole * BIMESTER)
    informado = Period(months_after(end, -12 * YEARS), end - timedelta(days=1))
    digest = sha256(f"cobranza {registro}".encode()).digest()
    begins = months_after(end, -BIMESTER * (2 + digest[1] % RECENT))
    if digest[0] % OWES == 0:
        owed = [months_after(begins, n) for n in range(2 * BIMESTER)]
        bimesters = {Adeudo.bimestral(one.year, one.month // BIMESTER) for one in owed if one.month % BIMESTER == 0}
        return Cobro(informado, frozenset(bimesters | {Adeudo.mensual(one.year, one.month) for one in owed}))
    if digest[0] % LATE == 0:
        return Cobro(informado, frozenset({Adeudo.mensual(begins.year, begins.month)}))
    return Cobro(informado)
