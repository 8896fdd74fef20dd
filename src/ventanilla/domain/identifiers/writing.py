"""How people write numbers, and how they miswrite them: common to every identifier."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

MAX_CHARACTERS: Final = 200  # nothing longer is looked at, nor repeated back
MAX_SUGGESTIONS: Final = 5
_DASHES: Final = "-.\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_DROPPED: Final = dict.fromkeys(map(ord, _DASHES))
_LOOK_ALIKE: Final = {
    "O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B", "Z": "2", "2": "Z", "Ñ": "N",
}  # fmt: skip


def squeeze(number: str) -> str:
    """Upper case, without the spaces, dashes and dots people write; Ñ in one character. Text, never a number.

    >>> squeeze(" 99–17 85.0001-5 ")
    '99178500015'
    """
    whole = unicodedata.normalize("NFC", number[:MAX_CHARACTERS])
    return "".join(whole.split()).translate(_DROPPED).upper()


def is_digits(text: str) -> bool:
    """Only 0 to 9: ``str.isdigit`` also takes the digits of other scripts.

    >>> is_digits("٣"), is_digits("3")
    (False, True)
    """
    return text.isascii() and text.isdigit()


def luhn(digits: str) -> str:
    """The Luhn check digit of ``digits``, the rightmost doubled.

    >>> luhn("9917850001")
    '5'
    """
    total = 0
    for position, character in enumerate(reversed(digits)):
        digit = int(character) * (2 if position % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)


def slips(number: str) -> Iterator[str]:
    """What the person may have meant: two neighbours swapped, or one character that looks like another."""
    for i in range(len(number) - 1):
        if number[i] != number[i + 1]:
            yield number[:i] + number[i + 1] + number[i] + number[i + 2 :]
    for i, character in enumerate(number):
        if character in _LOOK_ALIKE:
            yield number[:i] + _LOOK_ALIKE[character] + number[i + 1 :]


def first_that_pass(candidates: Iterator[str], passes: Callable[[str], bool]) -> tuple[str, ...]:
    """At most ``MAX_SUGGESTIONS`` different candidates that pass, in their order."""
    found: dict[str, None] = {}
    for candidate in candidates:
        if len(found) == MAX_SUGGESTIONS:
            break
        if passes(candidate):
            found[candidate] = None
    return tuple(found)
