"""Answers of a Form as JSON nests them, and as a draft keeps them: the text of each input by its dotted name.

>>> flatten({"para": "familia", "hijos": [{"curp": "A"}, {"curp": "B"}]})
{'para': 'familia', 'hijos.0.curp': 'A', 'hijos.1.curp': 'B'}
>>> unflatten({"hijos.0.curp": "A", "hijos.1.curp": "B"})
{'hijos': [{'curp': 'A'}, {'curp': 'B'}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

MAX_DEPTH: Final = 6  # names of one input
MAX_INPUTS: Final = 2_000
MAX_ITEMS: Final = 1_000  # of one list


class NotAnAnswer(ValueError):
    """Something that no input of a Form holds; ``at`` is its dotted name."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at


def flatten(value: Mapping[str, Any]) -> dict[str, str]:
    """The text of each input of ``value`` by its dotted name; null is an input left empty, and nothing nested, none.

    NotAnAnswer for what is no text, a name with a dot, or more than a Form can ask.
    """
    found: dict[str, str] = {}
    for name, text in _inputs(value, ()):
        if len(found) >= MAX_INPUTS:
            raise NotAnAnswer(name)
        found[name] = text
    return found


def _inputs(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    at = ".".join(path)
    if len(path) > MAX_DEPTH:
        raise NotAnAnswer(at)
    match value:
        case str():
            yield at, value
        case None:
            yield at, ""
        case Mapping():
            for name, inner in value.items():
                if not name or "." in name or name.isdecimal():
                    raise NotAnAnswer(".".join((*path, name)))
                yield from _inputs(inner, (*path, name))
        case list() if len(value) <= MAX_ITEMS:
            for number, inner in enumerate(value):
                yield from _inputs(inner, (*path, str(number)))
        case _:
            raise NotAnAnswer(at)


def unflatten(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse: what was a list (names that are all numbers) is a list again, in their order."""
    tree: dict[str, Any] = {}
    for name, text in inputs.items():
        *outer, last = name.split(".")
        node = tree
        for part in outer:
            inner = node.setdefault(part, {})
            if not isinstance(
                inner, dict
            ):  # a name both an input and the beginning of another: the longer one says more
                inner = node[part] = {}
            node = inner
        if not isinstance(node.get(last), dict):
            node[last] = text
    return {name: _listed(value) for name, value in tree.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(each) for name, each in value.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
