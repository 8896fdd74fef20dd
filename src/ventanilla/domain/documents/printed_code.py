"""The short code printed beside the QR, for when no camera can read it.

Ten characters from the digest that the QR carries, so whoever types it has seen the document (or its QR) and not only
a folio. It proves no more: it is not a signature, the office must be asked, and what the paper says must still be
compared with what the office answers.
"""

from __future__ import annotations

import hashlib
from typing import Final

from ventanilla.kernel.folio import ALPHABET

LENGTH: Final = 10  # characters of five bits: a guess is right once in 10^15
GROUP: Final = 5
_CONTEXT: Final = b"ventanilla/codigo\x00"
_HEARD_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def printed_code(cadena_sha256: bytes) -> str:
    """The code of a document, by the SHA-256 of its cadena original.

    >>> printed_code(bytes(32))
    '6K82E8XTS9'
    """
    number = int.from_bytes(hashlib.sha256(_CONTEXT + cadena_sha256).digest()[:8], "big") >> (64 - 5 * LENGTH)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def read_printed_code(text: str) -> str | None:
    """The code a person meant by ``text``, or None if it cannot be one.

    >>> read_printed_code(" 6k82e-8xts9 ")
    '6K82E8XTS9'
    """
    compact = "".join(each for each in text.upper() if each.isalnum()).translate(_HEARD_AS)
    return compact if len(compact) == LENGTH and set(compact) <= set(ALPHABET) else None


def spoken_code(code: str) -> str:
    """In two groups, as it is printed.

    >>> spoken_code("S9CDN61DS3")
    'S9CDN-61DS3'
    """
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
