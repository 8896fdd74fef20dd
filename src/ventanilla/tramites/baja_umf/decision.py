"""Leaving a clinic takes no right away, and is said before it is signed: the person may come back when they want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import AsignarUnidad, Contradiccion
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Previewed, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 5-A", "RPM")
SIN_UNIDAD: Final = Text("UMF_NADA_QUE_BAJAR", "No está registrado en ninguna clínica. No hay nada que dar de baja.")


@dataclass(frozen=True)
class Constancia:
    """All that the document prints."""

    nombre: str
    curp: str
    unidad: str
    delegacion: str
    desde: date


@dataclass(frozen=True)
class Baja:
    """The order to the register, and what is printed."""

    orden: AsignarUnidad
    constancia: Constancia


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Baja]:
    """At once; where two registers say different things of who they are, a person looks first (LSS 15)."""
    if hechos.actual is None:
        return Reject((SIN_UNIDAD,), CITE)
    whose, unidad = hechos.historia, hechos.actual.unidad
    granted = Approve(
        Baja(
            AsignarUnidad(whose.subject, unidad.codigo, "", None, "", on),
            Constancia(whose.nombre, whose.curp, unidad.nombre, unidad.delegacion, on),
        )
    )
    doubts = tuple(each.reason for each in whose.contradictions if each is not Contradiccion.NOMBRE_DISTINTO)
    return Refer(QUEUE, doubts, granted) if doubts else granted


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed | None:
    """What they would be left without, and what is booked there."""
    if hechos.actual is None:
        return None
    said = Text(
        "UMF_QUEDA_SIN",
        "Dejarán de atenderle en la {unidad}. Para volver a consulta tendrá que registrarse otra vez.",
        unidad=hechos.actual.unidad.nombre,
    )
    booked = (hechos.cita.antes_de_cambiar(),) if hechos.cita is not None else ()
    return Previewed((*booked, said), warns=True)


def effects(baja: Baja) -> tuple[Effect, ...]:
    """No clinic from today on; what went before is kept."""
    document = IssueDocument(
        "baja.typ", baja.constancia, fact="Baja de una Unidad de Medicina Familiar.", holder=baja.constancia.nombre
    )
    return (baja.orden, document)
