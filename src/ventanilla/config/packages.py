"""In which packages this installation finds trámites."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

from ventanilla import tramites
from ventanilla.adapters.typeset.local import TypstTypesetter

from .environment import Environment


def packages(environment: Environment) -> tuple[ModuleType, ...]:
    """Our own package, and those the operator named."""
    return (tramites, *(importlib.import_module(name) for name in environment.tramites))


def typesetter(environment: Environment) -> TypstTypesetter:
    """Prints the documents of every trámite offered."""
    return TypstTypesetter(tuple(Path(home) for package in packages(environment)[1:] for home in package.__path__))
