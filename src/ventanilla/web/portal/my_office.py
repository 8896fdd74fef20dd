"""What belongs to whoever signed in: their office, their cases, their documents."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final, Literal

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ventanilla.apps.accounts.api import Visit, certificate_notice_for
from ventanilla.apps.affiliation.api import NotInRegister, historia_for
from ventanilla.apps.cases.api import AskView, CaseView, asks_for, case_for, cases_for, may_withdraw, tramites
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.apps.documents.api import (
    COPY,
    DocumentView,
    FileUnavailable,
    document_kind_for,
    document_pdf_for,
    document_seal_for,
    documents_for,
    documents_of_case,
)
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.signatures.api import signature_evidence_for
from ventanilla.domain.affiliation import Historia
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.stages import Stages, stages
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.kit import Audience, Tramite
from ventanilla.law import catalogue
from ventanilla.web.design.elsewhere_shapes import Institution, OtherInstitutionsPage
from ventanilla.web.design.oficina_shapes import OficinaPage
from ventanilla.web.design.shapes import (
    Acuse,
    Answered,
    AskRow,
    CasePage,
    CaseRow,
    CaseState,
    DocumentRow,
    Link,
    Sentence,
)
from ventanilla.web.downloads import download
from ventanilla.web.errors import error_page
from ventanilla.web.guards import VisitRequest, public, signed_in
from ventanilla.web.timelines import timeline_shown

from .employer import is_employer
from .employer_home import panel_for
from .home import home_of

RECEIPT: Final = "acuse"
LETTER: Final = "resolucion"
JUST_FILED_SECONDS: Final = 120
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
SHOWN_AS: Final[dict[State, CaseState]] = {
    State.RECIBIDO: "sealing",
    State.EN_ESPERA: "checking_signature",
    State.PREGUNTADO: "waiting_you",
    State.EN_REVISION: "in_review",
    State.APROBADO: "approved",
    State.NEGADO: "rejected",
    State.SIN_EFECTO: "void",
    State.DESISTIDO: "withdrawn",
}

OTHERS: Final = "Falta la respuesta de quien lo presentó"
BY_MANDATE: Final = "Con una autorización para actuar en su nombre"
WAITED: Final[dict[Answerer, str]] = {
    Answerer.PERSON: "Falta algo de su parte",
    Answerer.EMPLOYER: "Falta que conteste su empleador",
    Answerer.OFFICIAL: "Lo está verificando la oficina",
    Answerer.PAYMENT: "Falta el pago",
    Answerer.FILING: "Falta que su empleador firme la corrección",
}
WHO_HAS_IT: Final[dict[Answerer, str]] = {
    Answerer.PERSON: "",
    Answerer.EMPLOYER: "Lo tiene su empleador.",
    Answerer.OFFICIAL: "Lo tiene una persona de la oficina.",
    Answerer.PAYMENT: "Se espera el pago.",
    Answerer.FILING: "Lo tiene su empleador.",
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
        documents=tuple(_document(document) for document in documents_for(visit.actor)),
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


def _document(document: DocumentView) -> DocumentRow:
    return DocumentRow(
        title=document.title,
        folio=document.folio,
        issued_at=document.issued_at,
        href=_file(document) if document.ready else "",
        size=f"{max(1, round(document.bytes / 1024))} KB" if document.ready else "",
        expires=document.expires_on,
        verify_url=f"/verificar/{document.folio}" if document.ready else "",
        problem=document.fault or "",
    )


def _file(document: DocumentView) -> str:
    """Where its file is: a copy of all of one's data asks again who it is."""
    return f"/cuenta/datos/copia/{document.folio}.pdf" if document.kind == COPY else f"/documentos/{document.folio}.pdf"


def _own_case(request: VisitRequest, folio: str) -> CaseView:
    compact = read_folio(folio)
    found = case_for(request.visit.actor, compact) if compact else None
    if found is None:
        raise Http404
    return found


def _settled(case: CaseView, documents: tuple[DocumentView, ...]) -> bool:
    return all(document.ready or document.fault for document in documents) and case.state not in {
        State.RECIBIDO,
        State.EN_ESPERA,
    }


@signed_in
@require_safe
def case(request: VisitRequest, folio: str) -> HttpResponse:
    """One case: receipt, promised date, timeline, documents."""
    actor = request.visit.actor
    found = _own_case(request, folio)
    documents = documents_of_case(actor, found.id)
    with scope(actor.subject):
        entries = timeline(actor.subject, case=found.id)
    now = settings.VENTANILLA_CLOCK.now()
    receipt = next((document for document in documents if document.kind == RECEIPT), None)
    letter = next((document for document in documents if document.kind == LETTER), None)
    issued = tuple(document for document in documents if document.kind not in {RECEIPT, LETTER})
    sealing = found.state is State.APROBADO and not all(document.ready or document.fault for document in issued)
    filed_at = found.filed_at or found.saved_at
    today = settings.VENTANILLA_CLOCK.today()
    asked = found.asked
    mine = asked is not None and asked.of is Answerer.PERSON and found.own
    page = CasePage(
        title=found.title,
        folio=found.folio,
        filed_at=filed_at,
        state="sealing" if sealing else "waiting_other" if asked is not None and not mine else SHOWN_AS[found.state],
        just_filed=(now - filed_at).total_seconds() < JUST_FILED_SECONDS,
        poll_url="" if _settled(found, documents) else f"/expedientes/{found.folio}/estado.json",
        promised=found.promised_on,
        late=found.promised_on is not None and found.resolved_at is None and found.promised_on < today,
        waiting_for=("" if asked is None else WAITED[asked.of] if mine or asked.of is not Answerer.PERSON else OTHERS),
        missing=asked.why if asked is not None and asked.until >= today else "",
        who_has_it=WHO_HAS_IT[asked.of] if asked is not None else _who_has(found),
        asked_until=asked.until if asked is not None else None,
        days_left=(asked.until - today).days if asked is not None else 0,
        answer_url=f"/respuestas/{asked.id}" if asked is not None and mine else "",
        pay_url="/pagos" if asked is not None and asked.of is Answerer.PAYMENT and found.own else "",
        withdraw_url=f"/expedientes/{found.folio}/desistir" if found.own and may_withdraw(found.state) else "",
        stages=_stages(found),
        clocks=found.clocks,
        why=found.why,
        cite=found.cite,
        remedy=found.remedy or "",
        answers=(*_by_whom(found), *(Answered(label, answer) for label, answer in found.answers)),
        timeline=timeline_shown(entries),
        documents=tuple(_document(document) for document in issued),
        letter=_document(letter) if letter is not None else None,
        acuse=_acuse(actor, receipt.folio) if receipt is not None else None,
        evidence_url=f"/expedientes/{found.folio}/firma" if found.signature else "",
        seen_url=_seen_at(found),
        problem=next((document.fault for document in issued if document.fault), ""),
    )
    return render(request, "portal/case.html", {"page": page, "section": "oficina"})


def _seen_at(found: CaseView) -> str:
    """The page where what a case gave is seen; "" until it is approved, and for what gives no more than a document."""
    tramite = find_tramite(found.tramite)
    return tramite.seen_at if isinstance(tramite, Tramite) and found.state is State.APROBADO else ""


def _stages(found: CaseView) -> Stages:
    """Where what others answer is; () for what nobody else was asked, and for what was taken back."""
    of = found.last_of
    if of is None or of in {Answerer.PERSON, Answerer.PAYMENT} or found.state is State.DESISTIDO:
        return ()
    return stages(of, waits=found.asked is not None, over=found.state.final)


def _who_has(found: CaseView) -> Sentence:
    """Which official has it: their post and their unit, never their name before they decide."""
    if found.reviewed_by is None:
        return ""
    post, unit = found.reviewed_by
    return Text("QUIEN_LO_REVISA", "una persona de {unidad} ({cargo})", unidad=unit, cargo=post)


def _by_whom(found: CaseView) -> tuple[Answered, ...]:
    """Who asked, and for whom; nothing where one asked for oneself."""
    if not found.acting_for:
        return ()
    whom = (Answered("Quién la presentó", found.applicant), Answered("Por quién", found.acting_for))
    return (*whom, Answered("Con qué permiso", BY_MANDATE)) if found.mandate is not None else whom


def _acuse(actor: Actor, folio: str) -> Acuse | None:
    seal = document_seal_for(actor, folio)
    if seal is None:
        return None
    return Acuse(
        cadena_original=seal.cadena,
        sello=seal.sello,
        certificate=seal.serial,
        qr_url=f"/documentos/{folio}.svg",
        verify_url=seal.link.removeprefix(settings.VENTANILLA_ORIGIN),
    )


@signed_in
@require_safe
def case_status(request: VisitRequest, folio: str) -> JsonResponse:
    """Whether the case's page has news, for the page that waits."""
    found = _own_case(request, folio)
    ready = _settled(found, documents_of_case(request.visit.actor, found.id))
    return JsonResponse({"listo": ready, "estado": found.state.value})


@signed_in
@require_safe
def case_signature(request: VisitRequest, folio: str) -> HttpResponse:
    """The evidence of the signature of one's own case, as a file that proves it without the office."""
    found = _own_case(request, folio)
    package = signature_evidence_for(request.visit.actor, found.signature) if found.signature else None
    if package is None:
        raise Http404
    return download(package, f"firma-{found.folio}.json", "application/json")


@signed_in
@require_safe
def document(request: VisitRequest, folio: str) -> HttpResponse:
    """A sealed document of one's own, as a file."""
    compact = read_folio(folio)
    if compact and document_kind_for(request.visit.actor, compact) == COPY:
        return redirect(f"/cuenta/datos/copia/{compact}.pdf")
    return document_file(request, compact, "/oficina")


def document_file(request: VisitRequest, folio: str | None, back: str) -> HttpResponse:
    """The file of a document of one's own; where it was lost, the page ``back`` says what to do."""
    try:
        pdf = document_pdf_for(request.visit.actor, folio) if folio else None
    except FileUnavailable as error:
        return redirect(back) if error.lost else error_page(request, 503)
    if pdf is None:
        raise Http404
    return download(pdf, f"{folio}.pdf", "application/pdf")


@signed_in
@require_safe
def document_qr(request: VisitRequest, folio: str) -> HttpResponse:
    """The QR of a sealed document of one's own, as a picture."""
    compact = read_folio(folio)
    seal = document_seal_for(request.visit.actor, compact) if compact else None
    if seal is None:
        raise Http404
    picture = io.BytesIO()
    segno.make(seal.link, error="m", micro=False).save(picture, kind="svg", border=4, xmldecl=False, svgns=True)
    return HttpResponse(picture.getvalue(), "image/svg+xml")
