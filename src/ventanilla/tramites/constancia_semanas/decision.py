"""How many weeks the person has, on the day they ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ventanilla.domain.benefits import Semanas, dias_por_mes, semanas
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Text

from .facts import Hechos
from .form import Solicitud

MESES: Final = 24  # of days worked that the statement lists


@dataclass(frozen=True)
class Constancia:
    """What is decided, and all that the document may print; each movement only where it was asked for.

    ``meses`` are the days of contribution of each of the last months, by its first day; () where they were not asked.
    """

    al: date
    detallada: bool
    semanas: Semanas
    meses: tuple[tuple[date, int], ...] = ()


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Constancia]:
    """Always answer: having no weeks is a statement too.

    Only contradictory registers need a person (LSS 15); the official confirms or changes the proposal. A gap is
    not a contradiction: whoever did work in it asks for a clarification, and whoever works by contracts has none to
    clear up and asks for the days of each month instead.
    """
    counted = semanas(hechos.historia, hechos.retiros, on)
    detallada = solicitud.detalle == "detallada"
    if not detallada:
        counted = replace(counted, relaciones=tuple(replace(r, avisos=()) for r in counted.relaciones))
    meses = dias_por_mes(hechos.historia, on, MESES) if solicitud.detalle == "dias" else ()
    answer = Approve(Constancia(al=on, detallada=detallada, semanas=counted, meses=meses))
    doubts = tuple(dict.fromkeys(hechos.historia.contradictions))
    if doubts:
        return Refer(queue="afiliacion", why=tuple(doubt.reason for doubt in doubts), proposal=answer)
    return answer


def hecho(constancia: Constancia) -> Text:
    """What a stranger who scans the QR reads: the numbers and their day, so that a changed paper gives itself away."""
    counted = constancia.semanas
    if counted.reconocidas is None:
        return Text(
            "HECHO_SEMANAS",
            "Al {fecha}, semanas cotizadas: {cotizadas}; reconocidas: sin dato de retiros.",
            fecha=constancia.al,
            cotizadas=counted.cotizadas,
        )
    return Text(
        "HECHO_SEMANAS_RECONOCIDAS",
        "Al {fecha}, semanas cotizadas: {cotizadas}; reconocidas: {reconocidas}.",
        fecha=constancia.al,
        cotizadas=counted.cotizadas,
        reconocidas=counted.reconocidas,
    )


def effects(constancia: Constancia) -> tuple[Effect, ...]:
    """Only what an approval does; the runner itself records, answers, refers and tells."""
    return (
        IssueDocument(
            "semanas.typ",
            constancia,
            valid_for_days=30,
            fact=str(hecho(constancia)),
            holder=constancia.semanas.nombre,
        ),
    )
