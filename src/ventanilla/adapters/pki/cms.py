"""CAdES-BES, detached: read with one shape only, and written for the command line.

ETSI EN 319 122-1 over RFC 5652: one SignedData, one SignerInfo, SHA-256, and exactly the signed
attributes contentType, messageDigest and signing-certificate-v2 (no signingTime: the office's clock says
when). Whatever else a CMS may legally hold is refused: the browser and this module write nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ventanilla.domain.signing.verdict import MAX_CMS_BYTES

from . import der

DATA: Final = "1.2.840.113549.1.7.1"
SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
SHA256: Final = "2.16.840.1.101.3.4.2.1"
RSA: Final = "1.2.840.113549.1.1.1"
SHA256_WITH_RSA: Final = "1.2.840.113549.1.1.11"
CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE_V2: Final = "1.2.840.113549.1.9.16.2.47"
SIGNATURE_TIMESTAMP: Final = "1.2.840.113549.1.9.16.2.14"
ATTRIBUTES: Final = frozenset({CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2})

CONTEXT_0: Final = 0xA0
CONTEXT_1: Final = 0xA1
MAX_CERTIFICATES: Final = 4


class BadCms(ValueError):
    """Not a CAdES-BES of the one shape; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Cades:
    """What a CMS says, its shape checked and nothing verified.

    ``signed_attributes`` is the DER that the key signed (tag 0x31); ``digest`` its messageDigest.
    """

    certificate: bytes
    digest: bytes
    signed_attributes: bytes
    signature: bytes


def read_cades(data: bytes) -> Cades:
    """Read a CMS of the one shape; BadCms for anything else.

    The signer's certificate is the one that its signing-certificate-v2 and its issuer and serial name.
    """
    if not 0 < len(data) <= MAX_CMS_BYTES:
        raise BadCms(f"{len(data)} bytes")
    try:
        return _read(data)
    except der.DerError as error:
        raise BadCms(str(error)) from error


def build_cades(data: bytes, certificate: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The CMS over ``data`` (not included) by the holder of ``certificate`` (DER).

    ``sign`` makes an RSASSA-PKCS1-v1_5 signature with SHA-256 over the bytes it is given.
    """
    attributes = [
        _attribute(CONTENT_TYPE, der.oid(DATA)),
        _attribute(MESSAGE_DIGEST, der.octets(hashlib.sha256(data).digest())),
        _attribute(SIGNING_CERTIFICATE_V2, _signing_certificate(certificate)),
    ]
    issuer, serial = _issuer_and_serial(certificate)
    signer = der.sequence(
        der.integer(1),
        der.sequence(issuer, serial),
        der.algorithm(SHA256),
        der.set_of(attributes, CONTEXT_0),
        der.algorithm(RSA),
        der.octets(sign(der.set_of(attributes))),
    )
    signed_data = der.sequence(
        der.integer(1),
        der.set_of([der.algorithm(SHA256)]),
        der.sequence(der.oid(DATA)),
        der.tlv(CONTEXT_0, certificate),
        der.set_of([signer]),
    )
    return der.sequence(der.oid(SIGNED_DATA), der.tlv(CONTEXT_0, signed_data))


def with_timestamp(data: bytes, token: bytes) -> bytes:
    """The CAdES-T of a CAdES-BES: the same signature with a TimeStampToken (DER) over its value, not signed by it.

    Another file: the original is not altered, and is got back by leaving the attribute out. BadCms for what
    ``read_cades`` does not read.
    """
    read_cades(data)
    content = der.only(data, der.SEQUENCE)
    content.oid()
    signed = content.enter(CONTEXT_0).enter(der.SEQUENCE)
    before = [signed.raw(tag) for tag in (der.INTEGER, der.SET, der.SEQUENCE, CONTEXT_0)]
    signer = signed.enter(der.SET).take(der.SEQUENCE)
    unsigned = der.tlv(CONTEXT_1, _attribute(SIGNATURE_TIMESTAMP, token))
    signed_data = der.sequence(*before, der.set_of([der.sequence(signer, unsigned)]))
    return der.sequence(der.oid(SIGNED_DATA), der.tlv(CONTEXT_0, signed_data))


def signature_digest(data: bytes) -> bytes:
    """What a timestamp of a CAdES is over: the SHA-256 of its signature value. BadCms if it cannot be read."""
    return hashlib.sha256(read_cades(data).signature).digest()


def _read(data: bytes) -> Cades:
    content = der.only(data, der.SEQUENCE)
    _expect(content.oid() == SIGNED_DATA, "not a SignedData")
    explicit = content.enter(CONTEXT_0)
    content.finish()
    signed = explicit.enter(der.SEQUENCE)
    explicit.finish()
    _expect(signed.integer() == 1, "a SignedData of another version")
    algorithms = signed.enter(der.SET)
    _sha256(algorithms)
    algorithms.finish()
    encapsulated = signed.enter(der.SEQUENCE)
    _expect(encapsulated.oid() == DATA, "a content that is not data")
    encapsulated.finish()  # detached: no eContent
    certificates = _certificates(signed.enter(CONTEXT_0))
    signers = signed.enter(der.SET)
    signed.finish()
    signer = signers.enter(der.SEQUENCE)
    signers.finish()  # exactly one
    return _signer(signer, certificates)


def _signer(signer: der.Reader, certificates: list[bytes]) -> Cades:
    _expect(signer.integer() == 1, "a SignerInfo of another version")
    named = signer.enter(der.SEQUENCE)
    issuer_and_serial = (named.raw(der.SEQUENCE), named.raw(der.INTEGER))
    named.finish()
    _sha256(signer)
    implicit = signer.raw(CONTEXT_0)
    values = _attributes(implicit)
    algorithm = signer.enter(der.SEQUENCE)
    _expect(algorithm.oid() in (RSA, SHA256_WITH_RSA), "another signature algorithm")
    algorithm.take(der.NULL)
    algorithm.finish()
    signature = signer.take(der.OCTET_STRING)
    signer.finish()  # no unsigned attributes
    content_type = der.Reader(values[CONTENT_TYPE])
    _expect(content_type.oid() == DATA, "a contentType that is not data")
    content_type.finish()
    digest = _octets(values[MESSAGE_DIGEST])
    _expect(len(digest) == hashlib.sha256().digest_size, "a messageDigest of another length")
    _expect(bool(signature), "an empty signature")
    certificate = _named_certificate(values[SIGNING_CERTIFICATE_V2], certificates)
    _expect(_issuer_and_serial(certificate) == issuer_and_serial, "a signer that is not its certificate")
    return Cades(certificate, digest, b"\x31" + implicit[1:], signature)


def _attributes(implicit: bytes) -> dict[str, bytes]:
    values: dict[str, bytes] = {}
    attributes = der.only(implicit, CONTEXT_0)
    previous = b""
    while attributes.peek():
        raw = attributes.raw(der.SEQUENCE)
        _expect(previous < raw, "signed attributes out of order or twice")
        previous = raw
        attribute = der.only(raw, der.SEQUENCE)
        key = attribute.oid()
        _expect(key in ATTRIBUTES and key not in values, "a signed attribute that is not expected")
        values[key] = attribute.take(der.SET)
        attribute.finish()
    _expect(values.keys() == ATTRIBUTES, "a signed attribute is missing")
    return values


def _named_certificate(value: bytes, certificates: list[bytes]) -> bytes:
    signing = der.only(value, der.SEQUENCE)
    references = signing.enter(der.SEQUENCE)
    signing.finish()  # no policies
    reference = references.enter(der.SEQUENCE)
    references.finish()  # one certificate: the signer's
    if reference.peek() == der.SEQUENCE:  # DER leaves the default out; some write it
        _sha256(reference)
    digest = reference.take(der.OCTET_STRING)
    issuer_serial = reference.raw(der.SEQUENCE) if reference.peek() else None
    reference.finish()
    for certificate in certificates:
        if hashlib.sha256(certificate).digest() == digest:
            _expect(
                issuer_serial is None or issuer_serial == _issuer_serial(certificate),
                "an issuerSerial of another certificate",
            )
            return certificate
    raise BadCms("signing-certificate-v2 names a certificate that is not there")


def _certificates(reader: der.Reader) -> list[bytes]:
    found: list[bytes] = []
    while reader.peek():
        found.append(reader.raw(der.SEQUENCE))
        _expect(len(found) <= MAX_CERTIFICATES, "too many certificates")
    return found


def _issuer_and_serial(certificate: bytes) -> tuple[bytes, bytes]:
    tbs = der.only(certificate, der.SEQUENCE).enter(der.SEQUENCE)
    tbs.skip(CONTEXT_0)
    serial = tbs.raw(der.INTEGER)
    tbs.take(der.SEQUENCE)
    return tbs.raw(der.SEQUENCE), serial


def _issuer_serial(certificate: bytes) -> bytes:
    issuer, serial = _issuer_and_serial(certificate)
    return der.sequence(der.sequence(der.tlv(0xA4, issuer)), serial)


def _signing_certificate(certificate: bytes) -> bytes:
    digest = der.octets(hashlib.sha256(certificate).digest())
    return der.sequence(der.sequence(der.sequence(digest, _issuer_serial(certificate))))


def _sha256(reader: der.Reader) -> None:
    algorithm = reader.enter(der.SEQUENCE)
    _expect(algorithm.oid() == SHA256, "another digest algorithm")
    algorithm.skip(der.NULL)  # absent or NULL (RFC 5754)
    algorithm.finish()


def _octets(value: bytes) -> bytes:
    reader = der.Reader(value)
    content = reader.take(der.OCTET_STRING)
    reader.finish()
    return content


def _attribute(key: str, value: bytes) -> bytes:
    return der.sequence(der.oid(key), der.set_of([value]))


def _expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise BadCms(otherwise)
