"""The office of whoever signed in: what they have, what they asked for, and what they may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.accounts.api import Visit, certificate_notice_for
from ventanilla.apps.affiliation.api import NotInRegister, historia_for
from ventanilla.apps.cases.api import AskView, CaseView, asks_for, cases_for, tramites
from ventanilla.apps.documents.api import documents_for
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Historia
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import State
from ventanilla.kernel.text import Text
from ventanilla.kit import Audience
from ventanilla.law import catalogue
from ventanilla.web.design.elsewhere_shapes import Institution, OtherInstitutionsPage
from ventanilla.web.design.oficina_shapes import OficinaPage
from ventanilla.web.design.shapes import AskRow, CaseRow, Link
from ventanilla.web.guards import VisitRequest, public, signed_in

from .employer import is_employer
from .employer_home import panel_for
from .home import home_of
from .own_documents import document_row

REVOCATION_UNCHECKED: Final = Text(
    "SESION_SIN_COMPROBAR",
    "La autoridad que emitió su e.firma no responde. Puede consultar; lo que firme se recibe y espera a que responda.",
)
KINDS: Final[dict[State, Literal["done", "wait", "no", "off"]]] = {
    State.BORRADOR: "off",
    State.RECIBIDO: "wait",
    State.EN_ESPERA: "wait",
    State.PREGUNTADO: "wait",
    State.EN_REVISION: "wait",
    State.APROBADO: "done",
    State.NEGADO: "no",
    State.SIN_EFECTO: "no",
    State.DESISTIDO: "off",
}


@signed_in
@require_safe
def office(request: VisitRequest) -> HttpResponse:
    """«Mi oficina»."""
    visit = request.visit
    with scope(visit.actor.subject):  # set once: what the page reads of its subject is read within it
        asks = asks_for(visit.actor)
        page = _office(visit, asks)
        patron = panel_for(visit.actor, asks) if is_employer(visit.actor) else None
    return render(request, "portal/oficina.html", {"page": page, "patron": patron, "section": "oficina"})


def _office(visit: Visit, asks: Sequence[AskView]) -> OficinaPage:
    acting = visit.actor.acts_for is not None and not visit.actor.kin
    cases = cases_for(visit.actor)
    known = None if acting else _history(visit.actor)
    drafts = tuple(_row(case) for case in cases if case.state is State.BORRADOR)
    sent = tuple(_row(case) for case in cases if case.state is not State.BORRADOR)
    wanted = {Audience.PATRON, Audience.PUBLICO} if acting else set(Audience) - {Audience.PATRON}
    may_ask = tuple(
        Link(tramite.title, f"/tramites/{tramite.key}", tramite.obtains)
        for tramite in tramites().values()
        if wanted & set(tramite.for_whom)
    )
    return OficinaPage(
        variant="company" if acting else "person" if known else "no_record",
        name=known.nombre if known else visit.kin.name if visit.kin else visit.name,
        curp=known.curp if known else visit.kin.curp if visit.kin else visit.curp,
        company=visit.acting_for,
        company_rfc=visit.acting_for_rfc,
        home=home_of(visit.actor, known, asks, drafts, sent) if known else None,
        may_ask=may_ask,
        drafts=drafts,
        cases=sent,
        documents=tuple(document_row(document) for document in documents_for(visit.actor)),
        notice="" if visit.revocation_checked else REVOCATION_UNCHECKED,
        certificate_notice=certificate_notice_for(visit.actor, visit.acting_for_rfc, settings.VENTANILLA_CLOCK.now())
        or "",
        email_asked=visit.email_asked and visit.actor.acts_for is None,
        kin=visit.actor.kin,
        asked=_asked(asks),
        others=() if acting or known else other_institutions(),
    )


def other_institutions() -> tuple[Institution, ...]:
    """Where else somebody may be insured, as whoever operates the office lists it."""
    return tuple(
        Institution(one.name, one.covers, one.ask)
        for one in catalogue("otras_instituciones").values()
        if not one.retired
    )


@public
@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Where else to ask, for whoever this register does not know."""
    page = OtherInstitutionsPage(other_institutions())
    return render(request, "portal/otras_instituciones.html", {"page": page})


def _history(actor: Actor) -> Historia | None:
    """What the register holds of them; None where it knows nobody such."""
    try:
        return historia_for(actor)
    except NotInRegister:
        return None


def _asked(asks: Sequence[AskView]) -> tuple[AskRow, ...]:
    today = settings.VENTANILLA_CLOCK.today()
    return tuple(AskRow(ask.title, f"/respuestas/{ask.id}", ask.until, (ask.until - today).days) for ask in asks)


def _row(case: CaseView) -> CaseRow:
    draft = case.state is State.BORRADOR
    return CaseRow(
        folio=case.folio,
        title=case.title,
        href=f"/solicitudes/{case.id}/lista" if draft else f"/expedientes/{case.folio}",
        state=case.state.shown,
        kind=KINDS[case.state],
        filed_at=case.saved_at if draft else case.filed_at,
        promised=case.promised_on,
        kept_until=case.kept_until,
        discard_url=f"/solicitudes/{case.id}/descartar" if draft else "",
    )
