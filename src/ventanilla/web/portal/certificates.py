"""«Sus e.firmas»: every certificate that opened a session of the account, and what happened to it."""

from __future__ import annotations

from typing import Final, Literal

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.accounts.api import CERTIFICATE_EVENTS, CertificateView, certificate_notice_for, certificates_for
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.accounts import CertificateState
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import CertificadosPage, CertificateRow
from ventanilla.web.design.shapes import TimelineEntry
from ventanilla.web.guards import VisitRequest, signed_in

STATES: Final[dict[CertificateState, tuple[Text, Literal["done", "wait", "off", "no"]]]] = {
    CertificateState.VIGENTE: (Text("EFIRMA_VIGENTE", "Vigente"), "done"),
    CertificateState.REEMPLAZADO: (Text("EFIRMA_REEMPLAZADA", "Reemplazada por una más reciente"), "off"),
    CertificateState.VENCIDO: (Text("EFIRMA_VENCIDA", "Vencida"), "off"),
    CertificateState.REVOCADO: (Text("EFIRMA_REVOCADA", "Revocada"), "no"),
}
TYPES: Final = frozenset(event.TYPE for event in CERTIFICATE_EVENTS)


@signed_in
@require_safe
def certificates(request: VisitRequest) -> HttpResponse:
    """The history of one's e.firmas, in words."""
    actor = request.visit.actor
    now = settings.VENTANILLA_CLOCK.now()
    page = CertificadosPage(
        certificates=tuple(_row(one) for one in certificates_for(actor, now)),
        timeline=_told(actor.person) if actor.person is not None else (),
        notice=certificate_notice_for(actor, request.visit.acting_for_rfc, now) or "",
    )
    return render(request, "portal/certificados.html", {"page": page, "section": "cuenta"})


def _told(person: SubjectId) -> tuple[TimelineEntry, ...]:
    with scope(person):
        entries = timeline(person)
    return tuple(TimelineEntry(title=entry.text, at=entry.at) for entry in entries if entry.type in TYPES)


def _row(one: CertificateView) -> CertificateRow:
    state, kind = STATES[one.state]
    return CertificateRow(
        company=one.company,
        rfc=one.rfc,
        serial=one.serial,
        state=state,
        kind=kind,
        since=civil_date(one.not_before),
        until=civil_date(one.not_after),
        bound_at=one.bound_at,
        ended=_ended(one),
    )


def _ended(one: CertificateView) -> Text | str:
    if one.ended_at is None or one.state is CertificateState.VENCIDO:
        return ""
    day = civil_date(one.ended_at)
    if one.state is CertificateState.REVOCADO:
        return Text("EFIRMA_REVOCADA_EL", "La autoridad la revocó el {fecha}.", fecha=day)
    return Text("EFIRMA_REEMPLAZADA_EL", "Dejó de ser la principal el {fecha}.", fecha=day)
