"""CLABE: the 18 digits of a bank account in Mexico, where a benefit is paid.

Three digits of the bank, three of the plaza, eleven of the account and a check digit (weights 3, 7, 1).
The format proves neither that the account exists nor whose it is.

>>> validate("0121 8000 0000 0000 02")
'012180000000000002'
>>> bank("012180000000000002")
'BBVA Mexico'
"""

from __future__ import annotations

from typing import Final

from ventanilla import law
from ventanilla.kernel.text import Text

from .verdict import Severity, Verdict, accepted_or_raise
from .writing import first_that_pass, is_digits, slips, squeeze

LENGTH: Final = 18
_WEIGHTS: Final = (3, 7, 1)


def compact(number: str) -> str:
    """Return ``number`` without spaces, dashes and dots."""
    return squeeze(number)


def check_digit(first_seventeen: str) -> str:
    """Compute the check digit of the first seventeen digits.

    >>> check_digit("01218000000000000")
    '2'
    """
    total = sum(int(digit) * _WEIGHTS[i % 3] % 10 for i, digit in enumerate(first_seventeen))
    return str(-total % 10)


def bank(number: str) -> str:
    """The bank that a CLABE names, "" if it is in no list."""
    entry = law.catalogue("bancos").get(compact(number)[:3])
    return entry.name if entry else ""


def examine(number: str, *, test_mode: bool = False) -> Verdict:
    """Say all there is to say about ``number``; never raises. ``test_mode`` changes nothing here.

    >>> examine("032180000118359719").severity
    <Severity.WARNING: 'advertencia'>
    """
    number = compact(number)
    if len(number) != LENGTH or not is_digits(number):
        reason = Text("CLABE_LARGO", "La CLABE tiene 18 dígitos. No es el número de su tarjeta ni el de su cuenta.")
        return Verdict(Severity.ERROR, number, reason)
    if check_digit(number[:-1]) != number[-1]:
        reason = Text("CLABE_DIGITO", "El último dígito no corresponde: revise si hay un dígito cambiado.")
        return Verdict(Severity.ERROR, number, reason)
    entry = law.catalogue("bancos").get(number[:3])
    if entry is None:
        reason = Text(
            "CLABE_BANCO",
            "Ningún banco que conozcamos usa la clave {clave}. Pida la CLABE a su banco.",
            clave=number[:3],
        )
        return Verdict(Severity.ERROR, number, reason)
    if entry.retired:
        reason = Text(
            "CLABE_BANCO_RETIRADO",
            "La clave {clave} ({banco}) ya no está en uso. Pida a su banco la CLABE nueva.",
            clave=number[:3],
            banco=entry.name,
        )
        return Verdict(Severity.WARNING, number, reason)
    return Verdict(Severity.OK, number)


def validate(number: str) -> str:
    """Return the compact CLABE, or raise ``InvalidNumber`` with the reason why it cannot be one."""
    return accepted_or_raise(examine(number))


def is_valid(number: str) -> bool:
    """Tell whether ``number`` is a well-written CLABE of a known bank."""
    return examine(number).accepted


def suggest(number: str) -> tuple[str, ...]:
    """Well-written numbers that a common slip would explain; () if it is already valid."""
    number = compact(number)
    if len(number) != LENGTH or is_valid(number):
        return ()
    return first_that_pass(slips(number), is_valid)


def format(number: str) -> str:
    """Bank, plaza, account and check digit apart, so that they can be read aloud.

    >>> format("012180000000000002")
    '012 180 00000000000 2'
    """
    number = compact(number)
    return " ".join((number[:3], number[3:6], number[6:17], number[17:]))
