"""Registering somebody as a beneficiary, keeping that up to date and ending it: who they are, the orders, what is told.

Who may be one and until when is LSS 84 (`domain.benefits` concludes it). A tie opens much (care, and a child's office
to whoever registers them), so it is made of what a registry confirms or of what a person saw, never of a word alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Final

from ventanilla import law
from ventanilla.kernel.acts import Effect, Event, Question, SubjectId
from ventanilla.kernel.text import Text

from .historia import Parentesco
from .numero import Poblacion

PAREJA: Final = frozenset({Parentesco.CONYUGE, Parentesco.CONCUBINO})
ASCENDIENTES: Final = frozenset({Parentesco.MADRE, Parentesco.PADRE})
NOTICE_POLICY: Final = "beneficiario_aviso"
_DIAS: Final = {"dias_30": 30, "dias_60": 60, "dias_90": 90}


def aviso_beneficiario() -> int:
    """How many days before a beneficiary's right ends by age or by their studies the holder is told.

    >>> aviso_beneficiario()
    60
    """
    return _DIAS[law.policy(NOTICE_POLICY).value]


class Filiacion(Enum):
    """What the population registry says of one person being recorded as the mother or father of another."""

    PROGENITOR = "progenitor"
    ADOPCION = "adopcion"
    NO_COINCIDE = "no_coincide"
    NO_CONSTA = "no_consta"

    @property
    def confirms(self) -> bool:
        """Whether the record alone shows the tie."""
        return self in {Filiacion.PROGENITOR, Filiacion.ADOPCION}


@dataclass(frozen=True)
class PoblacionCon(Question[Poblacion | None]):
    """What the population registry last said of a CURP that a request names, as it is kept; None where it never did."""

    curp: str


@dataclass(frozen=True)
class FiliacionCon(Question[Filiacion | None]):
    """What the registry last said of ``titular`` and the person of ``curp``, as it is kept; None where it never did.

    ``hijo``: whether that person would be the child; else, the mother or father.
    """

    titular: SubjectId
    curp: str
    hijo: bool


@dataclass(frozen=True)
class Familiar:
    """Who the office knows by a CURP, for its own decision: ``subject`` is None where the register has nobody.

    ``nombre`` is the register's, "" where it has nobody; ``propia``, how they are registered with the holder who asks
    today; ``de_otra``, whether they are registered with somebody else, which is told without naming whom.
    """

    subject: SubjectId | None
    nombre: str = ""
    propia: Parentesco | None = None
    de_otra: bool = False
    con_unidad: bool = False


@dataclass(frozen=True)
class FamiliarDe(Question[Familiar]):
    """Who somebody is by their CURP, and whose beneficiary, as it is seen from ``titular``."""

    titular: SubjectId
    curp: str


@dataclass(frozen=True)
class BeneficiarioRegistrado(Event):
    """In the holder's chain: who became their beneficiary."""

    TYPE: ClassVar[str] = "beneficiario_registrado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("nombre", "parentesco")

    nombre: str
    parentesco: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "BENEFICIARIO_REGISTRADO",
            "Registramos a {nombre} como persona beneficiaria suya: {parentesco}.",
            nombre=self.nombre,
            parentesco=_words(self.parentesco),
        )


@dataclass(frozen=True)
class RegistroComoBeneficiario(Event):
    """In the beneficiary's chain: who registered them. They are told at once, for it may be a mistake."""

    TYPE: ClassVar[str] = "registro_como_beneficiario"
    PRIVATE: ClassVar[tuple[str, ...]] = ("titular", "parentesco")

    titular: str
    parentesco: str

    def shown(self) -> Text:
        """For the timeline, and for their inbox."""
        return Text(
            "COMO_BENEFICIARIO",
            "{titular} le registró como persona beneficiaria: {parentesco}. "
            "Si no es correcto, acuda a su subdelegación.",
            titular=self.titular,
            parentesco=_words(self.parentesco),
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class BeneficiarioActualizado(Event):
    """What the law asks of a beneficiary is proved again: until when they study, or that there is a dictamen."""

    TYPE: ClassVar[str] = "beneficiario_actualizado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("nombre", "estudia_hasta", "incapacitado")

    nombre: str
    estudia_hasta: date | None
    incapacitado: bool

    def shown(self) -> Text:
        """For the timeline: which paper, and of a dictamen only that there is one."""
        if self.incapacitado or self.estudia_hasta is None:
            return Text("BENEFICIARIO_DICTAMEN", "Anotamos el dictamen de {nombre}.", nombre=self.nombre)
        return Text(
            "BENEFICIARIO_ESTUDIA",
            "Anotamos la constancia de estudios de {nombre}, hasta el {fecha}.",
            nombre=self.nombre,
            fecha=self.estudia_hasta,
        )


@dataclass(frozen=True)
class BeneficiarioTerminado(Event):
    """In both chains, with the name of the other: the last day of a tie. Why is nobody else's to read."""

    TYPE: ClassVar[str] = "beneficiario_terminado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("nombre", "hasta")

    de_titular: bool
    nombre: str
    hasta: date

    def shown(self) -> Text:
        """For the timeline, and for the inbox of whoever lost it."""
        if self.de_titular:
            return Text(
                "BENEFICIARIO_BAJA",
                "{nombre} dejó de ser persona beneficiaria suya. El último día fue el {fecha}.",
                nombre=self.nombre,
                fecha=self.hasta,
            )
        return Text(
            "YA_NO_BENEFICIARIO",
            "Usted dejó de ser persona beneficiaria de {nombre}. El último día fue el {fecha}. "
            "Si no es correcto, acuda a su subdelegación.",
            nombre=self.nombre,
            fecha=self.hasta,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class BeneficioPorTerminar(Event):
    """The office reminded a holder that a child's right ends by age, or with the studies that were proved."""

    TYPE: ClassVar[str] = "beneficio_por_terminar"
    PRIVATE: ClassVar[tuple[str, ...]] = ("nombre", "hasta")

    nombre: str
    hasta: date

    def shown(self) -> Text:
        """For the timeline, and for the inbox."""
        return Text(
            "BENEFICIO_POR_TERMINAR",
            "El derecho de {nombre} como persona beneficiaria suya termina el {fecha}. "
            "Si estudia, entregue la constancia del ciclo actual.",
            nombre=self.nombre,
            fecha=self.hasta,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


def _words(parentesco: str) -> str:
    return next((one.words for one in Parentesco if one.value == parentesco), parentesco).lower()


@dataclass(frozen=True)
class RegistrarBeneficiario(Effect):
    """Make somebody ``titular``'s beneficiary from ``desde`` on, with the data that the population registry confirms.

    A person whom the register does not know (``beneficiario`` None) enters it, without a number: that gives no right
    of their own.
    ``misma_unidad``: who has no clinic yet and lives with the holder is attended where the holder is.
    Conflict where the CURP is another's by now, or they are registered meanwhile.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (BeneficiarioRegistrado,)

    titular: SubjectId
    beneficiario: SubjectId | None
    persona: Poblacion
    parentesco: Parentesco
    desde: date
    estudia_hasta: date | None = None
    incapacitado: bool = False
    convive_y_depende: bool = True
    misma_unidad: bool = False


@dataclass(frozen=True)
class ActualizarBeneficiario(Effect):
    """Keep what a tie's new paper says. Conflict where that tie does not run any more."""

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (BeneficiarioActualizado,)

    titular: SubjectId
    beneficiario: SubjectId
    estudia_hasta: date | None = None
    incapacitado: bool = False


@dataclass(frozen=True)
class TerminarBeneficiario(Effect):
    """End a tie on its last day ``hasta``. Conflict where it ended meanwhile."""

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (BeneficiarioTerminado,)

    titular: SubjectId
    beneficiario: SubjectId
    hasta: date


EVENTS: tuple[type[Event], ...] = (
    BeneficiarioRegistrado,
    RegistroComoBeneficiario,
    BeneficiarioActualizado,
    BeneficiarioTerminado,
    BeneficioPorTerminar,
)
