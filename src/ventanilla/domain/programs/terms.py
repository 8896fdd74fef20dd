"""How long things of programs last. No norm fixes it: the policies name each term (P39, P40)."""

from __future__ import annotations

from enum import Enum
from typing import Final

ANSWER_POLICY: Final = "api_respuesta_repetida"
TERM_POLICY: Final = "llave_programa_duracion"
# How long the answer to a request is kept, to give it again to whoever repeats the request, in seconds.
ANSWER_SECONDS: Final = {"un_dia": 24 * 3600, "tres_dias": 72 * 3600}


class KeyTerm(Enum):
    """The answers of the policy about how long a key lasts at most."""

    TREINTA = "treinta_dias"
    NOVENTA = "noventa_dias"


DAYS_OFFERED: Final = (7, 30, 90)


def days_at_most(term: KeyTerm) -> int:
    """How many days a key may last.

    >>> days_at_most(KeyTerm("noventa_dias"))
    90
    """
    return {KeyTerm.TREINTA: 30, KeyTerm.NOVENTA: 90}[term]
