"""How the CURP and the RFC take letters from a name: the part of their rules that they share."""

from __future__ import annotations

import unicodedata
from typing import Final

VOWELS: Final = "AEIOU"
PARTICLES: Final = frozenset({"DE", "LA", "DEL", "LOS", "LAS", "Y", "MC", "MAC", "VON", "VAN"})
COMMON_FIRST: Final = frozenset({"MARIA", "MA", "MA.", "JOSE", "J", "J."})  # skipped in a compound given name


def plain(name: str) -> str:
    """Upper case, without accents; Ñ stays.

    >>> plain(" José  Núñez ")
    'JOSE NUÑEZ'
    """
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", name).upper():
        folded = character if character == "Ñ" else unicodedata.normalize("NFD", character)[0]
        kept.append(folded)
    return " ".join("".join(kept).split())


def word(name: str, *, given: bool = False) -> str:
    """The word of a surname or given name that counts: no particles; in a given name, not the first María or José.

    >>> word("DE LA CRUZ"), word("MARIA DEL PILAR", given=True), word("MARIA", given=True)
    ('CRUZ', 'PILAR', 'MARIA')
    """
    words = plain(name).split()
    counted = [w for w in words if w not in PARTICLES] or words
    if given and len(counted) > 1 and counted[0] in COMMON_FIRST:
        counted = counted[1:]
    return counted[0] if counted else ""


def inner_vowel(text: str) -> str:
    """The first vowel after the initial, "" if there is none."""
    return next((c for c in text[1:] if c in VOWELS), "")


def inner_consonant(text: str) -> str:
    """The first consonant after the initial (Ñ is one), "" if there is none."""
    return next((c for c in text[1:] if c.isalpha() and c not in VOWELS), "")
