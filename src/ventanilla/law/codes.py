"""Catalogues of ``law/catalogues``: codes with their names, dated and with a source. Operators replace them.

>>> catalogue("bancos")["012"].name
'BBVA Mexico'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from .rows import BadLaw
from .strict_yaml import BadYaml, read_yaml


@dataclass(frozen=True, slots=True)
class Entry:
    """One code. ``retired``: it is no longer given out, and old numbers still carry it.

    Of an institution, ``covers`` says whom it insures and ``ask`` where to ask.
    """

    name: str
    retired: bool = False
    covers: str = ""
    ask: str = ""


@cache
def catalogue(key: str) -> Mapping[str, Entry]:
    """The entries of ``catalogues/{key}.yaml`` by code."""
    return read_catalogue(key, files(__package__).joinpath("catalogues", key + ".yaml").read_text(encoding="utf-8"))


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
        if not isinstance(entry, dict) or not {"name"} <= entry.keys() <= {"name", "retired", "covers", "ask"}:
            raise BadLaw(f"{key}: {code} has a name, and perhaps retired, covers and ask")
        said = {more: str(entry[more]) for more in ("covers", "ask") if more in entry}
        found[code] = Entry(str(entry["name"]), entry.get("retired") is True, **said)
    return MappingProxyType(found)
