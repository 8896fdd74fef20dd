"""Registro Federal de Contribuyentes (RFC): 13 characters for a person, 12 for a company.

Letters of the name (Ñ and & are kept), a date, two characters of homoclave and a check character. Ten
characters are a person's RFC without homoclave: never enough to sign or to file.

About one RFC in force in seventy fails its check, so a wrong one is a warning and never a refusal.

>>> validate("ABCD123456")
Traceback (most recent call last):
ventanilla.domain.identifiers.verdict.InvalidNumber: La fecha del RFC no existe: revise los seis números.
>>> validate("gode-561231-gr8")
'GODE561231GR8'
>>> format("OÑO120726RX3")
'OÑO 120726 RX3'
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ventanilla.kernel.text import Text

from .names import inner_vowel, plain, word
from .verdict import Severity, Verdict, accepted_or_raise, published
from .writing import first_that_pass, slips, squeeze

FISICA: Final = 13
MORAL: Final = 12
PARTIAL: Final = 10
ALPHABET: Final = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
GENERIC: Final = frozenset({"XAXX010101000", "XEXX010101000"})  # público en general; residents abroad
TEST_DATA: Final = frozenset({"AAA010101AAA"})
_WORDS: Final = (
    "BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO CULO FETO GUEY JOTO KACA KACO KAGA KAGO "
    "KAKA KOGE KOJO KULO MAME MAMO MEAR MEAS MEON MION MOCO MULA PEDA PEDO PENE PUTA PUTO QULO RATA RUIN "
)
WORDS: Final = frozenset(_WORDS.split())  # of a person's RFC only: the fourth letter becomes X
_LETTERS: Final = re.compile(r"[A-ZÑ&]{3,4}(?=[0-9])")
_SHAPE: Final = re.compile(r"[A-ZÑ&]{3,4}[0-9]{6}(?:[1-9A-Z]{2}[0-9A])?")
_HOMOCLAVE: Final = "123456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
_HOMOCLAVE_VALUE: Final = {
    " ": "00",
    "&": "10",
    **{str(digit): f"{digit:02d}" for digit in range(10)},
    **{letter: f"{11 + i:02d}" for i, letter in enumerate("ABCDEFGHI")},
    **{letter: f"{21 + i:02d}" for i, letter in enumerate("JKLMNOPQR")},
    **{letter: f"{32 + i:02d}" for i, letter in enumerate("STUVWXYZ")},
    "Ñ": "40",
}
_COMPANY_FORMS: Final = frozenset({"SA", "CV", "SC", "SRL", "RL", "SAB", "SAPI", "AC", "SAS", "S", "C", "A", "V"})
_PARTICLES: Final = frozenset({"DE", "LA", "DEL", "LOS", "LAS", "EL", "Y", "EN", "CON", "PARA", "POR"})


def compact(number: str) -> str:
    """Return ``number`` in upper case, without spaces, dashes and dots."""
    return squeeze(number)


def check_digit(body: str) -> str:
    """Compute the check character of the first 12 (person) or 11 (company) characters.

    >>> check_digit("OÑO120726RX"), check_digit("VEL940703KP")
    ('3', 'A')
    """
    padded = body.rjust(FISICA - 1)
    rest = sum(ALPHABET.index(c) * (FISICA - i) for i, c in enumerate(padded)) % 11
    if rest == 0:
        return "0"
    return "A" if rest == 1 else str(11 - rest)


def is_complete(number: str) -> bool:
    """Tell whether ``number`` is accepted and carries its homoclave: enough to sign or to file, once proven."""
    return examine(number).severity in (Severity.OK, Severity.WARNING) and len(compact(number)) in (FISICA, MORAL)


def examine(number: str, *, test_mode: bool = False) -> Verdict:
    """Say all there is to say about ``number``; never raises.

    >>> examine("VEL940703KP1").severity
    <Severity.WARNING: 'advertencia'>
    >>> examine("XAXX010101000").severity
    <Severity.GENERIC: 'generico'>
    """
    number = compact(number)
    if number in GENERIC:
        reason = Text("RFC_GENERICO", "Es un RFC genérico: no identifica a nadie y no puede tener una cuenta.")
        return Verdict(Severity.GENERIC, number, reason)
    if number in TEST_DATA:
        return published(number, test_mode=test_mode)
    fault = _fault(number)
    if fault is not None:
        return Verdict(Severity.ERROR, number, fault)
    if len(number) == PARTIAL:
        reason = Text("RFC_SIN_HOMOCLAVE", "Faltan los tres caracteres de la homoclave: sin ellos no puede firmar.")
        return Verdict(Severity.WARNING, number, reason)
    if check_digit(number[:-1]) != number[-1]:
        reason = Text(
            "RFC_DIGITO",
            "El último carácter no es el que se esperaba. Algunos RFC vigentes son así: revíselo antes de seguir.",
        )
        return Verdict(Severity.WARNING, number, reason)
    return Verdict(Severity.OK, number)


def _fault(number: str) -> Text | None:
    found = _LETTERS.match(number)
    letters = found.end() if found else 0
    if letters + 6 == len(number) == MORAL - 3:
        return Text("RFC_MORAL_SIN_HOMOCLAVE", "Faltan los tres caracteres de la homoclave de la empresa.")
    if len(number) not in (FISICA, MORAL, PARTIAL):
        return Text(
            "RFC_LARGO", "El RFC tiene 13 caracteres (personas) o 12 (empresas), y aquí hay {n}.", n=len(number)
        )
    if not _SHAPE.fullmatch(number) or letters != (3 if len(number) == MORAL else 4):
        return Text(
            "RFC_FORMA", "El RFC no tiene la forma esperada: revise si hay una letra por un número, o al revés."
        )
    if not _is_day(number[letters : letters + 6]):
        return Text("RFC_FECHA", "La fecha del RFC no existe: revise los seis números.")
    if letters == 4 and number[:4] in WORDS:
        return Text("RFC_PALABRA", "Las primeras cuatro letras no pueden ser esas: la cuarta debe ser X.")
    return None


def _is_day(digits: str) -> bool:
    """AAMMDD of one century or the other: an RFC does not say which."""
    for century in (1900, 2000):
        try:
            date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
        except ValueError:
            continue
        return True
    return False


def validate(number: str) -> str:
    """Return the compact RFC, or raise ``InvalidNumber`` with the reason why it cannot be one."""
    return accepted_or_raise(examine(number))


def is_valid(number: str) -> bool:
    """Tell whether ``number`` is accepted as an RFC; a generic or a partial one is, and identifies nobody."""
    return examine(number).accepted


def suggest(number: str) -> tuple[str, ...]:
    """RFCs with the right check character that a common slip would explain; () if this one has it."""
    number = compact(number)
    if len(number) not in (FISICA, MORAL) or examine(number).severity in (Severity.OK, Severity.GENERIC):
        return ()
    return first_that_pass(slips(number), lambda other: examine(other).severity is Severity.OK)


def format(number: str) -> str:
    """Letters, date and homoclave apart, so that they can be read aloud."""
    number = compact(number)
    found = _LETTERS.match(number)
    letters = found.end() if found else 4
    return " ".join(part for part in (number[:letters], number[letters : letters + 6], number[letters + 6 :]) if part)


def compose_fisica(nombre: str, primer_apellido: str, segundo_apellido: str, nacimiento: date) -> str:
    """Write the RFC that the rules give a person (synthetic people; the tax authority assigns the real ones).

    ``segundo_apellido`` may be "".

    >>> compose_fisica("Emma", "Gómez", "Díaz", date(1956, 12, 31))
    'GODE561231GR8'
    """
    first, second, given = word(primer_apellido), word(segundo_apellido), word(nombre, given=True)
    if not first or not given:
        raise ValueError("an RFC needs a given name and a surname")
    if not second:
        letters = (first[:2] + given[:2]).ljust(4, "X")
    elif len(first) <= 2 or not inner_vowel(first):
        letters = (first[0] + second[0] + given[:2]).ljust(4, "X")
    else:
        letters = first[0] + inner_vowel(first) + second[0] + given[0]
    if letters in WORDS:
        letters = letters[:3] + "X"
    return _finish(letters, nacimiento, " ".join((primer_apellido, segundo_apellido, nombre)))


def compose_moral(razon_social: str, constitucion: date) -> str:
    """Write the RFC that the rules give a company (synthetic ones; the tax authority assigns the real ones).

    >>> compose_moral("Talleres del Valle, S.A. de C.V.", date(2012, 7, 26))[:9]
    'TVA120726'
    """
    said = re.sub(r"[^A-ZÑ& ]", "", plain(razon_social).replace(",", " "))
    words = [w for w in said.split() if w not in _PARTICLES and w not in _COMPANY_FORMS]
    if not words:
        raise ValueError(f"no RFC can be taken from {razon_social!r}")
    letters = {1: words[0][:3], 2: words[0][0] + words[-1][:2]}.get(len(words), "".join(w[0] for w in words[:3]))
    return _finish(letters.ljust(3, "X"), constitucion, " ".join(words))


def _finish(letters: str, day: date, name: str) -> str:
    """Add date, homoclave (pairs of a letter table over the whole name, modulo 1000, by 34) and check."""
    known = "".join(c for c in plain(name) if c in _HOMOCLAVE_VALUE)
    digits = "0" + "".join(_HOMOCLAVE_VALUE[c] for c in known)
    total = sum(int(digits[i : i + 2]) * int(digits[i + 1]) for i in range(len(digits) - 1))
    quotient, rest = divmod(total % 1000, len(_HOMOCLAVE))
    body = f"{letters}{day:%y%m%d}{_HOMOCLAVE[quotient]}{_HOMOCLAVE[rest]}"
    return validate(body + check_digit(body))
