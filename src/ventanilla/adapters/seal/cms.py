"""The CMS of a seal, built so that there is only one way to write it.

CAdES/PAdES baseline B-B (ETSI EN 319 122-1 and 319 142-1): detached, SHA-256, RSA PKCS#1 v1.5; signed
attributes contentType, messageDigest and signing-certificate-v2. No signing time: PAdES keeps it in the
PDF (``/M``). Given the seal's certificates, the digest of the file and the signature, every byte is
determined, and so the verifier *rebuilds* the CMS and compares, instead of believing what it parsed.

B-T adds one unsigned attribute: a timestamp of the signature (RFC 3161), whose own bytes ``tsa.embedded`` accounts for.
"""

from __future__ import annotations

import hashlib
from typing import Final

from ventanilla.adapters.pki.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    SET,
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
from ventanilla.domain.signing.timestamp import MAX_FILE_TOKEN

from .port import SealCertificate

SPARE_BYTES: Final = 512  # beyond what the CMS needs, as zeros
_CONTEXT_0: Final = 0xA0  # constructed
_CONTEXT_1: Final = 0xA1
_VERSION_1: Final = integer(1)
_DATA: Final = oid("1.2.840.113549.1.7.1")
_SIGNED_DATA: Final = oid("1.2.840.113549.1.7.2")
_SHA256: Final = algorithm("2.16.840.1.101.3.4.2.1", b"")  # no parameters: RFC 5754, section 2
_RSA_SHA256: Final = algorithm("1.2.840.113549.1.1.11")
_CONTENT_TYPE: Final = oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2: Final = oid("1.2.840.113549.1.9.16.2.47")
_TIMESTAMP: Final = oid("1.2.840.113549.1.9.16.2.14")  # id-aa-timeStampToken: RFC 3161, appendix A


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


def content_info(seal: SealCertificate, attributes: bytes, signature: bytes, token: bytes = b"") -> bytes:
    """The whole CMS; with ``token``, a TimeStampToken over ``signature``, it is B-T."""
    unsigned = tlv(_CONTEXT_1, sequence(_TIMESTAMP, set_of([token]))) if token else b""
    signer = sequence(
        _VERSION_1,
        _issuer_and_serial(seal.der),
        _SHA256,
        bytes((_CONTEXT_0,)) + attributes[1:],  # [0] IMPLICIT: the same contents under another tag
        _RSA_SHA256,
        octets(signature),
        unsigned,
    )
    signed_data = sequence(
        _VERSION_1,
        set_of([_SHA256]),
        sequence(_DATA),
        set_of((seal.der, *seal.chain), tag=_CONTEXT_0),
        set_of([signer]),
    )
    return sequence(_SIGNED_DATA, tlv(_CONTEXT_0, signed_data))


def gap_digits(seal: SealCertificate, *, stamped: bool) -> int:
    """How wide the seal's place in the file is, in hexadecimal digits.

    The signature covers where the place begins and ends, and so whether there was a timestamp in it: a token cannot be
    taken out of a file, nor put into one, without its being seen.
    """
    blank = content_info(seal, signed_attributes(seal, bytes(32)), bytes(seal.public_key.key_size // 8))
    return 2 * (len(blank) + SPARE_BYTES + (MAX_FILE_TOKEN if stamped else 0))


def signature_and_token(cms: bytes) -> tuple[bytes, bytes]:
    """Where a CMS of ours would have its signature and its token (``b""``: none). DerError if it has another shape.

    What is passed over is not looked at: ``content_info`` of the answer must be ``cms``, or nothing was learned.
    """
    content = only(cms, SEQUENCE)
    content.oid()
    signed = content.enter(_CONTEXT_0).enter(SEQUENCE)
    for tag in (INTEGER, SET, SEQUENCE, _CONTEXT_0):
        signed.raw(tag)
    signer = signed.enter(SET).enter(SEQUENCE)
    for tag in (INTEGER, SEQUENCE, SEQUENCE, _CONTEXT_0, SEQUENCE):
        signer.raw(tag)
    signature = signer.take(OCTET_STRING)
    if not signer.peek():
        return signature, b""
    attribute = signer.enter(_CONTEXT_1).enter(SEQUENCE)
    attribute.oid()
    return signature, attribute.enter(SET).raw(SEQUENCE)


def _issuer_and_serial(certificate: bytes) -> bytes:
    """As the bytes the certificate carries: a name is never re-encoded."""
    tbs: Reader = only(certificate, SEQUENCE).enter(SEQUENCE)
    tbs.skip(_CONTEXT_0)  # the version
    serial = tbs.raw(INTEGER)
    tbs.skip(SEQUENCE)  # the signature's algorithm
    return sequence(tbs.raw(SEQUENCE), serial)
