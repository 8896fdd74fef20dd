"""What somebody outside must answer is fetched before anything is decided from it, and never inside a transaction.

A door says who fetches the answer of a question (``FETCHES``); who answers it reads what was kept.
"""

from __future__ import annotations

from ventanilla.apps.eventlog.api import merged
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Tramite
from ventanilla.kit.perform import NotAnswered
from ventanilla.kit.tramite import AnyTramite


def outside_fetch(tramite: AnyTramite, subject: SubjectId) -> bool:
    """Have what ``tramite`` needs of the outside about ``subject`` kept; False where it does not answer now."""
    if not isinstance(tramite, Tramite):
        return True
    try:
        for kind in tramite.outside:
            merged("FETCHES")[kind](subject)
    except NotAnswered:
        return False
    return True
