"""The answers of this area's questions, from the few words of a ``casos.yaml``.

CitaDe: {on: 2026-12-01}
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE

from . import Cita, CitaDe


def cita(given: Mapping[str, Any] | None, subject: SubjectId) -> Cita | None:
    """An appointment at nine of the day ``on``; None where there is none."""
    if given is None:
        return None
    return Cita(datetime.combine(given["on"], time(9), CIVIL_ZONE), "Medicina familiar", "Su clínica")


BUILDERS: Final[dict[type[Question[Any]], Any]] = {CitaDe: cita}
