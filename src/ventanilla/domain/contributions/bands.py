"""The row of the CEAV table for a wage (LSS 168-II; transitorio segundo, DOF 16-12-2020).

>>> from ventanilla.kernel.money import Money
>>> tasa_patron(Money("330.57"), Zona.GENERAL, date(2026, 6, 30)).valor  # a minimum wage with legal benefits
Decimal('6.026')
>>> tasa_patron(Money("315.04"), Zona.GENERAL, date(2026, 6, 30)).valor  # exactly one minimum wage
Decimal('3.150')
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import Money

from .parameters import Leido, leido
from .worker import Zona

TABLE: Final = "ceav.patron"
UN_MINIMO: Final = "sm"
EL_RESTO: Final = "mas"
_CENTESIMAS: Final = 100


def tasa_patron(sbc: Money, zona: Zona, on: date) -> Leido[Decimal]:
    """The employer's rate, in percent, of one who earns ``sbc`` on that day. LawError outside the table."""
    chosen = law.chosen()
    return _tasa(sbc, zona, on, chosen.get("ceav_huecos", ""), chosen.get("sm_zlfn", ""))


@law.remembered(65536)
def _tasa(sbc: Money, zona: Zona, on: date, *chosen: str) -> Leido[Decimal]:
    del chosen  # only tell one choice from another
    return leido(lambda: law.cell(TABLE, renglon(sbc, zona, on), on))


def renglon(sbc: Money, zona: Zona, on: date) -> str:
    """The label of the row: exactly one minimum wage, or the first band of the UMA of the day that holds ``sbc``."""
    rows = law.version(TABLE, on).rows
    if UN_MINIMO in rows and sbc == un_minimo(zona, on):
        return UN_MINIMO
    return banda(sbc, Money(law.value("uma.diaria", on)), rows, law.policy("ceav_huecos").value)


def un_minimo(zona: Zona, on: date) -> Money:
    """The wage that is exactly one minimum wage: that of the zone, or the general one by policy ``sm_zlfn``."""
    measured = zona if law.policy("sm_zlfn").value == "zona" else Zona.GENERAL
    return Money(law.value(f"sm.{measured.value}", on))


def banda(sbc: Money, uma: Money, rows: Mapping[str, Decimal], huecos: str) -> str:
    """The band of ``sbc`` among ``rows``, whose labels are upper limits in times the UMA.

    Published limits leave gaps of a hundredth: ``ceav_sua`` truncates the ratio to two decimals, so that a gap is of
    the row below; ``ceav_corte`` gives it to the row above.

    >>> rows = law.version("ceav.patron", date(2026, 6, 30)).rows
    >>> [banda(Money("410.80"), Money("117.31"), rows, huecos) for huecos in ("ceav_sua", "ceav_corte")]
    ['3.50', '4.00']
    """
    for label in rows:
        if label in (UN_MINIMO, EL_RESTO):
            continue
        limit = int(Decimal(label) * _CENTESIMAS)  # hundredths of a UMA
        if huecos == "ceav_sua":
            inside = sbc.centavos * _CENTESIMAS // uma.centavos <= limit
        else:
            inside = sbc.centavos * _CENTESIMAS <= limit * uma.centavos
        if inside:
            return label
    return EL_RESTO
