"""The calendar of working days, from the yearly tables of ``catalogues/dias_inhabiles``.

The tables shipped are derived from LFT 74 and marked incomplete: policy ``dias_inhabiles``.

>>> calendar().on_or_after(date(2019, 3, 17))
datetime.date(2019, 3, 19)
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from ventanilla.kernel.calendar import Calendar, HolidayTable

from .open_questions import policy
from .rows import BadLaw
from .strict_yaml import BadYaml, read_yaml

_FIELDS: Final = {"year", "title", "complete", "cite", "source", "checked_on", "days"}


def calendar() -> Calendar:
    """The working days, by every table that the policy ``dias_inhabiles`` lets be used (recorded as used)."""
    loaded = _tables()
    if policy("dias_inhabiles").value == "cargados":
        loaded = {year: table for year, table in loaded.items() if table.complete}
    return Calendar(loaded)


@cache
def _tables() -> dict[int, HolidayTable]:
    folder = files(__package__).joinpath("catalogues", "dias_inhabiles")
    found: dict[int, HolidayTable] = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".yaml"):
            table = read_holidays(entry.name, entry.read_text(encoding="utf-8"))
            if entry.name != f"{table.year}.yaml":
                raise BadLaw(f"{entry.name} is the table of {table.year}")
            found[table.year] = table
    return found


def read_holidays(name: str, text: str) -> HolidayTable:
    """Read the text of one yearly table; BadLaw says the file and the fault."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{name}: {error}") from error
    if not isinstance(data, dict) or data.keys() != _FIELDS or not isinstance(data["days"], list):
        raise BadLaw(f"{name}: a table has exactly {', '.join(sorted(_FIELDS))}")
    if type(data["year"]) is not int or type(data["complete"]) is not bool:
        raise BadLaw(f"{name}: year is a number, complete is true or false")
    days: dict[date, str] = {}
    for item in data["days"]:
        if not isinstance(item, dict) or item.keys() != {"date", "name"} or not isinstance(item["date"], date):
            raise BadLaw(f"{name}: a day has a date and a name: {item}")
        if item["date"].year != data["year"] or item["date"] in days:
            raise BadLaw(f"{name}: {item['date']} is twice, or of another year")
        days[item["date"]] = str(item["name"])
    return HolidayTable(data["year"], str(data["title"]), data["complete"], days)
