"""The list of what was revoked, for whoever verifies without a connection.

Each revoked document is ten bytes: eight that only who holds the document's QR can compute, and the day. So the list
tells how many were revoked and when, and of whom or which, nothing: no folio is in it, and no folio can be tried
against it, because the eight bytes come from the digest that the QR alone carries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

import cbor2

from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

from .claims import BadClaims, strict_cbor
from .verdict import UNKNOWN, Finding, Verdict, conclude, revoked

LIFE_POLICY: Final = "estado_vigencia"
LIFE: Final = {"un_dia": timedelta(days=1), "siete_dias": timedelta(days=7), "treinta_dias": timedelta(days=30)}
MAX_REVOKED: Final = 100_000  # documents of one list: one megabyte, what a telephone may be asked to keep
MAX_LIST_BYTES: Final = 1024 * 1024 + 256
_TAG_BYTES: Final = 8  # of SHA-256: two documents in 10^6 share one with a chance of 3 in 10^8
_ENTRY: Final = _TAG_BYTES + 2
_DAY_ZERO: Final = date(2020, 1, 1)
_MAX_DAY: Final = 0x7FFF  # days: until 2109
_REPLACED: Final = 0x8000
_ISSUED, _UNTIL, _ENTRIES = 1, 2, 3
_CONTEXT: Final = b"ventanilla/estado\x00"


@dataclass(frozen=True, slots=True)
class Revocation:
    """Since when a document is no longer good, and whether another one takes its place."""

    on: date
    replaced: bool


@dataclass(frozen=True, slots=True)
class StatusList:
    """What was revoked, as of ``issued_at``. After ``good_until`` (both seconds since 1970) its silence says nothing.

    ``entries``: ten bytes each, sorted.
    """

    issued_at: int
    good_until: int
    entries: bytes

    @classmethod
    def of(cls, found: Iterable[tuple[bytes, Revocation]], *, at: datetime, life: timedelta) -> StatusList:
        """The list of ``found``: SHA-256 of each cadena, and its revocation. ValueError for more than MAX_REVOKED."""
        entries = sorted(_tag(digest) + _when(revocation) for digest, revocation in found)
        if len(entries) > MAX_REVOKED:
            raise ValueError(f"{len(entries)} revoked documents do not fit one list of {MAX_REVOKED}")
        return cls(int(at.timestamp()), int((at + life).timestamp()), b"".join(entries))

    def __len__(self) -> int:
        return len(self.entries) // _ENTRY

    def encode(self) -> bytes:
        """Canonical CBOR."""
        content = {_ISSUED: self.issued_at, _UNTIL: self.good_until, _ENTRIES: self.entries}
        return cbor2.dumps(content, canonical=True)

    @classmethod
    def decode(cls, data: bytes) -> StatusList:
        """Read a list strictly: canonical, whole entries in order. BadClaims if not."""
        match strict_cbor(data, MAX_LIST_BYTES):
            case {1: int() as issued, 2: int() as until, 3: bytes() as entries} if type(issued) is type(until) is int:
                found = cls(issued, until, entries)
            case _:
                raise BadClaims("not a list of what was revoked")
        if len(entries) % _ENTRY or found.encode() != data:
            raise BadClaims("the list is cut, not canonical, or carries something else")
        rows = (entries[at : at + _ENTRY] for at in range(0, len(entries), _ENTRY))
        if any(before > after for before, after in pairwise(rows)):
            raise BadClaims("the list is not in order")
        return found

    def revocation(self, cadena_sha256: bytes) -> Revocation | None:
        """What the list says of a document, by what its QR claims; None where it is not in it."""
        tag, low, high = _tag(cadena_sha256), 0, len(self)
        while low < high:  # the first entry that is not before the tag
            middle = (low + high) // 2
            if self.entries[middle * _ENTRY : middle * _ENTRY + _TAG_BYTES] < tag:
                low = middle + 1
            else:
                high = middle
        entry = self.entries[low * _ENTRY : (low + 1) * _ENTRY]
        if entry[:_TAG_BYTES] != tag:
            return None
        said = int.from_bytes(entry[_TAG_BYTES:], "big")
        return Revocation(_DAY_ZERO + timedelta(days=said & _MAX_DAY), bool(said & _REPLACED))

    def conclude(self, cadena_sha256: bytes, *, at: datetime, expires_on: date | None) -> Finding:
        """The verdict on an authentic document at the instant ``at``, knowing this list and asking nobody.

        What the list says was revoked stays revoked, however old the list is. That it does not name a document
        counts until ``good_until``, and only for the day the list was made.
        """
        on = civil_date(at)
        found = self.revocation(cadena_sha256)
        if found is not None and found.on <= on:
            return revoked(found.on, None)
        finding = conclude(authentic=True, on=on, expires_on=expires_on, status=None)
        if finding is not UNKNOWN or not self.issued_at <= at.timestamp() <= self.good_until:
            return finding
        made = civil_date(datetime.fromtimestamp(self.issued_at, UTC))
        said = Text("DOCUMENTO_NO_REVOCADO_AL", "Auténtico; hasta el {fecha} no se había revocado.", fecha=made)
        return Finding(Verdict.UNKNOWN, said, finding.todo)


def _tag(cadena_sha256: bytes) -> bytes:
    return hashlib.sha256(_CONTEXT + cadena_sha256).digest()[:_TAG_BYTES]


def _when(revocation: Revocation) -> bytes:
    days = (revocation.on - _DAY_ZERO).days
    if not 0 <= days <= _MAX_DAY:
        raise ValueError(f"{revocation.on} is outside what a list can say")
    return (days | (_REPLACED if revocation.replaced else 0)).to_bytes(2, "big")
