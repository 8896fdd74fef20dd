"""The answers of this area's questions, from the few words of a ``casos.yaml``.

RetirosDe: {descontadas: 40, reintegradas: 10}
RetirosDe: null     # no register holds them
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ventanilla.kernel.acts import Question, SubjectId

from .semanas import Retiros, RetirosDe


def retiros(given: Mapping[str, Any] | None, subject: SubjectId) -> Retiros | None:
    """The withdrawals of a person, or that they are unknown."""
    return None if given is None else Retiros(**given)


BUILDERS: Final[dict[type[Question[Any]], Any]] = {RetirosDe: retiros}
