"""Appointments that nobody made, for the demonstration: the same ones each time, of two people in three.

>>> from uuid import UUID
>>> from datetime import UTC
>>> book = InventedAppointments()
>>> now = datetime(2026, 11, 22, 15, tzinfo=UTC)
>>> found = [book.next_of(SubjectId(UUID(int=n)), now) for n in range(90)]
>>> 40 < sum(one is not None for one in found) < 80
True
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from ventanilla.domain.appointments import Cita
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date

NONE_IN: Final = 3  # one person in so many has no appointment
AHEAD: Final = 20  # days in which it may fall
OPENS: Final = 8  # o'clock
SLOTS: Final = 20  # of a day, a quarter of an hour each
SLOT_MINUTES: Final = 15
SATURDAY: Final = 5
PURPOSES: Final = ("Medicina familiar", "Medicina preventiva", "Estomatología")
PLACE: Final = "Su clínica"


class InventedAppointments:
    """One appointment for whoever the digest of their id chooses."""

    def next_of(self, subject: SubjectId, now: datetime) -> Cita | None:
        """The first after ``now``, on a working day of a week that is drawn anew each month."""
        today = civil_date(now)
        digest = sha256(f"citas {subject} {today:%Y-%m}".encode()).digest()
        if digest[0] % NONE_IN == 0:
            return None
        day = today + timedelta(days=1 + digest[1] % AHEAD)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
        start = datetime(day.year, day.month, day.day, OPENS, tzinfo=CIVIL_ZONE)
        when = start + timedelta(minutes=SLOT_MINUTES * (digest[2] % SLOTS))
        return Cita(when, PURPOSES[digest[3] % len(PURPOSES)], PLACE)
