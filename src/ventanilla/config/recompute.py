"""Deciding a case again from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable

from ventanilla.kernel.folio import read_folio


def recompute(say: Callable[[str], object], folio: str) -> int:
    """Say of each resolution of the case whether it would be the same today; 0 if all would, 1 if not, 2 if none."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.config.settings")
    django.setup()
    from ventanilla.apps.cases.api import NotByRules, resolution_recompute, resolutions_of

    compact = read_folio(folio)
    found = resolutions_of(compact) if compact else ()
    if not found:
        say("No hay ningún expediente resuelto con ese folio.")
        return 2
    differ = False
    for resolution, number, kind in found:
        try:
            again = resolution_recompute(resolution)
        except NotByRules:
            say(f"{number}. {kind}: no la tomaron las reglas; no se recalcula.")
            continue
        say(f"{number}. {kind}: {'saldría igual' if again.same else 'saldría distinto'}.")
        differ = differ or not again.same
        for title, changes in (("decisión", again.decision), ("parámetro", again.parameters)):
            for one in changes:
                say(f"   {title} {one.at}: antes {one.then!r}, ahora {one.now!r}")
        if again.code is not None:
            say(f"   programa: antes {again.code.then}, ahora {again.code.now}")
    return 1 if differ else 0
