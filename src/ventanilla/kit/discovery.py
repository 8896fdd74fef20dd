"""Finding the trámites: nothing is registered anywhere, a folder with a ``definition.py`` is one."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from .tramite import AnyTramite, Batch, Tramite


class BadTramite(ValueError):
    """A folder that looks like a trámite and is not one; the message says what it lacks."""


def named(package: str) -> ModuleType:
    """The package of that name, for a demonstration that offers more; BadTramite if there is none."""
    try:
        return importlib.import_module(package)
    except ImportError as absent:
        raise BadTramite(f"there is no package of trámites called {package!r}") from absent


def discover(package: ModuleType) -> dict[str, AnyTramite]:
    """Every trámite under ``package`` by key, sorted; BadTramite where a folder has none or a wrong key."""
    found: dict[str, AnyTramite] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if not info.ispkg:
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}.definition")
        tramite = getattr(module, "TRAMITE", None)
        if not isinstance(tramite, Tramite | Batch):
            raise BadTramite(f"{module.__name__} defines no TRAMITE")
        if tramite.key != info.name:
            raise BadTramite(f"{module.__name__}: the key {tramite.key!r} is not the folder's name")
        found[tramite.key] = tramite
    return found
