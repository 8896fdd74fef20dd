"""What a key of a program may be let do, as it is written in the API and as its owner reads it.

The catalogue is public, so nothing of it is here: a leave that opens no door would mislead.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import assert_never

from ventanilla.kernel.text import Text


class UnknownScope(ValueError):
    """Something that no key can be let do."""


class Scope(Enum):
    """The closed set, in the order that a person reads them."""

    EXPEDIENTES = "expedientes:leer"
    PRESENTAR = "expedientes:presentar"
    DESISTIR = "expedientes:desistir"
    DOCUMENTOS = "documentos:leer"
    BUZON = "buzon:leer"
    VIGENCIA = "vigencia:consultar"  # of anybody in front: only of officials who attend people


def scopes_of(words: Iterable[str]) -> tuple[Scope, ...]:
    """The scopes that ``words`` name, each once and in order. UnknownScope for any other word.

    >>> [one.value for one in scopes_of(["documentos:leer", "expedientes:leer", "documentos:leer"])]
    ['expedientes:leer', 'documentos:leer']
    """
    said = set(words)
    found = tuple(scope for scope in Scope if scope.value in said)
    if len(found) != len(said):
        raise UnknownScope(" ".join(sorted(said - {scope.value for scope in Scope})))
    return found


def allows(scope: Scope) -> Text:
    """What a program does with ``scope``, as a line of the page that makes the key."""
    match scope:
        case Scope.EXPEDIENTES:
            return Text("LLAVE_LEE_EXPEDIENTES", "Ver sus borradores, sus trámites, cómo van y lo que le piden.")
        case Scope.PRESENTAR:
            return Text(
                "LLAVE_PRESENTA",
                "Preparar trámites y respuestas, y enviar lo que usted firme. La llave no firma: eso lo hace usted.",
            )
        case Scope.DESISTIR:
            return Text("LLAVE_DESISTE", "Retirar sus trámites antes de que se resuelvan, sin otra firma.")
        case Scope.DOCUMENTOS:
            return Text("LLAVE_LEE_DOCUMENTOS", "Descargar sus documentos.")
        case Scope.BUZON:
            return Text("LLAVE_LEE_BUZON", "Leer los avisos de su buzón.")
        case Scope.VIGENCIA:
            return Text(
                "LLAVE_CONSULTA_VIGENCIA",
                "Consultar si una persona tiene derecho a la atención médica. Esa persona verá cada consulta.",
            )
        case _:
            assert_never(scope)
