"""Skeleton: a worker disputes a movement (catalogue, section 17). Proves: the other party answers, or is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from ventanilla import law
from ventanilla.domain.affiliation import Movimiento, MovimientosDe
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import (
    Actor,
    AnswerTo,
    Approve,
    Ask,
    Assurance,
    Audience,
    Decision,
    Effect,
    Form,
    FromEmployer,
    FromOfficial,
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

ANSWER_DAYS = 5  # working days; a row of law/data when this is built


class Solicitud(Form):
    movimiento: str = field("¿Qué movimiento no es correcto?")
    fecha: date = field("¿Qué fecha es la correcta?")
    quien: Literal["patron", "institucion"] = field("¿Quién debe responder?")


class RespuestaPatron(Form):
    acepta: bool = field("¿Está de acuerdo?")
    motivo: str | None = field("Explique por qué", long=True, when={"acepta": ("no",)})


class Verificacion(Form):
    procede: bool = field("¿Lo que pide la persona está demostrado?")


@dataclass(frozen=True)
class RegistroDe(Question[SubjectId]):
    """The subject of a registro patronal, so that it can be asked in its own office."""

    registro_patronal: str


@dataclass(frozen=True)
class CorregirMovimiento(Effect):
    """Performed by affiliation: another movement that supersedes, never an edit."""

    supersedes: UUID
    on: date


@dataclass(frozen=True)
class Hechos:
    movimiento: Movimiento | None
    employer: SubjectId | None
    respuesta: RespuestaPatron | Silence | None
    verificacion: Verificacion | Silence | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    disputed = [m for m in ask(MovimientosDe(actor.subject)) if str(m.id) == solicitud.movimiento]
    return Hechos(
        movimiento=disputed[0] if disputed else None,
        employer=ask(RegistroDe(disputed[0].registro_patronal)) if disputed else None,
        respuesta=ask(AnswerTo(RespuestaPatron)),
        verificacion=ask(AnswerTo(Verificacion)),
    )


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[CorregirMovimiento]:
    if hechos.movimiento is None or hechos.employer is None:
        return Reject(("Ese movimiento no está en su historia.",), ("LSS 15",))
    granted = Approve(CorregirMovimiento(hechos.movimiento.id, solicitud.fecha))
    until = law.calendar().add(on, ANSWER_DAYS)
    if solicitud.quien == "institucion":
        match hechos.verificacion:
            case None:
                return Ask(FromOfficial("verificacion"), Verificacion, until, "La institución revisará su caso.")
            case Silence():
                return Refer("aclaraciones", ("Nadie hizo la revisión a tiempo.",), granted)
            case Verificacion(procede=True):
                return granted
            case _:
                return Reject(("La revisión no encontró lo que usted señala.",), ("LSS 15",))
    match hechos.respuesta:
        case None:
            return Ask(FromEmployer(hechos.employer), RespuestaPatron, until, "Su empleador debe responder.")
        case Silence(deadline):
            why = Text("PATRON_EN_SILENCIO", "El empleador no respondió antes del {fecha}.", fecha=deadline)
            return Refer("aclaraciones", (why,), granted)  # an indication, never a proof
        case RespuestaPatron(acepta=True):
            return granted
        case _:
            return Refer("aclaraciones", ("El empleador no está de acuerdo.",), granted)


def effects(order: CorregirMovimiento) -> tuple[Effect, ...]:
    return (order,)


TRAMITE = Tramite(
    key="aclaracion",
    title="Aclaración de movimientos",
    obtains="Una resolución con sus motivos y, si procede, la corrección de su historia.",
    for_whom=(Audience.ASEGURADO,),
    assurance=Assurance.N2,
    deadline=WorkingDays(30),
    cite=("LSS 15", "LSS 18"),
    phrases=("mi patrón me dio de baja",),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
)
