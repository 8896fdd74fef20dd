"""A list of what an authority revoked (RFC 5280, section 5), read strictly: whole, direct, and with one spelling.

Its bytes travel inside sealed files, so each one is accounted for: what the authority signed, the same algorithm
that is inside it, and a signature of whole bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.x509.oid import CRLEntryExtensionOID, ExtensionOID

from ventanilla.domain.signing.revocation import Doubt
from ventanilla.domain.signing.verdict import MAX_RSA_BITS, MIN_RSA_BITS

from . import der
from .certificate import LIBRARY_REFUSALS, Certificate

MAX_CRL_BYTES: Final = 32 * 1024  # some 800 certificates; it is copied into every file
CRL_SIGN: Final = 0x02
MIN_CURVE_BITS: Final = 256
_HASHES: Final = (SHA256, SHA384, SHA512)
_VERSION_2: Final = 1
# What else a list may say: nothing that narrows it (only some certificates, only what changed, somebody else's).
_PASSED_OVER: Final = frozenset({
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.CRL_NUMBER,
    ExtensionOID.AUTHORITY_INFORMATION_ACCESS,
    ExtensionOID.FRESHEST_CRL,
})  # fmt: skip
_PASSED_OVER_ENTRIES: Final = frozenset({CRLEntryExtensionOID.CRL_REASON, CRLEntryExtensionOID.INVALIDITY_DATE})


class BadCrl(ValueError):
    """A list that says nothing of an authority's certificates at an instant; ``doubt`` says why."""

    def __init__(self, doubt: Doubt, detail: str = "") -> None:
        super().__init__(detail or doubt.value)
        self.doubt = doubt


@dataclass(frozen=True, slots=True)
class Crl:
    """A list that its authority signed. ``revoked``: serial numbers; it counts from ``begins`` to ``ends``."""

    der: bytes
    begins: datetime
    ends: datetime
    revoked: frozenset[int]


def read_crl(data: bytes, issuer: Certificate) -> Crl:
    """The list of ``issuer``, which signed it. BadCrl for any other bytes: dates are for whoever asks to look at."""
    if not 0 < len(data) <= MAX_CRL_BYTES:
        raise BadCrl(Doubt.ILEGIBLE, f"{len(data)} bytes")
    try:
        named = _issuer_of(data)
        if named != issuer.subject_raw:
            raise BadCrl(Doubt.OTRO_CERTIFICADO, "the list of another authority")
        return _read(data, issuer)
    except der.DerError as error:
        raise BadCrl(Doubt.ILEGIBLE, str(error)) from error
    except BadCrl:
        raise
    except LIBRARY_REFUSALS as error:
        raise BadCrl(Doubt.ILEGIBLE, type(error).__name__) from error


def _issuer_of(data: bytes) -> bytes:
    """The raw name in it, its outer shape checked. DerError, or BadCrl, for a spelling that is not the one."""
    whole = der.only(data, der.SEQUENCE)
    signed, algorithm = whole.raw(der.SEQUENCE), whole.raw(der.SEQUENCE)
    if not whole.take(der.BIT_STRING).startswith(b"\0"):
        raise BadCrl(Doubt.ILEGIBLE, "a signature with loose bits")
    whole.finish()
    inner = der.only(signed, der.SEQUENCE)
    if inner.integer() != _VERSION_2 or inner.raw(der.SEQUENCE) != algorithm:
        raise BadCrl(Doubt.ILEGIBLE, "another version, or two algorithms")
    return inner.raw(der.SEQUENCE)


def _read(data: bytes, issuer: Certificate) -> Crl:
    found = x509.load_der_x509_crl(data)
    if issuer.facts.key_usage and not issuer.facts.key_usage & CRL_SIGN:
        raise BadCrl(Doubt.RESPONDEDOR_NO_AUTORIZADO, "an authority that signs no lists")
    key = issuer.x509.public_key()
    match key:
        case RSAPublicKey() if MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS:
            good = found.is_signature_valid(key)
        case EllipticCurvePublicKey() if key.curve.key_size >= MIN_CURVE_BITS:
            good = found.is_signature_valid(key)
        case _:
            good = False
    if not good or not isinstance(found.signature_hash_algorithm, _HASHES):
        raise BadCrl(Doubt.FIRMA_ALTERADA)
    ends = found.next_update_utc
    unknown = {each.oid for each in found.extensions} - _PASSED_OVER
    unknown |= {each.oid for entry in found for each in entry.extensions} - _PASSED_OVER_ENTRIES
    if ends is None or unknown:
        raise BadCrl(Doubt.ILEGIBLE, "a list without an end, or which is not the whole one")
    return Crl(data, found.last_update_utc, ends, frozenset(entry.serial_number for entry in found))
