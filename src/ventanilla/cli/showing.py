"""How a figure and its explanation are written on a terminal and in JSON: the same tree as everywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ventanilla import law
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text, long_date


def plain(value: object) -> Any:
    """A value for JSON: an amount or a rate is a text, so that no program reads it as a float."""
    match value:
        case Money():
            return str(value.pesos)
        case Decimal() | date() | Text():
            return str(value)
        case _:
            return value


def words(value: object) -> str:
    """A value for people."""
    match value:
        case date():
            return long_date(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def used_json(used: law.Used) -> Mapping[str, str]:
    """One thing that was read of the law."""
    return {"clave": used.key, "valor": used.value, "desde": used.since.isoformat(), "fundamento": used.cite}


def tree_json(one: law.Explained) -> dict[str, Any]:
    """The whole tree for a program; what is empty is left out."""
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


def tree_lines(one: law.Explained) -> list[str]:
    """The whole tree for a terminal: each figure with its operation, its articles and what was read of the law."""
    lines: list[str] = []
    for depth, node in one.walk():
        margin = "  " * depth
        cite = f"  [{'; '.join(node.cite)}]" if node.cite else ""
        lines.append(f"{margin}{node.title}: {words(node.value)}{cite}")
        if node.how is not None:
            lines.append(f"{margin}  {node.how}")
        lines += [
            f"{margin}    {used.key} = {used.value}, desde el {long_date(used.since)} ({used.cite})"
            for used in node.used
        ]
    return lines


def columns(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows of cells in columns, the first to the left and the others to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return ["  ".join((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:]))).rstrip() for row in rows]
