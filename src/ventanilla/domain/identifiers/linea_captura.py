"""Línea de captura of a payment of contributions: 53 characters in ten groups.

Only its shape can be checked: the rule of its check digits is not published.

>>> is_valid("ABCDEFGH-1234-A-1234-5678-1234567-0000000-0000000-0000000-ABCD")
True
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import Final

from ventanilla.kernel.text import Text

from .verdict import Severity, Verdict, accepted_or_raise
from .writing import squeeze

GROUPS: Final = (8, 4, 1, 4, 4, 7, 7, 7, 7, 4)
LENGTH: Final = sum(GROUPS)
_SHAPE: Final = re.compile(rf"[A-Z0-9]{{{LENGTH}}}")


def compact(number: str) -> str:
    """Return ``number`` in upper case, without spaces and dashes."""
    return squeeze(number)


def examine(number: str, *, test_mode: bool = False) -> Verdict:
    """Say whether ``number`` has the shape; never raises. ``test_mode`` changes nothing here."""
    number = compact(number)
    if not _SHAPE.fullmatch(number):
        reason = Text(
            "LINEA_LARGO",
            "La línea de captura tiene {n} letras y números, sin contar los guiones. Cópiela completa.",
            n=LENGTH,
        )
        return Verdict(Severity.ERROR, number, reason)
    return Verdict(Severity.OK, number)


def validate(number: str) -> str:
    """Return the compact línea, or raise ``InvalidNumber`` with the reason why it cannot be one."""
    return accepted_or_raise(examine(number))


def is_valid(number: str) -> bool:
    """Tell whether ``number`` has the shape of a línea de captura."""
    return examine(number).accepted


def format(number: str) -> str:
    """The ten groups, as they are printed."""
    number = compact(number)
    return "-".join(number[start:end] for start, end in pairwise((0, *accumulate(GROUPS))))
