"""A figure and why it is so, as the component ``explained-amount`` shows it: the tree that terminal and PDF show too.

What was read of the law stands once, at the highest figure to which all of it applies, and not at each line below. The
tables that say what a modalidad pays are read for every branch: they stand at the whole.

>>> from ventanilla.kernel.money import Money
>>> uma = law.Used("uma.diaria", "117.31", date(2026, 2, 1), "DOF 2026-01-09")
>>> parts = tuple(law.Explained(Text("X", "Parte"), Money("1.00"), used=(uma,)) for _ in range(2))
>>> tree = shown(law.Explained(Text("T", "Total"), Money("2.00"), parts=parts))
>>> [(str(one.title), one.value) for one in tree.read], [part.read for part in tree.parts]
([('Unidad de Medida y Actualización, valor diario', '$117.31')], [(), ()])
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from ventanilla import law
from ventanilla.kernel.text import Text

from .shapes import Sentence

MAX_NODES: Final = 150  # figures of one tree that a page shows; how many more there are is told
WIDTHS: Final = (10_000, 64, 48, 32, 24, 16, 12, 8, 6, 4, 2, 1)  # parts of each figure, tried in order
_POLICY: Final = "politica/"
_BRANCHES: Final = "ramos."  # the tables that say what a modalidad or a pension pays: one cell for each branch
_RAMO: Final = re.compile(r"\bramo\b")  # a word of the law that nobody reads on a screen
_ALL_PAID: Final = Text("LEY_RAMOS_PAGADOS", "los que aquí se suman")


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that was read of the law: a value in force since a day, or the answer to an open question."""

    title: Sentence
    value: Sentence
    since: date
    cite: str


@dataclass(frozen=True, slots=True)
class ExplainedNode:
    """A figure: ``value`` in words, or ``on`` where it is a date; ``open`` shows its parts at once, ``more`` are those
    left out."""

    title: Sentence
    value: Sentence
    how: Sentence = ""
    cite: str = ""
    on: date | None = None
    read: tuple[Read, ...] = ()
    parts: tuple[ExplainedNode, ...] = ()
    open: bool = False
    more: int = 0


def shown(tree: law.Explained, *, levels_open: int = 1, most: int = MAX_NODES) -> ExplainedNode:
    """The tree for its component; its first ``levels_open`` levels are open when the page is opened.

    Past ``most`` figures, what the whole adds up stays and each of those shows fewer of its own.
    """
    whole = _node(tree, _common(tree), (), (), levels_open, (len(tree.parts), _width(tree, most)))
    tables: dict[tuple[str, date], law.Used] = {}
    for _, one in tree.walk():
        for used in one.used:
            if used.key.startswith(_BRANCHES):
                tables.setdefault((used.key.partition("/")[0], used.since), used)
    return replace(whole, read=(*whole.read, *map(_read, tables.values())))


def _width(tree: law.Explained, most: int) -> int:
    """How many parts of each figure under the whole fit, so that all are ``most`` at most, about."""
    return next((width for width in WIDTHS if _count(tree, len(tree.parts), width) <= most), WIDTHS[-1])


def _count(one: law.Explained, width: int, below: int) -> int:
    return 1 + sum(_count(part, below, below) for part in one.parts[:width])


def _common(one: law.Explained) -> tuple[law.Used, ...]:
    """What was read for this figure, or for all of the figures that it adds up."""
    below = [_common(part) for part in one.parts]
    told = [used for used in below if used]
    shared = tuple(used for used in told[0] if all(used in other for other in told[1:])) if told else ()
    own = (used for used in one.used if not used.key.startswith(_BRANCHES))
    return tuple(dict.fromkeys((*own, *shared)))


def _node(
    one: law.Explained,
    own: tuple[law.Used, ...],
    told: tuple[law.Used, ...],
    cited: tuple[str, ...],
    levels_open: int,
    widths: tuple[int, int],
) -> ExplainedNode:
    already = (*told, *own)
    parts = []
    width, below = widths
    for part in one.parts[:width]:
        theirs = tuple(used for used in _common(part) if used not in already)
        parts.append(_node(part, theirs, already, one.cite or cited, levels_open - 1, (below, below)))
    return ExplainedNode(
        one.title,
        _words(one.value),
        one.how or "",
        "" if one.cite == cited else "; ".join(one.cite),
        one.value if isinstance(one.value, date) else None,
        tuple(map(_read, own)),
        tuple(parts),
        levels_open > 0,
        len(one.parts) - len(parts),
    )


def _words(value: object) -> Sentence:
    match value:
        case Text():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return ""
        case _:
            return str(value)


def _read(used: law.Used) -> Read:
    if used.key.startswith(_POLICY):
        policy = law.policy(used.key.removeprefix(_POLICY))
        answer = policy.values.get(used.value, used.value)
        return Read(policy.title, _RAMO.sub("concepto", answer), used.since, used.cite)
    key, _, label = used.key.partition("/")
    try:
        if label:
            table = law.table(key)
            if key.startswith(_BRANCHES):
                return Read(table.title, _ALL_PAID, used.since, used.cite)
            return Read(f"{table.title}: {label.replace('_', ' ')}", _value(used, table.unit), used.since, used.cite)
        parameter = law.parameter(key)
        return Read(parameter.title, _value(used, parameter.unit), used.since, used.cite)
    except law.LawError:  # added by the operator, and taken away since
        return Read(used.key, used.value, used.since, used.cite)


def _value(used: law.Used, unit: str) -> Sentence:
    try:
        number = Decimal(used.value)
    except InvalidOperation:
        return used.value
    if unit == "MXN":
        return f"${number:,f}"
    return f"{number:,f}%" if unit == "%" else f"{number:,f} {unit}"
