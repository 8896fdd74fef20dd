"""Until when the notices of a month are filed in time (LSS 15-I, 34, 37; RACERF 57)."""

from __future__ import annotations

from datetime import date, timedelta

from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text

from .accepted import ultimo_dia_en_plazo


def ultimo_dia(month: date) -> date:
    """The last day of a month, given by its first.

    >>> ultimo_dia(date(2026, 11, 1))
    datetime.date(2026, 11, 30)
    """
    return months_after(month, 1) - timedelta(days=1)


def avisos_hasta(month: date) -> date:
    """The last day on which a notice about the last day of a month is in time.

    >>> avisos_hasta(date(2026, 11, 1))
    datetime.date(2026, 12, 7)
    """
    return ultimo_dia_en_plazo(ultimo_dia(month))


def avisos_estado(month: date, on: date) -> Text:
    """Whether the notices of a month are still open on ``on``, in words; sin dato where the calendar does not reach."""
    try:
        until = avisos_hasta(month)
    except MissingYear as unknown:
        return unknown.told
    if on <= ultimo_dia(month):
        return Text("AVISOS_ABIERTOS", "Abierto: avise a tiempo hasta el {fecha}.", fecha=until)
    if on <= until:
        return Text("AVISOS_ULTIMOS", "Terminó: avise a tiempo hasta el {fecha}.", fecha=until)
    return Text("AVISOS_CERRADOS", "Cerrado. El plazo de los avisos terminó el {fecha}.", fecha=until)
