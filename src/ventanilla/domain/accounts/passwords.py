"""Which passwords serve: long ones that nobody would try first (NIST SP 800-63B, section 3.1.1.2).

No rule about kinds of characters and no expiry: both make people choose worse. Any character of any language counts,
spaces too. What is refused is what a list of leaked passwords, or somebody who knows the person, would try first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from enum import Enum
from typing import Final, assert_never

from ventanilla.kernel.text import Text

SHORTEST: Final = 12  # characters
LONGEST: Final = 200  # characters: far more than anybody types, and a bound for whoever hashes them
FEWEST_DIFFERENT: Final = 5  # characters
OF_ONES_OWN: Final = 4  # characters of a word of the person's data from which it is looked for
LEFT_WITHOUT_ONES_OWN: Final = 8  # characters that must remain once the person's own data are taken out
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyz", "0123456789" * 3, "qwertyuiopasdfghjklñzxcvbnm")
_LOOKALIKES: Final = str.maketrans("01345@$!", "oieasasi")
_WORD: Final = re.compile(r"[a-z0-9ñ]+")


class PasswordFault(Enum):
    """Why a password does not serve."""

    SHORT = "corta"
    LONG = "larga"
    COMMON = "comun"
    REPEATED = "repetida"
    OWN = "propia"

    def text(self) -> Text:
        """What happened, why, and what to do now."""
        match self:
            case PasswordFault.SHORT:
                return Text(
                    "CONTRASENA_CORTA",
                    "La contraseña es corta: necesita {minimo} caracteres o más. Cuatro palabras sueltas bastan.",
                    minimo=SHORTEST,
                )
            case PasswordFault.LONG:
                return Text(
                    "CONTRASENA_LARGA",
                    "La contraseña es demasiado larga: admitimos hasta {maximo} caracteres. Escriba una más breve.",
                    maximo=LONGEST,
                )
            case PasswordFault.COMMON:
                return Text(
                    "CONTRASENA_COMUN",
                    "Esa contraseña la usa mucha gente y es de las primeras que se prueban. "
                    "Escriba otra, por ejemplo cuatro palabras sueltas.",
                )
            case PasswordFault.REPEATED:
                return Text(
                    "CONTRASENA_REPETIDA",
                    "Esa contraseña repite o sigue el orden de unas pocas letras y se adivina pronto. "
                    "Escriba otra, por ejemplo cuatro palabras sueltas.",
                )
            case PasswordFault.OWN:
                return Text(
                    "CONTRASENA_PROPIA",
                    "Esa contraseña lleva su nombre, su CURP, su RFC o su correo, que otras personas conocen. "
                    "Escriba otra sin esos datos.",
                )
            case _:
                assert_never(self)


def normal(password: str) -> str:
    """The same password from every keyboard: an accent typed as one character or as two is one.

    >>> normal("cafe\\u0301") == normal("café")
    True
    """
    return unicodedata.normalize("NFKC", password)


def folded(text: str) -> str:
    """As guessers fold it: small letters without accents, ñ kept.

    >>> folded("Contraseña Única")
    'contraseña unica'
    """
    kept = unicodedata.normalize("NFD", text.casefold().replace("ñ", "\0"))
    return "".join(each for each in kept if not unicodedata.combining(each)).replace("\0", "ñ")


def password_fault(password: str, *, own: tuple[str, ...], common: Set[str]) -> PasswordFault | None:
    """Why ``password`` does not serve, or None.

    ``own`` is what others know of the person (CURP, RFC, name, e-mail); ``common`` the frequent passwords, folded.

    >>> password_fault("Contraseña2026!", own=(), common={"contraseña"})
    <PasswordFault.COMMON: 'comun'>
    >>> password_fault("nopal tuerca brisa 7", own=(), common={"contraseña"})
    """
    said = normal(password)
    if len(said) < SHORTEST:
        return PasswordFault.SHORT
    if len(said) > LONGEST:
        return PasswordFault.LONG
    plain = folded(said)
    if _is_common(plain, common):
        return PasswordFault.COMMON
    if _repeats(plain):
        return PasswordFault.REPEATED
    return PasswordFault.OWN if _is_own(plain, own) else None


def _is_common(plain: str, common: Set[str]) -> bool:
    """On the list as it is, or once what people add to a word is taken away: figures, marks, look-alikes."""
    undecorated = re.sub(r"^[^a-zñ]+|[^a-zñ]+$", "", plain)
    tried = {
        plain,
        undecorated,
        undecorated.translate(_LOOKALIKES),
        plain.replace(" ", ""),
        undecorated.replace("ñ", "n"),
    }
    return any(each in common for each in tried if each)


def _repeats(plain: str) -> bool:
    if len(set(plain)) < FEWEST_DIFFERENT:
        return True
    whole = len(plain)
    if any(whole % size == 0 and plain[:size] * (whole // size) == plain for size in range(1, SHORTEST)):
        return True
    return any(plain in run or plain in run[::-1] for run in _RUNS)


def _is_own(plain: str, own: tuple[str, ...]) -> bool:
    words = {word for value in own for word in _WORD.findall(folded(value)) if len(word) >= OF_ONES_OWN}
    rest = plain
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != plain and len(rest) < LEFT_WITHOUT_ONES_OWN
