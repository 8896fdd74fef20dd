"""What a key of the storage may be, and how a file is written so that a flipped bit or a swapped file is told."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

from .port import Damaged

CHECKSUM_BYTES: Final = 32
_KEY: Final = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
MAX_KEY: Final = 200  # characters


def checked(key: str) -> str:
    """``key`` as it is; ValueError for any other text.

    >>> checked("adjuntos/0f3a")
    'adjuntos/0f3a'
    """
    if not is_key(key):
        raise ValueError("a key is lower-case letters, digits, hyphens and slashes between them")
    return key


def is_key(text: str) -> bool:
    """Whether ``text`` may be a key."""
    return len(text) <= MAX_KEY and _KEY.fullmatch(text) is not None


def framed(key: str, data: bytes) -> bytes:
    """The bytes that are kept: their checksum, over the key too, and ``data``.

    >>> unframed("a", framed("a", b"x"))
    b'x'
    """
    return _checksum(key, data) + data


def unframed(key: str, kept: bytes) -> bytes:
    """What `framed` was given; Damaged where it is not what was kept under that key."""
    checksum, data = kept[:CHECKSUM_BYTES], kept[CHECKSUM_BYTES:]
    if not hmac.compare_digest(checksum, _checksum(key, data)):
        raise Damaged(key)
    return data


def _checksum(key: str, data: bytes) -> bytes:
    digest = hashlib.sha256(key.encode() + b"\0")
    digest.update(data)
    return digest.digest()
