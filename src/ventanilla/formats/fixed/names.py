"""Names of people in files without Ñ: read with their letters, written without them, compared with a CURP.

>>> name("NU#EZ                 ").text, name("PEREZ#HIJOS").doubtful
('NUÑEZ', 5)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ventanilla.domain.identifiers.names import inner_consonant, inner_vowel, plain, word

from .layout import ENYES, hole

_VOWELS: Final = frozenset("AEIOUÁÉÍÓÚÜ")
_SIGNS: Final = frozenset(" .'-&´`’")  # of a name, besides its letters
_ENYE: Final = str.maketrans(dict.fromkeys(ENYES, "Ñ"))
MANY: Final = 3  # letters of seven that a CURP takes from a name: registries err in one or two
FEW: Final = 2  # and so many are looked at


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name as it was read. ``initial``, ``vowel`` and ``consonant`` are those that a CURP takes.

    ``doubtful``, ``hole`` and ``sign``: where a sign may not be a Ñ, where text moved, where something is no letter of
    a name; from 0, -1 if nowhere. ``known``: whether its letters can be compared with a CURP.
    """

    text: str
    doubtful: int = -1
    hole: int = -1
    sign: int = -1
    indented: bool = False
    known: bool = False
    initial: str = "X"
    vowel: str = "X"
    consonant: str = "X"

    @property
    def clean(self) -> bool:
        """Nothing to tell of it."""
        return self.doubtful < 0 and self.hole < 0 and self.sign < 0 and not self.indented


def name(raw: str, *, given: bool = False) -> Part:
    """A name, or a part of it, in capitals; ``given``: it is of the given names, where a first María does not count."""
    doubtful = next((i for i, c in enumerate(raw) if c in ENYES and not _is_enye(raw, i)), -1)
    text = enyes(raw)
    sign = next((i for i, c in enumerate(text) if not (c.isalpha() or c in _SIGNS)), -1)
    said = " ".join(text.split())
    known = bool(said) and sign < 0 and all(c.isalpha() or c == " " for c in said)
    counted = word(said, given=given).replace("Ñ", "X") if known else ""
    if not counted:
        return Part(said, doubtful, hole(raw), sign, bool(said) and raw.startswith(" "), known=not said)
    return Part(
        said,
        doubtful,
        hole(raw),
        sign,
        raw.startswith(" "),
        known=True,
        initial=counted[0],
        vowel=inner_vowel(counted) or "X",
        consonant=inner_consonant(counted) or "X",
    )


def enye(text: str) -> str:
    """Free text with its Ñ: a sign is one only where a Ñ may be.

    >>> enye("CA#ADAS Y/O 5/A")
    'CAÑADAS Y/O 5/A'
    """
    if not any(sign in text for sign in ENYES):
        return text
    return "".join("Ñ" if c in ENYES and _is_enye(text, i) else c for i, c in enumerate(text))


def enyes(text: str) -> str:
    """Text in which those signs can only be a Ñ: an RFC, a name."""
    return text.translate(_ENYE)


def _is_enye(text: str, at: int) -> bool:
    """Ñ comes before a vowel, and after a vowel or at the beginning of a word; what does not may be & or an accent."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return after in _VOWELS and (before in _VOWELS or before in ("", " "))


def mismatches(curp: str, primer: Part, segundo: Part, nombres: Part) -> int:
    """How many of the seven letters of a CURP are not those of the name; 0 where they cannot be compared.

    >>> ana, perez, garcia = name("ANA", given=True), name("PEREZ"), name("GARCIA")
    >>> mismatches("PEGA850101HDFRRL09", perez, garcia, ana), mismatches("NULP050715MJCXPRA7", perez, garcia, ana)
    (1, 7)
    """
    if not (primer.known and segundo.known and nombres.known):
        return 0
    if curp[:4] == primer.initial + primer.vowel + segundo.initial + nombres.initial:
        wrong = 0
    else:
        wrong = (curp[0] != primer.initial) + (curp[2] != segundo.initial) + (curp[3] != nombres.initial)
        wrong += curp[1] not in (primer.vowel, "X")
    taken = curp[13:16]
    if taken != primer.consonant + segundo.consonant + nombres.consonant:
        wrong += (taken[0] != primer.consonant) + (taken[1] != segundo.consonant) + (taken[2] != nombres.consonant)
    return wrong


def folded(text: str, sign: str) -> str | None:
    """A name in capitals, without accents, its Ñ and its & as ``sign``; None for a letter that no file carries.

    >>> folded("  Núñez de la Peña ", "#"), folded("Łukasz", "#")
    ('NU#EZ DE LA PE#A', None)
    """
    if any(mark in text for mark in ENYES):
        return None
    said = plain(text).replace("Ñ", sign)
    if sign == "#":
        said = said.replace("&", sign)
    return said if said.isascii() and said.isprintable() else None
