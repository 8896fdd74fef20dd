"""What sealing a document needs of whoever keeps the institution's keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cached_property
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from ventanilla.domain.cards import CardClaims
from ventanilla.domain.documents import Claims, StatusList

from .cose import QrKey


class BadSeal(ValueError):
    """A key, certificate or file that cannot be used to seal; the message says which and why."""


class SignerUnavailable(Exception):
    """The keys cannot be reached now, or were rotated under way. Nothing was signed: the work begins again later."""


class Purpose(Enum):
    """What a signature is for (closed). Each purpose has one key and one shape of what it signs."""

    SELLO = "sello"  # RSA, over a cadena original
    PDF = "pdf"  # RSA, over the signed attributes of a PDF's CMS
    QR = "qr"  # P-256, over the Sig_structure of a document's claims
    STATUS = "estado"  # P-256, over the Sig_structure of the list of what was revoked
    CARD = "tarjeta"  # P-256, over the Sig_structure of what a card's QR states

    @property
    def by_seal(self) -> bool:
        """Whether the key of the seal signs it (RSA); otherwise the key of the QR (P-256)."""
        return self in (Purpose.SELLO, Purpose.PDF)


@dataclass(frozen=True)
class SealCertificate:
    """The institution's seal: its certificate and those of its authorities, as DER.

    All of them travel inside each sealed PDF, and are compared byte by byte when it is verified.
    """

    der: bytes
    chain: tuple[bytes, ...] = ()

    @cached_property
    def certificate(self) -> x509.Certificate:
        """The certificate, read once."""
        return x509.load_der_x509_certificate(self.der)

    @cached_property
    def public_key(self) -> RSAPublicKey:
        """Its RSA key. BadSeal for any other kind."""
        key = self.certificate.public_key()
        if not isinstance(key, RSAPublicKey):
            raise BadSeal("the seal's certificate does not carry an RSA key")
        return key

    @property
    def serial(self) -> str:
        """The serial number as it is printed: the tax authority writes digits in ASCII; others, hexadecimal.

        A number of 20 bytes that are all digits is written as those digits.
        """
        number = self.certificate.serial_number
        raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
        return raw.decode("ascii") if len(raw) == 20 and raw.isdigit() else f"{number:X}"

    @property
    def name(self) -> str:
        """The common name of the institution in its certificate; ``""`` if it has none that can be read."""
        try:
            names = self.certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        except ValueError:  # a T61String: cryptography refuses the whole name
            return ""
        return str(names[0].value) if names else ""

    def in_force(self, at: datetime) -> bool:
        """Whether ``at`` (aware) is within the certificate's dates."""
        moment = at.astimezone(UTC)
        return self.certificate.not_valid_before_utc <= moment <= self.certificate.not_valid_after_utc


class KeyHolder(Protocol):
    """Whoever has the private keys: files, another process, an HSM, a key service. It never hands one out."""

    @property
    def seal(self) -> SealCertificate:
        """The certificate of the RSA key that signs now."""
        ...

    @property
    def qr(self) -> QrKey:
        """The public half of the P-256 key that signs now."""
        ...

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """PKCS#1 v1.5 with SHA-256 over ``message`` (SELLO, PDF), or the raw ``r || s`` of ES256 (the others).

        SignerUnavailable if the keys cannot be reached.
        """
        ...


class Signer(Protocol):
    """Signs what the office issues; the worker alone is given one."""

    @property
    def seal(self) -> SealCertificate:
        """The certificate that PDFs and cadenas are sealed with now."""
        ...

    def sello(self, cadena: str) -> str:
        """RSA PKCS#1 v1.5 with SHA-256 over the UTF-8 of ``cadena``, in base64."""
        ...

    def qr(self, claims: Claims) -> bytes:
        """The COSE_Sign1 (ES256) of ``claims``."""
        ...

    def status_list(self, listed: StatusList) -> bytes:
        """The COSE_Sign1 (ES256) of the list of what was revoked."""
        ...

    def card(self, claims: CardClaims) -> bytes:
        """The COSE_Sign1 (ES256) of what a card's QR states."""
        ...

    def seal_pdf(
        self,
        pdf: bytes,
        *,
        folio: str,
        expires_on: date | None,
        at: datetime,
        stamp: Callable[[bytes], bytes] | None = None,
    ) -> bytes:
        """``pdf`` with the institution's PAdES seal, dated ``at``. BadSeal outside the certificate's dates.

        B-B; with ``stamp``, which gives the TimeStampToken of a signature, B-T. What ``stamp`` raises leaves no file.
        """
        ...
