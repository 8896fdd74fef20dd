"""The signer of one machine: live keys, read once from encrypted files and kept in this process."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.domain.documents import Claims

from .cose import sign_claims
from .keys import load_private
from .pades import seal_pdf
from .port import SealCertificate
from .sello import sello


class LocalSigner:
    """A ``Signer`` with its keys in memory. Opening an RSA key costs some 70 ms: do it once a process."""

    def __init__(self, seal: SealCertificate, seal_key: RSAPrivateKey, qr_key: EllipticCurvePrivateKey) -> None:
        self._seal = seal
        self._seal_key = seal_key
        self._qr_key = qr_key

    @classmethod
    def open(cls, directory: Path, passphrase_file: Path | None = None) -> LocalSigner:
        """The signer of the institution whose keys are in ``directory``. BadSeal if they do not open."""
        return cls(*load_private(directory, passphrase_file))

    @property
    def seal(self) -> SealCertificate:
        """The certificate that is used now."""
        return self._seal

    def sello(self, cadena: str) -> str:
        """RSA PKCS#1 v1.5 with SHA-256 over the UTF-8 of ``cadena``, in base64."""
        return sello(self._seal_key, cadena)

    def qr(self, claims: Claims) -> bytes:
        """The COSE_Sign1 (ES256) of ``claims``."""
        return sign_claims(self._qr_key, claims)

    def seal_pdf(self, pdf: bytes, *, folio: str, expires_on: date | None, at: datetime) -> bytes:
        """``pdf`` with the institution's PAdES B-B seal, dated ``at``. BadSeal outside the certificate's dates."""
        return seal_pdf(pdf, seal=self._seal, sign=self._sign, folio=folio, expires_on=expires_on, at=at)

    def _sign(self, data: bytes) -> bytes:
        return self._seal_key.sign(data, PKCS1v15(), SHA256())
