"""How sure the office is of who entered, in the words that applications read (OpenID Connect Core 1.0, section 2)."""

from __future__ import annotations

from typing import Final, assert_never

from ventanilla.domain.authority import Assurance, Via

ACCOUNT: Final = "urn:ventanilla:acr:cuenta"
IDENTITY: Final = "urn:ventanilla:acr:identidad"
EFIRMA: Final = "urn:ventanilla:acr:efirma"
CLASSES: Final = (ACCOUNT, IDENTITY, EFIRMA)


def acr_of(assurance: Assurance) -> str:
    """The authentication context class. LookupError for nobody.

    >>> acr_of(Assurance.N2)
    'urn:ventanilla:acr:identidad'
    """
    match assurance:
        case Assurance.N1:
            return ACCOUNT
        case Assurance.N2:
            return IDENTITY
        case Assurance.N3:
            return EFIRMA
        case Assurance.N0:
            raise LookupError("nobody entered")
        case _:
            assert_never(assurance)


def amr_of(via: Via) -> tuple[str, ...]:
    """What was shown to enter (RFC 8176). LookupError for a job of the office, which enters by nothing.

    >>> amr_of(Via.EFIRMA)
    ('swk',)
    """
    match via:
        case Via.EFIRMA:
            return ("swk",)  # a key in a file, and its password
        case Via.PASSWORD:
            return ("pwd",)
        case Via.PASSKEY:
            return ("pop", "user")
        case Via.PROGRAM | Via.SYSTEM:
            raise LookupError("a program or a job of the office enters nowhere")
        case _:
            assert_never(via)
