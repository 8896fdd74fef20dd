"""Registro patronal: the 11 characters under which an employer insures its workers.

Three of the municipality (a letter and two digits; a digit in older ones), five of serial, two of the
modalidad and a check digit. No official publication of the check is known; every genuine registro
examined complies. So a wrong digit is an error where a person types it, and a doubt in imported history.

>>> validate("Z99-12345-10-5")
'Z9912345105'
>>> modalidad("Z9912345105")
'Ordinaria urbana'
"""

from __future__ import annotations

import re
from typing import Final

from ventanilla import law
from ventanilla.kernel.text import Text

from .verdict import Severity, Verdict, accepted_or_raise, published
from .writing import first_that_pass, luhn, slips, squeeze

LENGTH: Final = 11
TEST_DATA: Final = frozenset({"B5510768108", "E2312345121", "Z1234567890"})  # samples of SAT, and placeholders
_SHAPE: Final = re.compile(r"[A-Z0-9][0-9]{10}")


def compact(number: str) -> str:
    """Return ``number`` in upper case, without spaces, dashes and dots."""
    return squeeze(number)


def check_digit(first_ten: str) -> str:
    """Compute the check digit: the first character as two digits (A = 10 … Z = 35, a digit with a 0), then Luhn.

    >>> check_digit("Z991234510")
    '5'
    """
    first = first_ten[0]
    if not re.fullmatch(r"[A-Z0-9]", first):
        raise ValueError(f"{first!r} starts no registro patronal")
    return luhn(f"{int(first, 36):02d}{first_ten[1:]}")


def modalidad(number: str) -> str:
    """The kind of insurance that the registro is for, "" if the code is in no table.

    An unknown code is no fault of the number: it refuses to compute contributions, not to be written.
    """
    entry = law.catalogue("modalidades").get(compact(number)[8:10])
    return entry.name if entry else ""


def examine(number: str, *, test_mode: bool = False, imported: bool = False) -> Verdict:
    """Say all there is to say about ``number``; never raises.

    ``imported``: it comes from history that nobody can type again, so a wrong digit is only a warning.

    >>> examine("Z9912345106").code, examine("Z9912345106", imported=True).severity
    ('RP_DIGITO', <Severity.WARNING: 'advertencia'>)
    """
    number = compact(number)
    if number in TEST_DATA:
        return published(number, test_mode=test_mode)
    if not _SHAPE.fullmatch(number):
        reason = Text(
            "RP_FORMA",
            "El registro patronal tiene 11 caracteres: una letra (o un dígito) y 10 dígitos, como A99-99999-99-9.",
        )
        return Verdict(Severity.ERROR, number, reason)
    if check_digit(number[:-1]) != number[-1]:
        reason = Text("RP_DIGITO", "El último dígito no corresponde: revise si hay un carácter cambiado.")
        return Verdict(Severity.WARNING if imported else Severity.ERROR, number, reason)
    return Verdict(Severity.OK, number)


def validate(number: str) -> str:
    """Return the compact registro, or raise ``InvalidNumber`` with the reason why it cannot be one."""
    return accepted_or_raise(examine(number))


def is_valid(number: str) -> bool:
    """Tell whether ``number`` is a well-written registro patronal."""
    return examine(number).accepted


def suggest(number: str) -> tuple[str, ...]:
    """Well-written numbers that a common slip would explain; () if it is already valid.

    >>> suggest("Z99-I2345-10-5")
    ('Z9912345105',)
    """
    number = compact(number)
    if len(number) != LENGTH or is_valid(number):
        return ()
    return first_that_pass(slips(number), is_valid)


def format(number: str) -> str:
    """Group the characters as they are printed.

    >>> format("Z9912345105")
    'Z99-12345-10-5'
    """
    number = compact(number)
    return "-".join((number[:3], number[3:8], number[8:10], number[10:]))


def compose(municipio: str, serial: int, modalidad: str) -> str:
    """Write the registro of its parts (synthetic employers; the institution assigns the real ones).

    >>> compose("Z99", 12345, "10")
    'Z9912345105'
    """
    first_ten = f"{municipio}{serial:05d}{modalidad}"
    if not _SHAPE.fullmatch(first_ten + "0"):
        raise ValueError(f"no registro patronal has these parts: {first_ten}")
    return first_ten + check_digit(first_ten)
