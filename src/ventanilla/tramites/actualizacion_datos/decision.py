"""An address changes at once; who somebody is, a person decides, with what proves it before their eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import ActualizarDato, Campo, en_palabras
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import Pedido

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 15", "RACERF 45", "RACERF 46", "RACERF 47")
SAME: Final = Text("DATO_IGUAL", "Su registro ya dice eso. No hay nada que cambiar.")
REVIEW: Final = Text(
    "DATO_REVISION", "Una persona comparará lo que pide con el documento que adjuntó, y le avisaremos qué decidió."
)

ANOTHERS: Final = Text(
    "CURP_NO_COINCIDE",
    "La CURP y el NSS no corresponden a la misma persona. No hicimos ningún cambio; puede pedir una aclaración aquí.",
)


@dataclass(frozen=True)
class Constancia:
    """All that the document prints: before and after, in words."""

    dato: str
    antes: str
    despues: str
    desde: date


@dataclass(frozen=True)
class Cambio:
    """What changes: the order to the register, and what it is told with."""

    subject: SubjectId
    campo: Campo
    antes: str
    despues: str
    constancia: Constancia


def decide(solicitud: Pedido, hechos: Hechos, on: date) -> Decision[Cambio]:
    """The same value again is refused; an identity is proposed, and a CURP that is another's is proposed to refuse.

    Who asks is told the same in both: that a CURP is somebody's is not theirs to learn.
    """
    campo, antes, despues = hechos.campo, hechos.antes, solicitud.nuevo
    if despues == antes:
        return Reject(why=(SAME,), cite=CITE)
    printed = Constancia(campo.shown, en_palabras(campo, antes), en_palabras(campo, despues), on)
    granted = Approve(Cambio(hechos.subject, campo, antes, despues, printed))
    if campo is Campo.DOMICILIO:
        return granted
    proposal = Reject(why=(ANOTHERS,), cite=CITE) if hechos.de_otra else granted
    return Refer(queue=QUEUE, why=(REVIEW,), proposal=proposal)


def effects(cambio: Cambio) -> tuple[Effect, ...]:
    """The register changes from today on, and the person gets what it said and what it says."""
    return (
        ActualizarDato(cambio.subject, cambio.campo, cambio.antes, cambio.despues),
        IssueDocument("cambio.typ", cambio.constancia, fact="Actualización de un dato personal."),
    )
