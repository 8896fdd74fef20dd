"""A card for whoever is entitled to care today; who is not is told why, and nothing is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from ventanilla.domain.benefits import Vigencia, vigencia
from ventanilla.domain.cards import EmitirTarjeta
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "afiliacion"
DAYS: Final = 30  # that the PDF is good, as the constancia it resembles; its QR is not renewed
_LAST: Final = 4  # digits of the NSS that the card shows: enough for its owner to know it is theirs


@dataclass(frozen=True)
class Tarjeta:
    """All that the document prints. ``hasta`` is the last day of the right; None where nothing ends it."""

    al: date
    nombre: str
    calidad: str
    nss_final: str
    agregado: str
    hasta: date | None
    motivo: Text
    umf: str
    delegacion: str
    consultorio: str
    turno: str


@dataclass(frozen=True)
class Entrega:
    """The card, and the photograph that its screen shows, if there is one."""

    tarjeta: Tarjeta
    fotografia: UUID | None


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Entrega]:
    """Entitled today (LSS 5-A, 84, 109): a card. Contradictory registers need a person (LSS 15)."""
    derecho = vigencia(hechos.historia, on)
    proposal = _propuesta(solicitud, derecho, on)
    doubts = tuple(dict.fromkeys(hechos.historia.contradictions))
    if doubts:
        return Refer(queue=QUEUE, why=tuple(doubt.reason for doubt in doubts), proposal=proposal)
    return proposal


def _propuesta(solicitud: Solicitud, derecho: Vigencia, on: date) -> Approve[Entrega] | Reject:
    if not derecho.vigente:
        return Reject(why=(derecho.motivo,), cite=derecho.cite)
    tarjeta = Tarjeta(
        al=on,
        nombre=derecho.nombre,
        calidad=derecho.parentesco,
        nss_final=derecho.nss[-_LAST:],
        agregado=derecho.agregado,
        hasta=derecho.hasta,
        motivo=derecho.motivo,
        umf=derecho.umf,
        delegacion=derecho.delegacion,
        consultorio=derecho.consultorio,
        turno=derecho.turno,
    )
    return Approve(Entrega(tarjeta, next((UUID(file.id) for file in solicitud.fotografia), None)))


def effects(entrega: Entrega) -> tuple[Effect, ...]:
    """The card that is renewed on a screen, and a PDF for whoever has no telephone."""
    tarjeta = entrega.tarjeta
    fact = Text("HECHO_TARJETA", "Tarjeta digital. Al {fecha} tiene derecho a la atención médica.", fecha=tarjeta.al)
    days = DAYS if tarjeta.hasta is None else min(DAYS, (tarjeta.hasta - tarjeta.al).days)
    return (
        EmitirTarjeta(entrega.fotografia),
        IssueDocument("tarjeta.typ", tarjeta, valid_for_days=days, fact=str(fact), holder=tarjeta.nombre),
    )
