"""Hiding a name from the stranger who scans a document, without making it useless to who holds the paper."""

from __future__ import annotations

from typing import Final

HIDDEN: Final = "***"  # always three: the length of a name says too much
MAX_WORDS: Final = 8


def mask_name(name: str) -> str:
    """The initials of ``name``, each followed by three asterisks; ``""`` stays empty.

    >>> mask_name("José Ángel Núñez")
    'J*** Á*** N***'
    """
    return " ".join(word[0].upper() + HIDDEN for word in name.split()[:MAX_WORDS])
