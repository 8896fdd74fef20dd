"""The answers of this area's questions, from the few words of a ``casos.yaml``.

    DatosDe: {persona: 1, movimientos: 12}

The words of each set are those of the register; here its key stands for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ventanilla.kernel.acts import Question, SubjectId

from .questions import Conjunto, DatosDe


def conjuntos(given: Mapping[str, Any], subject: SubjectId) -> tuple[Conjunto, ...]:
    """One set for each key, with so many records."""
    return tuple(Conjunto(clave, "persona", clave, "", "", registros) for clave, registros in given.items())


BUILDERS: Final[dict[type[Question[Any]], Any]] = {DatosDe: conjuntos}
