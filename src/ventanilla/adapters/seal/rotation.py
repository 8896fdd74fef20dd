"""Rotating the institution's keys in two steps, so that nobody ever meets a signature whose key was not published.

First the next key is made, and its public half published; it waits in ``qr-siguiente.pem`` or ``sello-siguiente.pem``.
Later it takes the place of the present one in one rename. A machine that stops between two writes leaves the present
key signing, and what was begun is finished by giving the same order again. Old public halves stay for ever.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from .cose import QrKey
from .keys import (
    QR_FILE,
    RSA_BITS,
    SEAL_FILE,
    encrypted,
    ensure_passphrase,
    passphrase,
    publish_qr_key,
    publish_seal,
    seal_pem,
    write_whole,
)
from .port import BadSeal, KeyHolder, SealCertificate

NEXT_SEAL: Final = "sello-siguiente.pem"
NEXT_QR: Final = "qr-siguiente.pem"
LOCK: Final = "rotar.lock"
OVERLAP_SECONDS: Final = 2 * 3600  # twice what a cache may answer with the old set: then nobody lacks the next key


class RotationFault(Enum):
    """Why a rotation was not done (closed)."""

    UNDER_WAY = "otra-en-curso"
    NOTHING_WAITS = "nada-espera"
    OTHER_KEY = "otra-llave"
    NOT_IN_FORCE = "no-vigente"


class NotRotated(ValueError):
    """The order cannot be followed now; ``fault`` says why. The present key goes on signing."""

    def __init__(self, fault: RotationFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@contextmanager
def rotating(directory: Path) -> Iterator[None]:
    """Hold the keys against another rotation. NotRotated where one is under way."""
    with (directory / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotRotated(RotationFault.UNDER_WAY) from None
        yield


def next_qr_key(directory: Path) -> QrKey:
    """Make the next QR key, if none waits, and publish it; its public half. The present one goes on signing."""
    path = directory / NEXT_QR
    if not path.exists():
        write_whole(path, encrypted(generate_ec(SECP256R1()), passphrase(directory)), private=True)
    key = _opened(path, directory)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise BadSeal(f"{NEXT_QR} is not a P-256 key")
    publish_qr_key(directory, QrKey(key.public_key()))
    return QrKey(key.public_key())


def qr_key_wait(directory: Path, now: float) -> float:
    """Seconds until the next QR key may sign, at ``now`` (seconds since 1970, the machine's own clock)."""
    return max(0.0, (directory / NEXT_QR).stat().st_mtime + OVERLAP_SECONDS - now)


def adopt_qr_key(directory: Path) -> None:
    """The next QR key signs from now on. NotRotated if none waits."""
    if not (directory / NEXT_QR).exists():
        raise NotRotated(RotationFault.NOTHING_WAITS)
    next_qr_key(directory)  # published, also where a stop came before that
    os.replace(directory / NEXT_QR, directory / QR_FILE)


def next_seal_request(directory: Path, name: str) -> bytes:
    """Make the key of the next seal, if none waits; the PEM of its certificate request, for the authority."""
    ensure_passphrase(directory)
    path = directory / NEXT_SEAL
    if not path.exists():
        key = generate_rsa(public_exponent=65537, key_size=RSA_BITS)
        write_whole(path, encrypted(key, passphrase(directory)), private=True)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject)
    return request.sign(_next_seal(directory), SHA256()).public_bytes(Encoding.PEM)


def adopt_seal(directory: Path, certificate: bytes, chain: Sequence[bytes], at: datetime) -> SealCertificate:
    """The next seal signs from now on, with the certificate (DER) its authority gave. NotRotated if it cannot."""
    key, seal = _next_seal(directory), SealCertificate(certificate, tuple(chain))
    if seal.public_key.public_numbers() != key.public_key().public_numbers():
        raise NotRotated(RotationFault.OTHER_KEY)
    if not seal.in_force(at):
        raise NotRotated(RotationFault.NOT_IN_FORCE)
    publish_seal(directory, seal)
    write_whole(directory / NEXT_SEAL, encrypted(key, passphrase(directory)) + seal_pem(seal), private=True)
    os.replace(directory / NEXT_SEAL, directory / SEAL_FILE)
    return seal


def publish_holder(directory: Path, keys: KeyHolder) -> None:
    """Publish the public halves of whoever signs now: those of an HSM or of a key service come by no other way."""
    publish_seal(directory, keys.seal)
    publish_qr_key(directory, keys.qr)


def _next_seal(directory: Path) -> RSAPrivateKey:
    if not (directory / NEXT_SEAL).exists():
        raise NotRotated(RotationFault.NOTHING_WAITS)
    key = _opened(directory / NEXT_SEAL, directory)
    if not isinstance(key, RSAPrivateKey):
        raise BadSeal(f"{NEXT_SEAL} is not an RSA key")
    return key


def _opened(path: Path, directory: Path) -> object:
    try:
        return load_pem_private_key(
            path.read_bytes().partition(b"-----BEGIN CERTIFICATE-----")[0], passphrase(directory)
        )
    except (OSError, ValueError, TypeError) as error:
        raise BadSeal(f"{path.name} cannot be opened: {error}") from error
