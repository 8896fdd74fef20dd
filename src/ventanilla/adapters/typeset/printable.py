"""Writing what people are called with the letters our fonts have.

PDF/A forbids a glyph that the font does not hold, and a document must never fail because somebody's
name carries one; so a character outside the fonts is written by its nearest letters, or as ``?``.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from ventanilla.domain.documents import Jsonable

UNKNOWN: Final = "?"
_RANGES: Final = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x17F), (0x218, 0x21B), (0x1E80, 0x1E85), (0x1EF2, 0x1EF9),
    (0x2013, 0x2014), (0x2018, 0x201A), (0x201C, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026), (0x20AC, 0x20AC),
    (0x2212, 0x2212),
)  # fmt: skip
PRINTABLE: Final = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))


def printable(text: str) -> str:
    """``text`` in characters that our fonts hold; line ends stay.

    >>> printable("Núñez 漢 ﬁn\\t№ 5")
    'Núñez ? fin No 5'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_written(character) for character in unicodedata.normalize("NFC", text))


def printable_values(value: Jsonable) -> Jsonable:
    """The same JSON with every string, keys aside, made printable."""
    match value:
        case str():
            return printable(value)
        case list():
            return [printable_values(inner) for inner in value]
        case dict():
            return {key: printable_values(inner) for key, inner in value.items()}
    return value


def _written(character: str) -> str:
    if character in PRINTABLE or character == "\n":
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Mn", "Cf", "Cc"}:
        return ""  # a loose accent, a direction mark, a control: nothing to see
    plain = "".join(ch for ch in unicodedata.normalize("NFKD", character) if ch in PRINTABLE)
    return plain or UNKNOWN
