"""Skeleton: an employer files many altas at once (catalogue, section 20). Proves: one case, a decision per line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ventanilla import law
from ventanilla.domain.affiliation import Historia, Tipo
from ventanilla.domain.identifiers import nss
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import (
    Actor,
    Approve,
    Assurance,
    Audience,
    Batch,
    Effect,
    Form,
    Immediate,
    LineDecision,
    Question,
    Refer,
    Registers,
    Reject,
    Text,
    field,
)


class Solicitud(Form):
    archivo: str = field("Archivo de movimientos")


@dataclass(frozen=True)
class Linea:
    number: int
    nss: str
    on: date
    sbc_centavos: int


@dataclass(frozen=True)
class HistoriaDeNss(Question[Historia | None]):
    nss: str


@dataclass(frozen=True)
class RegistrarMovimiento(Effect):
    """Performed by affiliation, as a list: one statement for a whole batch."""

    subject: SubjectId
    tipo: Tipo
    registro: SubjectId
    on: date
    sbc_centavos: int
    supersedes: UUID | None = None


@dataclass(frozen=True)
class Hechos:
    registro: SubjectId
    historia: Historia | None


def lines(solicitud: Solicitud) -> tuple[Linea, ...]:
    parts = (row.split(",") for row in solicitud.archivo.splitlines())
    return tuple(
        Linea(number, row[0], date.fromisoformat(row[1]), int(row[2])) for number, row in enumerate(parts, start=1)
    )


def facts(lineas: tuple[Linea, ...], actor: Actor, ask: Registers) -> tuple[Hechos, ...]:
    found = ask.many(tuple(HistoriaDeNss(linea.nss) for linea in lineas))
    return tuple(Hechos(actor.subject, historia) for historia in found)


def decide(linea: Linea, hechos: Hechos, on: date) -> LineDecision[RegistrarMovimiento]:
    verdict = nss.examine(linea.nss)
    if verdict.reason is not None:
        return Reject((verdict.reason,), ("RACERF 45",))
    if hechos.historia is None:
        return Reject(("Ese NSS no está asignado a nadie.",), ("LSS 15-I",))
    if linea.sbc_centavos < law.value("sm.general", linea.on) * 100:
        why = Text("SBC_MENOR", "Línea {n}: el salario es menor que el mínimo.", n=linea.number)
        return Reject((why,), ("LSS 28",))
    order = Approve(
        RegistrarMovimiento(hechos.historia.subject, Tipo.ALTA, hechos.registro, linea.on, linea.sbc_centavos)
    )
    if hechos.historia.contradictions:
        return Refer("afiliacion", tuple(c.reason for c in hechos.historia.contradictions), order)
    return order


def effects(order: RegistrarMovimiento) -> tuple[Effect, ...]:
    return (order,)


TRAMITE = Batch(
    key="movimiento_alta",
    title="Alta y reingreso de trabajadores",
    obtains="Sus trabajadores quedan registrados; recibe una constancia con el resultado de cada línea.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=("LSS 15-I", "RACERF 45"),
    phrases=("dar de alta a un trabajador",),
    form=Solicitud,
    lines=lines,
    facts=facts,
    decide=decide,
    effects=effects,
)
