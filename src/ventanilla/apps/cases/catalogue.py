"""The trámites this office offers; ``config`` says in which package they are found."""

from __future__ import annotations

from ventanilla.kit import discover
from ventanilla.kit.tramite import AnyTramite

_found: dict[str, AnyTramite] = {}


def offer(tramites: dict[str, AnyTramite]) -> None:
    """Set what is offered, once, when the office starts."""
    _found.clear()
    _found.update(tramites)


def tramites() -> dict[str, AnyTramite]:
    """Every trámite by key."""
    return dict(_found)


def tramite(key: str) -> AnyTramite | None:
    """One trámite, or None."""
    return _found.get(key)


__all__ = ["discover", "offer", "tramite", "tramites"]
