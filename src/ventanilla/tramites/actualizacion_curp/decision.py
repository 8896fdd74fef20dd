"""A CURP changes because the population registry says so; any doubt about whose it is goes to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import (
    ActualizarDato,
    Campo,
    Contradiccion,
    Poblacion,
    confirmable,
    diferencias,
    es_de_otra_persona,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import OTRA, SIN_RESPUESTA, Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 15", "RACERF 45", "RACERF 46", "RACERF 47")
NO_CORRESPONDEN: Final = Text(
    "CURP_NO_COINCIDE",
    "La CURP y el NSS no corresponden a la misma persona. No hicimos ningún cambio; puede pedir una aclaración aquí.",
)
VIGENTE: Final = Text(
    "CURP_SIN_CAMBIO", "El registro de población dice que su CURP sigue vigente. No hay nada que cambiar."
)
SITUACION: Final = Text(
    "CURP_SITUACION", "El registro de población dice que su CURP no está vigente y no da otra. Una persona lo revisará."
)
SIN_CONFIRMAR: Final = Text("CURP_SIN_CONFIRMAR", "RENAPO no confirma esa CURP. Revísela en gob.mx/curp.")
DICE_OTRA: Final = Text("CURP_DICE_OTRA", "Usted dice que tiene otra CURP. Una persona lo comparará con su documento.")
OTRA_CUENTA: Final = Text(
    "CURP_OTRA_CUENTA", "Hay otra cuenta abierta con la CURP nueva. Una persona verá que ambas sean de usted."
)
ACUDA: Final = Text(
    "CURP_ACUDA", "No pudimos confirmar que ambas CURP son de usted. Acuda a su subdelegación con su identificación."
)
CAMBIARON: Final = Text("POBLACION_CAMBIO", "El registro de población dice ahora otros datos que los que usted vio.")


@dataclass(frozen=True)
class Acuse:
    """All that the document prints."""

    nombre: str
    antes: str
    despues: str
    desde: date


@dataclass(frozen=True)
class Cambio:
    """The order to the register, and what its owner is told with."""

    subject: SubjectId
    acuse: Acuse


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Cambio]:
    """The registry's old to new is followed at once where everything agrees (LSS 15; RACERF 45-47).

    Who asks is told the same whether the new CURP is another insured person's or its data are of another.
    """
    said, nueva = hechos.poblacion, hechos.nueva
    if solicitud.datos == OTRA:
        return Refer(QUEUE, (DICE_OTRA,), Reject((ACUDA,), CITE))
    if nueva is None or said is None:
        return _unchanged(said)
    if not confirmable(nueva):
        return Refer(QUEUE, (SITUACION,), Reject((SITUACION,), CITE))
    different = diferencias(hechos.datos, nueva)
    if hechos.de_otra or es_de_otra_persona(different):
        return Refer(QUEUE, (NO_CORRESPONDEN,), Reject((NO_CORRESPONDEN,), CITE))
    if hechos.otra_cuenta:
        return Refer(QUEUE, (OTRA_CUENTA,), Reject((ACUDA,), CITE))
    granted = Approve(Cambio(hechos.subject, Acuse(nueva.nombre_completo, hechos.datos.curp, nueva.curp, on)))
    doubts = [duda.reason for duda in hechos.dudas]
    if different:
        doubts.append(Contradiccion.NOMBRE_DISTINTO.reason)
    if solicitud.datos not in {SIN_RESPUESTA, nueva.words()}:
        doubts.append(CAMBIARON)
    return Refer(QUEUE, tuple(dict.fromkeys(doubts)), granted) if doubts else granted


def _unchanged(said: Poblacion | None) -> Decision[Cambio]:
    """The registry gave no other CURP: it is in force, or somebody must look at why it is not."""
    if said is None:
        return Refer(QUEUE, (SIN_CONFIRMAR,), Reject((SIN_CONFIRMAR,), CITE))
    if confirmable(said):
        return Reject((VIGENTE,), CITE)
    why = SITUACION if said.names_somebody else SIN_CONFIRMAR
    return Refer(QUEUE, (why,), Reject((why,), CITE))


def effects(cambio: Cambio) -> tuple[Effect, ...]:
    """The register, the card and what is filed from today on have the new one; past movements keep theirs."""
    acuse = cambio.acuse
    return (
        ActualizarDato(cambio.subject, Campo.CURP, acuse.antes, acuse.despues),
        IssueDocument("curp.typ", acuse, fact="Actualización de la CURP en el registro.", holder=acuse.nombre),
    )
