"""Under which regime an employment or an affiliation is, by the modalidad in the number of its registro.

A voluntary one is a registro of the person's own: it has no employer, and does not give everything that work does.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from ventanilla.kernel.text import Text

_MODALIDAD: Final = slice(8, 10)  # of the eleven characters of a registro


class Regimen(Enum):
    """What a registro insures for, where it is not the work for an employer."""

    OBLIGATORIO = "obligatorio"
    CONTINUACION_VOLUNTARIA = "continuacion_voluntaria"  # LSS 218-221
    SALUD_FAMILIA = "salud_familia"  # LSS 240-245
    INDEPENDIENTE = "independiente"  # LSS 13-I, 222

    @property
    def voluntario(self) -> bool:
        """Whether the person joined by themself: the registro names no employer."""
        return self is not Regimen.OBLIGATORIO

    @property
    def atiende(self) -> bool:
        """Whether it gives medical care: the continuation pays for invalidity, old age and pensioners alone (218)."""
        return self is not Regimen.CONTINUACION_VOLUNTARIA

    @property
    def cotiza(self) -> bool:
        """Whether its days are days of contribution: the family's health insurance is no pension insurance (240)."""
        return self is not Regimen.SALUD_FAMILIA

    @property
    def words(self) -> Text | None:
        """As it is said beside its dates; None for the ordinary one."""
        return _WORDS.get(self)


_WORDS: Final = {
    Regimen.CONTINUACION_VOLUNTARIA: Text("REGIMEN_CONTINUACION", "Continuación voluntaria"),
    Regimen.SALUD_FAMILIA: Text("REGIMEN_SALUD_FAMILIA", "Seguro de Salud para la Familia; no cuenta semanas"),
    Regimen.INDEPENDIENTE: Text("REGIMEN_INDEPENDIENTE", "Persona trabajadora independiente"),
}
_OF: Final = {
    "33": Regimen.SALUD_FAMILIA,
    "40": Regimen.CONTINUACION_VOLUNTARIA,
    "44": Regimen.INDEPENDIENTE,
}


def regimen_de(registro_patronal: str) -> Regimen:
    """The regime of a registro, by its ninth and tenth digits.

    >>> regimen_de("Z9912345402").atiende, regimen_de("Z9912345105")
    (False, <Regimen.OBLIGATORIO: 'obligatorio'>)
    """
    return _OF.get(registro_patronal[_MODALIDAD], Regimen.OBLIGATORIO)
