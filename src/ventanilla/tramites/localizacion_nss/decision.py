"""Which number is the person's: none, one, or one that somebody must look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Contradiccion
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

CITE: Final = ("LSS 15", "RACERF 45")
QUEUE: Final = "afiliacion"
SIN_NSS: Final = Text(
    "SIN_NSS",
    "Con su CURP no hay un Número de Seguridad Social (NSS) registrado. "
    "Si nunca ha tenido uno, pídalo en «Asignación del NSS». "
    "Si ya tuvo un empleo con seguro, lleve un recibo de nómina a su subdelegación. "
    "Si trabajó para el gobierno, su registro puede estar en otra institución, como el ISSSTE.",
)
SIN_PROPIO: Final = Text(
    "NSS_SOLO_EN_AVISOS",
    "Hay números en avisos de empleadores, pero ninguno está asignado a su CURP.",
)


@dataclass(frozen=True)
class Localizacion:
    """What is found, and all that the document prints."""

    nombre: str
    curp: str
    nss: str


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Localizacion]:
    """One number is given; of several none is chosen: an official sees the one that the register proposes (LSS 15)."""
    found = hechos.encontrado
    own = Approve(Localizacion(found.nombre, found.curp, found.asignado)) if found.asignado else None
    doubts = list(found.contradictions)
    if len(found.numeros) > 1 and Contradiccion.NSS_DUPLICADO not in doubts:
        doubts.append(Contradiccion.NSS_DUPLICADO)
    if doubts:
        why = tuple(doubt.reason for doubt in doubts)
        return Refer(queue=QUEUE, why=why, proposal=own or Reject(why=(SIN_PROPIO,), cite=CITE))
    if own is not None:
        return own
    if found.numeros:
        return Refer(queue=QUEUE, why=(SIN_PROPIO,), proposal=Reject(why=(SIN_PROPIO,), cite=CITE))
    return Reject(why=(SIN_NSS,), cite=CITE)


def effects(found: Localizacion) -> tuple[Effect, ...]:
    """A number never expires. What a stranger reads in the QR carries none (domain.documents)."""
    return (
        IssueDocument(
            "localizacion.typ",
            found,
            fact="La persona tiene un Número de Seguridad Social registrado.",
            holder=found.nombre,
        ),
    )
