"""Where an employer's place was, day by day: a place moves, and each day has the minimum wage of its own zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla.kernel.period import Period

from .worker import Zona


@dataclass(frozen=True, slots=True)
class Zonas:
    """The zones of a place, each with its first day, in order; before the first one, the general.

    >>> movido = Zonas(((date(2020, 1, 1), Zona.GENERAL), (date(2026, 3, 1), Zona.ZLFN)))
    >>> [movido.en(day).value for day in (date(2019, 12, 31), date(2026, 2, 28), date(2026, 3, 1))]
    ['general', 'general', 'zlfn']
    >>> [(str(days), zona.value) for days, zona in movido.partes(Period(date(2026, 2, 1), date(2026, 3, 31)))]
    [('2026-02-01/2026-02-28', 'general'), ('2026-03-01/2026-03-31', 'zlfn')]
    """

    desde: tuple[tuple[date, Zona], ...] = ()

    @classmethod
    def siempre(cls, zona: Zona) -> Zonas:
        """Of a place that never moved."""
        return cls(((date.min, zona),))

    def en(self, on: date) -> Zona:
        """The zone of a day."""
        return next((zona for first, zona in reversed(self.desde) if first <= on), Zona.GENERAL)

    def partes(self, days: Period) -> Iterator[tuple[Period, Zona]]:
        """``days`` cut where the zone changes."""
        starts = [days.first]
        for first, zona in self.desde:
            if first in days and zona is not self.en(starts[-1]):
                starts.append(first)
        ends = [*(start - timedelta(days=1) for start in starts[1:]), days.last]
        for first, last in zip(starts, ends, strict=True):
            yield Period(first, last), self.en(first)
