"""RFC 3161: the request, the answer and the token, read strictly and believed for every reason or not at all.

Read by hand over the project's DER reader, like every other evidence: nothing of the office is needed to
verify a token, and what a library would tolerate (two signers, an empty list of uses) is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

from ventanilla.adapters.pki import der
from ventanilla.adapters.pki.certificate import LIBRARY_REFUSALS, Certificate, Unreadable, read_certificate
from ventanilla.adapters.pki.chain import Broken, NoPath, Path, find_path
from ventanilla.adapters.pki.cms import CONTENT_TYPE, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2
from ventanilla.adapters.pki.cms import SHA256 as SHA256_OID
from ventanilla.adapters.pki.trust import Authority, TrustStore
from ventanilla.domain.signing.timestamp import Stamp, TimestampFault
from ventanilla.domain.signing.verdict import MAX_RSA_BITS, MIN_RSA_BITS

TST_INFO: Final = "1.2.840.113549.1.9.16.1.4"
SIGNING_CERTIFICATE_V1: Final = "1.2.840.113549.1.9.16.2.12"
TIME_STAMPING: Final = "1.3.6.1.5.5.7.3.8"
MAX_TOKEN_BYTES: Final = 64 * 1024
MAX_CERTIFICATES: Final = 8
MAX_ATTRIBUTES: Final = 16
MIN_CURVE_BITS: Final = 256
GRANTED: Final = (0, 1)  # granted, granted with modifications
_CONTEXT_0: Final = 0xA0
_CONTEXT_1: Final = 0xA1
_HASHES: Final = {
    SHA256_OID: (SHA256(), hashlib.sha256),
    "2.16.840.1.101.3.4.2.2": (SHA384(), hashlib.sha384),
    "2.16.840.1.101.3.4.2.3": (SHA512(), hashlib.sha512),
}
_RSA_OIDS: Final = {
    "1.2.840.113549.1.1.1": None,
    "1.2.840.113549.1.1.11": SHA256_OID,
    "1.2.840.113549.1.1.12": "2.16.840.1.101.3.4.2.2",
    "1.2.840.113549.1.1.13": "2.16.840.1.101.3.4.2.3",
}
_ECDSA_OIDS: Final = {
    "1.2.840.10045.4.3.2": SHA256_OID,
    "1.2.840.10045.4.3.3": "2.16.840.1.101.3.4.2.2",
    "1.2.840.10045.4.3.4": "2.16.840.1.101.3.4.2.3",
}


class BadToken(ValueError):
    """A token or an answer that is not believed; ``fault`` says why."""

    def __init__(self, fault: TimestampFault, detail: str = "") -> None:
        super().__init__(detail or fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Token:
    """What a TimeStampToken says, its shape checked and nothing verified."""

    digest: bytes
    at: datetime
    serial: int
    nonce: int | None
    content: bytes
    certificates: tuple[bytes, ...]
    signer: tuple[bytes, bytes]  # issuer and serial, raw
    signed_attributes: bytes
    attributes: dict[str, bytes]
    digest_oid: str
    signature_oid: str
    signature: bytes


def build_request(digest: bytes, nonce: int) -> bytes:
    """A TimeStampReq for a SHA-256 ``digest`` that asks for the authority's certificate."""
    return der.sequence(
        der.integer(1),
        der.sequence(der.algorithm(SHA256_OID), der.octets(digest)),
        der.integer(nonce),
        der.tlv(der.BOOLEAN, b"\xff"),
    )


def read_response(data: bytes) -> bytes:
    """The token of a TimeStampResp; BadToken if the authority refused or nobody can read it."""
    if not 0 < len(data) <= MAX_TOKEN_BYTES:
        raise BadToken(TimestampFault.ILEGIBLE, f"{len(data)} bytes")
    try:
        response = der.only(data, der.SEQUENCE)
        status = response.enter(der.SEQUENCE).integer()
        if status not in GRANTED:
            raise BadToken(TimestampFault.NEGADA, f"status {status}")
        token = response.raw(der.SEQUENCE)
        response.finish()
    except der.DerError as error:
        raise BadToken(TimestampFault.ILEGIBLE, str(error)) from error
    return token


def verify_token(token: bytes, digest: bytes, trust: TrustStore, nonce: int | None = None) -> Stamp:
    """Believe a token: over ``digest`` (SHA-256), by an authority of ``trust``, in date when it stamped.

    ``nonce`` is the request's, when there was one. The authority's own certificate may have expired since:
    what counts is the instant that it states. BadToken for anything else.
    """
    read, signer = prove_token(token, digest, nonce)
    check_path(read, signer, trust)
    return Stamp(token, read.at, signer.facts.name, signer.facts.sha256, read.serial)


def prove_token(token: bytes, digest: bytes, nonce: int | None = None) -> tuple[Token, Certificate]:
    """A token over ``digest`` that the certificate it names did sign. Whose certificate that is, nobody asked yet."""
    try:
        read = read_token(token)
    except der.DerError as error:
        raise BadToken(TimestampFault.ILEGIBLE, str(error)) from error
    if read.digest != digest:
        raise BadToken(TimestampFault.OTRO_CONTENIDO)
    if nonce is not None and read.nonce != nonce:
        raise BadToken(TimestampFault.OTRA_PETICION)
    signer = _signer(read)
    _check_use(signer)
    _check_signature(read, signer)
    return read, signer


def read_token(data: bytes) -> Token:
    """Read a TimeStampToken: one SignedData over one TSTInfo, with one signer. DerError, or BadToken, otherwise."""
    if not 0 < len(data) <= MAX_TOKEN_BYTES:
        raise BadToken(TimestampFault.ILEGIBLE, f"{len(data)} bytes")
    content = der.only(data, der.SEQUENCE)
    _expect(content.oid() == SIGNED_DATA, "not a SignedData")
    explicit = content.enter(_CONTEXT_0)
    content.finish()
    signed = explicit.enter(der.SEQUENCE)
    explicit.finish()
    _expect(signed.integer() in (3, 4, 5), "a SignedData of another version")
    signed.take(der.SET)
    encapsulated = signed.enter(der.SEQUENCE)
    _expect(encapsulated.oid() == TST_INFO, "not a TSTInfo")
    wrapped = encapsulated.enter(_CONTEXT_0)
    encapsulated.finish()
    info = wrapped.take(der.OCTET_STRING)
    wrapped.finish()
    certificates = _certificates(signed.enter(_CONTEXT_0)) if signed.peek() == _CONTEXT_0 else ()
    signed.skip(_CONTEXT_1)
    signers = signed.enter(der.SET)
    signed.finish()
    signer = signers.enter(der.SEQUENCE)
    signers.finish()
    return _token(info, certificates, signer)


def _token(info: bytes, certificates: tuple[bytes, ...], signer: der.Reader) -> Token:
    digest, serial, at, nonce = _info(info)
    _expect(signer.integer() == 1, "a signer that is not named by issuer and serial")
    named = signer.enter(der.SEQUENCE)
    issuer_and_serial = (named.raw(der.SEQUENCE), named.raw(der.INTEGER))
    named.finish()
    digest_oid = _algorithm(signer)
    implicit = signer.raw(_CONTEXT_0)
    signature_oid = _algorithm(signer)
    signature = signer.take(der.OCTET_STRING)
    signer.skip(_CONTEXT_1)
    signer.finish()
    return Token(
        digest=digest,
        at=at,
        serial=serial,
        nonce=nonce,
        content=info,
        certificates=certificates,
        signer=issuer_and_serial,
        signed_attributes=b"\x31" + implicit[1:],
        attributes=_attributes(implicit),
        digest_oid=digest_oid,
        signature_oid=signature_oid,
        signature=signature,
    )


def _info(data: bytes) -> tuple[bytes, int, datetime, int | None]:
    info = der.only(data, der.SEQUENCE)
    _expect(info.integer() == 1, "a TSTInfo of another version")
    info.oid()
    imprint = info.enter(der.SEQUENCE)
    _expect(_algorithm(imprint) == SHA256_OID, "an imprint of another digest")
    digest = imprint.take(der.OCTET_STRING)
    imprint.finish()
    serial = info.integer()
    at = _instant(info.take(der.GENERALIZED_TIME))
    info.skip(der.SEQUENCE)  # accuracy
    info.skip(der.BOOLEAN)  # ordering
    nonce = info.integer() if info.peek() == der.INTEGER else None
    info.skip(_CONTEXT_0)  # the authority's name
    info.skip(_CONTEXT_1)
    info.finish()
    return digest, serial, at, nonce


def _instant(content: bytes) -> datetime:
    """GeneralizedTime as RFC 3161 has it: UTC, with or without a fraction."""
    text = content.decode("ascii", "replace")
    _expect(text.endswith("Z"), "a time that is not UTC")
    whole, _, fraction = text[:-1].partition(".")
    _expect(len(whole) == 14 and whole.isdigit(), "a time that is not one")
    _expect(not fraction or (fraction.isdigit() and len(fraction) <= 6), "a fraction that is not one")
    try:
        instant = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadToken(TimestampFault.ILEGIBLE, "a time that is not one") from error
    return instant.replace(microsecond=int(fraction.ljust(6, "0")) if fraction else 0)


def _attributes(implicit: bytes) -> dict[str, bytes]:
    values: dict[str, bytes] = {}
    attributes = der.only(implicit, _CONTEXT_0)
    while attributes.peek():
        attribute = attributes.enter(der.SEQUENCE)
        key = attribute.oid()
        _expect(key not in values and len(values) < MAX_ATTRIBUTES, "a signed attribute twice, or too many")
        values[key] = attribute.take(der.SET)
        attribute.finish()
    return values


def _certificates(reader: der.Reader) -> tuple[bytes, ...]:
    found: list[bytes] = []
    while reader.peek():
        found.append(reader.raw(der.SEQUENCE))
        _expect(len(found) <= MAX_CERTIFICATES, "too many certificates")
    return tuple(found)


def _algorithm(reader: der.Reader) -> str:
    algorithm = reader.enter(der.SEQUENCE)
    dotted = algorithm.oid()
    algorithm.skip(der.NULL)
    algorithm.finish()
    return dotted


def _signer(token: Token) -> Certificate:
    """The certificate that the signer names twice: by issuer and serial, and by the digest it signed."""
    for data in token.certificates:
        try:
            certificate = read_certificate(data)
        except Unreadable:
            continue
        serial = der.integer(certificate.x509.serial_number)
        if (certificate.issuer_raw, serial) == token.signer and _is_named(token, data):
            return certificate
    raise BadToken(TimestampFault.OTRO_FIRMANTE)


def _is_named(token: Token, certificate: bytes) -> bool:
    """ESSCertID (SHA-1, RFC 2634) or ESSCertIDv2: the first entry is the signer's. Either must be right."""
    try:
        if value := token.attributes.get(SIGNING_CERTIFICATE_V2):
            first = _first_reference(value)
            chosen = _algorithm(first) if first.peek() == der.SEQUENCE else SHA256_OID
            return chosen in _HASHES and first.take(der.OCTET_STRING) == _HASHES[chosen][1](certificate).digest()
        if value := token.attributes.get(SIGNING_CERTIFICATE_V1):
            digest = hashlib.sha1(certificate, usedforsecurity=False).digest()
            return _first_reference(value).take(der.OCTET_STRING) == digest
    except der.DerError:
        return False
    return False


def _first_reference(value: bytes) -> der.Reader:
    return der.only(value, der.SEQUENCE).enter(der.SEQUENCE).enter(der.SEQUENCE)


def _check_use(signer: Certificate) -> None:
    """RFC 3161, 2.3: its one use is to stamp time, and whoever reads it must know that."""
    try:
        use = signer.x509.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound as error:
        raise BadToken(TimestampFault.USO_NO_ADMITIDO, "no extended use") from error
    facts = signer.facts
    alone = use.critical and facts.ekus == {TIME_STAMPING}
    signs = facts.key_usage == 0 or bool(facts.key_usage & 0xC0)
    if not alone or not signs or facts.is_ca or signer.unhandled_critical:
        raise BadToken(TimestampFault.USO_NO_ADMITIDO)


def _check_signature(token: Token, signer: Certificate) -> None:
    if token.digest_oid not in _HASHES:
        raise BadToken(TimestampFault.ILEGIBLE, "another digest algorithm")
    algorithm, digest = _HASHES[token.digest_oid]
    content_type = token.attributes.get(CONTENT_TYPE)
    message_digest = token.attributes.get(MESSAGE_DIGEST)
    if content_type != der.oid(TST_INFO) or message_digest != der.octets(digest(token.content).digest()):
        raise BadToken(TimestampFault.FIRMA_ALTERADA, "signed attributes of something else")
    try:
        key = signer.x509.public_key()
    except LIBRARY_REFUSALS as error:
        raise BadToken(TimestampFault.ILEGIBLE, "a key that nobody here knows") from error
    try:
        match key:
            case RSAPublicKey() if MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS:
                _expect(_RSA_OIDS.get(token.signature_oid, "") in (None, token.digest_oid), "another algorithm")
                key.verify(token.signature, token.signed_attributes, PKCS1v15(), algorithm)
            case EllipticCurvePublicKey() if key.curve.key_size >= MIN_CURVE_BITS:
                _expect(_ECDSA_OIDS.get(token.signature_oid) == token.digest_oid, "another algorithm")
                key.verify(token.signature, token.signed_attributes, ECDSA(algorithm))
            case _:
                raise BadToken(TimestampFault.FIRMA_ALTERADA, "a key of another kind or too weak")
    except InvalidSignature as error:
        raise BadToken(TimestampFault.FIRMA_ALTERADA) from error


def check_path(token: Token, signer: Certificate, trust: TrustStore) -> Path:
    """The line of the token's signer up to a root of ``trust``, at the instant that the token states; else BadToken."""
    facts = signer.facts
    path = find_path(signer, with_intermediates(trust, token.certificates), token.at)
    if isinstance(path, NoPath):
        late = path.why is Broken.AUTHORITY_OUT_OF_DATE
        raise BadToken(TimestampFault.FUERA_DE_VIGENCIA if late else TimestampFault.AUTORIDAD_DESCONOCIDA)
    if not facts.not_before <= token.at <= facts.not_after:
        raise BadToken(TimestampFault.FUERA_DE_VIGENCIA)
    return path


def with_intermediates(trust: TrustStore, certificates: Iterable[bytes]) -> TrustStore:
    """The same roots, with the authorities that an evidence brings below them. None of those is believed by itself."""
    classes = {authority.trust for authority in trust.authorities}
    known = {authority.sha256 for authority in trust.authorities}
    brought: list[Authority] = []
    for data in certificates:
        try:
            certificate = read_certificate(data)
        except Unreadable:
            continue
        if certificate.facts.is_ca and not certificate.self_issued and certificate.facts.sha256 not in known:
            brought += [Authority(certificate, each) for each in sorted(classes, key=lambda each: each.value)]
    return TrustStore((*trust.authorities, *brought), trust.responders) if brought else trust


def _expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise BadToken(TimestampFault.ILEGIBLE, otherwise)
