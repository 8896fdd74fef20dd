"""Certificates with the tax authority's exact profile, for the project's own test authority.

Written by hand because no library writes them: T61String with latin-1 bytes, text in 2.5.4.45, no SKI or
AKI in a leaf, a serial whose bytes are ASCII digits. Version, order of the subject, string types and
extensions are those measured on SAT's test certificates.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from . import der, names

SHA256_WITH_RSA: Final = "1.2.840.113549.1.1.11"
BASIC_CONSTRAINTS: Final = "2.5.29.19"
KEY_USAGE: Final = "2.5.29.15"
EXTENDED_KEY_USAGE: Final = "2.5.29.37"
SUBJECT_KEY_ID: Final = "2.5.29.14"
AUTHORITY_KEY_ID: Final = "2.5.29.35"
AUTHORITY_INFO: Final = "1.3.6.1.5.5.7.1.1"
CRL_NUMBER: Final = "2.5.29.20"
NETSCAPE_TYPE: Final = "2.16.840.1.113730.1.1"
SERIAL_DIGITS: Final = 20
_PRINTABLE: Final = re.compile(r"[A-Za-z0-9 '()+,\-./:=?]*")
_UTC_TIME_ENDS: Final = 2050  # RFC 5280, 4.1.2.5

Attribute = tuple[str, int, str]
"""Object identifier, string tag, value."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a leaf names. ``company_name`` and ``company_rfc`` together, or neither."""

    name: str
    rfc: str
    curp: str
    email: str
    company_name: str = ""
    company_rfc: str = ""

    @property
    def title(self) -> str:
        """The name that the certificate bears."""
        return self.company_name or self.name

    @property
    def unique_identifier(self) -> str:
        """2.5.4.45."""
        return f"{self.company_rfc} / {self.rfc}" if self.company_rfc else self.rfc

    @property
    def serial_number(self) -> str:
        """2.5.4.5; a company's begins with a space."""
        return f" / {self.curp}" if self.company_rfc else self.curp


@dataclass(frozen=True, slots=True)
class Validity:
    """From and until, both included, to the second."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Issuer:
    """The name (raw DER) and key that sign."""

    name: bytes
    key: RSAPrivateKey


def efirma_subject(holder: Holder) -> bytes:
    """The subject of an e.firma, in SAT's order."""
    return encode_name([
        *_titles(holder),
        (names.COUNTRY, der.PRINTABLE_STRING, "MX"),
        (names.EMAIL, der.IA5_STRING, holder.email),
        *_numbers(holder),
    ])  # fmt: skip


def csd_subject(holder: Holder, branch: str) -> bytes:
    """The subject of a CSD: no country, no e-mail, and a branch at the end."""
    return encode_name([*_titles(holder), *_numbers(holder), _text(names.ORGANIZATIONAL_UNIT, branch)])


def efirma_extensions() -> list[bytes]:
    """The four of an e.firma, in SAT's order; none of them names an authority or a responder."""
    return [
        basic_constraints(),
        key_usage(0xD8),
        extension(NETSCAPE_TYPE, der.bits(b"\xa0", 5)),
        extended_key_usage("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"),
    ]


def csd_extensions() -> list[bytes]:
    """The two of a CSD."""
    return [basic_constraints(), key_usage(0xC0)]


def authority_extensions(key: RSAPublicKey, issuer_key: RSAPublicKey, path_length: int, *, root: bool) -> list[bytes]:
    """A CA's; a root's are not critical, as SAT's are."""
    return [
        basic_constraints(path_length, critical=not root),
        key_usage(0xE6 if root else 0xF6, critical=not root),
        *key_identifiers(key, issuer_key),
    ]


def issue(
    subject: bytes, key: RSAPublicKey, issuer: Issuer, serial: str, validity: Validity, extensions: Sequence[bytes]
) -> bytes:
    """A version 3 certificate (DER), sha256WithRSAEncryption; ``serial`` is 20 ASCII digits."""
    if len(serial) != SERIAL_DIGITS or not serial.isascii() or not serial.isdigit():
        raise ValueError("a serial is 20 digits")
    algorithm = der.algorithm(SHA256_WITH_RSA)
    tbs = der.sequence(
        der.tlv(0xA0, der.integer(2)),
        der.tlv(der.INTEGER, serial.encode("ascii")),
        algorithm,
        issuer.name,
        der.sequence(_time(validity.begins), _time(validity.ends)),
        subject,
        key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        der.tlv(0xA3, der.sequence(*extensions)),
    )
    return der.sequence(tbs, algorithm, der.bits(issuer.key.sign(tbs, PKCS1v15(), SHA256())))


def issue_crl(issuer: Issuer, number: int, validity: Validity, revoked: Mapping[int, datetime]) -> bytes:
    """The list (DER, version 2) of the ``revoked``: serial numbers and instants."""
    algorithm = der.algorithm(SHA256_WITH_RSA)
    entries = [der.sequence(der.integer(serial), _time(at)) for serial, at in sorted(revoked.items())]
    key_id = der.sequence(der.tlv(0x80, _key_id(issuer.key.public_key())))
    extensions = [extension(AUTHORITY_KEY_ID, key_id), extension(CRL_NUMBER, der.integer(number))]
    tbs = der.sequence(
        der.integer(1),
        algorithm,
        issuer.name,
        _time(validity.begins),
        _time(validity.ends),
        der.sequence(*entries) if entries else b"",
        der.tlv(0xA0, der.sequence(*extensions)),
    )
    return der.sequence(tbs, algorithm, der.bits(issuer.key.sign(tbs, PKCS1v15(), SHA256())))


def encode_name(attributes: Sequence[Attribute]) -> bytes:
    """A Name of one attribute each.

    >>> names.read_name(encode_name([_text(names.NAME, "Íñigo")])).first(names.NAME)
    'Íñigo'
    """
    relative = []
    for oid, tag, value in attributes:
        content = value.encode("utf-8" if tag == der.UTF8_STRING else "latin-1")
        relative.append(der.set_of([der.sequence(der.oid(oid), der.tlv(tag, content))]))
    return der.sequence(*relative)


def extension(oid: str, value: bytes, *, critical: bool = False) -> bytes:
    """One extension."""
    return der.sequence(der.oid(oid), der.tlv(der.BOOLEAN, b"\xff") if critical else b"", der.octets(value))


def basic_constraints(path_length: int | None = None, *, critical: bool = True) -> bytes:
    """Empty for a leaf; a CA states its path length."""
    ca = b"" if path_length is None else der.tlv(der.BOOLEAN, b"\xff") + der.integer(path_length)
    return extension(BASIC_CONSTRAINTS, der.sequence(ca), critical=critical)


def key_usage(octet: int, *, critical: bool = False) -> bytes:
    """KeyUsage of one octet, named bits without trailing zeros."""
    unused = (octet & -octet).bit_length() - 1
    return extension(KEY_USAGE, der.bits(bytes((octet,)), unused), critical=critical)


def extended_key_usage(*usages: str) -> bytes:
    """ExtendedKeyUsage."""
    return extension(EXTENDED_KEY_USAGE, der.sequence(*map(der.oid, usages)))


def key_identifiers(key: RSAPublicKey, issuer_key: RSAPublicKey) -> list[bytes]:
    """SKI and AKI, by the SHA-1 of RFC 5280, 4.2.1.2 (1): identifiers, not security."""
    return [
        extension(SUBJECT_KEY_ID, der.octets(_key_id(key))),
        extension(AUTHORITY_KEY_ID, der.sequence(der.tlv(0x80, _key_id(issuer_key)))),
    ]


def authority_info(url: str) -> bytes:
    """Where a responder answers, as SAT's OCSP certificate states it."""
    access = der.sequence(der.oid("1.3.6.1.5.5.7.48.1"), der.tlv(0x86, url.encode("ascii")))
    return extension(AUTHORITY_INFO, der.sequence(access))


def _titles(holder: Holder) -> list[Attribute]:
    return [_text(oid, holder.title) for oid in (names.COMMON_NAME, names.NAME, names.ORGANIZATION)]


def _numbers(holder: Holder) -> list[Attribute]:
    return [
        _text(names.UNIQUE_IDENTIFIER, holder.unique_identifier),
        _text(names.SERIAL_NUMBER, holder.serial_number),
    ]


def _text(oid: str, value: str) -> Attribute:
    return oid, der.PRINTABLE_STRING if _PRINTABLE.fullmatch(value) else der.T61_STRING, value


def _time(instant: datetime) -> bytes:
    utc = instant.astimezone(UTC)
    if utc.year < _UTC_TIME_ENDS:
        return der.tlv(der.UTC_TIME, utc.strftime("%y%m%d%H%M%SZ").encode("ascii"))
    return der.tlv(der.GENERALIZED_TIME, utc.strftime("%Y%m%d%H%M%SZ").encode("ascii"))


def _key_id(key: RSAPublicKey) -> bytes:
    public = key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
    return hashlib.sha1(public, usedforsecurity=False).digest()
