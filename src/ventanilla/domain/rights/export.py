"""What is kept of one person, as it is handed to them: sets of records with the words that explain them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ventanilla.domain.documents.values import Jsonable, instant, jsonable

from .kept import Shown, Told, Withheld

SCHEMA: Final = "ventanilla.sus-datos.v1"
MAX_RECORDS: Final = 5_000  # of one set in the file; beyond it the newest, and it says so
MAX_PRINTED: Final = 40  # records of one set on paper: what is longer is in the file


@dataclass(frozen=True, slots=True)
class HeldSet:
    """One set: how many records there are, those that are handed over, and what stays with its reason."""

    told: Told
    total: int
    records: tuple[dict[str, Jsonable], ...]
    fields: tuple[tuple[str, str], ...]  # key, what it is called
    withheld: tuple[tuple[str, str], ...]  # what it is called, why it stays

    @property
    def complete(self) -> bool:
        """Whether every record is handed over."""
        return self.total == len(self.records)


def answered(how: str | Shown | Withheld) -> str:
    """Whether a personal column is handed over (``yes``) or only spoken of (``told``)."""
    return "told" if isinstance(how, Withheld) else "yes"


def plain(value: object) -> Jsonable:
    """A column's value as the file writes it.

    >>> plain(b"abc"), plain(None)
    ('YWJj', None)
    """
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return jsonable(value)


def own_data(held: Sequence[HeldSet], *, name: str, curp: str, now: datetime) -> dict[str, Any]:
    """The whole file (``docs/reference/own-data.md``)."""
    return {
        "esquema": SCHEMA,
        "generado": instant(now),
        "titular": {"nombre": name, "curp": curp},
        "conjuntos": [_set(one) for one in held],
    }


def _set(one: HeldSet) -> dict[str, Any]:
    return {
        "clave": one.told.key,
        "grupo": one.told.group.value,
        "titulo": one.told.title,
        "para_que": one.told.why,
        "hasta_cuando": one.told.until,
        "quien_lo_ve": one.told.sees,
        "total": one.total,
        "completo": one.complete,
        "campos": [{"clave": key, "nombre": label} for key, label in one.fields],
        "reservados": [{"nombre": label, "motivo": reason} for label, reason in one.withheld],
        "registros": list(one.records),
    }


@dataclass(frozen=True)
class PrintedSet:
    """A set on paper; ``rows`` are (what it is called, value) of each record, at most ``MAX_PRINTED``."""

    title: str
    group: str
    why: str
    until: str
    sees: str
    total: int
    printed: int
    rows: tuple[tuple[tuple[str, str], ...], ...]
    withheld: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PrintedCopy:
    """All that the sealed copy prints (``documents/copia_datos.typ``)."""

    name: str
    curp: str
    sets: tuple[PrintedSet, ...]


def printed_copy(held: Sequence[HeldSet], *, name: str, curp: str) -> PrintedCopy:
    """The copy on paper: short values whole, long ones by their beginning; the file has every one."""
    return PrintedCopy(name, curp, tuple(_printed(one) for one in held if one.total))


def _printed(one: HeldSet) -> PrintedSet:
    labels = dict(one.fields)
    shown = one.records[:MAX_PRINTED]
    rows = tuple(
        tuple((labels[key], _short(value)) for key, value in record.items() if value not in (None, ""))
        for record in shown
    )
    told = one.told
    return PrintedSet(
        told.title, told.group.value, told.why, told.until, told.sees, one.total, len(rows), rows, one.withheld
    )


LONGEST: Final = 120  # characters of a value on paper


def _short(value: Jsonable) -> str:
    words = {True: "Sí", False: "No"}.get(value) if isinstance(value, bool) else str(value)
    assert words is not None
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"
