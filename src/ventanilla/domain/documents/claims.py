"""What the QR of a document claims: a small CBOR map with integer keys, read by anybody who holds the paper.

So it carries no number of a person and the name only masked. The keys are fixed for ever; a new
meaning takes a new key.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

import cbor2

from ventanilla.kernel.folio import read_folio

MAX_CLAIMS_BYTES: Final = 600
_DIGEST_BYTES: Final = 32
_ISSUER, _FOLIO, _TYPE, _HOLDER, _FACT, _ISSUED, _EXPIRES, _ON, _DIGEST = range(1, 10)


T = TypeVar("T")


class BadClaims(ValueError):
    """Bytes that are not the claims of a document of this office."""


@dataclass(frozen=True, slots=True)
class Claims:
    """``issued_at`` and ``expires_at`` are seconds since 1970 (None: it never expires).

    ``on`` is the day the fact was true; ``cadena_sha256`` ties the QR to the printed cadena original.
    """

    issuer: str
    folio: str
    type: str
    holder: str
    fact: str
    issued_at: int
    expires_at: int | None
    on: date
    cadena_sha256: bytes

    def encode(self) -> bytes:
        """Canonical CBOR (RFC 8949, 4.2.1)."""
        claims: dict[int, str | int | bytes] = {
            _ISSUER: self.issuer,
            _FOLIO: self.folio,
            _TYPE: self.type,
            _HOLDER: self.holder,
            _FACT: self.fact,
            _ISSUED: self.issued_at,
            _ON: self.on.isoformat(),
            _DIGEST: self.cadena_sha256,
        }
        if self.expires_at is not None:
            claims[_EXPIRES] = self.expires_at
        return cbor2.dumps(claims, canonical=True)

    @classmethod
    def decode(cls, data: bytes) -> Claims:
        """Read claims strictly: canonical, complete, of the right types, nothing else. BadClaims if not."""
        raw = strict_cbor(data, MAX_CLAIMS_BYTES)
        if not isinstance(raw, dict):
            raise BadClaims("the claims are not a map")
        try:
            claims = cls(
                issuer=_of(raw, _ISSUER, str),
                folio=_of(raw, _FOLIO, str),
                type=_of(raw, _TYPE, str),
                holder=_of(raw, _HOLDER, str),
                fact=_of(raw, _FACT, str),
                issued_at=_of(raw, _ISSUED, int),
                expires_at=_of(raw, _EXPIRES, int) if _EXPIRES in raw else None,
                on=date.fromisoformat(_of(raw, _ON, str)),
                cadena_sha256=_of(raw, _DIGEST, bytes),
            )
        except ValueError as error:
            raise BadClaims(str(error)) from error
        if read_folio(claims.folio) != claims.folio or len(claims.cadena_sha256) != _DIGEST_BYTES:
            raise BadClaims("the folio or the digest is malformed")
        if claims.encode() != data:
            raise BadClaims("the claims are not canonical, or carry something else")
        return claims


def strict_cbor(data: bytes, limit: int) -> Any:
    """The one CBOR item of ``data``; BadClaims if it is longer than ``limit`` bytes, malformed or followed by more."""
    if len(data) > limit:
        raise BadClaims(f"more than {limit} bytes")
    stream = io.BytesIO(data)
    try:
        item = cbor2.load(stream)
    except (cbor2.CBORDecodeError, ValueError, OverflowError, RecursionError, TypeError) as error:
        raise BadClaims("malformed CBOR") from error
    if stream.read(1):
        raise BadClaims("bytes after the end")
    return item


def _of(raw: dict[Any, Any], key: int, kind: type[T]) -> T:
    value = raw.get(key)
    if type(value) is not kind:
        raise BadClaims(f"the claim {key} is missing or not {kind.__name__}")
    return value
