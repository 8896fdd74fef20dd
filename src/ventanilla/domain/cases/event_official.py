"""What the log tells of a case in an official's hands: their post and unit, never who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class CaseTaken(Event):
    """Somebody of the office has it from now on."""

    TYPE: ClassVar[str] = "caso_tomado"

    post: str
    unit: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CASO_TOMADO", "Una persona de {unidad} lo revisa ({cargo}).", unidad=self.unit, cargo=self.post)


@dataclass(frozen=True)
class CaseReleased(Event):
    """Whoever had it left it for another."""

    TYPE: ClassVar[str] = "caso_devuelto"

    unit: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CASO_DEVUELTO", "Lo revisará otra persona de {unidad}.", unidad=self.unit)


@dataclass(frozen=True)
class CaseAskedByOfficial(Event):
    """An official needs something more; what, is in the case."""

    TYPE: ClassVar[str] = "caso_preguntado_por_personal"

    post: str
    unit: str
    until: date

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "CASO_PREGUNTADO_POR_PERSONAL",
            "{cargo}, de {unidad}, le pide algo más. Puede contestar hasta el {fecha}.",
            cargo=self.post,
            unidad=self.unit,
            fecha=self.until,
        )


@dataclass(frozen=True)
class CaseProposedByOfficial(Event):
    """An official said how to resolve it; somebody else has to agree (policy ``resolucion_segunda_persona``)."""

    TYPE: ClassVar[str] = "caso_propuesto_por_personal"

    post: str
    unit: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "CASO_PROPUESTO_POR_PERSONAL",
            "{cargo}, de {unidad}, lo revisó. Otra persona debe aprobar lo que propone.",
            cargo=self.post,
            unidad=self.unit,
        )


@dataclass(frozen=True)
class CaseReturnedByOfficial(Event):
    """The second person did not agree: it is reviewed again."""

    TYPE: ClassVar[str] = "caso_regresado_por_personal"

    post: str
    unit: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "CASO_REGRESADO_POR_PERSONAL",
            "{cargo}, de {unidad}, pidió revisarlo otra vez.",
            cargo=self.post,
            unidad=self.unit,
        )


@dataclass(frozen=True)
class CaseDecidedByOfficial(Event):
    """An official decided it; how, ``CaseResolved`` says."""

    TYPE: ClassVar[str] = "caso_decidido_por_personal"

    post: str
    unit: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "CASO_DECIDIDO_POR_PERSONAL", "Lo resolvió {cargo}, de {unidad}.", cargo=self.post, unidad=self.unit
        )


OFFICIAL_EVENTS = (
    CaseTaken,
    CaseReleased,
    CaseAskedByOfficial,
    CaseProposedByOfficial,
    CaseReturnedByOfficial,
    CaseDecidedByOfficial,
)
