"""The person's certificates with what each pays; one that does not appear is looked for by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.benefits import Explicada, Incapacidad, incapacidades_explicadas
from ventanilla.kernel.period import months_after
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import MESES, Solicitud

QUEUE: Final = "incapacidades"
CITE: Final = ("LSS 58-I", "LSS 96", "LSS 98", "LSS 101", "LSS 300")
SIN_REGISTRO: Final = Text(
    "INCAPACIDADES_SIN_REGISTRO",
    "Esta oficina aún no recibe los certificados de su unidad. Los pedirá una persona.",
)
AUSENTE: Final = Text(
    "INCAPACIDAD_AUSENTE",
    "Aún no aparece en el sistema. Alguien la buscará en la unidad y la fecha que dijo.",
)
NO_LOCALIZADA: Final = Text(
    "INCAPACIDAD_NO_LOCALIZADA", "Su unidad no tiene un certificado de esa fecha. Acuda a ella con el que le dieron."
)


@dataclass(frozen=True)
class Consulta:
    """All that the document prints. ``desde`` is the first day of the period, None where one was looked for."""

    al: date
    nombre: str
    curp: str
    nss: str
    desde: date | None
    incapacidades: tuple[Explicada, ...]


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Consulta]:
    """The list, also if it is empty; a doubt about a register, or a certificate it lacks, goes to a person."""
    if hechos.incapacidades is None:
        return Refer(QUEUE, (SIN_REGISTRO,), Reject((SIN_REGISTRO,), CITE))
    known = tuple(one for one in hechos.incapacidades if one.desde <= on)
    if solicitud.cual == "falta":
        return _looked_for(solicitud, hechos, known, on)
    desde = months_after(on, -MESES[solicitud.cual])
    answer = Approve(_consulta(hechos, known, desde, on))
    if doubts := tuple(dict.fromkeys(hechos.historia.contradictions)):
        return Refer(QUEUE, tuple(doubt.reason for doubt in doubts), answer)
    return answer


def _looked_for(solicitud: Solicitud, hechos: Hechos, known: tuple[Incapacidad, ...], on: date) -> Decision[Consulta]:
    """The one that was given on that day, if it came meanwhile; else somebody asks the unit."""
    given = {one.folio for one in known if one.expedida == solicitud.expedida}
    if not given:
        return Refer(QUEUE, (AUSENTE,), Reject((NO_LOCALIZADA,), CITE))
    every = incapacidades_explicadas(hechos.historia, known)
    return Approve(_printed(hechos, tuple(one for one in every if one.folio in given), None, on))


def _consulta(hechos: Hechos, known: tuple[Incapacidad, ...], desde: date, on: date) -> Consulta:
    """Those with a day in the period: computed with the ones before, whose days they go on counting."""
    every = incapacidades_explicadas(hechos.historia, known)
    return _printed(hechos, tuple(one for one in every if one.hasta >= desde), desde, on)


def _printed(hechos: Hechos, rows: tuple[Explicada, ...], desde: date | None, on: date) -> Consulta:
    historia = hechos.historia
    return Consulta(on, historia.nombre, historia.curp, historia.nss, desde, rows)


def hecho(consulta: Consulta) -> Text:
    """What a stranger who scans the QR reads: how many certificates and days, never of what nor for how much."""
    return Text(
        "HECHO_INCAPACIDADES",
        "Al {fecha}, certificados de incapacidad: {cuantos}; días: {dias}.",
        fecha=consulta.al,
        cuantos=len(consulta.incapacidades),
        dias=sum(one.dias for one in consulta.incapacidades),
    )


def effects(consulta: Consulta) -> tuple[Effect, ...]:
    """Nothing changes: the person gets the list."""
    return (
        IssueDocument(
            "incapacidades.typ", consulta, valid_for_days=30, fact=str(hecho(consulta)), holder=consulta.nombre
        ),
    )
