"""The strict YAML of the house: no surprise of YAML 1.1, no doubled key, no bomb.

``no`` is a word and not false, ``117.31`` is a text and not a float (a decimal is exact only while it is
text), ``012`` is a text and not an octal. Anchors and aliases are refused: nothing here needs them, and a
few lines of them can name more nodes than a machine holds.

>>> read_yaml("a: no\\nb: 117.31\\nc: true\\nd: 2026-02-01\\ne: 8")
{'a': 'no', 'b': '117.31', 'c': True, 'd': datetime.date(2026, 2, 1), 'e': 8}
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from typing import Any, Final

import yaml

MAX_CHARACTERS: Final = 1_000_000  # a file of the house holds a few thousand
MAX_DEPTH: Final = 20  # levels of nesting


class BadYaml(ValueError):
    """A text that is not the strict YAML of the house; the message says the line and why."""


class _StrictLoader(yaml.SafeLoader):
    """PyYAML's safe loader with five plain types, and without aliases."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own attribute

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                raise yaml.constructor.ConstructorError(None, None, "a key is a word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} is twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=True)


def _date(loader: _StrictLoader, node: yaml.ScalarNode) -> date:
    try:
        return date.fromisoformat(node.value)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(None, None, f"{node.value} is not a day", node.start_mark) from error


_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|)$"), ["n", ""])
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]*)$"), list("-0123456789"))
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:timestamp", re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), list("0123456789")
)
_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _date)


def read_yaml(text: str) -> Any:
    """The one document in ``text``: mappings, lists, text, int, bool, null and dates. BadYaml if it is not strict.

    >>> read_yaml("a: 1\\na: 2")
    Traceback (most recent call last):
    ventanilla.law.strict_yaml.BadYaml: line 2: the key 'a' is twice
    """
    if len(text) > MAX_CHARACTERS:
        raise BadYaml(f"longer than {MAX_CHARACTERS} characters")
    loader: _StrictLoader | None = None
    try:
        _refuse_bombs(text)
        loader = _StrictLoader(text)
        return loader.get_single_data()
    except BadYaml:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise BadYaml(f"line {mark.line + 1 if mark else '?'}: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadYaml(str(error)) from error
    finally:
        if loader is not None:
            loader.dispose()


def _refuse_bombs(text: str) -> None:
    """Walk the events, which costs no memory, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _refused(event, "an alias is refused")
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise _refused(event, "an anchor is refused")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            raise _refused(event, "a tag is refused")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _refused(event, "nested too deeply")


def _refused(event: yaml.Event, why: str) -> BadYaml:
    return BadYaml(f"line {event.start_mark.line + 1 if event.start_mark else '?'}: {why}")
