"""What is kept of one person, as it is handed to them: sets of records with the words that explain them."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from ventanilla.domain.documents.values import Jsonable, instant, jsonable
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date

from .kept import Shown, Told, Withheld

SCHEMA: Final = "ventanilla.sus-datos.v1"
MAX_RECORDS: Final = 5_000  # of one set in the file; beyond it the newest, and it says so
MAX_PRINTED: Final = 40  # records of one set on paper: what is longer is in the file
LONGEST: Final = 200  # characters of a value on a page or on paper
IN_THE_FILE: Final = "Está en el archivo."  # bytes, or a text too long to be read here
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


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
        tuple((labels[key], in_words(value, key)) for key, value in record.items() if value not in (None, ""))
        for record in shown
    )
    told = one.told
    return PrintedSet(
        told.title, told.group.value, told.why, told.until, told.sees, one.total, len(rows), rows, one.withheld
    )


def in_words(value: Jsonable, key: str = "") -> str:
    """A value of the file as a person reads it; ``key`` is its column: one that counts centavos is read as money.

    >>> in_words(57240, "sbc_centavos")
    '$572.40'
    >>> in_words("2026-11-22"), in_words("2026-11-22T15:04:05Z"), in_words(True), in_words({"para": "titular"})
    ('22 de noviembre de 2026', '22 de noviembre de 2026, 09:04', 'Sí', 'para: titular')
    """
    match value:
        case None:
            return ""
        case bool():
            return "Sí" if value else "No"
        case int() if key.endswith("_centavos"):
            words = str(Money.of_centavos(value))
        case dict():
            said = {name: in_words(inner, name) for name, inner in value.items() if inner not in (None, "")}
            words = "; ".join(f"{name}: {inner}" for name, inner in said.items())
        case list():
            words = "; ".join(in_words(inner) for inner in value)
        case str() if _DAY.fullmatch(value):
            words = long_date(date.fromisoformat(value))
        case str() if _INSTANT.fullmatch(value):
            moment = datetime.fromisoformat(value)
            words = f"{long_date(civil_date(moment))}, {moment.astimezone(CIVIL_ZONE):%H:%M}"
        case _:
            words = str(value)
    return words if len(words) <= LONGEST else IN_THE_FILE
