"""Skeleton: a child is enrolled (catalogue, section 13). Proves: capacity, without a fifth decision.

A place and a waiting list are two results of an approval. If the last place is taken between the decision
and its effect, the performer raises ``Conflict``, the runner starts again, and this same ``decide`` sees none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import assert_never
from uuid import UUID

from ventanilla import law
from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.domain.benefits import vigencia
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import (
    Actor,
    Approve,
    Assurance,
    Audience,
    Decision,
    Effect,
    Form,
    IssueDocument,
    Question,
    Registers,
    Reject,
    Tramite,
    WorkingDays,
    field,
)


class Solicitud(Form):
    nina_o_nino: UUID = field("¿A quién inscribe?")
    guarderia: UUID = field("¿En qué guardería?")
    entrada: date = field("¿Desde qué día?")


@dataclass(frozen=True)
class Lugares:
    libres: int
    en_espera: int


@dataclass(frozen=True)
class LugaresEn(Question[Lugares]):
    guarderia: UUID
    on: date


@dataclass(frozen=True)
class OcuparLugar(Effect):
    """Performed by the app of daycare, in its own table; Conflict if the last place is gone."""

    guarderia: UUID
    child: SubjectId
    desde: date


@dataclass(frozen=True)
class EsperarLugar(Effect):
    """Performed by the app of daycare; Conflict if the number was taken."""

    guarderia: UUID
    child: SubjectId
    number: int


@dataclass(frozen=True)
class Lugar:
    order: OcuparLugar


@dataclass(frozen=True)
class EnEspera:
    order: EsperarLugar


Resultado = Lugar | EnEspera


@dataclass(frozen=True)
class Hechos:
    titular: Historia
    child: Historia
    lugares: Lugares


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    return Hechos(
        titular=ask(HistoriaDe(actor.subject)),
        child=ask(HistoriaDe(SubjectId(solicitud.nina_o_nino))),
        lugares=ask(LugaresEn(solicitud.guarderia, solicitud.entrada)),
    )


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Resultado]:
    if not vigencia(hechos.titular, on).vigente:
        return Reject(("Se pide que usted tenga un alta vigente.",), ("LSS 205",))
    age = (solicitud.entrada - hechos.child.nacimiento).days
    if age < law.integer("lss.206.edad_minima_dias", solicitud.entrada):
        return Reject(("Aún no cumple la edad para entrar.",), ("LSS 206",))
    if hechos.lugares.libres > 0:
        return Approve(Lugar(OcuparLugar(solicitud.guarderia, hechos.child.subject, solicitud.entrada)))
    number = hechos.lugares.en_espera + 1
    return Approve(EnEspera(EsperarLugar(solicitud.guarderia, hechos.child.subject, number)))


def effects(resultado: Resultado) -> tuple[Effect, ...]:
    match resultado:
        case Lugar(order):
            return (order, IssueDocument("inscripcion.typ", resultado))
        case EnEspera(waiting):
            return (waiting, IssueDocument("espera.typ", resultado))
        case _:
            assert_never(resultado)


TRAMITE = Tramite(
    key="inscripcion_guarderia",
    title="Inscripción a guardería",
    obtains="Un lugar, o su número en la lista de espera.",
    for_whom=(Audience.ASEGURADO,),
    assurance=Assurance.N2,
    deadline=WorkingDays(5),
    cite=("LSS 201", "LSS 205", "LSS 206"),
    phrases=("guardería",),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    locks=lambda solicitud, actor: (actor.subject, SubjectId(solicitud.nina_o_nino)),
)
