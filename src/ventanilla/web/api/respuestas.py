"""What is asked of one, by one's own case or by another's, and answering it: typed in parts, and sent with a signature.

Through the API every answer is signed: a key never signs, and none of them lets a program send what its owner did not.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.cases.api import (
    AskClosed,
    AskView,
    CaseNotFound,
    DraftChanged,
    Incomplete,
    answer_act,
    answer_form,
    ask_draft_save,
    ask_for,
    asks_after,
    content_digest,
)
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_new
from ventanilla.domain.cases import Answerer
from ventanilla.domain.programs import Scope
from ventanilla.domain.signing.acts import Answer, payload
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.portal.answers import answer_sent, is_open, state_of
from ventanilla.web.portal.sign_in import decoded, session_key
from ventanilla.web.problems import problem

from .answers import unflatten
from .paging import BadPage, page_answered, page_asked
from .reading import answered, conditional, conditional_list, unseen, versioned, with_body
from .repeated import once
from .shapes import PaginaRespuestas, PorFirmar, Pregunta, Respuesta, RespuestaResumen
from .solicitudes import posted_signature, too_many
from .taking import WrongAnswers, campos, emptied, problems_of, refused, taken

STATES: Final = {"open": "abierta", "answered": "contestada", "late": "vencida", "withdrawn": "retirada"}


def _said(view: AskView) -> dict[str, Any]:
    own = view.of is Answerer.PERSON
    return {
        "id": view.id,
        "titulo": sentence(view.title),
        "pide_a": view.of.value,
        "expediente": view.case if own else None,  # of another's case nothing more than what is told
        "estado": STATES[state_of(view)],
        "hasta": view.until,
        "pedida": view.asked_at,
        "contestada": view.closed_at if state_of(view) == "answered" else None,
    }


def _state(view: AskView) -> str:
    """What it holds, in whatever language it is read: the first half of its ETag."""
    return hashlib.sha256(canonical([str(view.id), view.outcome.value, view.draft])).hexdigest()[:32]


def _whole(view: AskView, status: int = 200) -> HttpResponse:
    form = None if view.files else answer_form(view)  # what another request answers is not answered here
    told = [Pregunta(pregunta=sentence(label), respuesta=sentence(words)) for label, words in view.tells]
    more = {
        "motivo": view.why if view.of is Answerer.PERSON else "",
        "se_le_dice": told,
        "solicitud": form.model_json_schema() if form is not None else {},
        "respuestas": unflatten(view.draft),
        "por_corregir": campos(problems_of(form, view.draft)) if form is not None and is_open(view) else [],
    }
    location = f"/api/v1/respuestas/{view.id}" if status == 201 else ""
    return versioned(answered(Respuesta.model_validate(_said(view) | more), status, location=location), _state(view))


@api(Scope.EXPEDIENTES)
@require_safe
@conditional_list
def asks(request: VisitRequest) -> HttpResponseBase:
    """What one has to answer, the soonest end first."""
    try:
        asked = page_asked(request)
    except BadPage as wrong:
        return problem(request, wrong.code)
    after = (date.fromisoformat(asked.after[0]), UUID(asked.after[1])) if asked.after else None
    return page_answered(
        request,
        asked,
        asks_after(request.visit.actor, after, asked.limit + 1),
        lambda elements, following: PaginaRespuestas(elementos=elements, siguiente=following),
        lambda one: RespuestaResumen.model_validate(_said(one)),
        lambda one: (one.until.isoformat(), str(one.id)),
    )


@api(Scope.EXPEDIENTES, writes=Scope.PRESENTAR)
@require_http_methods(["GET", "HEAD", "PATCH"])
def ask(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """What is asked, with what was typed; or some of it, kept."""
    return _patched(request, ask_id) if request.method == "PATCH" else _read(request, ask_id)


@conditional
def _read(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    view = ask_for(request.visit.actor, ask_id)
    return problem(request, "NO_EXISTE") if view is None else _whole(view)


@with_body
def _patched(request: VisitRequest, body: dict[str, Any], ask_id: UUID) -> HttpResponseBase:
    """Keep the answers that came, on top of what whoever sends them had read."""
    actor = request.visit.actor
    view = ask_for(actor, ask_id)
    if view is None:
        return problem(request, "NO_EXISTE")
    if view.files or not is_open(view):
        return problem(request, "RESPUESTA_CERRADA")
    stale = unseen(request, _state(view))
    if stale is not None:
        return stale
    try:
        answers = emptied(view.draft, taken(answer_form(view), body, view.draft, whole=False))
        kept = ask_draft_save(actor, ask_id, answers, now=settings.VENTANILLA_CLOCK.now(), was=view.draft)
    except WrongAnswers as wrong:
        return refused(request, wrong.fields)
    except DraftChanged:
        return problem(request, "VERSION")
    except AskClosed:
        return problem(request, "RESPUESTA_CERRADA")
    except CaseNotFound:
        return problem(request, "NO_EXISTE")
    return _whole(kept)


@api(Scope.PRESENTAR)
@require_POST
@once
def to_sign(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """What has to be signed to send an answer; two minutes."""
    view = ask_for(request.visit.actor, ask_id)
    if view is None:
        return problem(request, "NO_EXISTE")
    if view.files or not is_open(view):
        return problem(request, "RESPUESTA_CERRADA")
    now = settings.VENTANILLA_CLOCK.now()
    try:
        act = answer_act(request.visit, ask_id, on=civil_date(now))
        challenge = challenge_new(session_key=session_key(request), act=Answer, now=now, case=view.id)
    except Incomplete as incomplete:
        return refused(request, incomplete.errors)
    except TooManyChallenges:
        return too_many(request)
    shape = PorFirmar(id=ask_id, por_firmar=payload(act, challenge), contenido=content_digest(act))
    return answered(shape, 201, location=f"/api/v1/respuestas/{ask_id}")


@api(Scope.PRESENTAR)
@require_POST
@once
def sign(request: VisitRequest, ask_id: UUID) -> HttpResponseBase:
    """Send an answer with its signature. The same again finds it sent; another content, or too late, 409."""
    view = ask_for(request.visit.actor, ask_id)
    if view is None:
        return problem(request, "NO_EXISTE")
    if view.files:
        return problem(request, "RESPUESTA_CERRADA")
    posted = posted_signature(request)
    if isinstance(posted, HttpResponse):
        return posted
    signature = (decoded(posted.certificado), decoded(posted.firma)), posted.nonce
    sent = answer_sent(request, view, posted.contenido, signature)
    match sent:
        case Text():
            return problem(request, sent.code, sent)
        case AskView():
            return _whole(sent, 201)
    return problem(request, "RESPUESTA_CERRADA")
