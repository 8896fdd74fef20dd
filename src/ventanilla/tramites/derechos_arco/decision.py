"""A copy is given at once; everything else is somebody's to decide, with a proposal and its terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.rights import LAW, Conjunto, answer_days, effect_days
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import DATOS, DERECHOS, Solicitud

QUEUE: Final = "datos_personales"
MUST_STAY: Final = Text(
    "ARCO_SE_CONSERVA",
    "La ley pide conservar los avisos de sus empleadores: de ellos salen sus cuotas, sus semanas y sus pensiones.",
)
PROOF: Final = Text(
    "ARCO_ES_PRUEBA",
    "Este historial prueba qué se hizo con sus derechos y quién vio sus datos. Si se borra, usted pierde esa prueba.",
)
# What it is proposed to keep, with its reason (LSS 15, 34, 37: weeks, quotas and pensions come from the movements).
KEPT: Final = {
    "trabajo": (MUST_STAY, ("LSS 15", "LSS 34", "LSS 37")),
    "todos": (MUST_STAY, ("LSS 15", "LSS 34", "LSS 37")),
    "historial": (PROOF, (LAW,)),
}


@dataclass(frozen=True)
class Respuesta:
    """What is answered, and all that the document may print. ``efecto`` is by when it is carried out."""

    derecho: str
    datos: str
    conjuntos: tuple[Conjunto, ...]
    efecto: date | None
    ley: str


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Respuesta]:
    """Access to what the office knows to be theirs needs nobody's leave; a change does.

    No article is printed: those of the law of 2025 are not confirmed (policy ``arco_plazos``).
    """
    plazo = answer_days(on)
    if Solicitud.at_once(solicitud.derecho, solicitud.datos):
        return Approve(_respuesta(solicitud, hechos, None))
    granted = Approve(_respuesta(solicitud, hechos, law.calendar().add(on, effect_days(on))))
    why = (
        Text(
            "ARCO_REVISION",
            "Una persona revisará lo que pide. Le contestará a más tardar el {fecha}.",
            fecha=law.calendar().add(on, plazo),
        ),
    )
    match solicitud.derecho:
        case "cancelacion" | "oposicion" if solicitud.datos in KEPT:
            reason, cite = KEPT[solicitud.datos]
            return Refer(queue=QUEUE, why=why, proposal=Reject(why=(reason,), cite=cite))
        case "acceso" | "rectificacion" | "cancelacion" | "oposicion":
            return Refer(queue=QUEUE, why=why, proposal=granted)


def _respuesta(solicitud: Solicitud, hechos: Hechos, efecto: date | None) -> Respuesta:
    return Respuesta(DERECHOS[solicitud.derecho], DATOS[solicitud.datos], hechos.conjuntos, efecto, LAW)


def effects(respuesta: Respuesta) -> tuple[Effect, ...]:
    """The document says what there is and where the whole copy is; it repeats no datum."""
    return (IssueDocument("respuesta.typ", respuesta, valid_for_days=30, fact="Respuesta sobre datos personales."),)
