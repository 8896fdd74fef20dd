"""Disputes of what employers registered, together by employer: how many, of what, and whether it answers."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.affiliation.api import patrones_nombres
from ventanilla.apps.cases.api import PartyCase, PartyView, parties_for, party_cases_for
from ventanilla.domain.authority import Role
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.design.dispute_shapes import PartiesPage, PartyCaseRow, PartyPage, PartyRow
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.guards import VisitRequest, staff
from ventanilla.web.readings import read_by_official

from .cases import PAGE as EXPEDIENTES
from .files import VERIFICATIONS

PAGE: Final = "/personal/aclaraciones"
SECTION: Final = {"section": "personal"}
NOBODY: Final = "Sin nombre en el registro"
WAITS: Final[dict[Answerer, Sentence]] = {
    Answerer.PERSON: Text("ESPERA_PERSONA", "Que conteste la persona"),
    Answerer.EMPLOYER: Text("ESPERA_PATRON", "Que conteste el empleador"),
    Answerer.OFFICIAL: Text("ESPERA_OFICINA", "Que la oficina verifique"),
    Answerer.PAYMENT: Text("ESPERA_PAGO", "El pago"),
    Answerer.FILING: Text("ESPERA_FIRMA", "Que el empleador firme la corrección"),
}
TO_DECIDE: Final = Text("ESPERA_DECISION", "Que una persona resuelva")
GOING_ON: Final = Text("ESPERA_NADA", "Nada; sigue su curso")


@staff(Role.REVISION)
@require_safe
def employers(request: VisitRequest) -> HttpResponse:
    """The employers, without naming anybody who disputes."""
    found = parties_for(request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    names = patrones_nombres(one.party for one in found)
    page = PartiesPage(tuple(_party(one, names) for one in found))
    return render(request, "staff/aclaraciones.html", {"page": page, **SECTION})


@staff(Role.REVISION)
@require_safe
def employer(request: VisitRequest, party: UUID) -> HttpResponse:
    """One employer's, with who disputes: it is noted that they were read."""
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    found = party_cases_for(actor, party, now=now)
    if not found:
        raise Http404
    read_by_official(request, (one.subject for one in found), Reading.EXPEDIENTE, Why.REVISION)
    silent = next((one.silent for one in parties_for(actor, now=now) if one.party == party), 0)
    page = PartyPage(patrones_nombres([party]).get(party, NOBODY), tuple(map(_case, found)), silent)
    return render(request, "staff/aclaraciones_patron.html", {"page": page, **SECTION})


def _party(one: PartyView, names: dict[UUID, str]) -> PartyRow:
    return PartyRow(
        name=names.get(one.party, NOBODY),
        href=f"{PAGE}/{one.party}",
        open=one.open,
        asked=one.asked,
        reviewing=one.reviewing,
        silent=one.silent,
        since=one.since,
        matters=one.matters,
    )


def _case(one: PartyCase) -> PartyCaseRow:
    verifies = one.of is Answerer.OFFICIAL
    reviewed = one.state is State.EN_REVISION or (one.queue and not verifies)
    return PartyCaseRow(
        folio=one.folio,
        href=f"{VERIFICATIONS}/{one.ask}" if verifies else f"{EXPEDIENTES}/{one.folio}" if reviewed else "",
        applicant=one.applicant,
        matter=one.matter,
        waits=WAITS[one.of] if one.of is not None else TO_DECIDE if reviewed else GOING_ON,
        filed_at=one.filed_at,
        until=one.until,
        days_left=(one.until - settings.VENTANILLA_CLOCK.today()).days if one.until else 0,
        reserved=one.reserved,
    )
