"""The keys of tokens on disk, beside the institution's others and opened by a phrase of their own.

::

    keys/
      frase-accesos          0600: opens these two, and no other
      acceso.pem             0600: RSA-2048, encrypted PKCS#8: what signs now
      acceso-siguiente.pem   0600: what will sign after the next rotation; its public half is out already
      publicas/accesos.json  the JWK set of every one of them, the newest last

A rotation publishes a key one whole turn before it signs, so that no application meets one that it never saw.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from .port import ALGORITHM, BadTokenKey

PHRASE: Final = "frase-accesos"
CURRENT: Final = "acceso.pem"
NEXT: Final = "acceso-siguiente.pem"
PUBLISHED: Final = "publicas/accesos.json"
BITS: Final = 2048
SHOWN: Final = 3  # keys of the set that applications are given: the one before, the one in use, the next


def create_token_keys(directory: Path) -> None:
    """Make the two keys of an installation that has none. Safe to repeat, and in two processes at once."""
    with _alone(directory):
        phrase = _phrase(directory)
        for name in (CURRENT, NEXT):
            if not (directory / name).exists():
                key = generate_private_key(public_exponent=65537, key_size=BITS)
                _publish(directory, key.public_key())
                _write(directory / name, _encrypted(key, phrase), private=True)


def rotate_token_keys(directory: Path) -> None:
    """The next key signs from now on, and another one waits. The public half of the old one is kept."""
    create_token_keys(directory)
    with _alone(directory):
        key = generate_private_key(public_exponent=65537, key_size=BITS)
        _publish(directory, key.public_key())
        (directory / NEXT).replace(directory / CURRENT)
        _write(directory / NEXT, _encrypted(key, _phrase(directory)), private=True)


def load_token_key(directory: Path) -> RSAPrivateKey:
    """The key that signs now. BadTokenKey if it is missing or does not open."""
    try:
        key = load_pem_private_key((directory / CURRENT).read_bytes(), _phrase(directory, make=False))
    except (OSError, ValueError, TypeError) as error:
        raise BadTokenKey(f"{CURRENT} cannot be opened: {error}") from error
    if not isinstance(key, RSAPrivateKey) or key.key_size < BITS:
        raise BadTokenKey(f"{CURRENT} is not an RSA key of {BITS} bits")
    return key


def every_jwk(directory: Path) -> list[dict[str, Any]]:
    """Every public key that ever was in use or waited, the newest last."""
    try:
        rows: list[dict[str, Any]] = json.loads((directory / PUBLISHED).read_text("utf-8"))["keys"]
    except (OSError, ValueError, KeyError) as error:
        raise BadTokenKey(f"{PUBLISHED} is not a key set: {error}") from error
    return rows


def shown_jwks(directory: Path) -> dict[str, Any]:
    """The set as applications are given it."""
    return {"keys": every_jwk(directory)[-SHOWN:]}


def jwk_of(key: RSAPublicKey) -> dict[str, Any]:
    """The JWK of a public key; its ``kid`` is its thumbprint (RFC 7638)."""
    numbers = key.public_numbers()
    required = {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}
    digest = hashlib.sha256(json.dumps(required, separators=(",", ":"), sort_keys=True).encode()).digest()
    return required | {"alg": ALGORITHM, "use": "sig", "kid": b64url(digest)}


def b64url(data: bytes) -> str:
    """Base64 for addresses, without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _number(value: int) -> str:
    return b64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _publish(directory: Path, key: RSAPublicKey) -> None:
    rows = every_jwk(directory) if (directory / PUBLISHED).exists() else []
    _write(directory / PUBLISHED, json.dumps({"keys": [*rows, jwk_of(key)]}, indent=1).encode())


def _phrase(directory: Path, *, make: bool = True) -> bytes:
    path = directory / PHRASE
    if make and not path.exists():
        _write(path, secrets.token_urlsafe(32).encode("ascii"), private=True)
    if path.stat().st_mode & 0o077:
        raise BadTokenKey(f"{path.name} can be read by others: its permissions must be 0600")
    return path.read_bytes().strip()


def _encrypted(key: RSAPrivateKey, phrase: bytes) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(phrase))


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One process at a time makes or turns keys."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (directory / ".accesos.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, data: bytes, *, private: bool = False) -> None:
    """All or nothing: a reader sees the old file or the new one, also after a kill."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
