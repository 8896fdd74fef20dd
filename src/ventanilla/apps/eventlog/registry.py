"""The doors of the installed apps, and what each one brings: nothing is registered anywhere."""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType
from typing import Any

from django.apps import apps

from ventanilla.kernel.acts import Event

PREFIX = "ventanilla.apps."


@cache
def doors() -> tuple[ModuleType, ...]:
    """The ``api`` module of every app of the house."""
    names = [config.name for config in apps.get_app_configs() if config.name.startswith(PREFIX)]
    return tuple(importlib.import_module(f"{name}.api") for name in names)


@cache
def merged(name: str) -> dict[type[Any], Any]:
    """Merge the dictionaries called ``name`` (``ANSWERS``, ``PERFORMS``) of all doors; one owner for each key."""
    owners: dict[type[Any], Any] = {}
    for door in doors():
        for key, function in getattr(door, name, {}).items():
            if key in owners:
                raise LookupError(f"{key.__name__} has two owners: {owners[key].__module__} and {function.__module__}")
            owners[key] = function
    return owners


@cache
def event_types() -> dict[tuple[str, int], type[Event]]:
    """The closed set of events, by type and version."""
    found: dict[tuple[str, int], type[Event]] = {}
    for door in doors():
        for event in getattr(door, "EVENTS", ()):
            key = (event.TYPE, event.VERSION)
            if key in found:
                raise LookupError(f"two events are called {key}")
            found[key] = event
    return found
