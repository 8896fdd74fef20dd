"""The one clock of an installation: shifted, never stopped.

A demonstration lives around a fixed date; a court case is recomputed at a past one. Both need *every*
process of the installation to agree on what day it is, while time-outs, one-time codes and OIDC keep
to the machine's own time. So the installation has a single shift in seconds, decided when it starts,
and everything that needs a legal date or a certificate time asks this clock.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Final
from zoneinfo import ZoneInfo

CIVIL_ZONE: Final = ZoneInfo("America/Mexico_City")  # deadlines end there at 24:00


@dataclass(frozen=True, slots=True)
class Clock:
    """``shift_seconds`` is added to the machine's time; zero in production.

    >>> Clock.starting_at(datetime(2021, 6, 1, 15, tzinfo=UTC)).today()
    datetime.date(2021, 6, 1)
    """

    shift_seconds: int = 0

    @classmethod
    def starting_at(cls, instant: datetime) -> Clock:
        """A clock that reads ``instant`` (aware) now, at most a second later and never before, and runs from there."""
        if instant.tzinfo is None:
            raise ValueError("a clock starts at an instant with its zone")
        return cls(math.ceil(instant.timestamp() - time.time()))

    @classmethod
    def parse(cls, text: str) -> Clock:
        """Read a setting: ``""`` (no shift), ``+3600`` / ``-86400`` (seconds) or a date or instant in ISO 8601.

        A date alone means nine in the morning in Mexico City, when an office opens.

        >>> Clock.parse("-60").shift_seconds
        -60
        """
        text = text.strip()
        if not text:
            return cls()
        if text[0] in "+-":
            return cls(int(text))
        instant = datetime.fromisoformat(text)
        if len(text) == len("2021-06-01"):
            instant = instant.replace(hour=9)
        return cls.starting_at(instant if instant.tzinfo else instant.replace(tzinfo=CIVIL_ZONE))

    def now(self) -> datetime:
        """The instant, in UTC, to the microsecond."""
        return datetime.fromtimestamp(time.time(), UTC) + timedelta(seconds=self.shift_seconds)

    def today(self) -> date:
        """The civil date in Mexico City."""
        return self.now().astimezone(CIVIL_ZONE).date()


def civil_date(instant: datetime) -> date:
    """The civil date, in Mexico City, of an aware ``instant``.

    >>> civil_date(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    datetime.date(2026, 11, 22)
    """
    if instant.tzinfo is None:
        raise ValueError("a civil date is taken from an instant with its zone")
    return instant.astimezone(CIVIL_ZONE).date()


def end_of_day(day: date) -> datetime:
    """The last second of a civil day: deadlines end at 24:00 in Mexico City.

    >>> end_of_day(date(2026, 11, 22)).isoformat()
    '2026-11-23T05:59:59+00:00'
    """
    midnight = datetime.combine(day + timedelta(days=1), clock_time(), CIVIL_ZONE)
    return midnight.astimezone(UTC) - timedelta(seconds=1)
