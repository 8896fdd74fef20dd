"""Given at once by whoever signs for the employer, and never more than they have; a doubt of whose CURP, to staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from ventanilla.domain.authority import Mandate, MandateFault, with_implied
from ventanilla.domain.authority.autorizaciones import OtorgarAutorizacion
from ventanilla.domain.authority.mandate import MAX_DEPTH, grant_fault, longest_until
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Act, Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "representantes"
CITE: Final = ("CFF 19",)
SHARED: Final = 10  # characters that the CURP and the RFC of a person have in common: the name and the birth
SIN_REGISTRO: Final = Text(
    "AUTORIZA_SOLO_PATRON", "Solo autoriza quien tiene un registro patronal, por usted o por su empresa."
)
OTRA_PERSONA: Final = Text(
    "AUTORIZACION_RFC", "La CURP y el RFC parecen de personas distintas. Una persona lo revisará antes de darla."
)


@dataclass(frozen=True)
class Impresa:
    """All that the document prints."""

    otorgante: str
    rfc: str
    curp: str
    actos: tuple[Text, ...]
    registros: tuple[str, ...]
    desde: date
    hasta: date
    delega: bool


@dataclass(frozen=True)
class Autorizacion:
    """What is given: the order, and what the document says of it."""

    cuenta: SubjectId | None
    curp: str
    rfc: str
    actos: tuple[Act, ...]
    mandato: UUID | None
    impresa: Impresa


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Autorizacion]:
    """What whoever gives it may give is decided by the rules alone (CFF 19 by analogy)."""
    if not (hechos.otorgante.moral or hechos.registros):
        return Reject(why=(SIN_REGISTRO,), cite=CITE)
    actos = with_implied(solicitud.actos)
    fault = _fault(solicitud, hechos, on)
    if fault is not None:
        return Reject(why=(fault.text,), cite=CITE)
    ordered = tuple(act for act in Act if act in actos)
    impresa = Impresa(
        otorgante=hechos.otorgante.nombre,
        rfc=hechos.otorgante.rfc,
        curp=solicitud.curp,
        actos=tuple(act.words for act in ordered),
        registros=solicitud.numeros,
        desde=solicitud.desde,
        hasta=solicitud.hasta,
        delega=solicitud.delega == "si",
    )
    rfc = solicitud.rfc or ""
    granted = Approve(Autorizacion(hechos.cuenta, solicitud.curp, rfc, ordered, hechos.mandato, impresa))
    if rfc and rfc[:SHARED] != solicitud.curp[:SHARED]:
        return Refer(queue=QUEUE, why=(OTRA_PERSONA,), proposal=granted)
    return granted


def _fault(solicitud: Solicitud, hechos: Hechos, on: date) -> MandateFault | None:
    above = hechos.facultad
    if hechos.mandato is not None and above is None:
        return MandateFault.SIN_FACULTAD
    if above is not None and above.eslabones >= MAX_DEPTH:
        return MandateFault.MUY_LEJANA
    asked = Mandate(
        grantor=hechos.subject,
        grantee=hechos.cuenta,
        acts=with_implied(solicitud.actos),
        since=solicitud.desde,
        until=solicitud.hasta,
        accepted=False,
        registros=frozenset(solicitud.numeros),
        can_delegate=solicitud.delega == "si",
        parent=above.mandate() if above is not None else None,
    )
    longest = longest_until(solicitud.desde)
    return grant_fault(asked, on=on, longest=longest, same_person=hechos.misma, own=hechos.registros)


def effects(autorizacion: Autorizacion) -> tuple[Effect, ...]:
    """It is offered to whoever may act, who must accept it; the grantor gets its document."""
    said = autorizacion.impresa
    return (
        OtorgarAutorizacion(
            grantor_name=said.otorgante,
            grantor_rfc=said.rfc,
            grantee=autorizacion.cuenta,
            curp=autorizacion.curp,
            rfc=autorizacion.rfc,
            acts=autorizacion.actos,
            registros=said.registros,
            since=said.desde,
            until=said.hasta,
            can_delegate=said.delega,
            parent=autorizacion.mandato,
        ),
        IssueDocument("autorizacion.typ", said, fact="Autorización para actuar por otra persona o empresa."),
    )
