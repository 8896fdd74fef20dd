"""Periods: stretches of civil days, both ends included, as the law counts them.

>>> Period.bimester(2026, 1).days
59
>>> [str(part) for part in Period(date(2026, 3, 25), date(2026, 4, 10)).by_month()]
['2026-03-25/2026-03-31', '2026-04-01/2026-04-10']
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``first`` to ``last``, both included. ValueError if it would have no day."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} to {self.last} has no day")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """A calendar month.

        >>> Period.month(2024, 2).last
        datetime.date(2024, 2, 29)
        """
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def bimester(cls, year: int, bimester: int) -> Period:
        """One of the six bimesters of a year: 1 is January and February. ValueError outside 1 to 6."""
        if not 1 <= bimester <= 6:
            raise ValueError(f"a year has six bimesters: {bimester}")
        return cls(date(year, 2 * bimester - 1, 1), cls.month(year, 2 * bimester).last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        """Its days, in order."""
        return (self.first + timedelta(days=n) for n in range(self.days))

    def overlap(self, other: Period) -> Period | None:
        """The days that both have, None if there are none.

        >>> str(Period.month(2026, 2).overlap(Period(date(2026, 2, 20), date(2026, 3, 5))))
        '2026-02-20/2026-02-28'
        """
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None

    def by_month(self) -> Iterator[Period]:
        """Cut at each end of month, in order."""
        first = self.first
        while (last := Period.month(first.year, first.month).last) < self.last:
            yield Period(first, last)
            first = last + timedelta(days=1)
        yield Period(first, self.last)

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of that month where it has no such day.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
