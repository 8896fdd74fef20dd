"""The CMS of a seal, built so that there is only one way to write it.

CAdES/PAdES baseline B-B (ETSI EN 319 122-1 and 319 142-1): detached, SHA-256, RSA PKCS#1 v1.5; signed
attributes contentType, messageDigest and signing-certificate-v2. No signing time: PAdES keeps it in the
PDF (``/M``). Given the seal's certificates, the digest of the file and the signature, every byte is
determined, and so the verifier *rebuilds* the CMS and compares, instead of parsing what it was given.
"""

from __future__ import annotations

import hashlib
from typing import Final

from ventanilla.adapters.pki.der import (
    INTEGER,
    SEQUENCE,
    Reader,
    algorithm,
    integer,
    octets,
    oid,
    only,
    sequence,
    set_of,
    tlv,
)

from .port import SealCertificate

_CONTEXT_0: Final = 0xA0  # constructed
_VERSION_1: Final = integer(1)
_DATA: Final = oid("1.2.840.113549.1.7.1")
_SIGNED_DATA: Final = oid("1.2.840.113549.1.7.2")
_SHA256: Final = algorithm("2.16.840.1.101.3.4.2.1", b"")  # no parameters: RFC 5754, section 2
_RSA_SHA256: Final = algorithm("1.2.840.113549.1.1.11")
_CONTENT_TYPE: Final = oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2: Final = oid("1.2.840.113549.1.9.16.2.47")


def signed_attributes(seal: SealCertificate, digest: bytes) -> bytes:
    """The SET OF attributes that is signed: what the file is (``digest``, SHA-256) and by which certificate."""
    ess_cert_id = sequence(octets(hashlib.sha256(seal.der).digest()))  # SHA-256 is its default
    signing_certificate = sequence(sequence(ess_cert_id))
    return set_of(
        (
            sequence(_CONTENT_TYPE, set_of([_DATA])),
            sequence(_MESSAGE_DIGEST, set_of([octets(digest)])),
            sequence(_SIGNING_CERTIFICATE_V2, set_of([signing_certificate])),
        )
    )


def content_info(seal: SealCertificate, attributes: bytes, signature: bytes) -> bytes:
    """The whole CMS. Its last bytes are ``signature``, so that a verifier knows where it is."""
    signer = sequence(
        _VERSION_1,
        _issuer_and_serial(seal.der),
        _SHA256,
        bytes((_CONTEXT_0,)) + attributes[1:],  # [0] IMPLICIT: the same contents under another tag
        _RSA_SHA256,
        octets(signature),
    )
    signed_data = sequence(
        _VERSION_1,
        set_of([_SHA256]),
        sequence(_DATA),
        set_of((seal.der, *seal.chain), tag=_CONTEXT_0),
        set_of([signer]),
    )
    return sequence(_SIGNED_DATA, tlv(_CONTEXT_0, signed_data))


def _issuer_and_serial(certificate: bytes) -> bytes:
    """As the bytes the certificate carries: a name is never re-encoded."""
    tbs: Reader = only(certificate, SEQUENCE).enter(SEQUENCE)
    tbs.skip(_CONTEXT_0)  # the version
    serial = tbs.raw(INTEGER)
    tbs.skip(SEQUENCE)  # the signature's algorithm
    return sequence(tbs.raw(SEQUENCE), serial)
