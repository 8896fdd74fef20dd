"""A request of everything: what the register says is filled in, and what was disputed decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.kit.forms import Todo
from ventanilla.domain.affiliation import HistoriaDe
from ventanilla.kit import (
    Actor,
    Approve,
    Assurance,
    Audience,
    Decision,
    Effect,
    Eligible,
    Immediate,
    Prefilled,
    Refer,
    Registers,
    Stop,
    Text,
    Tramite,
    from_register,
)


@dataclass(frozen=True)
class Nada:
    """There is nothing to do."""


def prefill(actor: Actor, ask: Registers, on: date) -> Mapping[str, Prefilled]:
    """The number that the register has."""
    historia = ask(HistoriaDe(actor.subject))
    return {"nss": Prefilled(historia.nss, from_register(on))} if historia.nss else {}


def facts(solicitud: Todo, actor: Actor, ask: Registers) -> Nada:
    return Nada()


def decide(solicitud: Todo, hechos: Nada, on: date) -> Decision[Nada]:
    if solicitud.disputes:
        return Refer("afiliacion", ("La persona dice que un dato de su registro no es correcto.",), Approve(Nada()))
    return Approve(Nada())


def effects(result: Nada) -> tuple[Effect, ...]:
    return ()


TRAMITE = Tramite(
    key="todo",
    title="Todo lo que se pregunta",
    obtains="Nada: es una prueba.",
    for_whom=(Audience.ASEGURADO,),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=("Ninguna",),
    phrases=("probar todo",),
    form=Todo,
    facts=facts,
    decide=decide,
    effects=effects,
    prefill=prefill,
    eligibility=(
        Eligible(
            "quien",
            "¿Quién lo pide?",
            {"yo": "Yo", "otro": "Otra persona", "nadie": "Nadie"},
            {
                "otro": Stop(Text("DE_OTRO", "Lo pide la propia persona."), "/tramites", "Vea los demás trámites."),
                "nadie": Stop(Text("DE_NADIE", "La ley no deja pedirlo."), barred=True),
            },
        ),
    ),
)
