"""The postal code decides the clinic: one for each person (RPM). A code without a clinic is looked at by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import ActualizarDato, AsignarUnidad, Campo, Unidad
from ventanilla.domain.benefits import vigencia
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Previewed, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 5-A", "RPM")
YA_TIENE: Final = Text(
    "UMF_YA_TIENE", "Ya está registrado en una clínica, y es una por persona. Si quiere otra, pida el cambio."
)
OTRO_DOMICILIO: Final = Text("UMF_OTRO_DOMICILIO", "Su domicilio en el registro es otro ahora. Revise su respuesta.")
SIN_TABLA: Final = Text("UMF_SIN_TABLA", "No hay ninguna clínica cargada para ese estado. Una persona lo revisará.")
CP_SIN_UNIDAD: Final = Text(
    "UMF_CP_SIN_UNIDAD",
    "Ese código postal aún no tiene unidad asignada; elegimos la más cercana y un operador lo confirmará.",
)


@dataclass(frozen=True)
class Cartilla:
    """All that the document prints. ``consultorio`` is "" where the clinic itself gives it."""

    nombre: str
    curp: str
    nss: str
    umf: str
    unidad: str
    delegacion: str
    consultorio: str
    turno: str
    desde: date
    vigente: bool
    motivo: Text


@dataclass(frozen=True)
class Alta:
    """The orders to the register, and what is printed."""

    orden: AsignarUnidad
    domicilio: ActualizarDato | None
    cartilla: Cartilla


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Alta]:
    """At once where the postal code has a clinic; whether there is a right today is printed, and refuses nobody."""
    if hechos.actual is not None:
        return Reject((YA_TIENE,), CITE)
    if not hechos.despues:
        return Reject((OTRO_DOMICILIO,), CITE)
    if hechos.hallada is None:
        return Refer(QUEUE, (SIN_TABLA,), Reject((SIN_TABLA,), CITE))
    granted = Approve(_granted(solicitud, hechos, hechos.hallada.unidad, on))
    return granted if hechos.hallada.exacta else Refer(QUEUE, (CP_SIN_UNIDAD,), granted)


def _granted(solicitud: Solicitud, hechos: Hechos, unidad: Unidad, on: date) -> Alta:
    whose, right = hechos.historia, vigencia(hechos.historia, on)
    room = unidad.consultorio(solicitud.turno)
    moved = hechos.despues != hechos.antes
    cartilla = Cartilla(
        nombre=whose.nombre,
        curp=whose.curp,
        nss=right.nss,
        umf=unidad.clave,
        unidad=unidad.nombre,
        delegacion=unidad.delegacion,
        consultorio="" if room is None else str(room),
        turno=solicitud.turno,
        desde=on,
        vigente=right.vigente,
        motivo=right.motivo,
    )
    return Alta(
        AsignarUnidad(whose.subject, "", unidad.codigo, room, solicitud.turno, on),
        ActualizarDato(hechos.subject, Campo.DOMICILIO, hechos.antes, hechos.despues) if moved else None,
        cartilla,
    )


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed | None:
    """Where they would be attended."""
    match decide(solicitud, hechos, on):
        case Approve(alta) | Refer(proposal=Approve(alta)):
            said = Text(
                "UMF_SERIA",
                "Le atenderán en la {unidad}, turno {turno}.",
                unidad=alta.cartilla.unidad,
                turno=alta.cartilla.turno,
            )
            return Previewed((said,))
    return None


def effects(alta: Alta) -> tuple[Effect, ...]:
    """The clinic and, if it changed, the address; and the cartilla."""
    moved: tuple[Effect, ...] = (alta.domicilio,) if alta.domicilio else ()
    card = IssueDocument(
        "cartilla.typ", alta.cartilla, fact="Registro en una Unidad de Medicina Familiar.", holder=alta.cartilla.nombre
    )
    return (alta.orden, *moved, card)
