"""Another clinic follows from another address; another room or turno is given in the same one (RPM)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import ActualizarDato, AsignarUnidad, Atendida, Campo, Unidad, impide_cambio
from ventanilla.domain.benefits import vigencia
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Previewed, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 5-A", "RPM")
SIN_UNIDAD: Final = Text("UMF_NO_TIENE", "Todavía no está registrado en ninguna clínica. Pida primero su alta.")
SIN_TABLA: Final = Text("UMF_SIN_TABLA", "No hay ninguna clínica cargada para ese estado. Una persona lo revisará.")
CP_SIN_UNIDAD: Final = Text(
    "UMF_CP_SIN_UNIDAD",
    "Ese código postal aún no tiene unidad asignada; elegimos la más cercana y un operador lo confirmará.",
)
IGUAL: Final = Text("UMF_IGUAL", "Ya le atienden así. No hay nada que cambiar.")
SIN_OTRO: Final = Text(
    "UMF_SIN_CONSULTORIO", "No sabemos de otro consultorio en su turno. Pídalo en la jefatura de su clínica."
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
    antes: str
    vigente: bool
    motivo: Text


@dataclass(frozen=True)
class Cambio:
    """The orders to the register, and what is printed."""

    orden: AsignarUnidad
    domicilio: ActualizarDato | None
    cartilla: Cartilla


@dataclass(frozen=True)
class _Lugar:
    unidad: Unidad
    consultorio: int | None
    turno: str


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Cambio]:
    """At once, unless the new postal code has no clinic; as often as the policy allows."""
    now = hechos.actual
    if now is None:
        return Reject((SIN_UNIDAD,), CITE)
    if why := impide_cambio(hechos.asignaciones, on):
        return Reject((why,), CITE)
    if solicitud.motivo == "domicilio" and hechos.hallada is None:
        return Refer(QUEUE, (SIN_TABLA,), Reject((SIN_TABLA,), CITE))
    place = _lugar(solicitud, hechos, now)
    if isinstance(place, Text):
        return Reject((place,), CITE)
    granted = Approve(_granted(solicitud, hechos, now, place, on))
    if hechos.hallada is not None and not hechos.hallada.exacta:
        return Refer(QUEUE, (CP_SIN_UNIDAD,), granted)
    return granted


def _lugar(solicitud: Solicitud, hechos: Hechos, now: Atendida) -> _Lugar | Text:
    """Where they would be attended; or why nothing changes."""
    turno = solicitud.turno or now.turno
    if solicitud.motivo == "consultorio":
        room = now.unidad.consultorio(turno)
        return SIN_OTRO if room is None else _Lugar(now.unidad, room, turno)
    unidad = hechos.hallada.unidad if hechos.hallada else now.unidad
    same = unidad.codigo == now.unidad.codigo and turno == now.turno
    if same and solicitud.motivo == "turno":
        return IGUAL
    return _Lugar(unidad, now.consultorio if same else unidad.consultorio(turno), turno)


def _granted(solicitud: Solicitud, hechos: Hechos, now: Atendida, place: _Lugar, on: date) -> Cambio:
    whose, right = hechos.historia, vigencia(hechos.historia, on)
    address = solicitud.domicilio.words() if solicitud.domicilio else hechos.antes
    moved = address != hechos.antes
    cartilla = Cartilla(
        nombre=whose.nombre,
        curp=whose.curp,
        nss=right.nss,
        umf=place.unidad.clave,
        unidad=place.unidad.nombre,
        delegacion=place.unidad.delegacion,
        consultorio="" if place.consultorio is None else str(place.consultorio),
        turno=place.turno,
        desde=on,
        antes=now.unidad.nombre,
        vigente=right.vigente,
        motivo=right.motivo,
    )
    return Cambio(
        AsignarUnidad(whose.subject, now.unidad.codigo, place.unidad.codigo, place.consultorio, place.turno, on),
        ActualizarDato(hechos.subject, Campo.DOMICILIO, hechos.antes, address) if moved else None,
        cartilla,
    )


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed | None:
    """Where they would be attended, beside where they are; and what is booked in the clinic that they leave."""
    match decide(solicitud, hechos, on):
        case Approve(cambio) | Refer(proposal=Approve(cambio)) if hechos.actual is not None:
            now, then = hechos.actual, cambio.cartilla
            said = Text(
                "UMF_SERIA", "Le atenderán en la {unidad}, turno {turno}.", unidad=then.unidad, turno=then.turno
            )
            rows = (
                ("Clínica", now.unidad.nombre, then.unidad),
                ("Turno", now.turno, then.turno),
                ("Consultorio", _room(now.consultorio), then.consultorio or "Se lo dirán ahí"),
            )
            leaves = then.umf != now.unidad.clave or then.delegacion != now.unidad.delegacion
            booked = (hechos.cita.antes_de_cambiar(),) if hechos.cita is not None and leaves else ()
            return Previewed((*booked, said), rows, warns=bool(booked))
    return None


def _room(consultorio: int | None) -> str:
    return "Sin dato" if consultorio is None else str(consultorio)


def effects(cambio: Cambio) -> tuple[Effect, ...]:
    """The clinic and, if it changed, the address; and the cartilla."""
    moved: tuple[Effect, ...] = (cambio.domicilio,) if cambio.domicilio else ()
    card = IssueDocument(
        "cartilla.typ", cambio.cartilla, fact="Cambio de Unidad de Medicina Familiar.", holder=cambio.cartilla.nombre
    )
    return (cambio.orden, *moved, card)
