"""Unidad de Medicina Familiar (UMF): three digits, unique only within its delegación.

There is no check digit and no public list: the units are data of each installation.

>>> validate("35"), format("35")
('035', '035')
"""

from __future__ import annotations

from typing import Final

from ventanilla.kernel.text import Text

from .verdict import Severity, Verdict, accepted_or_raise
from .writing import is_digits, squeeze

LENGTH: Final = 3
UNASSIGNED: Final = "000"


def compact(number: str) -> str:
    """Return ``number`` without spaces, padded with zeros on the left to three digits."""
    number = squeeze(number)
    return number.zfill(LENGTH) if is_digits(number) else number


def examine(number: str, *, test_mode: bool = False) -> Verdict:
    """Say all there is to say about ``number``; never raises. ``test_mode`` changes nothing here.

    >>> examine("000").code
    'UMF_SIN_ASIGNAR'
    """
    number = compact(number)
    if len(number) != LENGTH or not is_digits(number):
        reason = Text("UMF_FORMA", "El número de la Unidad de Medicina Familiar (UMF) tiene hasta tres dígitos.")
        return Verdict(Severity.ERROR, number, reason)
    if number == UNASSIGNED:
        return Verdict(Severity.WARNING, number, Text("UMF_SIN_ASIGNAR", "Aún no tiene unidad asignada."))
    return Verdict(Severity.OK, number)


def validate(number: str) -> str:
    """Return the three digits, or raise ``InvalidNumber`` with the reason why it cannot be one."""
    return accepted_or_raise(examine(number))


def is_valid(number: str) -> bool:
    """Tell whether ``number`` can be a UMF."""
    return examine(number).accepted


def format(number: str) -> str:
    """The three digits, as they are printed."""
    return compact(number)
