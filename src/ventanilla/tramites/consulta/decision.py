"""Who answers a question, by when, and what its owner should know before they wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.cases.consultas import Tema, promesa
from ventanilla.kit import Approve, Decision, Effect, Refer, Reject, Text

from .form import Solicitud

CITE: Final = ("CPEUM 8",)
SIN_PLAZO: Final = Text(
    "CONSULTA_NO_DETIENE",
    "Una pregunta no detiene ningún plazo. Su resolución dice qué recurso tiene y hasta cuándo: no espere.",
)
URGENCIA: Final = Text(
    "CONSULTA_URGENCIA", "Si es una urgencia, no espere la respuesta: llame al 911 o acuda a urgencias."
)
AJENA: Final = Text(
    "CONSULTA_AJENA", "Esa pregunta la contesta otra institución. En «Otras instituciones» le decimos cuál y dónde."
)
_AVISOS: Final = {Tema.ATENCION: URGENCIA, Tema.INCAPACIDAD: URGENCIA}


@dataclass(frozen=True)
class Recibida:
    """A question as it will be kept: ``cola`` answers by ``prometida``; ``aviso`` is said before it is sent."""

    tema: Tema
    pregunta: str
    cola: str
    prometida: date | None
    aviso: Text | None


def decide(solicitud: Solicitud, hechos: None, on: date) -> Decision[Recibida]:
    """A question is taken (CPEUM 8): the topic says who answers, and the calendar by when.

    What is another institution's is said at once, and not after days. Of a disagreement a person must see whether a
    term runs: asking stops none.
    """
    tema = Tema(solicitud.tema)
    if tema is Tema.AJENA:
        return Reject((AJENA,), CITE)
    taken = Approve(Recibida(tema, solicitud.pregunta, tema.cola, promesa(on), _AVISOS.get(tema)))
    return Refer(tema.cola, (SIN_PLAZO,), taken) if tema is Tema.DESACUERDO else taken


def effects(recibida: Recibida) -> tuple[Effect, ...]:
    """None: a question opens no case. Who keeps it is the office's page of questions (``definition.page``)."""
    return ()
