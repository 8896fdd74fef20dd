"""What this register and the population registry say of the person, and whether the new CURP is somebody else's."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Contradiccion as Duda
from ventanilla.domain.affiliation import (
    CurpDeOtra,
    CurpVigenteDe,
    Datos,
    DatosPersona,
    NumerosDe,
    Poblacion,
    PoblacionDe,
)
from ventanilla.domain.authority.autorizaciones import CuentaDe
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Found, Registers

from .form import OTRA, SIN_CAMBIO, SIN_RESPUESTA, Solicitud


@dataclass(frozen=True)
class Hechos:
    """``nueva`` is what the registry says of the CURP that took the place of theirs; None where none did.

    ``de_otra`` and ``otra_cuenta`` are told to nobody who asks: that a CURP is somebody's is not theirs to learn.
    """

    subject: SubjectId
    datos: Datos
    poblacion: Poblacion | None
    nueva: Poblacion | None
    de_otra: bool
    otra_cuenta: bool
    dudas: tuple[Duda, ...]


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """The registry's answer was fetched before; here it is read as it is kept. Asked of whom the case is about."""
    subject = actor.subject
    nueva = ask(CurpVigenteDe(subject))
    cuenta = None if nueva is None else ask(CuentaDe(nueva.curp))
    return Hechos(
        subject=subject,
        datos=ask(DatosPersona(subject)),
        poblacion=ask(PoblacionDe(subject)),
        nueva=nueva,
        de_otra=nueva is not None and ask(CurpDeOtra(subject, nueva.curp)),
        otra_cuenta=cuenta not in {None, subject},
        dudas=ask(NumerosDe(subject)).contradictions,
    )


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What both said. Whose else a CURP may be is printed for nobody."""
    said = hechos.nueva or hechos.poblacion
    return (
        ("La CURP de su registro", hechos.datos.curp),
        ("Lo que dice el registro de población", said.words() if said is not None else "Sin dato"),
    )


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The registry's words, to be confirmed; or that it says nothing new, or nothing yet."""
    nueva, said = ask(CurpVigenteDe(actor.subject)), ask(PoblacionDe(actor.subject))
    if nueva is not None and nueva.names_somebody:
        return {"datos": (nueva.words(), OTRA)}
    return {"datos": (SIN_RESPUESTA if said is None else SIN_CAMBIO, OTRA)}
