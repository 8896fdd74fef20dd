"""This register is made to say what the population registry says; a name, only once a person looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import (
    ActualizarDato,
    Campo,
    Diferencia,
    Poblacion,
    Renglon,
    confirmable,
    diferencias,
    es_de_otra_persona,
    renglon,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import EQUIVOCADOS, SIN_RESPUESTA, Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 15", "RACERF 45", "RACERF 46", "RACERF 47")
NO_CORRESPONDEN: Final = Text(
    "CURP_NO_COINCIDE",
    "La CURP y el NSS no corresponden a la misma persona. No hicimos ningún cambio; puede pedir una aclaración aquí.",
)
NOMBRES: Final = frozenset({Campo.NOMBRE, Campo.PRIMER_APELLIDO, Campo.SEGUNDO_APELLIDO})
IGUALES: Final = Text("DATO_IGUAL", "Su registro ya dice lo mismo que el registro de población. No hay qué cambiar.")
NOMBRE: Final = Text(
    "CORRECCION_NOMBRE", "Su nombre no es igual en los dos registros. Una persona comprueba que usted sea la misma."
)
OTRA_CURP: Final = Text(
    "CORRECCION_CURP_PRIMERO", "El registro de población le dio otra CURP. Actualícela primero en «Actualizar su CURP»."
)
SIN_CONFIRMAR: Final = Text("CURP_SIN_CONFIRMAR", "RENAPO no confirma esa CURP. Revísela en gob.mx/curp.")
SITUACION: Final = Text(
    "CURP_SITUACION", "El registro de población dice que su CURP no está vigente. Una persona lo revisará."
)
DICE_OTRO: Final = Text("POBLACION_EQUIVOCADA", "Usted dice que el registro de población tiene un dato equivocado.")
PRIMERO_ALLA: Final = Text(
    "CORRECCION_PRIMERO_RENAPO", "Ese dato se corrige primero en el registro civil o en RENAPO, y después aquí."
)
CAMBIARON: Final = Text("POBLACION_CAMBIO", "El registro de población dice ahora otros datos que los que usted vio.")


@dataclass(frozen=True)
class Acuse:
    """All that the document prints: each datum in words, before and after."""

    nombre: str
    curp: str
    desde: date
    cambios: tuple[Renglon, ...]


@dataclass(frozen=True)
class Correccion:
    """The orders to the register, and what their owner is told with."""

    subject: SubjectId
    cambios: tuple[Diferencia, ...]
    acuse: Acuse


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Correccion]:
    """What differs is copied from the population registry (LSS 15; RACERF 45-47): never from what somebody typed."""
    said = hechos.poblacion
    if solicitud.datos == EQUIVOCADOS:
        return Refer(QUEUE, (DICE_OTRO,), Reject((PRIMERO_ALLA,), CITE))
    if said is not None and said.vigente:
        return Reject((OTRA_CURP,), CITE)
    if said is None or not confirmable(said):
        why = SITUACION if said is not None and said.names_somebody else SIN_CONFIRMAR
        return Refer(QUEUE, (why,), Reject((why,), CITE))
    different = diferencias(hechos.datos, said)
    if not different:
        return Reject((IGUALES,), CITE)
    if es_de_otra_persona(different):
        return Refer(QUEUE, (NO_CORRESPONDEN,), Reject((NO_CORRESPONDEN,), CITE))
    granted = Approve(Correccion(hechos.subject, different, _acuse(said, different, on)))
    doubts = _doubts(solicitud, hechos, said, different)
    return Refer(QUEUE, doubts, granted) if doubts else granted


def _acuse(said: Poblacion, different: tuple[Diferencia, ...], on: date) -> Acuse:
    return Acuse(said.nombre_completo, said.curp, on, tuple(map(renglon, different)))


def _doubts(
    solicitud: Solicitud, hechos: Hechos, said: Poblacion, different: tuple[Diferencia, ...]
) -> tuple[Text, ...]:
    """What a person must look at, each with its reason."""
    found = [duda.reason for duda in hechos.dudas]
    if NOMBRES & {una.campo for una in different}:
        found.append(NOMBRE)
    if solicitud.datos not in {SIN_RESPUESTA, said.words()}:
        found.append(CAMBIARON)
    return tuple(dict.fromkeys(found))


def effects(correccion: Correccion) -> tuple[Effect, ...]:
    """Each datum in the register from today on; past movements keep theirs. One acuse of all."""
    orders = (ActualizarDato(correccion.subject, una.campo, una.antes, una.despues) for una in correccion.cambios)
    acuse = correccion.acuse
    return (
        *orders,
        IssueDocument("correccion.typ", acuse, fact="Corrección de datos personales.", holder=acuse.nombre),
    )
