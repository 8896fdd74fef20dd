"""What the office asks of the population registry: what it says of a CURP, and whether one is of another's child.

No official specification of the service was obtained: its statuses come from public integrations, which disagree.
Here is the union, and whatever is not in it goes to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Protocol


class Standing(Enum):
    """What the registry says of a CURP."""

    VIGENTE = "vigente"
    CORREGIDA = "corregida"  # in force, and its data were corrected
    DEFUNCION = "defuncion"
    DUPLICADA = "duplicada"
    SUSTITUIDA = "sustituida"  # another CURP took its place: ``Answer.current``
    APOCRIFA = "apocrifa"
    CANCELADA = "cancelada"
    NO_ENCONTRADA = "no_encontrada"
    DESCONOCIDA = "desconocida"  # a status that nobody told us of

    @property
    def in_force(self) -> bool:
        """Whether the CURP is its owner's today."""
        return self in {Standing.VIGENTE, Standing.CORREGIDA}


# The registry's own codes, as public integrations list them.
STATUSES: Final = {
    "AN": Standing.VIGENTE,
    "AH": Standing.VIGENTE,  # with a homonym
    "CRA": Standing.VIGENTE,  # taken back into force
    "RCN": Standing.CORREGIDA,
    "RCC": Standing.CORREGIDA,
    "BD": Standing.DEFUNCION,
    "BDA": Standing.DUPLICADA,
    "BAP": Standing.APOCRIFA,
    "BDM": Standing.CANCELADA,
    "BDP": Standing.CANCELADA,
    "BJD": Standing.CANCELADA,
    "BSU": Standing.CANCELADA,
    "BCC": Standing.CANCELADA,
    "BCN": Standing.CANCELADA,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Whose a CURP is. A surname may be ""; ``sex`` is H, M or X."""

    given_name: str
    first_surname: str
    second_surname: str
    born: date
    sex: str

    @property
    def name(self) -> str:
        """The name as it is read, whatever surnames there are."""
        return " ".join(part for part in (self.given_name, self.first_surname, self.second_surname) if part)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the registry said. ``current`` is the CURP in force where another one took its place.

    ``person`` is None where the registry named nobody.
    """

    curp: str
    standing: Standing
    person: Person | None = None
    current: str = ""


class Filiation(Enum):
    """What the registry says of one CURP being recorded as the mother or father of another."""

    PROGENITOR = "progenitor"
    ADOPCION = "adopcion"
    NO_COINCIDE = "no_coincide"
    NO_CONSTA = "no_consta"  # it holds no such record, or says nothing that we know


# As the emulated service writes them: no official specification was obtained of this question either.
FILIATIONS: Final = {
    "PROGENITOR": Filiation.PROGENITOR,
    "ADOPCION": Filiation.ADOPCION,
    "NO COINCIDE": Filiation.NO_COINCIDE,
    "NO CONSTA": Filiation.NO_CONSTA,
}


class Failure(Enum):
    """Why no answer came: each a state, never *not found*."""

    CAIDO = "caido"
    LENTO = "lento"
    MAL_FORMADO = "mal_formado"
    DEMASIADO_GRANDE = "demasiado_grande"
    SIN_CONFIGURAR = "sin_configurar"


class RegistryUnavailable(Exception):
    """No answer that can be believed came."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(detail or failure.value)
        self.failure = failure


class PopulationRegistry(Protocol):
    """Whoever knows. Never ask it inside a database transaction."""

    def ask(self, curp: str) -> Answer:
        """What is said of ``curp`` (compact, in capitals); RegistryUnavailable if nothing that can be believed."""
        ...

    def filiation(self, child: str, parent: str) -> Filiation:
        """Whether ``parent`` is recorded as the mother or father of ``child`` (both CURPs, compact, in capitals).

        RegistryUnavailable if nothing that can be believed was said.
        """
        ...
