"""The answers of this area's questions, from the few words of a ``casos.yaml``.

ClabeDe: {en_vigor: otra}
ClabeDe: {en_vigor: otra, en_curso: misma, agotada: true}
ClabeDe: {en_curso: misma_sin_codigo}
TitularDeCuenta: si
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from ventanilla.kernel.acts import Question, SubjectId

from .actos import ClabeDe, Clabes, CuentaDePago, Titular, TitularDeCuenta
from .cuenta import masked

WHICH: Final = {"misma": (True, False), "misma_sin_codigo": (True, True), "otra": (False, False)}
SAID: Final = ("agotada", "sin_banco")


def clabes(given: Mapping[str, Any], subject: SubjectId) -> Clabes:
    """``misma`` is the account that was asked about (``misma_sin_codigo``, that waits for its code), ``otra`` another.

    ``agotada``: no more deposits today; ``sin_banco``: none at all.
    """
    found = {
        name: CuentaDePago(UUID(int=5_000 + at), masked("002", "1111"), *WHICH[which])
        for at, (name, which) in enumerate(given.items())
        if name not in SAID
    }
    return Clabes(
        found.get("en_vigor"),
        found.get("en_curso"),
        agotada=bool(given.get("agotada")),
        sin_banco=bool(given.get("sin_banco")),
    )


def titular(given: Any, subject: SubjectId) -> Titular:
    """What the bank says; YAML has no word ``si`` of its own in the house's strict reading."""
    return Titular(given)


BUILDERS: Final[dict[type[Question[Any]], Any]] = {ClabeDe: clabes, TitularDeCuenta: titular}
