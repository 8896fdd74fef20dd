"""What the register holds of the person now, and whether the new CURP is somebody else's."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Campo, CurpDeOtra, DatosPersona
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``antes`` is what the register says today; ``de_otra`` is never told to whoever asks."""

    subject: SubjectId
    antes: str
    de_otra: bool


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about: a parent asks of their child's."""
    antes = ask(DatosPersona(actor.subject)).de(Campo(solicitud.dato))
    otra = solicitud.dato == "curp" and ask(CurpDeOtra(actor.subject, solicitud.nuevo))
    return Hechos(actor.subject, antes, otra)
