"""Whether the person, and their family, are entitled on the day they asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.domain.benefits import Vigencia, vigencia
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Text

from .facts import Hechos
from .form import Solicitud


@dataclass(frozen=True)
class Constancia:
    """What is decided, and all that the document may print. ``nota`` is said of a day that has not come."""

    al: date
    personas: tuple[Vigencia, ...]
    nota: Text | None = None


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Constancia]:
    """Always answer: not being entitled is a statement too, with its reason and date (LSS 5-A, 84, 109).

    Only contradictory registers need a person (LSS 15); the official confirms or changes the proposal.
    """
    personas = tuple(vigencia(historia, solicitud.fecha) for historia in (hechos.titular, *hechos.familia))
    answer = Approve(Constancia(al=solicitud.fecha, personas=personas, nota=_nota(solicitud.fecha, on)))
    doubts = tuple(dict.fromkeys(c for historia in (hechos.titular, *hechos.familia) for c in historia.contradictions))
    if doubts:
        return Refer(queue="afiliacion", why=tuple(doubt.reason for doubt in doubts), proposal=answer)
    return answer


def _nota(fecha: date, on: date) -> Text | None:
    if fecha <= on:
        return None
    return Text(
        "CONSTANCIA_A_FUTURO",
        "Esta fecha aún no llega. Se calculó con lo que estaba registrado el {hoy}; puede cambiar.",
        hoy=on,
    )


def hecho(constancia: Constancia) -> Text:
    """What a stranger who scans the QR reads: the answer and its day, so that a changed paper gives itself away."""
    titular, *familia = constancia.personas
    con = sum(1 for persona in familia if persona.vigente)
    if familia:
        return Text(
            "HECHO_FAMILIA",
            "Al {fecha}, derecho a la atención médica: titular, {titular}; familiares, {con} sí y {sin} no.",
            fecha=constancia.al,
            titular="sí" if titular.vigente else "NO",
            con=con,
            sin=len(familia) - con,
        )
    if titular.vigente:
        return Text("HECHO_VIGENTE", "Al {fecha} tiene derecho a la atención médica.", fecha=constancia.al)
    return Text("HECHO_NO_VIGENTE", "Al {fecha} NO tiene derecho a la atención médica.", fecha=constancia.al)


def effects(constancia: Constancia) -> tuple[Effect, ...]:
    """Only what an approval does; the runner itself records, answers, refers and tells."""
    return (
        IssueDocument(
            "constancia.typ",
            constancia,
            valid_for_days=30,
            fact=str(hecho(constancia)),
            holder=constancia.personas[0].nombre,
        ),
    )
