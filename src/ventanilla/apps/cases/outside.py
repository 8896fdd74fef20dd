"""What somebody outside must answer is fetched before anything is decided from it, and never inside a transaction.

A door says who fetches the answer of a question (``FETCHES``, given whom it is about; ``FETCHES_NAMED``, given the
question itself, where it is of somebody whom a request names); who answers it reads what was kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ventanilla.apps.eventlog.api import merged
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kit import Tramite
from ventanilla.kit.perform import NotAnswered
from ventanilla.kit.tramite import AnyTramite


def outside_fetch(tramite: AnyTramite, subject: SubjectId, named: Iterable[Question[Any]] = ()) -> bool:
    """Have what ``tramite`` needs of the outside about ``subject``, and what was ``named``, kept.

    False where it does not answer now.
    """
    if not isinstance(tramite, Tramite):
        return True
    try:
        for kind in tramite.outside:
            merged("FETCHES")[kind](subject)
        for question in named:
            merged("FETCHES_NAMED")[type(question)](question)
    except NotAnswered:
        return False
    return True
