"""Working days: Monday to Friday, less the days of a dated table. A missing year is an error, never a guess.

The tables are data of ``law``; ``law.calendar()`` gives the calendar with those that are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .text import Text

_UN_DIA: Final = timedelta(days=1)
_SATURDAY: Final = 5
MAX_WORKING_DAYS: Final = 1000  # about four years: no term of the law is longer


class MissingYear(LookupError):
    """No table of non-working days for a year; ``reason`` says what to load, and ``told`` the same to a person."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.told = Text(
            "DIAS_INHABILES_SIN_DATO",
            "Sin dato: la oficina todavía no tiene los días inhábiles de {anio}.",
            anio=year,
        )
        self.reason = Text(
            "CALENDARIO_SIN_ANIO",
            "Falta la tabla de días inhábiles de {anio}. Agréguela, con su fuente, en dias_inhabiles/{anio}.yaml de la "
            "carpeta de VENTANILLA_LEY (o en law/catalogues/dias_inhabiles/{anio}.yaml).",
            anio=year,
        )
        super().__init__(str(self.reason))


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """The non-working days of ``year`` with their names. ``complete`` is False while some are known to be missing."""

    year: int
    name: str
    complete: bool
    days: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the institution, by the table of each year."""

    tables: Mapping[int, HolidayTable]

    def table(self, year: int) -> HolidayTable:
        """The table of ``year``, to name beside a date computed with it. MissingYear if it is not loaded."""
        found = self.tables.get(year)
        if found is None:
            raise MissingYear(year)
        return found

    def is_working(self, day: date) -> bool:
        """Tell whether the institution works on ``day``."""
        days = self.table(day.year).days  # asked first: a Sunday of a year without table is no answer either
        return day.weekday() < _SATURDAY and day not in days

    def on_or_after(self, day: date) -> date:
        """``day`` if it is a working day, else the next one."""
        while not self.is_working(day):
            day += _UN_DIA
        return day

    def add(self, day: date, working_days: int) -> date:
        """The day on which a term of ``working_days`` from ``day`` ends; ``day`` itself does not count."""
        if not 0 < working_days <= MAX_WORKING_DAYS:
            raise ValueError(f"a term has from 1 to {MAX_WORKING_DAYS} working days: {working_days}")
        left = working_days
        while left:
            day += _UN_DIA
            left -= self.is_working(day)
        return day
