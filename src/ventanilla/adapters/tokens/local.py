"""The signer of tokens of one machine: its key in an encrypted file, opened when it is first needed or has changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from .keys import CURRENT, b64url, create_token_keys, jwk_of, load_token_key, shown_jwks
from .port import ALGORITHM


class LocalTokenSigner:
    """A ``TokenSigner``. Whoever rotates the key does not stop the office: the next token is of the new one."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._opened: tuple[tuple[int, int], RSAPrivateKey, str] | None = None

    @classmethod
    def open(cls, directory: Path) -> LocalTokenSigner:
        """The signer of the installation whose keys are in ``directory``; made now where there are none."""
        create_token_keys(directory)
        return cls(directory)

    def sign(self, claims: Mapping[str, Any]) -> str:
        """The JWS of ``claims``."""
        key, kid = self._key()
        header = {"alg": ALGORITHM, "kid": kid, "typ": "JWT"}
        parts = [b64url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, dict(claims))]
        signature = key.sign(".".join(parts).encode("ascii"), PKCS1v15(), SHA256())
        return ".".join((*parts, b64url(signature)))

    def jwks(self) -> dict[str, Any]:
        """The public keys, as applications are given them."""
        return shown_jwks(self._directory)

    def _key(self) -> tuple[RSAPrivateKey, str]:
        with self._lock:
            found = (self._directory / CURRENT).stat()
            mark = (found.st_ino, found.st_mtime_ns)
            if self._opened is None or self._opened[0] != mark:
                key = load_token_key(self._directory)
                self._opened = (mark, key, str(jwk_of(key.public_key())["kid"]))
            return self._opened[1], self._opened[2]
