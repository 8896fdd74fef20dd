"""Giving notice of a registro patronal: what is asked of the registers, what is ordered, and what is told.

Whoever decides has settled what the notice says and from which day it counts; performing it checks, with the registro
held, that it can still follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final
from uuid import UUID

from ventanilla import law
from ventanilla.domain.contributions import Zona
from ventanilla.domain.identifiers.registro_patronal import format as numero_escrito
from ventanilla.kernel.acts import Effect, Event, Question, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import MONTHS, Text

from .registro import Clase, DatosRegistro, TipoAviso

_SURELY_LATE: Final = 60  # days: no term of a notice, with all its holidays, is longer
_MEDIA: Final = "lss.73.prima_media"


def prima_media(clase: Clase, on: date) -> Decimal:
    """The premium, in percent, with which a registro of that class begins, or one that changes to it (LSS 73).

    >>> prima_media(Clase.III, date(2026, 11, 22))
    Decimal('2.59840')
    """
    return law.cell(_MEDIA, clase.value, on)


def en_plazo(hecho: date, avisado: date, clave: str) -> bool:
    """Whether a notice came within the working days of the law's ``clave`` after what it tells.

    What happened long before needs no calendar of that year to be late.

    >>> [en_plazo(date(2026, 11, 17), date(2026, 11, day), "lss.15.registro_dias") for day in (24, 25)]
    [True, False]
    """
    if (avisado - hecho).days > _SURELY_LATE:
        return False
    return avisado <= law.calendar().add(hecho, law.integer(clave, hecho))


@dataclass(frozen=True)
class Empleador:
    """Who an employer is for the tax authority, as their certificate or the register says it."""

    nombre: str
    rfc: str
    moral: bool


@dataclass(frozen=True)
class EmpleadorDe(Question[Empleador | None]):
    """Who somebody is as an employer; None where no certificate and no register says their RFC."""

    subject: SubjectId


@dataclass(frozen=True)
class Localidad:
    """Where a postal code is: its municipality (the three characters that begin its registros) and who attends it."""

    codigo_postal: str
    municipio: str
    municipio_nombre: str
    entidad: str
    delegacion: str
    subdelegacion: str
    zona: Zona


@dataclass(frozen=True)
class LocalidadDe(Question[Localidad | None]):
    """Where a postal code is; None where nobody loaded it, which is not that it does not exist."""

    codigo_postal: str


@dataclass(frozen=True)
class Fraccion:
    """One fraction of the catalogue of activities, and the class that it has."""

    clave: str
    division: str
    grupo: str
    nombre: str
    clase: Clase

    @property
    def words(self) -> str:
        """As it is chosen."""
        return f"{self.clave} · {self.nombre} (clase {self.clase.value})"


@dataclass(frozen=True)
class Fracciones(Question[tuple[Fraccion, ...]]):
    """The catalogue of activities, in the order of its keys; () where nobody loaded one."""


@dataclass(frozen=True)
class NumeroSiguiente(Question[str]):
    """The number that the next registro of a municipality will have. Ask it with ``NUMERACION`` locked."""

    municipio: str
    modalidad: str


NUMERACION: Final = SubjectId(UUID("6e756d65-7261-4369-af6e-706174726f6e"))
"""Whoever will be given a number locks this, so that two are never decided with the same one."""


@dataclass(frozen=True)
class ActivosDe(Question[int]):
    """How many people are insured with a registro on a day."""

    registro: str
    on: date


@dataclass(frozen=True)
class MesHogar:
    """A month of somebody who works in a home: ``mes`` is its first day, ``salario_centavos`` a day's wage."""

    trabajador: SubjectId
    mes: date
    dias: int
    salario_centavos: int


@dataclass(frozen=True)
class MesesHogarDe(Question[tuple[MesHogar, ...]]):
    """Every month that an employer registered of the people who work in their home, in order."""

    subject: SubjectId


@dataclass(frozen=True)
class AvisoPatronalRegistrado(Event):
    """A notice of an employer is in the register; told to the employer the moment it is."""

    TYPE: ClassVar[str] = "aviso_patronal_registrado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("registro", "tipo", "on", "clase", "prima")

    aviso: UUID
    registro: str
    tipo: str
    on: date
    clase: str
    prima: str

    def shown(self) -> Text:
        """For the employer's timeline, and their inbox."""
        numero = numero_escrito(self.registro)
        match self.tipo:
            case TipoAviso.ALTA.value if self.prima:
                return Text(
                    "AVISO_REGISTRO_ALTA",
                    "Su registro patronal es {registro}, desde el {fecha}. Clase {clase}, prima {prima} %.",
                    registro=numero,
                    fecha=self.on,
                    clase=self.clase,
                    prima=self.prima,
                )
            case TipoAviso.CLASE.value:
                return Text(
                    "AVISO_REGISTRO_CLASE",
                    "Su registro {registro} es de clase {clase} desde el {fecha}, con prima {prima} %.",
                    registro=numero,
                    fecha=self.on,
                    clase=self.clase,
                    prima=self.prima,
                )
        return Text(
            "AVISO_REGISTRO",
            "Anotamos un aviso en su registro patronal {registro}, con efecto el {fecha}: {aviso}.",
            registro=numero,
            fecha=self.on,
            aviso=next((one.words.lower() for one in TipoAviso if one.value == self.tipo), self.tipo),
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class AvisarRegistro(Effect):
    """Add one notice to a registro; an alta makes it, with the number that was decided, for ``empleador``.

    Performed as a list. Conflict where the number was taken, or the notice cannot follow any more.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (AvisoPatronalRegistrado,)

    patron: SubjectId
    numero: str
    tipo: TipoAviso
    on: date
    datos: DatosRegistro
    empleador: Empleador | None = None
    supersedes: UUID | None = None

    def __post_init__(self) -> None:
        if (self.empleador is not None) is not (self.tipo is TipoAviso.ALTA):
            raise ValueError("an alta says whose the registro is, and no other notice does")


@dataclass(frozen=True)
class MesHogarRegistrado(Event):
    """The days of a month that somebody works in a home are registered; told to the person."""

    TYPE: ClassVar[str] = "mes_hogar_registrado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("patron", "mes", "dias", "salario_centavos")

    registrado: UUID
    patron: str
    mes: date
    dias: int
    salario_centavos: int

    def shown(self) -> Text:
        """For the worker's timeline, and their inbox."""
        return Text(
            "AVISO_MES_HOGAR",
            "{patron} registró {dias} días de su trabajo en {mes} de {anio}, con {monto} por día. "
            "Si no es correcto, díganoslo aquí.",
            patron=self.patron,
            dias=self.dias,
            mes=MONTHS[self.mes.month - 1],
            anio=self.mes.year,
            monto=str(Money.of_centavos(int(self.salario_centavos))),
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class RegistrarMesHogar(Effect):
    """Keep one month of somebody who works in a home. Conflict where that month is registered already."""

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (MesHogarRegistrado,)

    registro: str
    trabajador: SubjectId
    mes: date
    dias: int
    salario_centavos: int


EVENTS: tuple[type[Event], ...] = (AvisoPatronalRegistrado, MesHogarRegistrado)
