"""Dated tables of the law: a row for each band, age, class or year, every cell literal and none interpolated.

A key is a path of ``law/tables``: ``ceav.patron`` is ``tables/ceav/patron.yaml``. What a computation records is
the cell it read, as ``ceav.patron/3.50``.

>>> from datetime import date
>>> cell("ceav.patron", "3.50", date(2026, 6, 30))
Decimal('6.361')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from ventanilla.kernel.text import Text

from .rows import BadLaw, Confidence, LawError, Used, record, walk
from .strict_yaml import BadYaml, read_yaml

_KEY: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_FILE_REQUIRED: Final = {"title", "unit", "values"}
_VERSION: Final = {"since", "rows", "cite", "source", "checked_on", "confidence"}


@dataclass(frozen=True, slots=True)
class Version:
    """The table as it stands from ``since`` on, its ``rows`` in the order of the law."""

    since: date
    rows: Mapping[str, Decimal]
    cite: str
    source: str
    checked_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Table:
    """A table through time; ``unit`` is that of its cells."""

    key: str
    title: str
    unit: str
    versions: tuple[Version, ...]
    note: str = ""


def version(key: str, on: date) -> Version:
    """The table in force on ``on``, which is not recorded: its cells are. LawError before its first date."""
    found: Version | None = None
    for candidate in table(key).versions:
        if candidate.since > on:
            break
        found = candidate
    if found is None:
        raise LawError(
            Text(
                "LEY_TABLA_SIN_FECHA",
                "No hay tabla {clave} para el {fecha}: la primera rige desde el {primera}. "
                "Agregue una anterior, con su fuente, en law/tables/{archivo}.yaml.",
                clave=key,
                fecha=on,
                primera=table(key).versions[0].since,
                archivo=key.replace(".", "/"),
            )
        )
    return found


def cell(key: str, label: str, on: date) -> Decimal:
    """One cell of the table in force on ``on``, recorded as used. LawError if that table has no such row."""
    found = version(key, on)
    if label not in found.rows:
        raise LawError(
            Text(
                "LEY_TABLA_SIN_RENGLON",
                "La tabla {clave} no tiene el renglón «{renglon}» para el {fecha}. "
                "Agréguelo, con su fuente, en law/tables/{archivo}.yaml.",
                clave=key,
                renglon=label,
                fecha=on,
                archivo=key.replace(".", "/"),
            )
        )
    record(Used(f"{key}/{label}", str(found.rows[label]), found.since, found.cite))
    return found.rows[label]


@cache
def table(key: str) -> Table:
    """The file of ``key``. LawError if there is none; BadLaw if it breaks the schema."""
    path = files(__package__).joinpath("tables", *key.split(".")[:-1], key.split(".")[-1] + ".yaml")
    if not _KEY.fullmatch(key) or not path.is_file():
        raise LawError(Text("LEY_SIN_TABLA", "No existe la tabla {clave} en law/tables.", clave=key))
    return read_table(key, path.read_text(encoding="utf-8"))


@cache
def table_keys() -> tuple[str, ...]:
    """Every table there is, sorted."""
    return tuple(sorted(walk(files(__package__).joinpath("tables"), "")))


def read_table(key: str, text: str) -> Table:
    """Read the text of one file of ``law/tables``; BadLaw says the file and the fault."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{key}: {error}") from error
    if not isinstance(data, dict) or not _FILE_REQUIRED <= data.keys() <= _FILE_REQUIRED | {"note"}:
        raise BadLaw(f"{key}: a table has title, unit, values and perhaps a note")
    if not isinstance(data["values"], list) or not data["values"]:
        raise BadLaw(f"{key}: values is a list of versions, oldest first")
    versions = tuple(_version(key, item) for item in data["values"])
    if any(later.since <= earlier.since for earlier, later in pairwise(versions)):
        raise BadLaw(f"{key}: the versions are not in order")
    return Table(key, str(data["title"]), str(data["unit"]), versions, str(data.get("note", "")))


def _version(key: str, item: Any) -> Version:
    if not isinstance(item, dict) or item.keys() != _VERSION:
        raise BadLaw(f"{key}: a version has exactly {', '.join(sorted(_VERSION))}")
    if not isinstance(item["since"], date) or not isinstance(item["checked_on"], date):
        raise BadLaw(f"{key}: since and checked_on are dates")
    if not isinstance(item["rows"], dict) or not item["rows"]:
        raise BadLaw(f"{key}: rows maps each row to its value")
    if not str(item["cite"]).strip() or not str(item["source"]).strip():
        raise BadLaw(f"{key}: a version says its article and its source")
    try:
        rows = {label: Decimal(number) for label, number in item["rows"].items()}
        confidence = Confidence(item["confidence"])
    except (InvalidOperation, TypeError, ValueError) as error:
        raise BadLaw(f"{key}: {item}") from error
    if not all(number.is_finite() for number in rows.values()):
        raise BadLaw(f"{key}: a cell is not a number of the law")
    return Version(
        item["since"], MappingProxyType(rows), str(item["cite"]), str(item["source"]), item["checked_on"], confidence
    )
