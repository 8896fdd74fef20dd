"""The table of a line, and what may be said of a line by its columns alone: which do not fit, and whether they moved.

>>> AVISO = Layout("AVISO", 12, (Field("clave", 1, 4, Kind.TEXT), Field("fecha", 5, 12, Kind.DATE)))
>>> AVISO.compose({"clave": "A1", "fecha": "15012026"})
'A1  15012026'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final

from ventanilla.domain.identifiers import Severity, curp, nss, registro_patronal

MAX_SHIFT: Final = 12  # columns that the rest of a line is looked for to the right or to the left
HOLE: Final = "   "  # in a name: more spaces than anybody types between two words
_SURE: Final = 4  # what must say the same displacement: less may be chance; by one column, one less
ENYES: Final = "#/¥"  # what stands for Ñ where a format has no such letter


class Kind(Enum):
    """What a field holds, which says how it is filled, and which text fits in it."""

    REGISTRO = "registro"
    NSS = "nss"
    CURP = "curp"
    RFC = "rfc"
    NAME = "name"  # to the left, spaces after; a sign stands for Ñ
    TEXT = "text"  # to the left, spaces after
    DIGITS = "digits"  # to the right, zeros before
    DATE = "date"  # DDMMAAAA
    CODE = "code"  # one character of those listed
    FILLER = "filler"  # nothing: spaces or zeros
    CONST = "const"  # always the same


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``first`` and ``last`` are columns. ``said``: the codes, the constant text, or what a filler repeats.

    Codes of more than one character are apart by spaces. ``optional``: it may be blank.
    """

    name: str
    first: int
    last: int
    kind: Kind
    said: str = ""
    optional: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.last - self.first + 1

    @property
    def codes(self) -> Sequence[str]:
        """Those that a field of codes knows."""
        return self.said if self.width == 1 else self.said.split()

    def of(self, text: str) -> str:
        """Its text in a line; spaces where the line ended before."""
        chunk = text[self.first - 1 : self.last]
        return chunk if len(chunk) == self.last - self.first + 1 else chunk.ljust(self.width)

    def beside(self, text: str, by: int) -> str:
        """What a line has ``by`` columns to the right of its place."""
        start = self.first - 1 + by
        chunk = text[max(start, 0) : max(self.last + by, 0)]
        return (chunk.rjust(self.width) if start < 0 else chunk).ljust(self.width)

    def may_end(self, text: str) -> bool:
        """Whether a line may end before it, or in it: an editor cuts spaces, and some programs the last sign.

        What is filled from the left with zeros does not lack its end: there, it lost a character before.
        """
        if self.kind in (Kind.FILLER, Kind.TEXT):
            return True
        return self.optional and not text[self.first - 1 : self.last].strip()

    def clean(self) -> str:
        """The regular expression of what a strict writer puts in it; what says something is a group."""
        n = self.width
        match self.kind:
            case Kind.REGISTRO:
                return "([A-Z0-9][0-9]{10})"
            case Kind.CURP:
                return f"([A-Z0-9]{{{n}}}| {{{n}}})" if self.optional else f"([A-Z0-9]{{{n}}})"
            case Kind.NSS | Kind.DATE | Kind.DIGITS:
                return f"([0-9]{{{n}}})"
            case Kind.NAME:
                return f"([A-ZÑ# ]{{{n}}})"
            case Kind.RFC | Kind.TEXT:
                return f"([ -`{{-~]{{{n}}})"  # printable, without lower case
            case Kind.CODE:
                return f"({'|'.join(self.codes)})"
            case Kind.FILLER:
                return f"(?: {{{n}}}|0{{{n}}})"
            case Kind.CONST:
                return f"(?:{re.escape(self.said)})"

    def fits(self, chunk: str) -> bool:
        """Whether ``chunk``, of its width, may be in it; a name only has to begin at the left, without a hole."""
        if self.optional and self.empty(chunk):
            return True
        match self.kind:
            case Kind.REGISTRO:
                return not chunk.startswith(" ") and registro_patronal.examine(chunk).severity is not Severity.ERROR
            case Kind.NSS:
                return nss.is_valid(chunk)
            case Kind.CURP:
                return curp.is_valid(chunk)
            case Kind.DATE:
                return day(chunk) is not None
            case Kind.DIGITS:
                return chunk.isascii() and chunk.isdigit()
            case Kind.NAME:
                return not chunk.strip() or (not chunk.startswith(" ") and hole(chunk) < 0)
            case Kind.RFC | Kind.TEXT:
                return True
            case Kind.CODE:
                return chunk in self.codes
            case Kind.FILLER:
                return not chunk.strip(" 0")
            case Kind.CONST:
                return chunk == self.said

    def empty(self, chunk: str) -> bool:
        """Whether ``chunk`` says nothing: spaces, or zeros. Both at once are a number that moved, but for those before.

        >>> one = Field("días", 1, 2, Kind.DIGITS)
        >>> [one.empty(chunk) for chunk in ("  ", "00", " 0", "0 ")]
        [True, True, True, False]
        """
        if self.kind is Kind.CONST:
            return not chunk.strip(" ")
        return not chunk.strip(" ") or not (chunk.lstrip(" ") if self.kind is Kind.DIGITS else chunk).strip("0")

    def misfit(self, chunk: str) -> int:
        """Which of its characters cannot be there, from 0; 0 where none can be told from the others."""
        match self.kind:
            case Kind.NAME:
                return max(hole(chunk), 0)
            case Kind.NSS | Kind.DIGITS | Kind.DATE | Kind.FILLER:
                wanted = " 0" if self.kind is Kind.FILLER else "0123456789"
                return next((i for i, c in enumerate(chunk) if c not in wanted), 0)
            case Kind.REGISTRO:
                return next((i for i, c in enumerate(chunk) if c == " " or (i and c not in "0123456789")), 0)
            case Kind.CURP:
                return len(chunk) - len(chunk.lstrip(" ")) or curp_misfit(chunk)
            case Kind.CONST:
                return next((i for i, (c, d) in enumerate(zip(chunk, self.said, strict=False)) if c != d), 0)
            case _:
                return 0


def day(text: str) -> date | None:
    """The day that DDMMAAAA says, None if there is no such day.

    >>> day("29022024"), day("30022024"), day("2 022024")
    (datetime.date(2024, 2, 29), None, None)
    """
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def hole(name: str) -> int:
    """Where text begins again after more spaces than a name has, -1 if it does not: what came there moved."""
    text = name.strip()
    at = text.find(HOLE)
    if at < 0:
        return -1
    rest = text[at:]
    return len(name) - len(name.lstrip()) + at + len(rest) - len(rest.lstrip())


_LETTER: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DIGIT: Final = frozenset("0123456789")
_CURP: Final = (
    *[_LETTER] * 4,
    *[_DIGIT] * 6,
    frozenset("HMX"),
    *[_LETTER] * 2,
    *[_LETTER - frozenset("AEIOU")] * 3,
    _LETTER | _DIGIT,
    _DIGIT,
)


def curp_misfit(text: str) -> int:
    """Where a CURP cannot be one, from 0: a character of another kind, a state, a date; 0 if it cannot be said.

    >>> curp_misfit("PEGA85O101HDFRRL09"), curp_misfit("PEGA850101HZZRRL09")
    (6, 11)
    """
    wrong = next((i for i, (c, kind) in enumerate(zip(text, _CURP, strict=False)) if c not in kind), 0)
    return wrong or CURP_PLACES.get(curp.examine(text).code, 0)


_CHECKED: Final = {Kind.REGISTRO, Kind.NSS, Kind.CURP, Kind.DATE}
CURP_PLACES: Final = {"CURP_SEXO": 10, "CURP_ENTIDAD": 11, "CURP_FECHA": 4, "CURP_FUTURA": 4}
_HARD: Final = {Kind.REGISTRO, Kind.NSS, Kind.CURP, Kind.DATE, Kind.DIGITS, Kind.CODE, Kind.CONST}


@dataclass(frozen=True, slots=True)
class Moved:
    """The rest of a line is ``by`` columns to the right (to the left, if negative) from ``column`` on."""

    column: int
    by: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A line of ``width`` columns, each of one field. ValueError for a table with a gap, or with two fields in one."""

    name: str
    width: int
    fields: tuple[Field, ...]
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _hard: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        expected = 1
        for one in self.fields:
            if one.first != expected or one.last < one.first:
                raise ValueError(f"{self.name}: {one.name} begins at {one.first}, and column {expected} is free")
            expected = one.last + 1
        if expected != self.width + 1:
            raise ValueError(f"{self.name}: the fields end at {expected - 1} of {self.width}")
        object.__setattr__(self, "by_name", MappingProxyType({one.name: one for one in self.fields}))
        object.__setattr__(self, "pattern", re.compile("".join(one.clean() for one in self.fields)))
        object.__setattr__(self, "_hard", tuple(one for one in self.fields if _is_hard(one)))

    def compose(self, values: Mapping[str, str]) -> str:
        """Write a line. ValueError for a text that does not fit, which whoever asks has refused before.

        Digits are filled with zeros before, text with spaces after; a field without value is left blank.
        """
        parts = []
        for one in self.fields:
            said = values.get(one.name, "")
            match one.kind:
                case Kind.DIGITS:
                    part = said.zfill(one.width)
                case Kind.CONST:
                    part = one.said
                case Kind.FILLER:
                    part = said or one.said * one.width
                case _:
                    part = said.ljust(one.width)
            if len(part) != one.width:
                raise ValueError(f"{one.name} does not fit in {one.width} columns")
            parts.append(part)
        return "".join(parts)

    def wrong(self, text: str, *, but: str = "", fits: Callable[[Field, str], bool] = Field.fits) -> list[Field]:
        """The fields that cannot hold what is in them, names and free text apart, and the field ``but``."""
        return [one for one in self._hard if one.name != but and not fits(one, one.of(text))]

    def stray(self, text: str, *, but: str = "") -> int:
        """How many fields cannot hold what is in them, or should have nothing and do."""
        fillers = sum(1 for one in self.fields if one.kind is Kind.FILLER and not one.fits(one.of(text)))
        return fillers + len(self.wrong(text, but=but))

    def holds(self, text: str, longest: int = 0) -> bool:
        """Whether a line may be one of these: what is in it fits, and what it lacks at its end may lack."""
        length = len(text.rstrip())
        if (length > self.width and length != longest) or self.wrong(text):
            return False
        return not any(one.last > length and not one.may_end(text) for one in self.fields)

    def half(self) -> int:
        """How many wrong fields make of a line something else."""
        return len(self._hard) // 2

    def displaced(self, text: str, wrong: list[Field]) -> Moved | None:
        """Whether all ``wrong`` fields but one, at most, are well some columns apart: a character more, or one less."""
        ends = [one for one in self.fields if one.kind is Kind.CONST and one.optional and not one.fits(one.of(text))]
        near = abs(len(text.rstrip()) - self.width) <= MAX_SHIFT
        for by in _shifts() if wrong and near else ():
            moved = self._fitting(text, wrong, by)
            says = sum(map(_says, moved)) + sum(1 for one in ends if one.fits(one.beside(text, by)))
            says += len(text.rstrip()) == self.width + by
            if moved and len(moved) >= len(wrong) - 1 and says >= (_SURE if abs(by) > 1 else _SURE - 1):
                return Moved(self._first_moved(text, moved[0]), by)
        return None

    @staticmethod
    def _fitting(text: str, wrong: list[Field], by: int) -> list[Field]:
        """Those that fit ``by`` columns apart; none as soon as two do not."""
        fitting: list[Field] = []
        for n, one in enumerate(wrong):
            if one.fits(one.beside(text, by)):
                fitting.append(one)
            elif len(fitting) < n:
                return []
        return fitting

    def _first_moved(self, text: str, sure: Field) -> int:
        """The column where it begins: the first that does not fit, a name not aligned among them."""
        for one in self.fields:
            chunk = one.of(text)
            if one is sure or not one.fits(chunk):
                return one.first + one.misfit(chunk)
        return sure.first


def _is_hard(one: Field) -> bool:
    """Whether something can be said of a field by its text alone; the last sign is looked at apart."""
    return one.kind in _HARD and not (one.kind is Kind.CONST and one.optional)


def _says(one: Field) -> int:
    """How much a field that fits elsewhere proves: a CURP, enough; one with some check of its own; a code, little."""
    if one.kind is Kind.CURP:
        return _SURE
    if one.kind in _CHECKED:
        return _SURE - 2
    return one.width if one.kind is Kind.CONST else 1


def _shifts() -> Iterator[int]:
    for size in range(1, MAX_SHIFT + 1):
        yield from (size, -size)
