"""What the person adds to what is looked at: their receipts, and whom they never worked for. Asked and told here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Event, Question, SubjectId
from ventanilla.kernel.text import Text

from .model import Evidencia


@dataclass(frozen=True)
class EvidenciaDe(Question[Evidencia]):
    """All that is known of a person, their history among it."""

    subject: SubjectId


@dataclass(frozen=True)
class RecibosPropiosGuardados(Event):
    """The person gave that many payroll receipts of their own; what they say is in the register, not here."""

    TYPE: ClassVar[str] = "recibos_propios_guardados"

    cuantos: int

    def shown(self) -> Text:
        """For the timeline."""
        if self.cuantos == 1:
            return Text("RECIBO_GUARDADO", "Se guardó un recibo de nómina para compararlo con su registro.")
        return Text(
            "RECIBOS_GUARDADOS",
            "Se guardaron {n} recibos de nómina para compararlos con su registro.",
            n=self.cuantos,
        )


@dataclass(frozen=True)
class RecibosPropiosQuitados(Event):
    """The person took that many of them back."""

    TYPE: ClassVar[str] = "recibos_propios_quitados"

    cuantos: int

    def shown(self) -> Text:
        """For the timeline."""
        if self.cuantos == 1:
            return Text("RECIBO_QUITADO", "Se borró un recibo de nómina que usted había guardado.")
        return Text("RECIBOS_QUITADOS", "Se borraron {n} recibos de nómina que usted había guardado.", n=self.cuantos)


@dataclass(frozen=True)
class EmpleadorNoReconocido(Event):
    """The person said that they never worked for whoever has that registro."""

    TYPE: ClassVar[str] = "empleador_no_reconocido"
    PRIVATE: ClassVar[tuple[str, ...]] = ("registro",)

    registro: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "EMPLEADOR_NO_RECONOCIDO",
            "Usted dijo que no conoce al empleador con registro {registro}.",
            registro=self.registro,
        )


@dataclass(frozen=True)
class EmpleadorReconocido(Event):
    """The person took it back."""

    TYPE: ClassVar[str] = "empleador_reconocido"
    PRIVATE: ClassVar[tuple[str, ...]] = ("registro",)

    registro: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text(
            "EMPLEADOR_RECONOCIDO",
            "Usted dijo que sí conoce al empleador con registro {registro}.",
            registro=self.registro,
        )


EVENTS: tuple[type[Event], ...] = (
    EmpleadorNoReconocido,
    EmpleadorReconocido,
    RecibosPropiosGuardados,
    RecibosPropiosQuitados,
)
