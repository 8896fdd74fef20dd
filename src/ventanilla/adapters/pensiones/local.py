"""Payments that nobody made, for the demonstration: the same ones each time, of two years and the next three months.

>>> from datetime import date
>>> pays = InventedPayments(lambda: date(2026, 11, 22))
>>> found = pays.payments(["PUEA850101MDFRJN02"])["PUEA850101MDFRJN02"]
>>> len(found), str(found[-1].mes), found[-1].neto  # what is to come has its day, and no amount yet
(27, '2027-02-01', None)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from ventanilla.domain.benefits import Concepto, PagoPension
from ventanilla.kernel.period import months_after

PAST: Final = 24  # months that are told
AHEAD: Final = 3
NOVEMBER: Final = 11
LEAST: Final = 950_000  # centavos
SPREAD: Final = 1_200_000
LENT: Final = 3  # of so many people, one pays a loan back
GIVEN_BACK: Final = 9  # of so many payments, one
SATURDAY: Final = 5


class InventedPayments:
    """Of whoever is asked about; who has a pension, the register says. ``today`` tells which were made by now."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today

    def payments(self, curps: Sequence[str]) -> Mapping[str, tuple[PagoPension, ...]]:
        """The payments of each."""
        this = self._today().replace(day=1)
        months = [months_after(this, n) for n in range(1 - PAST, AHEAD + 1)]
        return {curp: tuple(_paid(curp, month, this) for month in months) for curp in curps}


def _paid(curp: str, month: date, this: date) -> PagoPension:
    digest = sha256(f"pensiones {curp}".encode()).digest()
    day = month + timedelta(days=max(0, 7 - month.weekday()) if month.weekday() >= SATURDAY else 0)
    if month > this:
        return PagoPension(month, day)
    base = LEAST + int.from_bytes(digest[:3]) % SPREAD
    lines = [Concepto("Pensión", base), Concepto("Asignaciones familiares", base * 15 // 100)]
    if month.month == NOVEMBER:
        lines.append(Concepto("Aguinaldo", base))
    if digest[4] % LENT == 0:
        lines.append(Concepto("Préstamo", base * 12 // 100, descuento=True))
    returned = (digest[5] + month.month) % GIVEN_BACK == 0
    return PagoPension(month, day, tuple(lines), day + timedelta(days=2) if returned else None)
