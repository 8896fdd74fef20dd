"""A notice of an alta or a baja of somebody by their NSS, at a wage that is always the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, Literal
from uuid import UUID

from ventanilla.domain.affiliation import (
    Hallados,
    Movimiento,
    RegistrarMovimiento,
    Tipo,
    TrabajadorDe,
    choque,
    lock_of_nss,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import (
    Actor,
    Approve,
    Assurance,
    Audience,
    Decision,
    Effect,
    Form,
    Immediate,
    Nss,
    Registers,
    RegistroPatronal,
    Reject,
    Text,
    Tramite,
    field,
)

WAGE: Final = 50_000  # centavos a day
YA: Final = Text("AVISO_YA", "El registro ya no permite ese movimiento: otra persona presentó uno antes.")


class Aviso(Form):
    """Whom, with which registro, what and since when."""

    nss: Nss = field("¿Cuál es su NSS?")
    registro: RegistroPatronal = field("¿Con qué registro patronal?")
    tipo: Literal["08", "02"] = field("¿Qué presenta?", choices={"08": "Alta", "02": "Baja"})
    fecha: date = field("¿Desde cuándo?")


@dataclass(frozen=True)
class Hechos:
    """Who has the NSS."""

    hallados: Hallados


def facts(solicitud: Aviso, actor: Actor, ask: Registers) -> Hechos:
    return Hechos(ask(TrabajadorDe(str(solicitud.nss))))


def decide(solicitud: Aviso, hechos: Hechos, on: date) -> Decision[RegistrarMovimiento]:
    worker = hechos.hallados.por_nss
    assert worker is not None
    tipo = Tipo(solicitud.tipo)
    wage = None if tipo is Tipo.BAJA else WAGE
    registro = str(solicitud.registro)
    entry = Movimiento(UUID(int=0), tipo, worker.nss, registro, solicitud.fecha, datetime.max.replace(tzinfo=UTC), wage)
    if choque(worker.movimientos, entry) is not None:
        return Reject(why=(YA,), cite=("LSS 15",))
    return Approve(RegistrarMovimiento(worker.subject, worker.nss, registro, tipo, solicitud.fecha, sbc_centavos=wage))


def effects(result: RegistrarMovimiento) -> tuple[Effect, ...]:
    return (result,)


def locks(solicitud: Aviso, actor: Actor) -> tuple[SubjectId, ...]:
    return (lock_of_nss(str(solicitud.nss)),)


TRAMITE = Tramite(
    key="aviso",
    title="Aviso de un movimiento",
    obtains="Nada: es una prueba.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=("LSS 15",),
    phrases=("probar un aviso",),
    form=Aviso,
    facts=facts,
    decide=decide,
    effects=effects,
    locks=locks,
)
WITHOUT_LOCK: Final = replace(TRAMITE, key="aviso_sin_candado", locks=lambda solicitud, actor: ())
