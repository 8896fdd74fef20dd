"""The facts of a decision in a person's words, for the resolution that is made from them."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Final
from uuid import UUID

from ventanilla.kernel.text import Text, long_date

MAX_DEPTH: Final = 3  # levels of facts within facts; deeper ones are counted, not said
NOTHING: Final = "Sin dato"

Found = tuple[str, str]
"""What was looked at, and what was found."""


def found_in_words(hechos: object, *, depth: int = MAX_DEPTH) -> tuple[Found, ...]:
    """Every fact by the name of its field, which is Spanish; a list is counted. A trámite may say it better.

    An identifier of the registers (``SubjectId``) says nothing to a person, and is left out.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Hechos:
    ...     nombre_completo: str
    ...     desde: date | None
    ...     semanas: tuple[int, ...]
    ...     subject: UUID = UUID(int=1)
    >>> found_in_words(Hechos("Ana Uc", None, (1, 2)))
    (('Nombre completo', 'Ana Uc'), ('Desde', 'Sin dato'), ('Semanas', '2'))
    """
    if not is_dataclass(hechos) or isinstance(hechos, type):
        raise TypeError("facts are a dataclass")
    said: list[Found] = []
    for each in fields(hechos):
        value = getattr(hechos, each.name)
        if isinstance(value, UUID):
            continue
        if is_dataclass(value) and not isinstance(value, Text) and depth > 1:
            said += found_in_words(value, depth=depth - 1)
        else:
            said.append((each.name.replace("_", " ").capitalize(), _word(value)))
    return tuple(said)


def _word(value: object) -> str:
    match value:
        case None | "":
            return NOTHING
        case bool():
            return "Sí" if value else "No"
        case date():
            return long_date(value)
        case Enum():
            return str(value.value)
        case str() | Text():
            return str(value)
        case Sized():
            return str(len(value))
    return str(value)
