"""What is paid for a month of somebody who works in a home: the institution sets it, in a table by days and wage.

No such table is shipped, because none was found in an official source: without it there is no figure. Whoever operates
the office loads one for each number of days, as ``hogar.dias_08``: a row for each upper limit of the daily wage in
pesos, «mas» for what passes the last, and the amount of a month in pesos (LSS 12-IV and chapter XI).

>>> from datetime import date
>>> cuota_hogar(8, Money("600.00"), date(2026, 11, 22)) is None
True
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import Money

TABLA: Final = "hogar.dias_{dias:02d}"


def cuota_hogar(dias: int, salario: Money, mes: date) -> Money | None:
    """What is paid for ``dias`` days of the month ``mes`` at that daily wage; None where no table loaded says it."""
    key = TABLA.format(dias=dias)
    if key not in law.table_keys():
        return None
    try:
        return Money(law.up_to(key, salario.pesos, mes))
    except law.LawError:  # a table of another date, or without a row for that wage, says nothing of this month
        return None
