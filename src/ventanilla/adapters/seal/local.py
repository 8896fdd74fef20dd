"""The keys of one machine: live, read once from encrypted files and kept in this process."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from .cose import QrKey, raw_es256
from .keys import load_private
from .port import Purpose, SealCertificate
from .signer import InstitutionSigner


class LocalKeys:
    """A ``KeyHolder`` with its keys in memory. Opening an RSA key costs some 70 ms: do it once a process."""

    def __init__(self, seal: SealCertificate, seal_key: RSAPrivateKey, qr_key: EllipticCurvePrivateKey) -> None:
        self.seal = seal
        self.qr = QrKey(qr_key.public_key())
        self._seal_key = seal_key
        self._sign_qr = raw_es256(qr_key)

    @classmethod
    def open(cls, directory: Path, passphrase_file: Path | None = None) -> LocalKeys:
        """The keys in ``directory``. BadSeal if they do not open, or are not of their certificate."""
        return cls(*load_private(directory, passphrase_file))

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """As ``KeyHolder.sign``."""
        return self._seal_key.sign(message, PKCS1v15(), SHA256()) if purpose.by_seal else self._sign_qr(message)


class LocalSigner(InstitutionSigner):
    """A ``Signer`` in this process: for the command line, benches and tests. The office's is another process."""

    @classmethod
    def open(cls, directory: Path, passphrase_file: Path | None = None) -> LocalSigner:
        """The signer of the institution whose keys are in ``directory``. BadSeal if they do not open."""
        return cls(LocalKeys.open(directory, passphrase_file))
