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

from ventanilla.apps.attachments.api import files_of
from ventanilla.apps.cases.api import (
    AlreadyFiled,
    CaseView,
    DraftChanged,
    Incomplete,
    NotForThem,
    NotOpen,
    TooManyDrafts,
    content_digest,
    draft_for,
    draft_open,
    draft_request,
    draft_save,
    drafts_after,
    tramite,
)
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_new
from ventanilla.domain.cases import State
from ventanilla.domain.programs import Scope
from ventanilla.domain.signing.acts import Request, payload
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.kit import FileRef
from ventanilla.kit.files import wanted_by
from ventanilla.kit.form import DISPUTES, FormProblems
from ventanilla.kit.form.model import NO_FILES
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.errors import RETRY_MINUTES
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.portal.filing import file_signed
from ventanilla.web.portal.sign_in import decoded, session_key
from ventanilla.web.problems import problem

from .answers import NotAnAnswer, flatten, unflatten
from .expedientes import case_shape
from .paging import BadPage, page_answered, page_asked
from .reading import NoBody, answered, body_of, conditional, conditional_list, tags, with_body
from .repeated import once
from .shapes import Campo, Firma, NuevaSolicitud, PaginaSolicitudes, PorFirmar, Solicitud, SolicitudResumen

NOT_A_TEXT = Text("RESPUESTA_ILEGIBLE", "Cada respuesta es un texto.")
NO_SUCH = Text("TRAMITE_DESCONOCIDO", "La oficina no ofrece ese trámite.")
NOT_ASKED = Text("DATO_NO_PEDIDO", "Este dato no se pide en este trámite.")


class _Wrong(ValueError):
    """Answers that cannot be taken: the sentence of each by its name."""

    def __init__(self, fields: Mapping[str, Text]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def _fields(wrong: Mapping[str, Text]) -> list[Campo]:
    return [Campo(campo=name, codigo=text.code, detalle=sentence(text)) for name, text in sorted(wrong.items())]


def _refused(request: VisitRequest, wrong: Mapping[str, Text]) -> HttpResponse:
    return problem(request, "CAMPO", campos=[one.model_dump() for one in _fields(wrong)])


def _problems(offered: AnyTramite, answers: Mapping[str, Any], files: Mapping[str, FileRef]) -> dict[str, Text]:
    try:
        offered.form.read(answers, settings.VENTANILLA_CLOCK.today(), files)
    except FormProblems as error:
        return error.problems
    return {}


def _taken(
    offered: AnyTramite,
    body: dict[str, Any],
    before: Mapping[str, str],
    files: Mapping[str, FileRef] = NO_FILES,
    *,
    whole: bool,
) -> dict[str, str]:
    """The inputs of the draft after ``body``; _Wrong for what the Form does not ask or take.

    ``disputas`` has, by its field, why what the register says of it is not right. What is sent must be right; what is
    missing may come later, unless ``whole``. A name that is sent replaces all that
    was nested in it.
    """
    asked = {one.name for one in offered.form.asked()}
    unknown = set(body) - asked - {DISPUTES}
    if unknown:
        raise _Wrong(dict.fromkeys(unknown, NOT_ASKED))
    try:
        texts = flatten(body)
    except NotAnAnswer as wrong:
        raise _Wrong({wrong.at: NOT_A_TEXT}) from wrong
    why_not = {name: text for name, text in texts.items() if name.partition(".")[0] == DISPUTES}
    if unknown := {name for name in why_not if not offered.form.accepts(name)}:
        raise _Wrong(dict.fromkeys(unknown, NOT_ASKED))
    kept = {name: text for name, text in before.items() if name.partition(".")[0] not in body}
    # Validated as it came, so that nothing nested where a text is asked passes for an answer that was left out.
    named = wanted_by(offered.form.model_fields)
    nested = {name: value for name, value in body.items() if name not in named and name != DISPUTES}
    of_files = {name: text for name, text in texts.items() if name.partition(".")[0] in named}
    found = _problems(offered, kept | nested | of_files | why_not, files)
    wrong_here = found if whole else {name: text for name, text in found.items() if name.partition(".")[0] in body}
    if wrong_here:
        raise _Wrong(wrong_here)
    return kept | texts


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
    wrong = _fields(_problems(offered, view.draft, files_of_draft(request, view)))
    shape = Solicitud.model_validate(_summary(view) | {"respuestas": answers, "por_corregir": wrong})
    response = answered(shape, status, location=f"/api/v1/solicitudes/{view.id}" if status == 201 else "")
    response.headers["ETag"] = f'"{_state(view)}.{hashlib.sha256(response.content).hexdigest()[:16]}"'
    return response


def _open(request: VisitRequest, case_id: UUID) -> tuple[CaseView, AnyTramite] | HttpResponse:
    """One's own draft with its trámite, or why not: once it is sent it is a case and no draft."""
    view = draft_for(request.visit.actor, case_id)
    offered = tramite(view.tramite) if view is not None else None
    if view is None or offered is None:
        return problem(request, "NO_EXISTE")
    if view.state is not State.BORRADOR:
        return _already(request, view)
    return view, offered


def _already(request: VisitRequest, view: CaseView) -> HttpResponse:
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
        return _refused(request, {".".join(map(str, each["loc"])) or "tramite": NOT_A_TEXT for each in error.errors()})
    offered = tramite(wanted.tramite)
    if offered is None:
        return _refused(request, {"tramite": NO_SUCH})
    try:
        case_id = draft_open(request.visit, offered, now=settings.VENTANILLA_CLOCK.now())
    except NotForThem:
        return problem(request, "AUDIENCIA")
    except NotOpen as closed:
        return problem(request, "CERRADO", closed.errors[""])
    except TooManyDrafts:
        return _too_many(request)
    found = _open(request, case_id)
    return found if isinstance(found, HttpResponse) else _draft(request, *found, status=201)


def _too_many(request: VisitRequest) -> HttpResponse:
    response = problem(request, "DEMASIADAS")
    response.headers["Retry-After"] = str(RETRY_MINUTES * 60)
    return response


@api(Scope.EXPEDIENTES, writes=Scope.PRESENTAR)
@require_http_methods(["GET", "HEAD", "PATCH"])
def draft(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """One draft of one's own; or some of its answers, kept."""
    return _patched(request, case_id) if request.method == "PATCH" else _read(request, case_id)


@conditional
def _read(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    found = _open(request, case_id)
    return found if isinstance(found, HttpResponse) else _draft(request, *found)


@with_body
def _patched(request: VisitRequest, body: dict[str, Any], case_id: UUID) -> HttpResponseBase:
    """Keep the answers that came, on top of what whoever sends them had read."""
    found = _open(request, case_id)
    if isinstance(found, HttpResponse):
        return found
    view, offered = found
    condition = request.headers.get("If-Match")
    if condition is None:
        return problem(request, "FALTA_VERSION")
    seen = {tag.strip('"').partition(".")[0] for tag in tags(condition)}
    if not seen & {_state(view), "*"}:
        return problem(request, "VERSION")
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    try:
        answers = _taken(offered, body, view.draft, files_of_draft(request, view), whole=False)
        # What a name no longer has nested is emptied: a draft keeps every input it ever had.
        draft_save(actor, case_id, dict.fromkeys(set(view.draft) - set(answers), "") | answers, now=now, was=view.draft)
    except _Wrong as wrong:
        return _refused(request, wrong.fields)
    except DraftChanged:
        return problem(request, "VERSION")
    except AlreadyFiled as filed:
        return _already(request, filed.view)
    return _read(request, case_id)


# -- signing and filing


def _to_sign(request: VisitRequest, case_id: UUID, status: int) -> HttpResponse:
    """Exactly what has to be signed, with a challenge of this session or key."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        asked_for = draft_request(request.visit.actor, case_id, on=civil_date(now))
        challenge = challenge_new(session_key=session_key(request), act=Request, now=now, case=case_id)
    except Incomplete as incomplete:
        return _refused(request, incomplete.errors)
    except TooManyChallenges:
        return _too_many(request)
    shape = PorFirmar(id=case_id, por_firmar=payload(asked_for, challenge), contenido=content_digest(asked_for))
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
        answers = _taken(offered, body, offered.form.initial(civil_date(now)), whole=True)
        case_id = draft_open(request.visit, offered, now=now)
        draft_save(request.visit.actor, case_id, answers, now=now)
    except _Wrong as wrong:
        return _refused(request, wrong.fields)
    except NotForThem:
        return problem(request, "AUDIENCIA")
    except NotOpen as closed:
        return problem(request, "CERRADO", closed.errors[""])
    except TooManyDrafts:
        return _too_many(request)
    except AlreadyFiled as filed:  # sent from a page between the two
        return _already(request, filed.view)
    return _to_sign(request, case_id, 201)


@api(Scope.PRESENTAR)
@require_POST
@once
def to_sign(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """What has to be signed to file a draft; two minutes."""
    found = _open(request, case_id)
    return found if isinstance(found, HttpResponse) else _to_sign(request, case_id, 201)


@api(Scope.PRESENTAR)
@require_POST
@once
def sign(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """File a request with its signature. The same request again gets the same receipt; another content, 409."""
    view = draft_for(request.visit.actor, case_id)
    if view is None:
        return problem(request, "NO_EXISTE")
    try:
        posted = Firma.model_validate(body_of(request))
    except (NoBody, ValidationError) as wrong:
        too = isinstance(wrong, NoBody) and wrong.code == "TIPO"
        return problem(request, "TIPO" if too else "FIRMA_INCOMPLETA")
    signature = decoded(posted.certificado), decoded(posted.firma)
    filed = file_signed(request, view, signature, posted.nonce, posted.contenido)
    match filed:
        case Text():
            return problem(request, filed.code, filed)
        case CaseView():
            return answered(case_shape(filed), 201, location=f"/api/v1/expedientes/{filed.folio}")
    return _already(request, filed.view)
