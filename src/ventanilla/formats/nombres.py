"""A name that comes whole, in its parts: where the surnames end, and whether they come first.

The CURP or the RFC of the person, where there is one, says it: their letters are taken from the parts. Where there is
none the order is that of the column, and surnames with particles ("DE LA CRUZ") stay in one piece. It is a guess, and
whoever uses it says so.

>>> split("DE LA CRUZ PEREZ MARIA DEL CARMEN"), split("Juan Pérez García", surnames_first=False).primer_apellido
(Nombre(primer_apellido='DE LA CRUZ', segundo_apellido='PEREZ', nombres='MARIA DEL CARMEN'), 'PÉREZ')
>>> str(split("PEREZ GARCIA JUAN CARLOS", key="PEGJ850101HDFRRN09"))
'JUAN CARLOS PEREZ GARCIA'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ventanilla.domain.identifiers.names import PARTICLES, inner_vowel, plain, word

from .records import Nombre

MAX_NAME: Final = 200  # characters of a name that is cut in parts; a longer one is nobody's
_MAX_WORDS: Final = 14
_SEPARATORS: Final = re.compile(r"[$/|*]")
_LETTERS: Final = 4  # of a CURP or an RFC that are taken from the name
# The names that most people in Mexico have: they tell a column of names from one of surnames, and which comes first.
_GIVEN: Final = (
    "JOSE JUAN LUIS MARIA GUADALUPE FRANCISCO JESUS ANTONIO ALEJANDRO CARLOS MIGUEL JORGE MANUEL PEDRO FERNANDO "
    "ROBERTO RICARDO EDUARDO JAVIER RAFAEL MARTIN RAUL DAVID DANIEL ARTURO SERGIO ENRIQUE MARIO GERARDO ALBERTO "
    "VICTOR OSCAR HECTOR JUANA MARGARITA ROSA VERONICA LETICIA ELIZABETH PATRICIA ALEJANDRA GABRIELA ALICIA "
    "ADRIANA MARTHA LAURA ANA CARMEN TERESA SILVIA JOSEFINA YOLANDA ARACELI FRANCISCA CLAUDIA NORMA MARIBEL "
    "SANDRA ANGEL KARLA DIANA MONICA BRENDA FERNANDA SOFIA LUCIA ELENA ISABEL JULIO CESAR RUBEN PABLO ALFREDO "
    "ARMANDO JAIME GUILLERMO SALVADOR IGNACIO ANDRES RAMON GABRIEL HUGO IVAN OMAR EDGAR ADRIAN ALFONSO FELIPE "
    "ERNESTO GUSTAVO ABEL AGUSTIN TOMAS BEATRIZ BLANCA CECILIA CRISTINA DOLORES ESTHER GLORIA GRACIELA IRMA LILIA "
    "LOURDES LUZ MARISOL MERCEDES OLGA PAOLA ROCIO SUSANA VIRIDIANA XIMENA YADIRA NANCY ERIKA FABIOLA LORENA "
    "DIEGO SEBASTIAN SANTIAGO EMILIANO MATEO RODRIGO MAURICIO "
)
GIVEN: Final = frozenset(_GIVEN.split())
_SURNAMES: Final = (
    "HERNANDEZ GARCIA MARTINEZ LOPEZ GONZALEZ RODRIGUEZ PEREZ SANCHEZ RAMIREZ CRUZ FLORES GOMEZ MORALES VAZQUEZ "
    "JIMENEZ REYES DIAZ TORRES GUTIERREZ RUIZ AGUILAR MENDOZA CASTILLO ORTIZ MORENO RIVERA RAMOS ROMERO JUAREZ "
    "ALVAREZ MENDEZ CHAVEZ HERRERA MEDINA DOMINGUEZ CASTRO GUZMAN VARGAS VELAZQUEZ SALAZAR ROJAS ORTEGA CORTES "
    "GUERRERO CONTRERAS BAUTISTA ESTRADA LUNA LARA RIOS AVILA VEGA MUNOZ MUÑOZ SOTO SILVA ESPINOZA CERVANTES "
    "SOLIS DELGADO MEJIA CARRILLO VALDEZ LEON SANDOVAL NAVA SANTOS CAMPOS MALDONADO PACHECO NUÑEZ PEÑA CABRERA "
    "ACOSTA IBARRA FUENTES VALENCIA ROBLES MIRANDA NAVARRO ROSAS PADILLA CAMACHO ALVARADO MARQUEZ OCHOA TREJO "
    "RANGEL ZAMORA "
)
SURNAMES: Final = frozenset(_SURNAMES.split())


def tidy(text: str) -> str:
    """A name in capitals with its Ñ and its accents, and one space between words; # is read as Ñ.

    >>> tidy("  nu#ez   lópez ")
    'NUÑEZ LÓPEZ'
    """
    return " ".join(text.replace("#", "Ñ").upper().split())


def split(text: str, *, surnames_first: bool = True, key: str = "") -> Nombre:
    """The parts of a whole name. ``key`` is the person's CURP or RFC, "" where it is not known.

    With ``PATERNO$MATERNO$NOMBRES``, or a comma after the surnames, nothing is guessed. One word is a given name.
    """
    whole = tidy(text)[:MAX_NAME]
    if _SEPARATORS.search(whole):
        parts = [part.strip() for part in _SEPARATORS.split(whole, 2)] + ["", ""]
        return one_surname_first(Nombre(parts[0], parts[1], " ".join(part for part in parts[2:] if part)))
    if "," in whole:
        surnames, _, given = whole.partition(",")
        first, second = _two(_pieces(surnames.split()), key)
        return Nombre(first, second, given.strip(" ,"))
    pieces = _pieces(whole.split()[:_MAX_WORDS])
    if len(pieces) < 2:
        return Nombre("", "", " ".join(pieces))
    cuts = list(_cuts(pieces, surnames_first))
    if key:
        fitting = next((cut for cut in [*cuts, *_cuts(pieces, not surnames_first)] if fits(cut, key)), None)
        if fitting is not None:
            return fitting
    return cuts[0]


def one_surname_first(name: Nombre) -> Nombre:
    """The only surname of a person is the first, wherever it was written."""
    return name if name.primer_apellido else Nombre(name.segundo_apellido, "", name.nombres)


def _pieces(words: list[str]) -> list[str]:
    """Words, each with the particles before it."""
    pieces: list[str] = []
    held: list[str] = []
    for said in words:
        held.append(said)
        if plain(said) not in PARTICLES or said == "Y":
            pieces.append(" ".join(held))
            held = []
    if held:
        pieces.append(" ".join(held))
    return pieces


def surnames(text: str, *, key: str = "") -> tuple[str, str]:
    """The two surnames of a text that has both; the second is "" where there is one.

    >>> surnames("DE LA CRUZ PEREZ")
    ('DE LA CRUZ', 'PEREZ')
    """
    return _two(_pieces(tidy(text)[:MAX_NAME].split()), key)


def _two(pieces: list[str], key: str) -> tuple[str, str]:
    """Two surnames of the pieces of both."""
    if len(pieces) < 2:
        return " ".join(pieces), ""
    if key:
        for at in range(1, len(pieces)):
            if plain(word(pieces[at]))[:1] == key[2:3]:
                return " ".join(pieces[:at]), " ".join(pieces[at:])
    return pieces[0], " ".join(pieces[1:])


def _cuts(pieces: list[str], surnames_first: bool) -> Iterable[Nombre]:
    """The ways of cutting a name in three, the likeliest first. Two pieces are a surname and a given name."""
    n = len(pieces)
    if n == 2:
        yield Nombre(pieces[0], "", pieces[1]) if surnames_first else Nombre(pieces[1], "", pieces[0])
        return
    shapes = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (2, 0)]
    for first, second in shapes:
        if first + second < n:
            both = first + second
            if surnames_first:
                names, given = pieces[:both], pieces[both:]
            else:
                names, given = pieces[n - both :], pieces[: n - both]
            yield Nombre(" ".join(names[:first]), " ".join(names[first:]), " ".join(given))


def fits(name: Nombre, key: str) -> bool:
    """Whether the letters of a CURP or an RFC may be taken from a name cut so.

    >>> fits(Nombre("PEREZ", "GARCIA", "JUAN"), "PEGJ850101HDFRRN09"), fits(Nombre("PEREZ", "JUAN", "GARCIA"), "PEGJ85")
    (True, False)
    """
    first, second = (plain(word(surname)) for surname in (name.primer_apellido, name.segundo_apellido))
    given = plain(word(name.nombres, given=True))
    if not first or not given or len(key) < _LETTERS:
        return False
    letters = first[0] + (inner_vowel(first) or "X") + (second[:1] or "X") + given[0]
    letters = letters.replace("Ñ", "X")
    said = key[:_LETTERS].replace("Ñ", "X")
    wrong = [n for n in range(_LETTERS) if letters[n] != said[n]]
    return not wrong or (len(wrong) == 1 and wrong[0] in (1, 3) and said[wrong[0]] == "X")


def surnames_first(names: Iterable[str], keys: Iterable[str]) -> bool | None:
    """Whether a column of whole names begins with the surnames: what the keys, or the commonest names, say of most.

    None where they do not tell.

    >>> surnames_first(["PEREZ GARCIA JUAN", "LOPEZ RUIZ MARIA"], ["", ""]), surnames_first(["XOOL UC EK"], [""])
    (True, None)
    """
    before = after = 0
    for text, key in zip(names, keys, strict=False):
        whole = tidy(text)[:MAX_NAME]
        if "," in whole or _SEPARATORS.search(whole):
            before += 1
            continue
        pieces = _pieces(whole.split()[:_MAX_WORDS])
        if len(pieces) < 2:
            continue
        if key:
            begins = any(fits(cut, key) for cut in _cuts(pieces, True))
            ends = any(fits(cut, key) for cut in _cuts(pieces, False))
            if begins is not ends:
                before, after = before + begins, after + ends
                continue
        begins, ends = _looks(pieces[0], pieces[-1]), _looks(pieces[-1], pieces[0])
        before, after = before + (begins and not ends), after + (ends and not begins)
    if before == after or max(before, after) < 2 * min(before, after):
        return None
    return before > after


def _looks(surname: str, given: str) -> bool:
    return plain(word(surname)) in SURNAMES or plain(word(given)) in GIVEN
