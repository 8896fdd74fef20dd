"""Weeks before a fact, from the movements: what each subsidy asks is counted in its own stretch of time.

The left-over days of a week follow the same policy as in a statement of weeks (P36).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.affiliation import Movimiento, continuos, empleos
from ventanilla.kernel.period import Period, months_after

from .semanas import semanas_de

_UN_DIA: Final = timedelta(days=1)


def semanas_inmediatas(movimientos: Iterable[Movimiento], inicio: date) -> int:
    """The uninterrupted weeks that end on the eve of ``inicio``; 0 without an employment on that eve."""
    eve = inicio - _UN_DIA
    stretches = continuos(empleos(movimientos, eve))
    if not stretches or stretches[-1][1] not in (None, eve):
        return 0
    return semanas_de((eve - stretches[-1][0]).days + 1)


def semanas_en_meses(movimientos: Iterable[Movimiento], inicio: date, meses: int) -> int:
    """The weeks in the ``meses`` calendar months before ``inicio``."""
    eve = inicio - _UN_DIA
    window = Period(months_after(inicio, -meses), eve)
    common = (window.overlap(Period(first, last or eve)) for first, last in continuos(empleos(movimientos, eve)))
    return semanas_de(sum(one.days for one in common if one))
