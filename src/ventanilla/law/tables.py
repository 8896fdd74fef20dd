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
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from ventanilla.kernel.text import Text

from .additions import MARK, added, added_keys, refuse, remembered
from .rows import BadLaw, Confidence, LawError, Renews, Used, last_day, may_add, not_known, record, walk
from .strict_yaml import BadYaml, read_yaml

_KEY: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_FILE_REQUIRED: Final = {"title", "unit", "values"}
_FILE_OPTIONAL: Final = {"note", "renews"}
THE_REST: Final = "mas"  # the row of all that passes the last limit
_VERSION: Final = {"since", "rows", "cite", "source", "checked_on", "confidence"}
_VERSION_OPTIONAL: Final = {"erratum"}


@dataclass(frozen=True, slots=True)
class Version:
    """The table as it stands from ``since`` on, its ``rows`` in the order of the law."""

    since: date
    rows: Mapping[str, Decimal]
    cite: str
    source: str
    checked_on: date
    confidence: Confidence
    erratum: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table through time; ``unit`` is that of its cells."""

    key: str
    title: str
    unit: str
    versions: tuple[Version, ...]
    note: str = ""
    renews: Renews = Renews.NEVER

    def until(self, one: Version) -> date | None:
        """The last day of ``one``: the eve of the next one, or where the law renews it (None: no end is known)."""
        return last_day(one.since, [other.since for other in self.versions], self.renews)


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
                "Cargue una anterior, con su fuente: ventanilla ley cargar {clave} ARCHIVO.csv "
                "(o agréguela en law/tables/{archivo}.yaml).",
                clave=key,
                fecha=on,
                primera=table(key).versions[0].since,
                archivo=key.replace(".", "/"),
            ),
            not_known(table(key).title, on),
        )
    last = table(key).until(found)
    if last is not None and on > last:
        raise LawError(
            Text(
                "LEY_TABLA_SIN_RENOVAR",
                "No hay tabla {clave} para el {fecha}: la última que se conoce rigió hasta el {ultima}. "
                "Cargue la que sigue, con su fuente: ventanilla ley cargar {clave} ARCHIVO.csv "
                "(o agréguela en law/tables/{archivo}.yaml).",
                clave=key,
                fecha=on,
                ultima=last,
                archivo=key.replace(".", "/"),
            ),
            not_known(table(key).title, on),
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
                "Cárguelo, con su fuente: ventanilla ley cargar {clave} ARCHIVO.csv "
                "(o agréguelo en law/tables/{archivo}.yaml).",
                clave=key,
                renglon=label,
                fecha=on,
                archivo=key.replace(".", "/"),
            ),
            not_known(table(key).title, on),
        )
    record(Used(f"{key}/{label}", str(found.rows[label]), found.since, found.cite))
    return found.rows[label]


def up_to(key: str, number: Decimal | int, on: date) -> Decimal:
    """The cell of the first row whose label, an upper limit, holds ``number``; «mas» holds what passes the last.

    >>> up_to("lft.76.vacaciones", 7, date(2026, 6, 30))  # from the sixth to the tenth year
    Decimal('22')
    """
    rows = version(key, on).rows
    held = (label for label in rows if label != THE_REST and number <= Decimal(label))
    return cell(key, next(held, THE_REST), on)


@remembered()
def table(key: str) -> Table:
    """The file of ``key``, with what the operator added. LawError if there is none; BadLaw if it breaks the schema."""
    path = files(__package__).joinpath("tables", *key.split(".")[:-1], key.split(".")[-1] + ".yaml")
    known, text = _KEY.fullmatch(key) is not None, added("tables", key)
    shipped = read_table(key, path.read_text(encoding="utf-8")) if known and path.is_file() else None
    more = read_table(key, text) if text is not None else None
    if more is not None:
        return _joined(shipped, more)
    if shipped is None:
        raise LawError(
            Text("LEY_SIN_TABLA", "No existe la tabla {clave}. Vea las que hay con: ventanilla ley listar", clave=key)
        )
    return shipped


def _joined(shipped: Table | None, more: Table) -> Table:
    """The versions of both. A version of a day that was shipped only adds the rows that it lacked."""
    versions = {one.since: replace(one, source=MARK + one.source) for one in more.versions}
    if shipped is None:
        return replace(more, versions=tuple(versions.values()))
    if more.unit != shipped.unit:
        raise refuse("tables", more.key, f"la unidad de {more.key} es «{shipped.unit}», no «{more.unit}».")
    for old in shipped.versions:
        versions[old.since] = _completed(more.key, old, versions.get(old.since))
    shipped_days = {old.since: (old.checked_on, old.confidence) for old in shipped.versions}
    for one in more.versions:
        if one.since not in shipped_days and not may_add(one.since, shipped_days, shipped.renews):
            raise refuse(
                "tables",
                more.key,
                f"la versión instalada ya dice qué tabla rige el {one.since}, y eso no se cambia.",
            )
    return replace(shipped, versions=tuple(sorted(versions.values(), key=lambda one: one.since)))


def _completed(key: str, old: Version, more: Version | None) -> Version:
    """A shipped version with the rows added to it: none may contradict it."""
    if more is None:
        return old
    for label, number in more.rows.items():
        if old.rows.get(label, number) != number:
            raise refuse("tables", key, f"el renglón «{label}» del {old.since} es {old.rows[label]}, y no se cambia.")
    return replace(old, rows=MappingProxyType({**old.rows, **more.rows}), source=f"{old.source}. {more.source}")


@remembered()
def table_keys() -> tuple[str, ...]:
    """Every table there is, sorted."""
    return tuple(sorted({*walk(files(__package__).joinpath("tables"), ""), *added_keys("tables")}))


def read_table(key: str, text: str) -> Table:
    """Read the text of one file of ``law/tables``; BadLaw says the file and the fault."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{key}: {error}") from error
    if not isinstance(data, dict) or not _FILE_REQUIRED <= data.keys() <= _FILE_REQUIRED | _FILE_OPTIONAL:
        raise BadLaw(f"{key}: a table has title, unit, values and perhaps a note and how it renews")
    if not isinstance(data["values"], list) or not data["values"]:
        raise BadLaw(f"{key}: values is a list of versions, oldest first")
    versions = tuple(_version(key, item) for item in data["values"])
    if any(later.since <= earlier.since for earlier, later in pairwise(versions)):
        raise BadLaw(f"{key}: the versions are not in order")
    try:
        renews = Renews(data.get("renews", ""))
    except ValueError as error:
        raise BadLaw(f"{key}: {error}") from error
    return Table(key, str(data["title"]), str(data["unit"]), versions, str(data.get("note", "")), renews)


def _version(key: str, item: Any) -> Version:
    if not isinstance(item, dict) or not _VERSION <= item.keys() <= _VERSION | _VERSION_OPTIONAL:
        raise BadLaw(f"{key}: a version has {', '.join(sorted(_VERSION))} and perhaps an erratum")
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
        since=item["since"],
        rows=MappingProxyType(rows),
        cite=str(item["cite"]),
        source=str(item["source"]),
        checked_on=item["checked_on"],
        confidence=confidence,
        erratum=str(item.get("erratum", "")),
    )
