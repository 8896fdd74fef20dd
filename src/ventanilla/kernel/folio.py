"""Folios: what a person reads aloud over the telephone to find their case again.

Random, without meaning and never reused. Crockford's alphabet has no I, L, O or U, so that a folio
copied by hand is still found; its last character (Luhn mod 32) catches any one wrong character and
most swaps of two neighbours.
"""

from __future__ import annotations

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12  # eleven random characters (55 bits) and the check
GROUP: Final = 4
_HEARD_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def check_character(payload: str) -> str:
    """Luhn modulo 32 over ``payload``, the rightmost character doubled.

    >>> check_character("7K3M9QX24HT")
    'H'
    """
    total = 0
    for position, character in enumerate(reversed(payload)):
        product = ALPHABET.index(character) * (2 if position % 2 == 0 else 1)
        total += product // 32 + product % 32
    return ALPHABET[-total % 32]


def new_folio() -> str:
    """Draw a folio; the caller's unique constraint is what makes it unique."""
    payload = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return payload + check_character(payload)


def read_folio(text: str) -> str | None:
    """The folio a person meant by ``text``, or None if it cannot be one.

    >>> read_folio(" 7k3m 9qx2-4hth ")
    '7K3M9QX24HTH'
    >>> read_folio("7K3M-9QX2-4HTB") is None
    True
    """
    compact = "".join(ch for ch in text.upper() if ch.isalnum()).translate(_HEARD_AS)
    if len(compact) != LENGTH or any(ch not in ALPHABET for ch in compact):
        return None
    return compact if check_character(compact[:-1]) == compact[-1] else None


def spoken(folio: str) -> str:
    """Group a folio so that it can be read aloud.

    >>> spoken("7K3M9QX24HTH")
    '7K3M-9QX2-4HTH'
    """
    return "-".join(folio[i : i + GROUP] for i in range(0, len(folio), GROUP))
