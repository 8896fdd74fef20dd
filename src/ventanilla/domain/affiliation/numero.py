"""Giving somebody their Número de Seguridad Social: who they are, who is like them, the number (LSS 15-I; RACERF 45).

One number for each person and for life. Whoever has one gets no other; whoever may have one is looked at by a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Final
from uuid import UUID

from ventanilla.domain.identifiers import nss
from ventanilla.kernel.acts import Effect, Event, Question, SubjectId
from ventanilla.kernel.text import Text, long_date

FIRST_SERIAL: Final = 1
LAST_SERIAL: Final = 9_999  # four digits
_SEXO: Final = {"H": "hombre", "M": "mujer", "X": "no binario"}


class EnPoblacion(Enum):
    """What the population registry says of a CURP."""

    VIGENTE = "vigente"
    CORREGIDA = "corregida"
    DEFUNCION = "defuncion"
    DUPLICADA = "duplicada"
    SUSTITUIDA = "sustituida"
    APOCRIFA = "apocrifa"
    CANCELADA = "cancelada"
    NO_ENCONTRADA = "no_encontrada"
    DESCONOCIDA = "desconocida"

    @property
    def confirms(self) -> bool:
        """Whether the CURP is its owner's today."""
        return self in {EnPoblacion.VIGENTE, EnPoblacion.CORREGIDA}


@dataclass(frozen=True)
class Poblacion:
    """The registry's answer about somebody's CURP. The name is "" and ``nacimiento`` None where it named nobody.

    ``vigente`` is the CURP in force where another took the place of this one, "" otherwise.
    """

    curp: str
    situacion: EnPoblacion
    nombre: str = ""
    primer_apellido: str = ""
    segundo_apellido: str = ""
    nacimiento: date | None = None
    sexo: str = ""
    vigente: str = ""

    @property
    def nombre_completo(self) -> str:
        """The name as it is read, whatever surnames there are."""
        return " ".join(part for part in (self.nombre, self.primer_apellido, self.segundo_apellido) if part)

    @property
    def names_somebody(self) -> bool:
        """Whether it says all that a row of the register needs."""
        return bool(self.nombre and self.nacimiento and self.sexo)

    def words(self) -> str:
        """The data as their owner confirms and signs them.

        >>> Poblacion("REPN800101MNEGRV06", EnPoblacion.VIGENTE, "Nueva", "Registro", "", date(1980, 1, 1), "M").words()
        'Nueva Registro. Nacimiento: 1 de enero de 1980. Sexo: mujer. CURP: REPN800101MNEGRV06'
        """
        born = long_date(self.nacimiento) if self.nacimiento else "sin dato"
        sexo = _SEXO.get(self.sexo, "sin dato")
        return f"{self.nombre_completo}. Nacimiento: {born}. Sexo: {sexo}. CURP: {self.curp}"


@dataclass(frozen=True)
class PoblacionDe(Question[Poblacion | None]):
    """What the population registry last said of a person's CURP, as it is kept; None where it never answered."""

    subject: SubjectId


@dataclass(frozen=True)
class CurpVigenteDe(Question[Poblacion | None]):
    """What the registry said, with that same answer, of the CURP that took the place of the person's; None for none.

    Fetched with `PoblacionDe`, which a trámite that asks this names as what it needs from outside.
    """

    subject: SubjectId


@dataclass(frozen=True)
class ParecidosDe(Question[int]):
    """How many others the register has with a person's name and day of birth, and nobody said that they are others.

    By what the population registry says of the person: they may not be in the register yet.
    """

    subject: SubjectId


@dataclass(frozen=True)
class NssSiguiente(Question[str]):
    """The number that the next person registered today will have; "" where no serial is left.

    Ask it with ``NUMERACION_NSS`` locked: it is given by the decision, that prints it, and nobody else gets it.
    """

    subdelegacion: str
    nacimiento: date


NUMERACION_NSS: Final = SubjectId(UUID("6e756d65-7261-4369-af6e-6e7373000000"))
"""Whoever will be given a number locks this, so that two are never decided with the same one."""


def numero(subdelegacion: str, alta: date, nacimiento: date, serial: int) -> str:
    """The number of these parts, with its check digit. ValueError for a serial that four digits do not hold.

    >>> numero("99", date(2026, 11, 22), date(1980, 1, 1), 7)
    '99268000074'
    """
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        raise ValueError(f"no serial of a number is {serial}")
    return nss.compose(subdelegacion, alta.year, nacimiento.year, serial)


@dataclass(frozen=True)
class NssAsignado(Event):
    """Somebody has a number of their own, for life."""

    TYPE: ClassVar[str] = "nss_asignado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("nss",)

    nss: str

    def shown(self) -> Text:
        """For the person's timeline, and for their inbox."""
        return Text(
            "NSS_ASIGNADO",
            "Se le asignó el Número de Seguridad Social (NSS) {nss}. Es suyo para toda la vida.",
            nss=self.nss,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class AsignarNss(Effect):
    """Add a person to the register without any employer, with their number; no right to care follows.

    Conflict where they have a number already, the CURP is another person's, or the number was given meanwhile.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (NssAsignado,)

    subject: SubjectId
    curp: str
    nombre: str
    primer_apellido: str
    segundo_apellido: str
    nacimiento: date
    sexo: str
    nss: str


EVENTS: tuple[type[Event], ...] = (NssAsignado,)
