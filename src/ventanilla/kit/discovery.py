"""Finding the trámites: nothing is registered anywhere, a folder with a ``definition.py`` is one."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from .tramite import AnyTramite, Batch, Tramite


class BadTramite(ValueError):
    """A folder that looks like a trámite and is not one; the message says what it lacks."""


def discover(*packages: ModuleType) -> dict[str, AnyTramite]:
    """Every trámite under ``packages`` by key, sorted.

    BadTramite where a folder has none or a wrong key, or two packages offer the same.
    """
    found: dict[str, AnyTramite] = {}
    for package in packages:
        for info in pkgutil.iter_modules(package.__path__):
            if not info.ispkg:
                continue
            tramite = definition(f"{package.__name__}.{info.name}")
            if tramite.key in found:
                raise BadTramite(f"two packages offer {tramite.key!r}; the second is {package.__name__}")
            found[tramite.key] = tramite
    return dict(sorted(found.items()))


def definition(folder: str) -> AnyTramite:
    """The trámite of one folder, by its dotted name; BadTramite where it defines none, or under another key."""
    module = importlib.import_module(f"{folder}.definition")
    tramite = getattr(module, "TRAMITE", None)
    if not isinstance(tramite, Tramite | Batch):
        raise BadTramite(f"{module.__name__} defines no TRAMITE")
    if tramite.key != folder.rpartition(".")[2]:
        raise BadTramite(f"{module.__name__}: the key {tramite.key!r} is not the folder's name")
    return tramite
