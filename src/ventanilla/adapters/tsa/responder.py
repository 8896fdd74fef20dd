"""A small time-stamping authority, for the demonstration and the tests: it answers RFC 3161 requests with SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.adapters.pki import der, names, profile
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.cms import CONTENT_TYPE, MESSAGE_DIGEST, RSA, SIGNED_DATA, SIGNING_CERTIFICATE_V2
from ventanilla.adapters.pki.cms import SHA256 as SHA256_OID

from .token import TIME_STAMPING, TST_INFO

POLICY: Final = "2.25.203916839614213"  # worth nothing outside a demonstration
REJECTED: Final = b"\x30\x05\x30\x03\x02\x01\x02"  # a TimeStampResp with status rejection
_SERIAL_BITS: Final = 62
_CONTEXT_0: Final = 0xA0


def issue_tsa(
    title: str, key: RSAPublicKey, issuer: profile.Issuer, issuer_key: RSAPublicKey, serial: str, life: profile.Validity
) -> bytes:
    """A certificate whose one use is to stamp time, and says so critically (RFC 3161, 2.3)."""
    subject = profile.encode_name([
        (names.COMMON_NAME, der.UTF8_STRING, title),
        (names.ORGANIZATION, der.UTF8_STRING, "INSTITUCION DE DEMOSTRACION"),
        (names.COUNTRY, der.PRINTABLE_STRING, "MX"),
    ])  # fmt: skip
    extensions = [
        profile.basic_constraints(),
        profile.key_usage(0xC0, critical=True),
        profile.extension(profile.EXTENDED_KEY_USAGE, der.sequence(der.oid(TIME_STAMPING)), critical=True),
        *profile.key_identifiers(key, issuer_key),
    ]
    return profile.issue(subject, key, issuer, serial, life, extensions)


@dataclass(frozen=True, slots=True)
class Responder:
    """Stamps whatever digest it is asked about. ``chain`` is sent with the certificate."""

    certificate: bytes
    key: RSAPrivateKey
    chain: tuple[bytes, ...] = ()

    def respond(self, request: bytes, at: datetime) -> bytes:
        """The TimeStampResp of a TimeStampReq, at ``at``; DerError for bytes that are not one."""
        asked = der.only(request, der.SEQUENCE)
        asked.integer()
        imprint = asked.raw(der.SEQUENCE)
        if asked.peek() == der.OID:
            asked.oid()
        nonce = asked.integer() if asked.peek() == der.INTEGER else None
        return der.sequence(der.sequence(der.integer(0)), self.token(imprint, nonce, at))

    def token(self, imprint: bytes, nonce: int | None, at: datetime) -> bytes:
        """The TimeStampToken over a MessageImprint (DER)."""
        info = der.sequence(
            der.integer(1),
            der.oid(POLICY),
            imprint,
            der.integer(secrets.randbits(_SERIAL_BITS)),
            der.tlv(der.GENERALIZED_TIME, at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode("ascii")),
            der.integer(nonce) if nonce is not None else b"",
        )
        reference = der.sequence(der.octets(hashlib.sha256(self.certificate).digest()))
        attributes = [
            _attribute(CONTENT_TYPE, der.oid(TST_INFO)),
            _attribute(MESSAGE_DIGEST, der.octets(hashlib.sha256(info).digest())),
            _attribute(SIGNING_CERTIFICATE_V2, der.sequence(der.sequence(reference))),
        ]
        own = read_certificate(self.certificate)
        signer = der.sequence(
            der.integer(1),
            der.sequence(own.issuer_raw, der.integer(own.x509.serial_number)),
            der.algorithm(SHA256_OID),
            der.set_of(attributes, _CONTEXT_0),
            der.algorithm(RSA),
            der.octets(self.key.sign(der.set_of(attributes), PKCS1v15(), SHA256())),
        )
        signed = der.sequence(
            der.integer(3),
            der.set_of([der.algorithm(SHA256_OID)]),
            der.sequence(der.oid(TST_INFO), der.tlv(_CONTEXT_0, der.octets(info))),
            der.set_of([self.certificate, *self.chain], _CONTEXT_0),
            der.set_of([signer]),
        )
        return der.sequence(der.oid(SIGNED_DATA), der.tlv(_CONTEXT_0, signed))


def _attribute(key: str, value: bytes) -> bytes:
    return der.sequence(der.oid(key), der.set_of([value]))
