"""Skeleton: a person registers a relative (catalogue, section 6). Proves: an ``Ask`` of the person, and a doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ventanilla.domain.affiliation import FamiliaDe, Historia, HistoriaDe, Parentesco
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import (
    Actor,
    AnswerTo,
    Approve,
    Ask,
    Assurance,
    Audience,
    Curp,
    Decision,
    Effect,
    Form,
    FromPerson,
    Question,
    Refer,
    Registers,
    Reject,
    Silence,
    Text,
    Tramite,
    WorkingDays,
    field,
)


class Solicitud(Form):
    curp: Curp = field("¿Cuál es su CURP?")
    parentesco: Literal["conyuge", "concubino", "hijo", "madre", "padre"] = field("¿Qué parentesco tiene con usted?")
    acta: str = field("Acta que lo demuestra")


class Estudios(Form):
    """What is asked of a son or daughter over 16."""

    constancia: str = field("Constancia de estudios del ciclo actual")
    hasta: date = field("¿Hasta qué día llega el ciclo?")


@dataclass(frozen=True)
class Identidad:
    """What the population registry said, fetched before the case is decided and kept as evidence."""

    subject: SubjectId
    nombre: str
    nacimiento: date
    titular: SubjectId | None  # whoever has registered this person already


@dataclass(frozen=True)
class IdentidadDeCurp(Question[Identidad | None]):
    curp: str


@dataclass(frozen=True)
class RegistrarBeneficiario(Effect):
    """Performed by affiliation. A unique constraint (one holder a person) makes a race a Conflict."""

    titular: SubjectId
    beneficiario: SubjectId
    parentesco: Parentesco
    desde: date
    estudia_hasta: date | None


@dataclass(frozen=True)
class Hechos:
    titular: Historia
    familia: tuple[Historia, ...]
    identidad: Identidad | None
    estudios: Estudios | Silence | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    return Hechos(
        titular=ask(HistoriaDe(actor.subject)),
        familia=ask(FamiliaDe(actor.subject)),
        identidad=ask(IdentidadDeCurp(solicitud.curp)),
        estudios=ask(AnswerTo(Estudios)),
    )


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[RegistrarBeneficiario]:
    identidad = hechos.identidad
    if identidad is None:
        return Reject(("El registro de población no confirma esa CURP.",), ("LSS 84",))
    estudia_hasta: date | None = None
    if solicitud.parentesco == "hijo" and identidad.nacimiento < on - timedelta(days=16 * 365):
        match hechos.estudios:
            case None:
                until = on + timedelta(days=30)
                return Ask(FromPerson(), Estudios, until, "Falta la constancia de estudios del ciclo actual.")
            case Silence(until):
                why = Text("SIN_ESTUDIOS", "No recibimos la constancia de estudios antes del {fecha}.", fecha=until)
                return Reject((why,), ("LSS 84-VI",))
            case Estudios(hasta=hasta):
                estudia_hasta = hasta
    order = RegistrarBeneficiario(
        hechos.titular.subject, identidad.subject, Parentesco(solicitud.parentesco), on, estudia_hasta
    )
    if identidad.titular is not None:
        why = Text("YA_BENEFICIARIA", "{nombre} ya está registrada por otra persona.", nombre=identidad.nombre)
        return Refer("afiliacion", (why,), Approve(order))
    return Approve(order)


def effects(order: RegistrarBeneficiario) -> tuple[Effect, ...]:
    return (order,)


TRAMITE = Tramite(
    key="registro_beneficiarios",
    title="Registro de personas beneficiarias",
    obtains="Su familiar queda registrado y puede recibir atención médica.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO),
    assurance=Assurance.N2,
    deadline=WorkingDays(1),
    cite=("LSS 84",),
    phrases=("dar de alta a mi hijo",),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
)
