"""What a key of the storage may be: nothing that a file system, an address or a header could read otherwise."""

from __future__ import annotations

import re
from typing import Final

_KEY: Final = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
MAX_KEY: Final = 200  # characters


def checked(key: str) -> str:
    """``key`` as it is; ValueError for any other text.

    >>> checked("adjuntos/0f3a")
    'adjuntos/0f3a'
    """
    if len(key) > MAX_KEY or not _KEY.fullmatch(key):
        raise ValueError("a key is lower-case letters, digits, hyphens and slashes between them")
    return key
