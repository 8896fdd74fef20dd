"""Requests before they are filed: a draft, its answers, what has to be signed, and filing it with that signature."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from ventanilla.apps.accounts.api import LockedOut
from ventanilla.apps.attachments.api import files_of
from ventanilla.apps.cases.api import (
    AlreadyFiled,
    CaseNotFound,
    CaseView,
    DraftChanged,
    Incomplete,
    NotForThem,
    NotOpen,
    TooManyDrafts,
    content_digest,
    draft_checked,
    draft_discard,
    draft_for,
    draft_open,
    draft_save,
    draft_sendable,
    drafts_after,
    tramite,
)
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.api import NoMandate, mandate_allows
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_new
from ventanilla.domain.cases import State
from ventanilla.domain.programs import Scope
from ventanilla.domain.signing.acts import Request, payload
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.kit import FileRef, Previewed
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.errors import RETRY_MINUTES
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.portal.filing import file_signed
from ventanilla.web.portal.sign_in import decoded, session_key
from ventanilla.web.problems import problem

from .answers import unflatten
from .expedientes import case_shape
from .paging import BadPage, page_answered, page_asked
from .reading import (
    NoBody,
    answered,
    body_of,
    conditional,
    conditional_list,
    nothing,
    unasked,
    unseen,
    versioned,
    with_body,
)
from .repeated import once
from .shapes import (
    Firma,
    NuevaSolicitud,
    PaginaSolicitudes,
    PorFirmar,
    Previo,
    PrevioFila,
    Solicitud,
    SolicitudResumen,
)
from .taking import NOT_A_TEXT, WrongAnswers, campos, emptied, problems_of, refused, taken

NO_SUCH = Text("TRAMITE_DESCONOCIDO", "La oficina no ofrece ese trámite.")


def _state(view: CaseView) -> str:
    """What the draft holds, in whatever language and on whatever day it is read: the first half of its ETag."""
    return hashlib.sha256(canonical([str(view.id), view.draft])).hexdigest()[:32]


def _summary(view: CaseView) -> dict[str, Any]:
    return {
        "id": view.id,
        "tramite": view.tramite,
        "titulo": sentence(view.title),
        "actua_por": view.acting_for,
        "abierta": view.opened_at,
        "guardada": view.saved_at,
    }


def files_of_draft(request: VisitRequest, view: CaseView) -> Mapping[str, FileRef]:
    """The files that were attached to a draft, by id."""
    with scope(request.visit.actor.subject):
        return files_of(view.id)


def _draft(request: VisitRequest, view: CaseView, offered: AnyTramite, status: int = 200) -> HttpResponse:
    # A name that begins with "_" is the office's own: what the registers said when the draft was opened.
    answers = unflatten({name: text for name, text in view.draft.items() if not name.startswith("_")})
    wrong = campos(problems_of(offered.form, view.draft, files_of_draft(request, view)))
    shape = Solicitud.model_validate(_summary(view) | {"respuestas": answers, "por_corregir": wrong})
    response = answered(shape, status, location=f"/api/v1/solicitudes/{view.id}" if status == 201 else "")
    return versioned(response, _state(view))


def open_draft(request: VisitRequest, case_id: UUID) -> tuple[CaseView, AnyTramite] | HttpResponse:
    """One's own draft with its trámite, or why not: once it is sent it is a case and no draft."""
    view = draft_for(request.visit.actor, case_id)
    offered = tramite(view.tramite) if view is not None else None
    if view is None or offered is None:
        return problem(request, "NO_EXISTE")
    if view.state is not State.BORRADOR:
        return already(request, view)
    return view, offered


def already(request: VisitRequest, view: CaseView) -> HttpResponse:
    """The answer to who asks for a draft of what was sent: the case that it is."""
    return problem(request, "YA_ENVIADA", caso=case_shape(view).model_dump(mode="json"))


# -- drafts


@api(Scope.EXPEDIENTES, writes=Scope.PRESENTAR)
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: VisitRequest) -> HttpResponseBase:
    """One's drafts, the latest opened first; or open one."""
    return _begin(request) if request.method == "POST" else _listed(request)


@conditional_list
def _listed(request: VisitRequest) -> HttpResponseBase:
    try:
        asked = page_asked(request)
    except BadPage as wrong:
        return problem(request, wrong.code)
    after = (datetime.fromisoformat(asked.after[0]), UUID(asked.after[1])) if asked.after else None
    found = drafts_after(request.visit.actor, after, asked.limit + 1)
    return page_answered(
        request,
        asked,
        found,
        lambda elements, following: PaginaSolicitudes(elementos=elements, siguiente=following),
        lambda one: SolicitudResumen.model_validate(_summary(one)),
        lambda one: (one.opened_at.isoformat(), str(one.id)),
    )


@once
@with_body
def _begin(request: VisitRequest, body: dict[str, Any]) -> HttpResponseBase:
    """Open a draft, or go on with the one that was left."""
    try:
        wanted = NuevaSolicitud.model_validate(body)
    except ValidationError as error:
        return refused(request, {".".join(map(str, each["loc"])) or "tramite": NOT_A_TEXT for each in error.errors()})
    offered = tramite(wanted.tramite)
    if offered is None:
        return refused(request, {"tramite": NO_SUCH})
    try:
        case_id = draft_open(request.visit, offered, now=settings.VENTANILLA_CLOCK.now())
    except NotForThem:
        return problem(request, "AUDIENCIA")
    except NotOpen as closed:
        return problem(request, "CERRADO", closed.errors[""])
    except TooManyDrafts:
        return too_many(request)
    found = open_draft(request, case_id)
    return found if isinstance(found, HttpResponse) else _draft(request, *found, status=201)


def too_many(request: VisitRequest) -> HttpResponse:
    """The answer to who opened more at once than a person can be working on."""
    response = problem(request, "DEMASIADAS")
    response.headers["Retry-After"] = str(RETRY_MINUTES * 60)
    return response


@api(Scope.EXPEDIENTES, writes=Scope.PRESENTAR)
@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def draft(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """One draft of one's own; some of its answers, kept; or all of it, deleted."""
    match request.method:
        case "PATCH":
            return _patched(request, case_id)
        case "DELETE":
            return unasked(request) or _discarded(request, case_id)
        case _:
            return _read(request, case_id)


@conditional
def _read(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    found = open_draft(request, case_id)
    return found if isinstance(found, HttpResponse) else _draft(request, *found)


@with_body
def _patched(request: VisitRequest, body: dict[str, Any], case_id: UUID) -> HttpResponseBase:
    """Keep the answers that came, on top of what whoever sends them had read."""
    found = open_draft(request, case_id)
    if isinstance(found, HttpResponse):
        return found
    view, offered = found
    stale = unseen(request, _state(view))
    if stale is not None:
        return stale
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    try:
        answers = taken(offered.form, body, view.draft, files_of_draft(request, view), whole=False)
        draft_save(actor, case_id, emptied(view.draft, answers), now=now, was=view.draft)
    except WrongAnswers as wrong:
        return refused(request, wrong.fields)
    except DraftChanged:
        return problem(request, "VERSION")
    except AlreadyFiled as filed:
        return already(request, filed.view)
    return _read(request, case_id)


def _discarded(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """Delete the draft that was read, and its files."""
    found = open_draft(request, case_id)
    if isinstance(found, HttpResponse):
        return found
    view, _ = found
    stale = unseen(request, _state(view))
    if stale is not None:
        return stale
    try:
        draft_discard(request.visit.actor, case_id, now=settings.VENTANILLA_CLOCK.now(), was=view.draft)
    except DraftChanged:
        return problem(request, "VERSION")
    except AlreadyFiled as filed:
        return already(request, filed.view)
    except CaseNotFound:  # deleted twice at once
        return problem(request, "NO_EXISTE")
    return nothing()


# -- signing and filing


def _foreseen(shown: Previewed | None) -> Previo | None:
    """What would follow, as the API says it."""
    if shown is None:
        return None
    return Previo(
        dice=[sentence(each) for each in shown.said],
        filas=[PrevioFila(concepto=concept, antes=before, despues=after) for concept, before, after in shown.rows],
        detalle=[PrevioFila(concepto=concept, antes=before, despues=after) for concept, before, after in shown.details],
        alerta=shown.warns,
        se_negaria=[sentence(each) for each in shown.refused],
        se_revisaria=[sentence(each) for each in shown.reviewed],
    )


def _to_sign(request: VisitRequest, case_id: UUID, status: int) -> HttpResponse:
    """Exactly what has to be signed, with a challenge of this session or key."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        checked = draft_checked(request.visit.actor, case_id, on=civil_date(now))
        if not draft_sendable(request.visit.actor, case_id, checked.solicitud):
            raise NoMandate(request.visit.acting_for)
        challenge = challenge_new(session_key=session_key(request), act=Request, now=now, case=case_id)
    except Incomplete as incomplete:
        return refused(request, incomplete.errors)
    except LockedOut:
        return problem(request, "PREVIO_LIMITE")
    except TooManyChallenges:
        return too_many(request)
    shape = PorFirmar(
        id=case_id,
        por_firmar=payload(checked.request, challenge),
        contenido=content_digest(checked.request),
        previo=_foreseen(checked.shown),
    )
    return answered(shape, status, location=f"/api/v1/solicitudes/{case_id}")


@api(Scope.PRESENTAR)
@require_POST
@once
@with_body
def create(request: VisitRequest, body: dict[str, Any], key: str) -> HttpResponseBase:
    """Open a request with all its answers; the answer brings exactly what has to be signed."""
    offered = tramite(key)
    if offered is None:
        return problem(request, "NO_EXISTE")
    now = settings.VENTANILLA_CLOCK.now()
    try:
        # Before anything is kept: a wrong body changes no draft.
        answers = taken(offered.form, body, offered.form.initial(civil_date(now)), whole=True)
        mandate_allows(request.visit.actor, offered.act)
        case_id = draft_open(request.visit, offered, now=now, fresh=True)
        draft_save(request.visit.actor, case_id, answers, now=now)
    except WrongAnswers as wrong:
        return refused(request, wrong.fields)
    except NotForThem:
        return problem(request, "AUDIENCIA")
    except NotOpen as closed:
        return problem(request, "CERRADO", closed.errors[""])
    except TooManyDrafts:
        return too_many(request)
    except AlreadyFiled as filed:  # sent from a page between the two
        return already(request, filed.view)
    return _to_sign(request, case_id, 201)


@api(Scope.PRESENTAR)
@require_POST
@once
def to_sign(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """What has to be signed to file a draft; two minutes."""
    found = open_draft(request, case_id)
    return found if isinstance(found, HttpResponse) else _to_sign(request, case_id, 201)


def posted_signature(request: VisitRequest) -> Firma | HttpResponse:
    """The signature that came, or why it is none."""
    try:
        return Firma.model_validate(body_of(request))
    except (NoBody, ValidationError) as wrong:
        other = isinstance(wrong, NoBody) and wrong.code == "TIPO"
        return problem(request, "TIPO" if other else "FIRMA_INCOMPLETA")


@api(Scope.PRESENTAR)
@require_POST
@once
def sign(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """File a request with its signature. The same request again gets the same receipt; another content, 409."""
    view = draft_for(request.visit.actor, case_id)
    if view is None:
        return problem(request, "NO_EXISTE")
    posted = posted_signature(request)
    if isinstance(posted, HttpResponse):
        return posted
    signature = decoded(posted.certificado), decoded(posted.firma)
    filed = file_signed(request, view, signature, posted.nonce, posted.contenido)
    match filed:
        case Text():
            return problem(request, filed.code, filed)
        case CaseView():
            return answered(case_shape(filed), 201, location=f"/api/v1/expedientes/{filed.folio}")
    return already(request, filed.view)
