"""A figure explained: what it is, how it was reached, by which articles, and the figures that it was made of.

One tree for every reader: the terminal, the page, the PDF and the API render the same one. Nothing in it is worked out
for show: ``used`` is what ``law`` recorded while the figure was computed.

>>> from ventanilla.kernel.money import Money
>>> total = Explained(Text("CUOTAS", "Cuotas del mes"), Money("1490.14"))
>>> total.title.code, str(total.value)
('CUOTAS', '$1,490.14')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text, long_date

from .rows import Used

Value = Money | Decimal | int | date | str


@dataclass(frozen=True, slots=True)
class Explained:
    """``how`` says the operation with its numbers, ``cite`` the articles that order it, ``parts`` what it adds up."""

    title: Text
    value: Value
    how: Text | None = None
    cite: tuple[str, ...] = ()
    used: tuple[Used, ...] = ()
    parts: tuple[Explained, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Explained]]:
        """Itself and everything below, each with its depth, in the order in which it is read."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


def plain(value: object) -> Any:
    """A value for JSON: an amount or a rate is a text, so that no program reads it as a float.

    >>> plain(Money("1490.14")), plain(Decimal("0.25")), plain(date(2026, 2, 1)), plain(31)
    ('1490.14', '0.25', '2026-02-01', 31)
    """
    match value:
        case Money():
            return str(value.pesos)
        case Decimal() | date() | Text():
            return str(value)
        case _:
            return value


def words(value: object) -> str:
    """A value for people.

    >>> words(Money("1490.14")), words(Decimal("1E+2")), words(date(2026, 2, 1)), words(31)
    ('$1,490.14', '100', '1 de febrero de 2026', '31')
    """
    match value:
        case date():
            return long_date(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def used_json(used: Used) -> Mapping[str, str]:
    """One thing that was read of the law."""
    return {"clave": used.key, "valor": used.value, "desde": used.since.isoformat(), "fundamento": used.cite}


def tree_json(one: Explained) -> dict[str, Any]:
    """The whole tree for a program, the same from the terminal and from the API; what is empty is left out.

    >>> uma = Used("uma.diaria", "117.31", date(2026, 2, 1), "LUMA 5")
    >>> part = Explained(Text("X", "Parte"), 2, Text("HOW", "1 + 1."), ("LSS 31",), (uma,))
    >>> found = tree_json(Explained(Text("T", "Total"), Money("2.00"), parts=(part,)))
    >>> list(found), list(found["partes"][0])[3:], found["partes"][0]["usados"][0]["desde"]
    (['codigo', 'titulo', 'valor', 'partes'], ['operacion', 'fundamento', 'usados'], '2026-02-01')
    """
    found: dict[str, Any] = {"codigo": one.title.code, "titulo": str(one.title), "valor": plain(one.value)}
    if one.how is not None:
        found["operacion"] = str(one.how)
    if one.cite:
        found["fundamento"] = list(one.cite)
    if one.used:
        found["usados"] = [used_json(used) for used in one.used]
    if one.parts:
        found["partes"] = [tree_json(part) for part in one.parts]
    return found
