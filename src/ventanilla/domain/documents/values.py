"""What a decision concluded, as the JSON that is stored, digested and given to the template."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final
from uuid import UUID

from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.text import Text

Jsonable = str | int | bool | None | list["Jsonable"] | dict[str, "Jsonable"]

MAX_DEPTH: Final = 12  # levels; a decision nested deeper is a mistake


class NotPrintable(TypeError):
    """A value that a document cannot carry: a float, bytes, an object without fields."""


def jsonable(value: object, depth: int = MAX_DEPTH) -> Jsonable:
    """``value`` as JSON: dataclasses by field, dates in ISO 8601, sentences as they are read, enums by value.

    An instant is written in UTC to the second; a decimal keeps its digits as text. NotPrintable for
    anything that would not mean the same tomorrow. `typed.from_jsonable` reads it back.

    >>> jsonable({"al": date(2026, 11, 22), "motivo": Text("BAJA", "Causó baja el {fecha}.", fecha=date(2026, 9, 1))})
    {'al': '2026-11-22', 'motivo': 'Causó baja el 1 de septiembre de 2026.'}
    """
    if depth == 0:
        raise NotPrintable(f"nested deeper than {MAX_DEPTH} levels")
    match value:
        case Enum():
            return jsonable(value.value, depth - 1)
        case None | bool() | str():
            return value
        case int():
            return int(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Text() | Decimal() | UUID():
            return str(value)
        case Mapping():
            return {_key(key): jsonable(inner, depth - 1) for key, inner in value.items()}
        case list() | tuple():
            return [jsonable(inner, depth - 1) for inner in value]
        case Set():
            return sorted((jsonable(inner, depth - 1) for inner in value), key=repr)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: jsonable(getattr(value, field.name), depth - 1) for field in dataclasses.fields(value)}
    raise NotPrintable(f"a {type(value).__name__} cannot be printed on a document")


def instant(moment: datetime) -> str:
    """An aware instant in UTC, to the second.

    >>> instant(datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC))
    '2026-11-22T15:04:05Z'
    """
    if moment.tzinfo is None:
        raise ValueError("an instant has its zone")
    # Not strftime: its %Y writes the year 999 with three digits, which nobody reads back.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def content_digest(content: Jsonable) -> str:
    """SHA-256, in hexadecimal, of the canonical bytes of a document's content."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotPrintable(f"the key {key!r} is not text")
    return key
