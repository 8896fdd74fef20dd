"""What the QR of a card states: the least that whoever attends must know, for a short time.

The name is whole, because it is compared with an identification; there is no CURP, no NSS and no number that lasts:
``serial`` is of this one credential and changes each time the card is renewed, so two readings of a card cannot be
put together by it. The keys are fixed for ever; a new meaning takes a new key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar

import cbor2

from ventanilla.domain.documents import BadClaims, strict_cbor
from ventanilla.kernel.clock import end_of_day
from ventanilla.kernel.folio import read_folio
from ventanilla.law import policy

MAX_CARD_BYTES: Final = 600
MAX_NAME: Final = 120  # characters: what a QR that a telephone reads can hold besides the rest
LIFE_POLICY: Final = "tarjeta_vida"
LIVES: Final = {"un_dia": timedelta(days=1), "tres_dias": timedelta(days=3), "siete_dias": timedelta(days=7)}
MAX_LIFE: Final = max(LIVES.values())
_ISSUER, _SERIAL, _KIND, _NAME, _UNTIL, _ISSUED, _EXPIRES = range(1, 8)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CardClaims:
    """``issued_at`` and ``expires_at`` are seconds since 1970. ``kind``: "Titular", or what they are of the holder.

    ``until`` is the last day of the right to care, or None where nothing ends it; the card never outlives it.
    """

    issuer: str
    serial: str
    kind: str
    name: str
    until: date | None
    issued_at: int
    expires_at: int

    def encode(self) -> bytes:
        """Canonical CBOR (RFC 8949, 4.2.1)."""
        claims: dict[int, str | int] = {
            _ISSUER: self.issuer,
            _SERIAL: self.serial,
            _KIND: self.kind,
            _NAME: self.name,
            _ISSUED: self.issued_at,
            _EXPIRES: self.expires_at,
        }
        if self.until is not None:
            claims[_UNTIL] = self.until.isoformat()
        return cbor2.dumps(claims, canonical=True)

    @classmethod
    def decode(cls, data: bytes) -> CardClaims:
        """Read claims strictly: canonical, complete, a short life, nothing else. BadClaims if not."""
        raw = strict_cbor(data, MAX_CARD_BYTES)
        if not isinstance(raw, dict):
            raise BadClaims("the claims are not a map")
        try:
            claims = cls(
                issuer=_of(raw, _ISSUER, str),
                serial=_of(raw, _SERIAL, str),
                kind=_of(raw, _KIND, str),
                name=_of(raw, _NAME, str),
                until=date.fromisoformat(_of(raw, _UNTIL, str)) if _UNTIL in raw else None,
                issued_at=_of(raw, _ISSUED, int),
                expires_at=_of(raw, _EXPIRES, int),
            )
        except ValueError as error:
            raise BadClaims(str(error)) from error
        if read_folio(claims.serial) != claims.serial:
            raise BadClaims("the serial is malformed")
        if not 0 < claims.expires_at - claims.issued_at <= MAX_LIFE.total_seconds():
            raise BadClaims("no card lives that long")
        if claims.encode() != data:
            raise BadClaims("the claims are not canonical, or carry something else")
        return claims

    @property
    def digest(self) -> bytes:
        """What names this credential in the list of what was revoked; only who holds the QR can compute it."""
        return hashlib.sha256(self.encode()).digest()


def life(now: datetime, until: date | None) -> datetime:
    """Until when a card renewed at ``now`` is good: its policy's time, and never past the last day of the right.

    >>> from datetime import UTC
    >>> life(datetime(2026, 11, 22, 15, tzinfo=UTC), None).isoformat()
    '2026-11-25T15:00:00+00:00'
    """
    ends = now + LIVES[policy(LIFE_POLICY).value]
    return ends if until is None else min(ends, end_of_day(until))


def _of(raw: dict[Any, Any], key: int, kind: type[T]) -> T:
    value = raw.get(key)
    if type(value) is not kind:
        raise BadClaims(f"the claim {key} is missing or not {kind.__name__}")
    return value
