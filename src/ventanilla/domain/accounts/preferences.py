"""How a person prefers the office: language, and how its pages look. None of it is about health.

A preference for larger letters is kept as what it is, a choice about a page; nobody is asked why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Self


class Language(Enum):
    """The languages of the pages."""

    SPANISH = "es-mx"
    ENGLISH = "en"


class Letters(Enum):
    """The size of the letters."""

    NORMAL = "normal"
    LARGE = "grande"
    LARGEST = "muy_grande"


class Contrast(Enum):
    """Ordinary ink on paper, or black on white with stronger lines."""

    NORMAL = "normal"
    HIGH = "alto"


class Motion(Enum):
    """As the device asks, or none in any case."""

    DEVICE = "dispositivo"
    NONE = "ninguno"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What somebody chose; the defaults are of who chose nothing.

    >>> Preferences().stored()["letters"]
    'normal'
    """

    language: Language = Language.SPANISH
    letters: Letters = Letters.NORMAL
    contrast: Contrast = Contrast.NORMAL
    motion: Motion = Motion.DEVICE

    def stored(self) -> dict[str, str]:
        """As it is kept: one word for each."""
        return {name: str(value.value) for name, value in asdict(self).items()}

    @classmethod
    def read(cls, kept: Mapping[str, str]) -> Self:
        """From what was kept or sent; ValueError for a word that is none, the default for one that is missing.

        >>> Preferences.read({"letters": "grande"}).letters
        <Letters.LARGE: 'grande'>
        """
        defaults = cls()
        chosen = {
            each.name: type(getattr(defaults, each.name))(kept[each.name]) for each in fields(cls) if each.name in kept
        }
        return cls(**chosen)
