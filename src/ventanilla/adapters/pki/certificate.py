"""Read a certificate: what it says (facts), its key, and the raw names that chains are built with."""

from __future__ import annotations

import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning

from ventanilla.domain.signing.certificate import CertificateFacts, classify, identity
from ventanilla.domain.signing.verdict import MAX_CERTIFICATE_BYTES, SignatureFault
from ventanilla.kernel.text import Text

from . import der, names

VERSION_3: Final = 2
KNOWN_EXPONENT: Final = 65537
LIBRARY_REFUSALS: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    CryptographyDeprecationWarning,  # an error under ``python -W error``
)
"""All that ``cryptography`` raises for bytes that are not a certificate it likes."""


class Unreadable(ValueError):
    """Bytes that are not a certificate this office reads; ``fault`` and ``text`` say why."""

    def __init__(self, fault: SignatureFault, text: Text) -> None:
        super().__init__(str(text))
        self.fault = fault
        self.text = text


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate in its three readings: the library's, the raw names', and the office's facts.

    ``key`` is None when it is not RSA. ``path_length`` is BasicConstraints'
    (None: no limit). ``unhandled_critical``: it demands an extension that nobody here understands.
    """

    der: bytes
    x509: x509.Certificate
    facts: CertificateFacts
    issuer_raw: bytes
    subject_raw: bytes
    key: RSAPublicKey | None
    has_basic_constraints: bool
    path_length: int | None
    unhandled_critical: bool

    @property
    def self_issued(self) -> bool:
        """Its issuer's name is its own: a root."""
        return self.issuer_raw == self.subject_raw


def to_der(data: bytes) -> bytes:
    """The DER of a file that may be PEM: for files a person or an operator gives, never for posted bytes."""
    begin, end = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
    if begin not in data:
        return data
    body = data.split(begin, 1)[1].split(end, 1)[0]
    try:
        return binascii.a2b_base64(b"".join(body.split()), strict_mode=True)
    except binascii.Error:
        return data


def read_certificate(data: bytes) -> Certificate:
    """Read the DER of a certificate; Unreadable for anything else, whatever the library raised.

    Nothing is believed yet: no signature, date or authority is checked here.
    """
    if not data:
        raise Unreadable(SignatureFault.ARCHIVO_VACIO, SignatureFault.ARCHIVO_VACIO.text())
    if len(data) > MAX_CERTIFICATE_BYTES:
        fault = SignatureFault.ARCHIVO_GRANDE
        raise Unreadable(fault, fault.text(limite=MAX_CERTIFICATE_BYTES // 1024))
    try:
        return _read(data)
    except LIBRARY_REFUSALS as error:
        raise Unreadable(SignatureFault.NO_ES_CERTIFICADO, SignatureFault.NO_ES_CERTIFICADO.text()) from error


def serial_digits(content: bytes) -> str:
    """A serial as SAT prints it: its bytes are ASCII digits. Others in hexadecimal.

    >>> serial_digits(b"30001000000500003415"), serial_digits(bytes([0, 200]))
    ('30001000000500003415', '0xc8')
    """
    if content.isdigit():
        return content.decode("ascii")
    return f"{int.from_bytes(content, 'big'):#x}"


def _read(data: bytes) -> Certificate:
    outer = der.only(data, der.SEQUENCE)
    tbs = outer.enter(der.SEQUENCE)
    explicit = tbs.enter(0xA0)
    if explicit.integer() != VERSION_3:
        raise der.DerError("a certificate that is not version 3", 0)
    serial = tbs.take(der.INTEGER)
    if not serial or serial[0] & 0x80:
        raise der.DerError("a serial that is not positive", 0)
    tbs.take(der.SEQUENCE)
    issuer_raw = tbs.raw(der.SEQUENCE)
    tbs.take(der.SEQUENCE)
    subject = names.read_name(tbs.raw(der.SEQUENCE))
    certificate = x509.load_der_x509_certificate(data)
    extensions = certificate.extensions
    key_usage, ekus, constraints, unhandled_critical = 0, frozenset[str](), None, False
    for extension in extensions:
        match extension.value:
            case x509.BasicConstraints() as value:
                constraints = value
            case x509.KeyUsage() as value:
                key_usage = int.from_bytes(der.Reader(value.public_bytes()).take(der.BIT_STRING)[1:], "little")
            case x509.ExtendedKeyUsage() as value:
                ekus = frozenset(usage.dotted_string for usage in value)
            case _:
                unhandled_critical |= extension.critical
    public_key = _public_key(certificate)
    is_ca = constraints is not None and constraints.ca
    has_ou = subject.has(names.ORGANIZATIONAL_UNIT)
    who = identity(subject.first(names.UNIQUE_IDENTIFIER), subject.first(names.SERIAL_NUMBER))
    facts = CertificateFacts(
        kind=classify(has_ou=has_ou, key_usage=key_usage, ekus=ekus, is_ca=is_ca),
        rfc=who.rfc,
        curp=who.curp,
        name=(subject.first(names.NAME) or subject.first(names.COMMON_NAME)).strip(),
        email=subject.first(names.EMAIL).strip(),
        serial=serial_digits(serial),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        representative=who.representative,
        sha256=hashlib.sha256(data).hexdigest(),
        issuer_sha256=hashlib.sha256(issuer_raw).hexdigest(),
        has_ou=has_ou,
        key_usage=key_usage,
        ekus=ekus,
        is_ca=is_ca,
        key_bits=public_key.key_size if public_key else None,
    )
    return Certificate(
        der=data,
        x509=certificate,
        facts=facts,
        issuer_raw=issuer_raw,
        subject_raw=subject.raw,
        key=public_key,
        has_basic_constraints=constraints is not None,
        path_length=constraints.path_length if constraints else None,
        unhandled_critical=unhandled_critical,
    )


def _public_key(certificate: x509.Certificate) -> RSAPublicKey | None:
    try:
        key = certificate.public_key()
    except LIBRARY_REFUSALS:  # a curve or a key the library does not know: readable, never accepted
        return None
    if isinstance(key, RSAPublicKey):
        return key
    return None
