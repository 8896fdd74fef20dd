"""What a case waits for: how it ends, and when whoever must answer is reminded."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from ventanilla import law


class Outcome(Enum):
    """How what was asked stands."""

    ABIERTA = "abierta"
    CONTESTADA = "contestada"
    SILENCIO = "silencio"  # the day ended and nobody had answered
    RETIRADA = "retirada"  # the case was taken back, and nobody waits for it


def reminders(asked: date, until: date) -> tuple[date, ...]:
    """The days on which whoever was asked is reminded: halfway, and some days before the end; none on the first day.

    >>> reminders(date(2026, 11, 23), date(2026, 12, 3))
    (datetime.date(2026, 11, 28), datetime.date(2026, 12, 1))
    """
    before = law.integer("expedientes.recordatorio_dias", asked)
    days = {asked + (until - asked) / 2, until - timedelta(days=before)}
    return tuple(sorted(day for day in days if asked < day <= until))
