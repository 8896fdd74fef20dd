"""The certificate that a CFDI carries: its key, its number, the RFC it names and its dates. Nothing is believed here.

The subject is read from the raw DER: SAT writes latin-1 in T61String, which the library refuses to read.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning

MAX_BASE64: Final = 16 * 1024  # characters of a certificate: SAT's have two thousand
MIN_KEY: Final = 1024  # bits: what SAT issued until 2018
MAX_KEY: Final = 8192  # bits
_SEQUENCE: Final = 0x30
_SET: Final = 0x31
_EXPLICIT_0: Final = 0xA0
_MAX_LENGTH_BYTES: Final = 4
_UNIQUE_IDENTIFIER: Final = bytes.fromhex("060355042d")  # 2.5.4.45, where SAT writes the RFC
_REFUSALS: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    CryptographyDeprecationWarning,  # an error under ``python -W error``
)
"""All that ``cryptography`` raises for bytes that are not a certificate it likes."""


@dataclass(frozen=True, slots=True)
class Certificado:
    """``numero`` as SAT prints it; ``rfc`` of the taxpayer ("" if the subject has none); instants aware, in UTC."""

    der: bytes = field(repr=False)
    numero: str
    rfc: str
    desde: datetime
    hasta: datetime
    llave: RSAPublicKey = field(repr=False)


def read_certificado(der: bytes) -> Certificado | None:
    """The certificate in ``der``; None where it is none, or its key is not an RSA one that SAT would have issued."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        key = certificate.public_key()
        begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        number = _number(certificate.serial_number)
        rfc = _rfc(certificate.tbs_certificate_bytes)
    except _REFUSALS:
        return None
    if not isinstance(key, RSAPublicKey) or not MIN_KEY <= key.key_size <= MAX_KEY:
        return None
    return Certificado(der, number, rfc, begins, ends, key)


def from_base64(text: str) -> Certificado | None:
    """As ``read_certificado``, of the attribute of a CFDI; blanks and line ends in it are passed over."""
    der = decoded(text, MAX_BASE64)
    return read_certificado(der) if der else None


def decoded(text: str, limit: int) -> bytes:
    """Base64 of ``limit`` characters at most, strictly read; empty for anything else.

    >>> decoded("TcOp\\n", 10).decode(), decoded("no!", 10)
    ('Mé', b'')
    """
    if len(text) > 2 * limit:
        return b""
    whole = "".join(text.split())
    if len(whole) > limit:
        return b""
    try:
        return binascii.a2b_base64(whole.encode("ascii"), strict_mode=True)
    except (UnicodeEncodeError, binascii.Error):
        return b""


def encoded(der: bytes) -> str:
    """Base64 in one line, as a CFDI carries it."""
    return base64.b64encode(der).decode("ascii")


def _number(serial: int) -> str:
    """The serial's bytes are ASCII digits in SAT's certificates; others in hexadecimal. ValueError if negative."""
    if serial < 0:
        raise ValueError("a serial that is negative")
    content = serial.to_bytes((serial.bit_length() + 7) // 8 or 1, "big")
    return content.decode("ascii") if content.isdigit() else f"{serial:#x}"


def _rfc(tbs: bytes) -> str:
    """The first RFC of the subject's 2.5.4.45: a company writes its own, a bar, and its representative's."""
    [(_, body)] = _items(tbs)
    parts = [part for part in _items(body) if part[0] != _EXPLICIT_0]
    _, subject = parts[4]  # serial, algorithm, issuer, validity, subject
    for _, relative in _items(subject):
        for _, attribute in _items(relative):
            if attribute.startswith(_UNIQUE_IDENTIFIER):
                [(_, value)] = _items(attribute[len(_UNIQUE_IDENTIFIER) :])
                return value.decode("latin-1").partition("/")[0].strip()
    return ""


def _items(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The tag and content of each thing in a DER; ValueError where one does not fit."""
    at = 0
    while at < len(content):
        if at + 2 > len(content):
            raise ValueError("a DER that is cut")
        tag, length, at = content[at], content[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= _MAX_LENGTH_BYTES:
                raise ValueError("a DER with a length of no use here")
            length, at = int.from_bytes(content[at : at + size], "big"), at + size
        if at + length > len(content):
            raise ValueError("a DER that is cut")
        yield tag, content[at : at + length]
        at += length
