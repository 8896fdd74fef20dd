"""Leave to act for another (on screen: *autorización*): scoped, dated, revocable at once.

Código Fiscal de la Federación, art. 19, by analogy; catalogue of trámites, section 34.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ventanilla.kernel.acts import SubjectId


class Act(Enum):
    """What a mandate can allow, one by one."""

    SEE = "ver"
    PREPARE = "preparar"
    SIGN_MOVEMENTS = "firmar_movimientos"
    SIGN_DETERMINATIONS = "firmar_determinaciones"
    PAY = "pagar"
    MANAGE = "administrar"


@dataclass(frozen=True, slots=True)
class Mandate:
    """``grantee`` may do ``acts`` for ``grantor`` from ``since`` to ``until``, both included.

    A mandate counts once accepted; ``revoked_on`` ends it that same day.
    """

    grantor: SubjectId
    grantee: SubjectId
    acts: frozenset[Act]
    since: date
    until: date
    accepted: bool
    revoked_on: date | None = None


def in_force(mandate: Mandate, act: Act, on: date) -> bool:
    """Tell whether ``mandate`` allows ``act`` on the day ``on``."""
    if not mandate.accepted or act not in mandate.acts:
        return False
    if mandate.revoked_on is not None and mandate.revoked_on <= on:
        return False
    return mandate.since <= on <= mandate.until
