"""Which accounts the person has here, what the bank says of the new one, and how the request came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ventanilla.domain.authority import Via
from ventanilla.domain.payments import ClabeDe, Clabes, Titular, TitularDeCuenta
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Found, Question, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``firmada``: with an e.firma; without one, whoever asks must still read a code in the account's statement."""

    subject: SubjectId
    clabes: Clabes
    titular: Titular
    firmada: bool


def outside_of(solicitud: Solicitud, actor: Actor) -> tuple[Question[Any], ...]:
    """What the bank is asked before anything is decided."""
    return (TitularDeCuenta(actor.subject, solicitud.clabe),)


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about."""
    return Hechos(
        subject=actor.subject,
        clabes=ask(ClabeDe(actor.subject, solicitud.clabe)),
        titular=ask(TitularDeCuenta(actor.subject, solicitud.clabe)),
        firmada=actor.via is Via.EFIRMA,
    )


SAID = {
    Titular.SI: "El banco indica que la cuenta está a su nombre",
    Titular.NO: "El banco indica que la cuenta no está a su nombre",
    Titular.SIN_DATO: "El banco no dice de quién es la cuenta",
}


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What was found, with no number of an account."""
    current = hechos.clabes.en_vigor
    return (
        ("La cuenta en que se le paga hoy", current.mascara if current else "Ninguna"),
        ("Lo que dijo el banco", SAID[hechos.titular]),
        ("Cómo se presentó", "Con e.firma" if hechos.firmada else "Sin e.firma, después de confirmar quién es"),
    )
