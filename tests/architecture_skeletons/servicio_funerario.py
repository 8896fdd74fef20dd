"""Skeleton: a funeral service is contracted and paid (catalogue, sections 14 and 15). Proves: a payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

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
    Immediate,
    IssueDocument,
    Paid,
    Payment,
    Question,
    Refer,
    Registers,
    Reject,
    Silence,
    Text,
    Tramite,
    field,
)

PAYMENT_DAYS = timedelta(days=3)


class Solicitud(Form):
    paquete: Literal["basico", "completo"] = field("¿Qué servicio contrata?")


@dataclass(frozen=True)
class PrecioDe(Question[int | None]):
    """Centavos, None while the operator has loaded no price."""

    paquete: str
    on: date


@dataclass(frozen=True)
class PresentadaEl(Question[date]):
    """The day this case was filed. Answered by the runner: a price is that of the request, not of the retry."""


@dataclass(frozen=True)
class Contratar(Effect):
    """Performed by the app of funeral services."""

    paquete: str
    desde: date
    reference: str


@dataclass(frozen=True)
class Contrato:
    order: Contratar
    paid: Paid


@dataclass(frozen=True)
class Hechos:
    precio: int | None
    pago: Paid | Silence | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    return Hechos(
        precio=ask(PrecioDe(solicitud.paquete, ask(PresentadaEl()))),
        pago=ask(AnswerTo(Paid)),
    )


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Contrato]:
    if hechos.precio is None:
        return Reject(("Este servicio aún no tiene precio publicado.",), ("Convocatoria vigente",))
    match hechos.pago:
        case None:
            owed = Payment("Servicio funerario", hechos.precio)
            return Ask(owed, Paid, on + PAYMENT_DAYS, "Pague para que su contrato empiece.")
        case Silence(until):
            why = Text("SIN_PAGO", "No recibimos el pago antes del {fecha}.", fecha=until)
            return Reject((why,), ("Convocatoria vigente",))
        case Paid(centavos, day, reference):
            contract = Approve(Contrato(Contratar(solicitud.paquete, day + timedelta(days=1), reference), hechos.pago))
            if centavos != hechos.precio:
                return Refer("cobranza", ("Se pagó una cantidad distinta de la que se pidió.",), contract)
            return contract


def effects(contrato: Contrato) -> tuple[Effect, ...]:
    return (contrato.order, IssueDocument("contrato.typ", contrato, valid_for_days=365))


TRAMITE = Tramite(
    key="servicio_funerario",
    title="Contratación de un servicio funerario",
    obtains="Un contrato con su folio y sus fechas.",
    for_whom=(Audience.PUBLICO,),
    assurance=Assurance.N1,
    deadline=Immediate(),
    cite=("Convocatoria vigente",),
    phrases=("velatorio",),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    cost="El precio del servicio que elija.",
)
