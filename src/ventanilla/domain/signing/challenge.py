"""Which challenge a signature answers, and every way in which it can be the wrong one.

The app consumes the challenge in its own commit *before* it asks this, also when the answer is no: a
nonce that was ever presented is spent (security.md, *Signatures*).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .acts import Challenge
from .verdict import SignatureFault

CHALLENGE_SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class IssuedChallenge:
    """A challenge as the office stored it: whose session, for which act, and whether it was presented before."""

    challenge: Challenge
    session: str
    typ: str
    used: bool


def challenge_fault(
    issued: IssuedChallenge | None, *, session: str, typ: str, audience: str, at: int
) -> SignatureFault | None:
    """Why ``issued`` cannot be answered here and now; None if it can. ``at`` is seconds since 1970.

    >>> reto = Challenge(nonce="bm9uY2U", audience="http://localhost:8000", issued_at=1000, expires_at=1120)
    >>> mio = IssuedChallenge(reto, "s1", "ventanilla.inicio-sesion.v1", used=False)
    >>> challenge_fault(mio, session="s1", typ=mio.typ, audience=reto.audience, at=1120) is None
    True
    >>> challenge_fault(mio, session="s1", typ=mio.typ, audience=reto.audience, at=1121).name
    'RETO_VENCIDO'
    """
    if issued is None:
        return SignatureFault.RETO_DESCONOCIDO
    if issued.session != session:
        return SignatureFault.RETO_OTRA_SESION
    if issued.used:
        return SignatureFault.RETO_USADO
    if issued.typ != typ:
        return SignatureFault.RETO_OTRO_ACTO
    if issued.challenge.audience != audience:
        return SignatureFault.RETO_OTRA_AUDIENCIA
    if not issued.challenge.issued_at <= at <= issued.challenge.expires_at:
        return SignatureFault.RETO_VENCIDO
    return None
