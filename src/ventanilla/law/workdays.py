"""The calendar of working days, from the yearly tables of ``catalogues/dias_inhabiles``.

The tables shipped are derived from LFT 74 and marked incomplete: policy ``dias_inhabiles``.

>>> calendar().on_or_after(date(2019, 3, 17))
datetime.date(2019, 3, 19)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Final

from ventanilla.kernel.calendar import Calendar, HolidayTable

from .additions import added, added_keys, remembered
from .open_questions import policy
from .rows import BadLaw
from .strict_yaml import BadYaml, read_yaml

_FIELDS: Final = {"year", "title", "complete", "cite", "source", "checked_on", "days"}


def calendar() -> Calendar:
    """The working days, by every table that the policy ``dias_inhabiles`` lets be used (recorded as used)."""
    loaded = holiday_tables()
    if policy("dias_inhabiles").value == "cargados":
        loaded = {year: table for year, table in loaded.items() if table.complete}
    return Calendar(loaded)


@remembered()
def holiday_tables() -> dict[int, HolidayTable]:
    """The table of each year, with the days that the operator added."""
    folder = files(__package__).joinpath("catalogues", "dias_inhabiles")
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir()}
    found = {year: table for name, text in texts.items() for year, table in [_of_file(name, text)]}
    for key in added_keys("dias_inhabiles"):
        year, more = _of_file(f"{key}.yaml", added("dias_inhabiles", key) or "")
        shipped = found.get(year)
        found[year] = _with_more(shipped, more) if shipped else more
    return found


def _of_file(name: str, text: str) -> tuple[int, HolidayTable]:
    table = read_holidays(name, text)
    if name != f"{table.year}.yaml":
        raise BadLaw(f"{name} is the table of {table.year}")
    return table.year, table


def _with_more(shipped: HolidayTable, more: HolidayTable) -> HolidayTable:
    """The days of both, by the names shipped; it is complete if the operator says so."""
    return replace(
        shipped,
        name=f"{shipped.name}; {more.name} (agregada por quien opera la oficina)",
        complete=more.complete,
        days=dict(sorted({**more.days, **shipped.days}.items())),
    )


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
