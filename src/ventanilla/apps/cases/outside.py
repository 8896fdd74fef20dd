"""What somebody outside must answer is fetched before anything is decided from it, and never inside a transaction.

A door says who fetches the answer of a question (``FETCHES``); who answers it reads what was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ventanilla.apps.eventlog.api import merged
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kit import Tramite
from ventanilla.kit.perform import NotAnswered
from ventanilla.kit.tramite import AnyTramite


def outside_fetch(tramite: AnyTramite, subject: SubjectId, questions: Sequence[Question[Any]] = ()) -> bool:
    """Have what ``tramite`` needs of the outside about ``subject`` kept; False where it does not answer now.

    ``questions`` are those about what was typed (``Tramite.consults``); who fetches them is in ``CONSULTS``.
    """
    if not isinstance(tramite, Tramite):
        return True
    try:
        for kind in tramite.outside:
            merged("FETCHES")[kind](subject)
        for question in questions:
            merged("CONSULTS")[type(question)](question)
    except NotAnswered:
        return False
    return True
