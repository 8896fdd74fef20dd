"""What a certificate says of its holder, and whether it is a person's e.firma at all.

The tax authority issues two certificates that look alike: the e.firma (FIEL), with which a person signs,
and the CSD, with which a taxpayer's machines seal invoices. "It has no branch, so it is an e.firma" is
how look-alikes come in; the rule here is positive and names every mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

EFIRMA_KEY_USAGE: Final = 0xD8  # digitalSignature, nonRepudiation, dataEncipherment, keyAgreement
CSD_KEY_USAGE: Final = 0xC0  # digitalSignature, nonRepudiation
EMAIL_PROTECTION: Final = "1.3.6.1.5.5.7.3.4"
CLIENT_AUTH: Final = "1.3.6.1.5.5.7.3.2"
EFIRMA_EKUS: Final = frozenset({EMAIL_PROTECTION, CLIENT_AUTH})

_RFC: Final = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}")
_CURP: Final = re.compile(r"[A-Z]{4}\d{6}[A-Z0-9]{8}")
ENTITY_RFC_LENGTH: Final = 12  # a natural person's has 13


class Kind(Enum):
    """What a certificate is for; the values are those of ``--json``."""

    EFIRMA = "e.firma"
    CSD = "csd"
    OTRO = "otro"


class TrustClass(Enum):
    """Whose root a certificate reaches; the values are those of ``--json``.

    ``NINGUNA``: a configured authority bears the issuer's name and did not issue it, or its chain fails.
    ``INDETERMINADA``: it cannot be read, or no configured authority bears the issuer's name.
    """

    PRODUCCION = "produccion"
    PRUEBA = "prueba"
    DEMOSTRACION = "demostracion"
    NINGUNA = "ninguna"
    INDETERMINADA = "indeterminada"


@dataclass(frozen=True, slots=True)
class Representative:
    """The human behind a company's certificate; a certificate in force proves them for that company."""

    rfc: str
    curp: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a subject names: a person, or a company with its representative."""

    rfc: str | None
    curp: str | None
    representative: Representative | None


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """All that the office reads in a certificate, without any conclusion about its truth.

    ``email`` is the subject's, ``""`` if it has none. ``serial`` is what SAT prints: the serial's bytes
    when they are ASCII digits, else ``0x`` and hex. ``key_usage`` is the KeyUsage octet (0 if absent).
    ``key_bits`` is None for a key that is not RSA. The instants are aware, in UTC. ``sha256`` and
    ``issuer_sha256`` are hex digests of the certificate's DER and of its issuer's raw name.
    """

    kind: Kind
    rfc: str | None
    curp: str | None
    name: str
    email: str
    serial: str
    not_before: datetime
    not_after: datetime
    representative: Representative | None
    sha256: str
    issuer_sha256: str
    has_ou: bool
    key_usage: int
    ekus: frozenset[str]
    is_ca: bool
    key_bits: int | None

    @property
    def human_rfc(self) -> str | None:
        """The RFC of the human who holds the key: the representative's, for a company."""
        return self.representative.rfc if self.representative else self.rfc

    @property
    def human_curp(self) -> str | None:
        """The CURP of the human who holds the key: the representative's, for a company."""
        return self.representative.curp if self.representative else self.curp


def classify(*, has_ou: bool, key_usage: int, ekus: frozenset[str], is_ca: bool) -> Kind:
    """Tell an e.firma from a CSD by every mark that they have; anything else is neither.

    >>> classify(has_ou=False, key_usage=0xD8, ekus=EFIRMA_EKUS, is_ca=False)
    <Kind.EFIRMA: 'e.firma'>
    >>> classify(has_ou=False, key_usage=0xC0, ekus=frozenset(), is_ca=False)
    <Kind.OTRO: 'otro'>
    """
    if is_ca:
        return Kind.OTRO
    if not has_ou and key_usage == EFIRMA_KEY_USAGE and ekus == EFIRMA_EKUS:
        return Kind.EFIRMA
    if has_ou and key_usage == CSD_KEY_USAGE and not ekus:
        return Kind.CSD
    return Kind.OTRO


def identity(unique_identifier: str, serial_number: str) -> Identity:
    """Read whom a subject names in its 2.5.4.45 (RFC) and 2.5.4.5 (CURP); ``""`` for an absent one.

    >>> identity("CAÑF770131PA3", "CANF770131HBCSBR08").rfc
    'CAÑF770131PA3'
    >>> identity("EKU9003173C9 / VADA800927DJ3", " / VADA800927HSRSRL05").representative
    Representative(rfc='VADA800927DJ3', curp='VADA800927HSRSRL05')
    """
    holders = [part.strip() for part in unique_identifier.split("/")]
    rfc = holders[0] if _RFC.fullmatch(holders[0]) else None
    last = serial_number.split("/")[-1].strip()
    curp = last if _CURP.fullmatch(last) else None
    second = holders[1] if len(holders) == 2 else ""
    if rfc is not None and second != rfc and _RFC.fullmatch(second):
        return Identity(rfc, None, Representative(second, curp))
    is_entity = rfc is not None and len(rfc) == ENTITY_RFC_LENGTH
    return Identity(rfc, None if is_entity else curp, None)
