"""How a figure and its explanation are written on a terminal; in JSON, as ``law`` writes the tree for everybody."""

from __future__ import annotations

from ventanilla import law
from ventanilla.kernel.text import long_date
from ventanilla.law.explanation import plain, tree_json, used_json, words

__all__ = ["columns", "plain", "tree_json", "tree_lines", "used_json", "words"]


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
