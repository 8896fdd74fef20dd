"""A component is one folder: ``template.html``, ``_style.scss`` if it has its own, and ``examples.yaml``.

``examples.yaml`` says which parameters exist, of what kind, and shows the component in each state that
it has. A parameter nobody declared is an error, so that a misspelled one is found by the first test
that loads the page, and not by a person.

>>> component("tag").parameters["text"].kind
'text'
>>> component("tag").check({"texto": "En revisión"})
Traceback (most recent call last):
    ...
ventanilla.web.design.components.BadComponent: tag: unknown parameter texto (it has: classes, text)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils.functional import Promise
from django.utils.safestring import SafeData, mark_safe

HERE: Final = Path(__file__).parent / "components"
KINDS: Final = ("text", "html", "flag", "number", "list", "map", "date")
STATES: Final = ("empty", "loading", "error", "one", "many", "long-name", "print")


class BadComponent(ValueError):
    """A component asked for in a way it does not have, or a folder that does not describe itself."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``each`` names what every item of a list (or a map) may carry."""

    name: str
    kind: str
    required: bool
    each: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """The component as it looks in one state; ``values`` are what a template would pass it."""

    name: str
    state: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Component:
    """What one folder declares. ``without`` says why a state of the list does not exist for it."""

    name: str
    about: str
    parameters: Mapping[str, Parameter]
    examples: tuple[Example, ...]
    without: Mapping[str, str]

    @property
    def template(self) -> str:
        """The path of its template, from ``web/design``."""
        return f"components/{self.name}/template.html"

    def check_names(self, names: Sequence[str]) -> None:
        """BadComponent if a name is not declared or a required one is missing; known when a page is loaded."""
        for name in names:
            if name not in self.parameters:
                known = ", ".join(sorted(self.parameters))
                raise BadComponent(f"{self.name}: unknown parameter {name} (it has: {known})")
        for parameter in self.parameters.values():
            if parameter.required and parameter.name not in names:
                raise BadComponent(f"{self.name}: parameter {parameter.name} is required")

    def check(self, values: Mapping[str, Any]) -> None:
        """BadComponent if ``values`` are not what the component declares; known when it is rendered."""
        self.check_names(tuple(values))
        for name, value in values.items():
            self._check_value(self.parameters[name], value)

    def _check_value(self, parameter: Parameter, value: Any) -> None:
        where = f"{self.name}: parameter {parameter.name}"
        if value is None or value == "":
            if parameter.required:
                raise BadComponent(f"{where} is required and came empty")
            return
        if parameter.kind == "html" and not isinstance(value, SafeData):
            raise BadComponent(f"{where} takes markup already made safe; plain words go in a text parameter")
        if parameter.kind == "list":
            if isinstance(value, str | Promise | Mapping) or not isinstance(value, Sequence):
                raise BadComponent(f"{where} takes a list")
            for item in value:
                self._check_item(where, parameter, item)
        if parameter.kind == "map":
            self._check_item(where, parameter, value)

    def _check_item(self, where: str, parameter: Parameter, item: Any) -> None:
        if not parameter.each:
            return
        if isinstance(item, Mapping):
            names = set(item)
        elif is_dataclass(item):
            names = {field.name for field in fields(item)}
        else:
            raise BadComponent(f"{where}: {item!r} carries no names")
        if unknown := names - parameter.each:
            raise BadComponent(f"{where}: an item carries {', '.join(sorted(unknown))}, which nobody shows")


@cache
def component(name: str) -> Component:
    """The component of that folder; BadComponent if there is none or it does not describe itself."""
    folder = HERE / name
    if not (folder / "template.html").is_file():
        raise BadComponent(f"there is no component called {name}")
    with (folder / "examples.yaml").open(encoding="utf-8") as stream:
        declared = yaml.safe_load(stream)
    parameters = {key: _parameter(name, key, said) for key, said in declared["parameters"].items()}
    examples = tuple(_example(name, parameters, said) for said in declared["examples"])
    return Component(name, declared["about"], parameters, examples, declared.get("without", {}))


def every_component() -> tuple[Component, ...]:
    """All of them, by name."""
    return tuple(component(folder.name) for folder in sorted(HERE.iterdir()) if (folder / "template.html").is_file())


def _parameter(component_name: str, name: str, said: Any) -> Parameter:
    given = {"kind": said} if isinstance(said, str) else dict(said)
    kind = given.pop("kind")
    required = bool(given.pop("required", False))
    each = frozenset(given.pop("each", ()))
    if given or kind not in KINDS:
        raise BadComponent(f"{component_name}: parameter {name} is declared with {said!r}")
    return Parameter(name, kind, required, each)


def _example(component_name: str, parameters: Mapping[str, Parameter], said: Mapping[str, Any]) -> Example:
    values = {
        # The examples are ours: their markup is as trusted as a template's.
        key: mark_safe(value) if key in parameters and parameters[key].kind == "html" else value  # noqa: S308
        for key, value in said.get("with", {}).items()
    }
    state = said.get("state", "one")
    if state not in STATES:
        raise BadComponent(f"{component_name}: example {said['name']} is in an unknown state {state}")
    return Example(said["name"], state, values)
