"""The doors of the installed apps, and what each one brings: nothing is registered anywhere."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model

from ventanilla.domain.rights import Keeps
from ventanilla.kernel.acts import Event, SubjectId

PREFIX = "ventanilla.apps."


@dataclass(frozen=True, slots=True)
class Deposited:
    """A link that the inbox of its subject must tell: which one, and never what it says."""

    subject: SubjectId
    seq: int
    type: str
    at: datetime
    disputed_at: str


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


@cache
def deposits() -> tuple[Callable[[Sequence[Deposited]], None], ...]:
    """Whoever is given what an inbox must tell (``DEPOSITS`` of every door), in the transaction that appends it."""
    return tuple(function for door in doors() for function in getattr(door, "DEPOSITS", ()))


@cache
def keepers() -> tuple[tuple[Keeps, dict[str, type[Model]]], ...]:
    """What each app declares that it keeps (``KEEPS``), with its tables by name; LookupError where one says nothing."""
    found = []
    for door in doors():
        keeps = getattr(door, "KEEPS", None)
        if not isinstance(keeps, Keeps):
            raise LookupError(f"{door.__name__} does not say what it keeps")
        label = door.__name__.removeprefix(PREFIX).removesuffix(".api")
        found.append((keeps, {model.__name__: model for model in apps.get_app_config(label).get_models()}))
    return tuple(sorted(found, key=lambda pair: pair[0].title))
