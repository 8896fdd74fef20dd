"""Where people are attended: which clinic a postal code has, who was where, and how that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count

from ventanilla.apps.eventlog.api import ToLog, events_append
from ventanilla.domain.affiliation import (
    TURNOS,
    AsignacionesDe,
    AsignarUnidad,
    Atendida,
    Unidad,
    UnidadActual,
    UnidadAsignada,
    UnidadDe,
    UnidadHallada,
    mas_cercano,
)
from ventanilla.domain.affiliation import Asignacion as Asignado
from ventanilla.kit.perform import Conflict, PerformContext

from .answers import NotInRegister, must_be_the_office
from .models import Asignacion, Clinica, Persona
from .models_familia import CodigoClinica
from .rows import asignado
from .union import followed

STATE: Final = 2  # digits of a postal code that say its state


@dataclass(frozen=True, slots=True)
class Place:
    """A clinic ("" for none), the consulting room and the turno, from a day on."""

    codigo: str
    consultorio: int | None
    turno: str
    desde: date


def unidades_de(questions: Sequence[UnidadDe]) -> list[UnidadHallada | None]:
    """Answer ``UnidadDe``, in the order asked."""
    must_be_the_office()
    return [_hallada(question.codigo_postal) for question in questions]


def _hallada(codigo: str) -> UnidadHallada | None:
    rows = CodigoClinica.objects.filter(codigo_postal__startswith=codigo[:STATE])
    nearest = mas_cercano(codigo, rows.values_list("codigo_postal", flat=True))
    if nearest is None:
        return None
    clinica = rows.select_related("clinica").get(codigo_postal=nearest).clinica
    return UnidadHallada(_unidad(clinica), exacta=nearest == codigo)


def unidades_actuales(questions: Sequence[UnidadActual]) -> list[Atendida | None]:
    """Answer ``UnidadActual``, in the order asked; NotInRegister if it does not know one."""
    must_be_the_office()
    asked = [question.subject for question in followed(questions)]
    people = {one.subject: one for one in Persona.objects.filter(subject__in=asked).select_related("clinica")}
    return [_atendida(people.get(subject)) for subject in asked]


def _atendida(persona: Persona | None) -> Atendida | None:
    if persona is None:
        raise NotInRegister
    if persona.clinica is None:
        return None
    unidad = _unidad(persona.clinica, (persona.turno, persona.consultorio))
    return Atendida(unidad, persona.consultorio, persona.turno)


def _unidad(clinica: Clinica, but: tuple[str, int | None] = ("", None)) -> Unidad:
    """The clinic, with a room of each turno that is not ``but`` (turno and room)."""
    rooms = _rooms(clinica, but)
    return Unidad(
        codigo=clinica.codigo,
        clave=clinica.clave,
        nombre=clinica.nombre,
        delegacion=clinica.delegacion_nombre,
        matutino=rooms.get(TURNOS[0]),
        vespertino=rooms.get(TURNOS[1]),
    )


def _rooms(clinica: Clinica, but: tuple[str, int | None]) -> dict[str, int]:
    """Of each turno, the consulting room with the fewest people, but for the one of ``but``."""
    people = Persona.objects.filter(clinica=clinica).values("turno", "consultorio")
    fewest: dict[str, int] = {}
    for row in people.annotate(people=Count("subject")).order_by("people", "consultorio"):
        room = row["consultorio"]
        if room is not None and (row["turno"], room) != but:
            fewest.setdefault(row["turno"], room)
    return fewest


def asignaciones_de(questions: Sequence[AsignacionesDe]) -> list[tuple[Asignado, ...]]:
    """Answer ``AsignacionesDe``, in the order asked."""
    must_be_the_office()
    found: dict[UUID, list[Asignado]] = defaultdict(list)
    asked = [question.subject for question in followed(questions)]
    rows = Asignacion.objects.filter(persona__in=asked).select_related("clinica")
    for row in rows.order_by("recorded_at", "id"):
        found[row.persona_id].append(asignado(row))
    return [tuple(found.get(subject, ())) for subject in asked]


def unidades_asignar(orders: Sequence[tuple[AsignarUnidad, PerformContext]]) -> None:
    """Attend each somewhere else in the runner's transaction. Conflict where they are in another clinic by now."""
    told = []
    for order, context in orders:
        persona = Persona.objects.select_for_update(no_key=True).get(subject=order.subject)
        if (persona.clinica_id or "") != order.antes:
            raise Conflict(order.antes)
        place = Place(order.codigo, order.consultorio, order.turno, order.desde)
        told.append(ToLog(unidad_write(persona, place, context), order.subject, context.by, context.case))
    if told:
        events_append(told, now=orders[0][1].now)


def unidad_write(persona: Persona, place: Place, context: PerformContext) -> UnidadAsignada:
    """Add the assignment of somebody whose row is held, and keep it in that row; what is told of it."""
    clinica = Clinica.objects.get(codigo=place.codigo) if place.codigo else None
    Asignacion.objects.create(
        persona=persona,
        clinica=clinica,
        consultorio=place.consultorio,
        turno=place.turno,
        desde=place.desde,
        recorded_at=context.now,
        caso=context.case,
    )
    persona.clinica, persona.consultorio, persona.turno = clinica, place.consultorio, place.turno
    persona.save(update_fields=["clinica", "consultorio", "turno"])
    room = "" if place.consultorio is None else str(place.consultorio)
    return UnidadAsignada(clinica.clave if clinica else "", room, place.turno, place.desde)


def codigos_clinica_load(rows: Sequence[tuple[str, str]]) -> int:
    """Put these postal codes (code, clinic) in the place of what was loaded of them; how many. IntegrityError."""
    CodigoClinica.objects.bulk_create(
        [CodigoClinica(codigo_postal=code, clinica_id=clinic) for code, clinic in rows],
        update_conflicts=True,
        unique_fields=("codigo_postal",),
        update_fields=("clinica",),
    )
    return len(rows)


ANSWERS: Final = {UnidadDe: unidades_de, UnidadActual: unidades_actuales, AsignacionesDe: asignaciones_de}
PERFORMS: Final = {AsignarUnidad: unidades_asignar}
