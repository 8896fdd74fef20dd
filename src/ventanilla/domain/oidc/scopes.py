"""What another application may ask to know of a person, as it asks (RFC 6749, section 3.3) and as the person reads it.

Nothing of the registers is among them: an application that wants a salary history asks its person for a sealed
document.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import assert_never

from ventanilla.kernel.text import Text


class UnknownScope(ValueError):
    """Something that no application can ask for."""


class Scope(Enum):
    """The closed set, in the order that a person reads them."""

    OPENID = "openid"  # that it is the same person as the last time, and nothing else
    PERFIL = "perfil"
    CORREO = "correo"
    CURP = "curp"


# Whose account nobody proved has no name of the registers and no CURP to vouch for: only that it is the same, and an
# e-mail that it confirmed itself.
OF_WHOEVER_IS_PROVED = frozenset({Scope.PERFIL, Scope.CURP})


def scopes_of(words: Iterable[str]) -> tuple[Scope, ...]:
    """The scopes that ``words`` name, each once and in order. UnknownScope for any other word.

    >>> [one.value for one in scopes_of("correo openid correo".split())]
    ['openid', 'correo']
    """
    said = set(words)
    found = tuple(scope for scope in Scope if scope.value in said)
    if len(found) != len(said):
        raise UnknownScope(" ".join(sorted(said - {scope.value for scope in Scope})))
    return found


def needs_proof(scopes: Iterable[Scope]) -> bool:
    """Whether the office must know that the account is whose it says it is."""
    return any(scope in OF_WHOEVER_IS_PROVED for scope in scopes)


def known_by(scope: Scope) -> Text:
    """What an application knows by ``scope``, as a line of the page that asks."""
    match scope:
        case Scope.OPENID:
            return Text("SABE_QUE_ES", "Que es usted quien entra, con una clave que solo sirve en esa aplicación.")
        case Scope.PERFIL:
            return Text("SABE_NOMBRE", "Su nombre completo.")
        case Scope.CORREO:
            return Text("SABE_CORREO", "Su correo, y si usted lo confirmó.")
        case Scope.CURP:
            return Text("SABE_CURP", "Su CURP.")
        case _:
            assert_never(scope)
