"""Filed cases of one's own: the list, one, what happened to it, what it issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.cases.api import CaseView, TooLate, case_for, case_withdraw, filed_after
from ventanilla.apps.documents.api import documents_of_case
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.cases import Answerer
from ventanilla.domain.programs import Scope
from ventanilla.kernel.folio import read_folio
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.problems import problem

from .documentos import document_shape
from .paging import BadPage, page_answered, page_asked
from .reading import answered, conditional, conditional_list
from .repeated import once
from .shapes import Documentos, Expediente, ExpedienteCompleto, Historia, PaginaExpedientes, Pregunta, Suceso


def _filed(view: CaseView) -> datetime:
    if view.filed_at is None:
        raise LookupError("a draft is no case yet")
    return view.filed_at


def _said(view: CaseView) -> dict[str, Any]:
    return {
        "id": view.id,
        "tramite": view.tramite,
        "titulo": sentence(view.title),
        "estado": view.state.value,
        "estado_en_palabras": sentence(view.state.shown),
        "folio": view.folio,
        "actua_por": view.acting_for,
        "recibido": _filed(view),
        "prometido": view.promised_on,
        "resuelto": view.resolved_at,
    }


def case_shape(view: CaseView) -> Expediente:
    """A filed case as the API says it. LookupError for a draft."""
    return Expediente.model_validate(_said(view))


def _whole(view: CaseView) -> ExpedienteCompleto:
    lines = [Pregunta(pregunta=sentence(label), respuesta=sentence(answer)) for label, answer in view.answers]
    asked = view.asked if view.asked is not None and view.asked.of is Answerer.PERSON else None
    why = {
        "preguntas": lines,
        "motivos": list(view.why),
        "fundamento": list(view.cite),
        "por_contestar": None if asked is None else asked.id,
    }
    return ExpedienteCompleto.model_validate(_said(view) | why)


def _own(request: VisitRequest, folio: str) -> CaseView | None:
    compact = read_folio(folio)
    return case_for(request.visit.actor, compact) if compact else None


@api(Scope.EXPEDIENTES)
@require_safe
@conditional_list
def cases(request: VisitRequest) -> HttpResponseBase:
    """One's filed cases, the latest filed first."""
    try:
        asked = page_asked(request)
    except BadPage as wrong:
        return problem(request, wrong.code)
    after = (datetime.fromisoformat(asked.after[0]), UUID(asked.after[1])) if asked.after else None
    found = filed_after(request.visit.actor, after, asked.limit + 1)
    return page_answered(
        request,
        asked,
        found,
        lambda elements, following: PaginaExpedientes(elementos=elements, siguiente=following),
        case_shape,
        lambda one: (_filed(one).isoformat(), str(one.id)),
    )


@api(Scope.EXPEDIENTES)
@require_safe
@conditional
def case(request: VisitRequest, folio: str) -> HttpResponseBase:
    """One case of one's own."""
    found = _own(request, folio)
    return problem(request, "NO_EXISTE") if found is None else answered(_whole(found))


@api(Scope.DESISTIR)
@require_POST
@once
def case_withdrawal(request: VisitRequest, folio: str) -> HttpResponseBase:
    """Take back a case that nobody resolved; twice changes nothing."""
    found = _own(request, folio)
    if found is None:
        return problem(request, "NO_EXISTE")
    try:
        withdrawn = case_withdraw(request.visit.actor, found.id, now=settings.VENTANILLA_CLOCK.now())
    except TooLate as late:
        return problem(request, "YA_RESUELTO", caso=case_shape(late.view).model_dump(mode="json"))
    return answered(case_shape(withdrawn))


@api(Scope.EXPEDIENTES)
@require_safe
@conditional
def case_story(request: VisitRequest, folio: str) -> HttpResponseBase:
    """What happened to one case, the latest first."""
    found = _own(request, folio)
    if found is None:
        return problem(request, "NO_EXISTE")
    subject = request.visit.actor.subject
    with scope(subject):
        entries = timeline(subject, case=found.id)
    told = [Suceso(cuando=entry.at, tipo=entry.type, texto=sentence(entry.text)) for entry in entries]
    return answered(Historia(sucesos=told))


@api(Scope.EXPEDIENTES)
@require_safe
@conditional
def case_documents(request: VisitRequest, folio: str) -> HttpResponseBase:
    """The documents that one case issued; their files ask for their own leave."""
    found = _own(request, folio)
    if found is None:
        return problem(request, "NO_EXISTE")
    issued = documents_of_case(request.visit.actor, found.id)
    return answered(Documentos(documentos=[document_shape(one) for one in issued]))
