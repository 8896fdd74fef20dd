"""The verdicts of ``domain.identifiers`` for the line that has nothing wrong, a few look-ups each.

They only say yes where ``examine`` says that all is well; whatever they do not, goes to ``examine``, which says why.
That they agree is a test. A reader has one of its own, and what it remembers is bounded.

>>> quick = Quick()
>>> quick.nss("99178500015"), quick.nss("99178500016")
(True, False)
>>> quick.curp("PEGA850101HDFRRL09"), quick.curp("PEGA850101HDFRRL08")
(datetime.date(1985, 1, 1), None)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, Generic, TypeVar

from ventanilla.domain.identifiers import Severity, curp, registro_patronal
from ventanilla.domain.identifiers.nss import UNASSIGNED

from .layout import Field, Kind

V = TypeVar("V")
REMEMBERED: Final = 65_536  # texts that a memory keeps before it begins again
_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # Luhn: twice a digit, with its digits added
_OUTER: Final = {f"{n:03d}": n // 100 + _DOUBLED[n // 10 % 10] + n % 10 for n in range(1000)}
_INNER: Final = {f"{n:03d}": _DOUBLED[n // 100] + n // 10 % 10 + _DOUBLED[n % 10] for n in range(1000)}
_LAST: Final = {f"{n:02d}": _DOUBLED[n // 10] + n % 10 for n in range(100)}
_NEVER: Final = curp.GENERIC | curp.TEST_DATA
_VALUE: Final = {character: value for value, character in enumerate(curp.ALPHABET)}


class Memory(dict[str, V], Generic[V]):
    """What ``compute`` says of a text, kept; forgotten all at once when it is ``REMEMBERED`` texts.

    >>> squares = Memory(lambda text: int(text) ** 2)
    >>> squares["12"], len(squares)
    (144, 1)
    """

    __slots__ = ("_compute",)

    def __init__(self, compute: Callable[[str], V]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, text: str) -> V:
        value = self._compute(text)
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        return value


def _weighed(text: str, start: int) -> int:
    return sum(_VALUE[character] * (curp.LENGTH - i) for i, character in enumerate(text, start))


_FOUR: Final = re.compile(r"[A-Z]{4}")
_SIX: Final = re.compile(r"[0-9]{6}")
_CONSONANTS: Final = re.compile(r"[B-DF-HJ-NP-TV-Z]{3}")
_END: Final = re.compile(r"[0-9A-Z][0-9]")


def _letters(text: str) -> int | None:
    return _weighed(text, 0) if _FOUR.fullmatch(text) and text not in curp.WORDS else None


def _births(text: str) -> tuple[int, date | None, date | None] | None:
    """The sum of a birth date, and the day it is in each century."""
    if not _SIX.fullmatch(text):
        return None
    return _weighed(text, 4), _born(1900, text), _born(2000, text)


def _born(century: int, text: str) -> date | None:
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _sex_and_state(text: str) -> int | None:
    return _weighed(text, 10) if text[:1] in ("H", "M", "X") and text[1:] in curp.STATES else None


def _consonants(text: str) -> int | None:
    return _weighed(text, 13) if _CONSONANTS.fullmatch(text) else None


def _end(text: str) -> tuple[int, bool] | None:
    """The sum of the last two characters, the check digit counting once; and whether the first is a digit."""
    return (_weighed(text, 16), text[0].isdigit()) if _END.fullmatch(text) else None


class Quick:
    """Verdicts on texts of the exact width, in capitals, without spaces."""

    __slots__ = ("_births", "_consonants", "_ends", "_letters", "_places", "_registros")

    def __init__(self) -> None:
        self._registros = Memory(lambda text: registro_patronal.examine(text).severity is Severity.OK)
        self._letters, self._births = Memory(_letters), Memory(_births)
        self._places, self._consonants, self._ends = Memory(_sex_and_state), Memory(_consonants), Memory(_end)

    def fits(self, one: Field, chunk: str) -> bool:
        """As ``Field.fits``, asking these verdicts before."""
        match one.kind:
            case Kind.REGISTRO:
                return self.registro(chunk) or one.fits(chunk)
            case Kind.NSS:
                return self.nss(chunk) or one.fits(chunk)
            case Kind.CURP:
                return self.curp(chunk) is not None or one.fits(chunk)
            case _:
                return one.fits(chunk)

    def sure(self, kind: Kind, text: str, on: date | None) -> bool:
        """Whether there is nothing to tell of an identifier; ``on`` is today, before which people are born."""
        match kind:
            case Kind.REGISTRO:
                return self.registro(text)
            case Kind.NSS:
                return self.nss(text)
            case Kind.CURP:
                born = self.curp(text)
                return born is not None and (on is None or born <= on)
            case _:
                return False

    def registro(self, text: str) -> bool:
        """Whether all is well with a registro patronal."""
        return len(text) == registro_patronal.LENGTH and self._registros[text]

    def nss(self, text: str) -> bool:
        """Whether 11 characters are an NSS."""
        try:
            total = _OUTER[text[:3]] + _INNER[text[3:6]] + _OUTER[text[6:9]] + _LAST[text[9:]]
        except KeyError:
            return False
        return total % 10 == 0 and text != UNASSIGNED

    def curp(self, text: str) -> date | None:
        """The birth that 18 characters say, None if they are no CURP, or somebody must look at it."""
        letters, births, place = self._letters[text[:4]], self._births[text[4:10]], self._places[text[10:13]]
        consonants, end = self._consonants[text[13:16]], self._ends[text[16:]]
        if letters is None or births is None or place is None or consonants is None or end is None:
            return None
        if (letters + births[0] + place + consonants + end[0]) % 10 or text in _NEVER:
            return None
        return births[1] if end[1] else births[2]
