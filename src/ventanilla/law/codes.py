"""Catalogues of ``law/catalogues``: codes with their names, dated and with a source. Operators add codes to some.

>>> catalogue("bancos")["012"].name
'BBVA Mexico'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from .additions import added, refuse, remembered
from .rows import BadLaw
from .strict_yaml import BadYaml, read_yaml

# What each institution has its own of; the codes of the others are everybody's.
OPERATORS: Final = frozenset({"padecimientos_familia"})
_FIELDS: Final = {"name", "retired", "covers", "ask", "cite", "after_days"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code. ``retired``: it is no longer given out, and old numbers still carry it.

    Of an institution, ``covers`` says whom it insures and ``ask`` where to ask. Of an illness, ``cite`` is the rule
    that leaves it out, or that attends it ``after_days`` days.
    """

    name: str
    retired: bool = False
    covers: str = ""
    ask: str = ""
    cite: str = ""
    after_days: int | None = None


@remembered()
def catalogue(key: str) -> Mapping[str, Entry]:
    """The entries of ``catalogues/{key}.yaml`` by code, with those that the operator added."""
    shipped = read_catalogue(key, files(__package__).joinpath("catalogues", key + ".yaml").read_text(encoding="utf-8"))
    text = added("catalogues", key)
    if text is None:
        return shipped
    more = read_catalogue(key, text)
    if twice := sorted(shipped.keys() & more.keys()):
        raise refuse("catalogues", key, f"ya se conoce {', '.join(twice)}. Use otra clave.")
    return MappingProxyType({**shipped, **more})


def catalogue_added(key: str) -> None:
    """Check what the operator added to a catalogue: BadLaw, or BadAddition in words, if it cannot be."""
    if key not in OPERATORS:
        raise refuse("catalogues", key, f"solo se agrega a {', '.join(sorted(OPERATORS))}.")
    catalogue(key)


def read_catalogue(key: str, text: str) -> Mapping[str, Entry]:
    """Read the text of one file of ``law/catalogues``; BadLaw says the file and the fault."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{key}: {error}") from error
    if not isinstance(data, dict) or data.keys() != {"title", "source", "checked_on", "entries"}:
        raise BadLaw(f"{key}: a catalogue has title, source, checked_on and entries")
    if not isinstance(data["checked_on"], date) or not isinstance(data["entries"], dict):
        raise BadLaw(f"{key}: checked_on is a date, entries map each code")
    found: dict[str, Entry] = {}
    for code, entry in data["entries"].items():
        if not isinstance(entry, dict) or not {"name"} <= entry.keys() <= _FIELDS:
            raise BadLaw(f"{key}: {code} has a name, and perhaps {', '.join(sorted(_FIELDS - {'name'}))}")
        said = {more: str(entry[more]) for more in ("covers", "ask", "cite") if more in entry}
        found[code] = Entry(str(entry["name"]), entry.get("retired") is True, after_days=_days(key, entry), **said)
    return MappingProxyType(found)


def _days(key: str, entry: Mapping[str, Any]) -> int | None:
    days = entry.get("after_days")
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days <= 0):
        raise BadLaw(f"{key}: after_days is a number of days")
    return days
