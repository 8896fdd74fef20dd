"""The page of one case of whoever signed in: where it is, of whom it waits, how it ended, and what it gave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.cases.api import CaseView, case_for, may_withdraw
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.apps.documents.api import DocumentView, document_seal_for, documents_of_case
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.signatures.api import signature_evidence_for
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.stages import Stages, stages
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.kit import Tramite
from ventanilla.web.design.shapes import Acuse, Answered, CasePage, CaseState, Sentence
from ventanilla.web.downloads import download
from ventanilla.web.guards import VisitRequest, signed_in
from ventanilla.web.timelines import timeline_shown

from .own_documents import document_row

RECEIPT: Final = "acuse"
LETTER: Final = "resolucion"
JUST_FILED_SECONDS: Final = 120
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


@dataclass(frozen=True, slots=True)
class Papers:
    """What is printed of a case: that it was received, what was resolved, and what it gave."""

    receipt: DocumentView | None
    letter: DocumentView | None
    given: tuple[DocumentView, ...]

    @classmethod
    def of(cls, documents: tuple[DocumentView, ...]) -> Papers:
        """Each document of a case in its place."""
        first = {kind: next((one for one in documents if one.kind == kind), None) for kind in (RECEIPT, LETTER)}
        return cls(first[RECEIPT], first[LETTER], tuple(one for one in documents if one.kind not in first))


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
    today = settings.VENTANILLA_CLOCK.today()
    # How it stands is said by the last that has a word on it: its state, whom it waits for, what is being sealed.
    page = _received(found, now, today)
    page = _asked(page, found, today)
    page = _resolved(page, found)
    page = _printed(page, actor, found, Papers.of(documents))
    page = replace(
        page,
        timeline=timeline_shown(entries),
        poll_url="" if _settled(found, documents) else f"/expedientes/{found.folio}/estado.json",
    )
    return render(request, "portal/case.html", {"page": page, "section": "oficina"})


def _received(found: CaseView, now: datetime, today: date) -> CasePage:
    """What was filed, by whom, until when it is answered, and what its owner may do with it."""
    filed_at = found.filed_at or found.saved_at
    return CasePage(
        title=found.title,
        folio=found.folio,
        filed_at=filed_at,
        state=SHOWN_AS[found.state],
        just_filed=(now - filed_at).total_seconds() < JUST_FILED_SECONDS,
        promised=found.promised_on,
        late=found.promised_on is not None and found.resolved_at is None and found.promised_on < today,
        withdraw_url=f"/expedientes/{found.folio}/desistir" if found.own and may_withdraw(found.state) else "",
        clocks=found.clocks,
        answers=(*_by_whom(found), *(Answered(label, answer) for label, answer in found.answers)),
        evidence_url=f"/expedientes/{found.folio}/firma" if found.signature else "",
    )


def _asked(page: CasePage, found: CaseView, today: date) -> CasePage:
    """Of whom it waits, what is missing and until when; who has it where it waits of nobody."""
    page = replace(page, stages=_stages(found))
    asked = found.asked
    if asked is None:
        return replace(page, who_has_it=_who_has(found))
    of_person = asked.of is Answerer.PERSON
    mine = of_person and found.own
    return replace(
        page,
        state=page.state if mine else "waiting_other",
        waiting_for=OTHERS if of_person and not mine else WAITED[asked.of],
        missing=asked.why if asked.until >= today else "",
        who_has_it=WHO_HAS_IT[asked.of],
        asked_until=asked.until,
        days_left=(asked.until - today).days,
        answer_url=f"/respuestas/{asked.id}" if mine else "",
        pay_url="/pagos" if asked.of is Answerer.PAYMENT and found.own else "",
    )


def _resolved(page: CasePage, found: CaseView) -> CasePage:
    """How it ended, by which article, what may be done against it, and where what it gave is seen."""
    return replace(page, why=found.why, cite=found.cite, remedy=found.remedy or "", seen_url=_seen_at(found))


def _printed(page: CasePage, actor: Actor, found: CaseView, papers: Papers) -> CasePage:
    """What it gave, its receipt and its resolution; what is approved is being sealed until all of it can be had."""
    sealing = found.state is State.APROBADO and not all(one.ready or one.fault for one in papers.given)
    return replace(
        page,
        state="sealing" if sealing else page.state,
        documents=tuple(document_row(one) for one in papers.given),
        letter=document_row(papers.letter) if papers.letter is not None else None,
        acuse=_acuse(actor, papers.receipt.folio) if papers.receipt is not None else None,
        problem=next((one.fault for one in papers.given if one.fault), ""),
    )


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
