"""The institution's keys on disk: private ones encrypted, public ones kept for ever.

::

    keys/                   0700
      frase                 0600: opens the private keys (it may live elsewhere)
      sello.pem             0600: RSA-2048, encrypted PKCS#8; its certificate; those of its authorities
      qr.pem                0600: P-256, encrypted PKCS#8
      publicas/             all that a verifier needs; may be copied anywhere
        sello-XXXXXXXX.pem  each seal certificate ever used, with its authorities
        cose-keys.json      the JWK set of every QR key ever used

Only the signer opens ``frase`` (``process``); the web reads ``publicas/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from .cose import BadKeySet, KeySet, QrKey, read_key_set
from .port import BadSeal, SealCertificate

IssueSealCertificate = Callable[[RSAPublicKey, datetime], tuple[bytes, Sequence[bytes]]]
"""An authority: given a public key and an instant, the DER of a seal certificate and of its chain."""

PHRASE_FILE: Final = "frase"
PUBLIC: Final = "publicas"
KEY_SET: Final = "cose-keys.json"
MAX_SEALS: Final = 200  # certificates; one a year is usual
SEAL_FILE: Final = "sello.pem"
QR_FILE: Final = "qr.pem"
_CERTIFICATE: Final = b"-----BEGIN CERTIFICATE-----"
RSA_BITS: Final = 2048


def create_institution_keys(
    directory: Path, *, issue_seal_certificate: IssueSealCertificate, at: datetime, passphrase_file: Path | None = None
) -> None:
    """Make the keys of an institution that has none; an institution that has them keeps them.

    Safe to repeat: what an interrupted run left unfinished is finished.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    ensure_passphrase(directory, passphrase_file)
    if not (directory / SEAL_FILE).exists():
        rotate_seal(directory, issue_seal_certificate=issue_seal_certificate, at=at, passphrase_file=passphrase_file)
    if not (directory / QR_FILE).exists():
        rotate_qr_key(directory, passphrase_file=passphrase_file)


def rotate_seal(
    directory: Path, *, issue_seal_certificate: IssueSealCertificate, at: datetime, passphrase_file: Path | None = None
) -> None:
    """A new seal key and certificate; the old certificate stays among the public ones."""
    key = generate_rsa(public_exponent=65537, key_size=RSA_BITS)
    der, chain = issue_seal_certificate(key.public_key(), at)
    seal = SealCertificate(der, tuple(chain))
    publish_seal(directory, seal)
    opened_by = passphrase(directory, passphrase_file)
    write_whole(directory / SEAL_FILE, encrypted(key, opened_by) + seal_pem(seal), private=True)


def rotate_qr_key(directory: Path, *, passphrase_file: Path | None = None) -> None:
    """A new QR key; its public half is published before it can sign, and the old ones stay."""
    key = generate_ec(SECP256R1())
    publish_qr_key(directory, QrKey(key.public_key()))
    write_whole(directory / QR_FILE, encrypted(key, passphrase(directory, passphrase_file)), private=True)


def ensure_passphrase(directory: Path, passphrase_file: Path | None = None) -> None:
    """Draw the phrase of an installation that has none."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = passphrase_file or directory / PHRASE_FILE
    if not path.exists():
        write_whole(path, secrets.token_urlsafe(32).encode("ascii"), private=True)


def seal_pem(seal: SealCertificate) -> bytes:
    """The certificate and those of its authorities, as PEM."""
    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in (seal.der, *seal.chain))


def publish_seal(directory: Path, seal: SealCertificate) -> None:
    """Put a seal's certificate among the public ones, where it stays."""
    write_whole(directory / PUBLIC / f"sello-{hashlib.sha256(seal.der).hexdigest()[:16]}.pem", seal_pem(seal))


def publish_qr_key(directory: Path, key: QrKey) -> None:
    """Put the public half of a QR key into the set, once; those that are there stay."""
    published = directory / PUBLIC / KEY_SET
    rows = json.loads(published.read_text("utf-8"))["keys"] if published.exists() else []
    if key.jwk() not in rows:
        write_whole(published, json.dumps({"keys": [*rows, key.jwk()]}, indent=1).encode("utf-8"))


def load_private(
    directory: Path, passphrase_file: Path | None = None
) -> tuple[SealCertificate, RSAPrivateKey, EllipticCurvePrivateKey]:
    """The seal's certificate and both keys, opened. BadSeal if one is missing, foreign or does not open."""
    phrase = passphrase(directory, passphrase_file)
    try:
        seal = read_seal(directory / SEAL_FILE)
        seal_key = load_pem_private_key((directory / SEAL_FILE).read_bytes().partition(_CERTIFICATE)[0], phrase)
        qr_key = load_pem_private_key((directory / QR_FILE).read_bytes(), phrase)
    except (OSError, ValueError, TypeError) as error:
        raise BadSeal(f"the institution's keys in {directory.name}/ cannot be opened: {error}") from error
    if not isinstance(seal_key, RSAPrivateKey) or not isinstance(qr_key, EllipticCurvePrivateKey):
        raise BadSeal("the institution's keys are not of the kinds RSA and P-256")
    if seal_key.public_key().public_numbers() != seal.public_key.public_numbers():
        raise BadSeal("the seal's key is not of its certificate")
    return seal, seal_key, qr_key


def read_seal(path: Path) -> SealCertificate:
    """A seal from a PEM file: its certificate first, then its authorities. BadSeal if it is not that.

    A private key before them is not opened.
    """
    try:
        certificates = x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadSeal(f"{path.name} is not a seal certificate: {error}") from error
    first, *chain = (certificate.public_bytes(Encoding.DER) for certificate in certificates)
    seal = SealCertificate(first, tuple(chain))
    if seal.public_key.key_size < RSA_BITS:
        raise BadSeal(f"{path.name} has a key shorter than {RSA_BITS} bits")
    return seal


def public_seals(directory: Path) -> tuple[SealCertificate, ...]:
    """Every seal certificate of ``keys/`` (or of a copy of ``publicas/``). BadSeal where there is none."""
    folder = directory / PUBLIC if (directory / PUBLIC).is_dir() else directory
    paths = sorted(folder.glob("*.pem"))
    if not paths or len(paths) > MAX_SEALS:
        raise BadSeal(f"{folder.name}/ holds {len(paths)} seal certificates; between 1 and {MAX_SEALS} are expected")
    return tuple(read_seal(path) for path in paths)


def public_jwks(directory: Path) -> dict[str, Any]:
    """The JWK set of every QR key ever used, as it is published. BadKeySet if it is missing or malformed."""
    folder = directory / PUBLIC if (directory / PUBLIC).is_dir() else directory
    return read_jwks_file(folder / KEY_SET)


def read_jwks_file(path: Path) -> dict[str, Any]:
    """A JWK set from a file, checked. BadKeySet if it cannot be read."""
    try:
        jwks = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadKeySet(f"{path.name} is not a key set: {error}") from error
    read_key_set(jwks)
    return dict(jwks)


def public_key_set(directory: Path) -> KeySet:
    """The same keys, ready to verify."""
    return read_key_set(public_jwks(directory))


def passphrase(directory: Path, passphrase_file: Path | None = None) -> bytes:
    """What opens the private keys. BadSeal if it is missing, or others may read it."""
    path = passphrase_file or directory / PHRASE_FILE
    try:
        if path.stat().st_mode & 0o077:
            raise BadSeal(f"{path.name} can be read by others: its permissions must be 0600")
        return path.read_bytes().strip()
    except OSError as error:
        raise BadSeal(f"the passphrase of the institution's keys cannot be read: {path.name}") from error


def encrypted(key: RSAPrivateKey | EllipticCurvePrivateKey, phrase: bytes) -> bytes:
    """A private key as encrypted PKCS#8, in PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(phrase))


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """All or nothing: a reader sees the old file or the new one, also after a kill."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
