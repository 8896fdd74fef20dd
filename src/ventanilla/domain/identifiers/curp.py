"""Clave Única de Registro de Población (CURP): 18 characters that the population registry gives a person.

Four letters of the name, birth date, sex (H, M, or X for non-binary), state of birth, three consonants of
the name, a homonymy character (a digit for those born before 2000, a letter after) and a check digit.

A correct check digit proves no identity: that comes from the population registry or from the e.firma.

>>> validate("pega850101hdfrrl09")
'PEGA850101HDFRRL09'
>>> birth("NULP050715MJCXPRA7")
datetime.date(2005, 7, 15)
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from ventanilla.kernel.text import Text

from .names import inner_consonant, inner_vowel, plain, word
from .verdict import Severity, Verdict, accepted_or_raise, published
from .writing import first_that_pass, slips, squeeze

LENGTH: Final = 18
ALPHABET: Final = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_STATES: Final = "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE "
STATES: Final = frozenset(_STATES.split())  # NE: born abroad
GENERIC: Final = frozenset({"XEXX010101HNEXXXA4", "XEXX010101MNEXXXA8"})  # of the nómina CFDI, for foreigners
TEST_DATA: Final = frozenset({"CANF770131HBCSBR08"})  # in a test certificate of SAT
_WORDS: Final = (
    "BACA BAKA BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COGI COJA COJE COJI COJO COLA CULO FALO FETO GETA "
    "GUEI GUEY JETA JOTO KACA KACO KAGA KAGO KAKA KAKO KOGE KOGI KOJA KOJE KOJI KOJO KOLA KULO LILO LOCA LOCO "
    "LOKA LOKO MAME MAMO MEAR MEAS MEON MIAR MION MOCO MOKO MULA MULO NACA NACO PEDA PEDO PENE PIPI PITO POPO "
    "PUTA PUTO QULO RATA ROBA ROBE ROBO RUIN SENO TETA VACA VAGA VAGO VAKA VUEI VUEY WUEI WUEY "
)
WORDS: Final = frozenset(_WORDS.split())  # Anexo 2: the second letter becomes X
_SHAPE: Final = re.compile(r"[A-Z]{4}[0-9]{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z][0-9]")
_SPECIAL: Final = str.maketrans({"/": "X", "-": "X", "'": "X", ".": "X", "Ñ": "X"})


def compact(number: str) -> str:
    """Return ``number`` in upper case, without spaces, dashes and dots."""
    return squeeze(number)


def check_digit(first_seventeen: str) -> str:
    """Compute the check digit of the first seventeen characters. ValueError for one outside the alphabet.

    >>> check_digit("PEGA850101HDFRRL0")
    '9'
    """
    total = sum(ALPHABET.index(c) * (LENGTH - i) for i, c in enumerate(first_seventeen))
    return str(-total % 10)


def birth(number: str) -> date:
    """The birth date that a CURP says; ValueError if there is no such day."""
    number = compact(number)
    century = 1900 if number[16].isdigit() else 2000
    return date(century + int(number[4:6]), int(number[6:8]), int(number[8:10]))


def examine(number: str, *, test_mode: bool = False, from_certificate: bool = False, on: date | None = None) -> Verdict:
    """Say all there is to say about ``number``; never raises.

    ``from_certificate``: it was read from a certificate of a trusted chain, so its letters and digit are
    never refused, only warned of. ``on`` is today, to refuse a birth in the future.

    >>> examine("BACA890909MJCRMS05").code
    'CURP_PALABRA'
    >>> examine("CANF770131HBCSBR08", from_certificate=True).severity
    <Severity.WARNING: 'advertencia'>
    """
    number = compact(number)
    if number in GENERIC:
        reason = Text("CURP_GENERICA", "Es la clave genérica para personas extranjeras: no identifica a nadie.")
        return Verdict(Severity.GENERIC, number, reason)
    if number in TEST_DATA and not from_certificate:
        return published(number, test_mode=test_mode)
    fault = _fault(number, on)
    if fault is None:
        return Verdict(Severity.OK, number)
    trusted = from_certificate and len(number) == LENGTH and number.isalnum()
    return Verdict(Severity.WARNING if trusted else Severity.ERROR, number, fault, test_data=number in TEST_DATA)


def _fault(number: str, on: date | None) -> Text | None:
    """The first thing that is wrong, from what a person sees most easily to what they cannot see."""
    if len(number) != LENGTH:
        return Text("CURP_LARGO", "La CURP tiene 18 caracteres y aquí hay {n}.", n=len(number))
    if number[10] not in "HMX":
        return Text("CURP_SEXO", "El carácter 11 de la CURP es H, M o X.")
    if not _SHAPE.fullmatch(number):
        return Text(
            "CURP_FORMA", "La CURP no tiene la forma esperada: revise si hay una letra por un número, o al revés."
        )
    if number[:4] in WORDS:
        return Text("CURP_PALABRA", "Las primeras cuatro letras no pueden ser esas: la segunda debe ser X.")
    if number[11:13] not in STATES:
        return Text(
            "CURP_ENTIDAD", "La clave de entidad {clave} no existe: vea los caracteres 12 y 13.", clave=number[11:13]
        )
    try:
        born = birth(number)
    except ValueError:
        return Text("CURP_FECHA", "La fecha de nacimiento de la CURP no existe: vea los caracteres 5 a 10.")
    if on is not None and born > on:
        return Text("CURP_FUTURA", "La CURP dice que la persona nació el {fecha}, que aún no llega.", fecha=born)
    if check_digit(number[:-1]) != number[-1]:
        return Text("CURP_DIGITO", "El último dígito no corresponde: revise si hay un carácter cambiado.")
    return None


def validate(number: str) -> str:
    """Return the compact CURP, or raise ``InvalidNumber`` with the reason why it cannot be one."""
    return accepted_or_raise(examine(number))


def is_valid(number: str) -> bool:
    """Tell whether ``number`` is a well-written CURP (or the generic one, which is nobody's)."""
    return examine(number).accepted


def suggest(number: str) -> tuple[str, ...]:
    """Well-written CURPs that a common slip would explain; () if it is already valid.

    >>> suggest("PEGA8501O1HDFRRL09")
    ('PEGA850101HDFRRL09',)
    """
    number = compact(number)
    if len(number) != LENGTH or is_valid(number):
        return ()
    return first_that_pass(slips(number), is_valid)


def format(number: str) -> str:
    """A CURP is printed in one piece."""
    return compact(number)


def compose(
    nombre: str,
    primer_apellido: str,
    segundo_apellido: str,
    nacimiento: date,
    sexo: Literal["H", "M", "X"],
    entidad: str,
    homonimia: str | None = None,
) -> str:
    """Write the CURP that the rules give these data (synthetic people; the registry assigns the real ones).

    ``segundo_apellido`` may be "". ``homonimia`` is "0" or "A" unless said. ValueError for an impossible part.

    >>> compose("María Prueba", "Núñez", "López", date(2005, 7, 15), "M", "JC")
    'NULP050715MJCXPRA7'
    """
    first, second, given = _words(nombre, primer_apellido, segundo_apellido)
    letters = initials(nombre, primer_apellido, segundo_apellido)
    consonants = "".join(inner_consonant(part) or "X" for part in (first, second, given))
    same = homonimia or ("0" if nacimiento.year < 2000 else "A")
    seventeen = f"{letters}{nacimiento:%y%m%d}{sexo}{entidad}{consonants}{same}"
    return validate(seventeen + check_digit(seventeen))


def initials(nombre: str, primer_apellido: str, segundo_apellido: str) -> str:
    """The four letters with which the CURP of that name begins. ValueError without a given name and a surname.

    >>> initials("María Prueba", "Núñez", "López")
    'NULP'
    """
    first, second, given = _words(nombre, primer_apellido, segundo_apellido)
    if not first or not given:
        raise ValueError("a CURP needs a given name and a surname")
    vowel = "X" if _has_special_second(primer_apellido) else inner_vowel(first)
    letters = first[0] + (vowel or "X") + (second[:1] or "X") + given[0]
    return letters[0] + "X" + letters[2:] if letters in WORDS else letters


def _words(nombre: str, primer_apellido: str, segundo_apellido: str) -> tuple[str, str, str]:
    """What counts of each part of a name."""
    return (
        word(primer_apellido).translate(_SPECIAL),
        word(segundo_apellido).translate(_SPECIAL),
        word(nombre, given=True).translate(_SPECIAL),
    )


def _has_special_second(surname: str) -> bool:
    """D'AMICO, O-HARA: the sign takes the place of the vowel, as X."""
    return plain(word(surname))[1:2] in {"/", "-", "'", "."}
