"""Número de Seguridad Social (NSS): the 11 digits that identify an insured person for life.

Two digits of the subdelegación that issued it, two of the year of registration, two of the year of
birth, a four-digit serial and a check digit (Luhn over the first ten). None of the first six digits
can be used to reject a number: old and special series do not follow the pattern.

A correct check digit proves a well-written number, never an identity.

>>> validate("9917-85-0001-5")
'99178500015'
>>> is_valid("99178500016")
False
>>> format("99178500015")
'99-17-85-0001-5'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ventanilla.kernel.text import Text

from .verdict import Severity, Verdict, accepted_or_raise
from .writing import first_that_pass, is_digits, luhn, slips, squeeze

LENGTH: Final = 11
UNASSIGNED: Final = "0" * LENGTH  # passes Luhn, and is printed where a person has no number yet


def compact(number: str) -> str:
    """Return ``number`` without the spaces, hyphens and dots people write in it.

    >>> compact(" 99 17 85 0001-5 ")
    '99178500015'
    """
    return squeeze(number)


def check_digit(first_ten: str) -> str:
    """Compute the check digit of the first ten digits (Luhn, rightmost digit doubled).

    >>> check_digit("9917850001")
    '5'
    """
    return luhn(first_ten)


def examine(number: str, *, test_mode: bool = False) -> Verdict:
    """Say all there is to say about ``number``; never raises. ``test_mode`` changes nothing here.

    >>> examine("9917850001").code
    'NSS_SIN_DIGITO'
    """
    number = compact(number)
    if is_digits(number) and len(number) == LENGTH - 1:
        reason = Text("NSS_SIN_DIGITO", "El NSS tiene 11 dígitos y aquí hay 10. Agregue el que falta.")
        return Verdict(Severity.ERROR, number, reason)
    if len(number) != LENGTH or not is_digits(number):
        reason = Text("NSS_LARGO", "El NSS tiene 11 dígitos, sin letras. Cópielo de su tarjeta o de un recibo.")
        return Verdict(Severity.ERROR, number, reason)
    if number == UNASSIGNED:
        reason = Text("NSS_SIN_ASIGNAR", "Este número indica que aún no se ha asignado un NSS.")
        return Verdict(Severity.ERROR, number, reason)
    if check_digit(number[:-1]) != number[-1]:
        reason = Text("NSS_DIGITO", "El último dígito no corresponde: revise si hay un dígito cambiado.")
        return Verdict(Severity.ERROR, number, reason)
    return Verdict(Severity.OK, number)


def validate(number: str) -> str:
    """Return the compact NSS, or raise ``InvalidNumber`` with the reason why it cannot be one."""
    return accepted_or_raise(examine(number))


def is_valid(number: str) -> bool:
    """Tell whether ``number`` is a well-written NSS."""
    return examine(number).accepted


def suggest(number: str) -> tuple[str, ...]:
    """Well-written numbers that a common slip would explain; () if it is already valid.

    Two neighbours swapped, a letter for a digit, or the leading zero that a spreadsheet dropped. Offered,
    never applied.

    >>> suggest("99178050015")
    ('99178500015', '99178005015')
    >>> suggest("1978500013")
    ('01978500013',)
    """
    number = compact(number)
    if is_valid(number):
        return ()
    return first_that_pass(_meant(number), is_valid)


def _meant(number: str) -> Iterator[str]:
    if len(number) == LENGTH - 1:
        yield "0" + number
    if len(number) == LENGTH:
        yield from slips(number)


def format(number: str) -> str:
    """Group the digits as they are printed on a card, so that they can be read aloud."""
    number = compact(number)
    return "-".join((number[:2], number[2:4], number[4:6], number[6:10], number[10:]))


def compose(subdelegacion: str, alta_year: int, nacimiento_year: int, serial: int) -> str:
    """Write the NSS of its parts (synthetic people; the institution assigns the real ones).

    >>> compose("99", 2017, 1985, 1)
    '99178500015'
    """
    first_ten = f"{int(subdelegacion):02d}{alta_year % 100:02d}{nacimiento_year % 100:02d}{serial:04d}"
    if len(first_ten) != LENGTH - 1:
        raise ValueError(f"no NSS has these parts: {first_ten}")
    return first_ten + check_digit(first_ten)
