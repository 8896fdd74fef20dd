"""``/api/v1``: the catalogue, a request, its signature, its case. The Form that makes the pages makes this too."""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.cases.api import (
    CaseView,
    Incomplete,
    NotForThem,
    TooManyDrafts,
    case_for,
    content_digest,
    draft_for,
    draft_open,
    draft_request,
    draft_save,
    tramite,
    tramites,
)
from ventanilla.apps.signatures.api import TooManyChallenges, challenge_new
from ventanilla.domain.signing.acts import Request, payload
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.kit.form import FormProblems
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.errors import api_error
from ventanilla.web.guards import VisitRequest, public, signed_in
from ventanilla.web.portal.filing import file_signed
from ventanilla.web.portal.sign_in import decoded, session_key

MAX_BODY: Final = 256 * 1024  # bytes


def _body(request: HttpRequest) -> dict[str, Any] | None:
    if len(request.body) > MAX_BODY:
        return None
    try:
        value = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _described(offered: AnyTramite) -> dict[str, Any]:
    return {"clave": offered.key, "titulo": offered.title, "obtiene": offered.obtains, "fundamento": list(offered.cite)}


def _case(view: CaseView) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "tramite": view.tramite,
        "estado": view.state.value,
        "folio": view.folio or None,
        "recibido": view.filed_at.isoformat() if view.filed_at else None,
        "prometido": view.promised_on.isoformat() if view.promised_on else None,
    }


def _fault(code: str, reason: str, status: int, **more: object) -> JsonResponse:
    return JsonResponse({"codigo": code, "motivo": reason, **more}, status=status)


def _wrong(problems: dict[str, Text]) -> JsonResponse:
    return _fault(
        "CAMPO", "Falta o está mal un dato.", 422, campos={name: str(text) for name, text in problems.items()}
    )


@public
@require_safe
def catalogue(request: HttpRequest) -> JsonResponse:
    """Every trámite."""
    return JsonResponse({"tramites": [_described(offered) for offered in tramites().values()]})


@public
@require_safe
def described(request: HttpRequest, key: str) -> HttpResponse:
    """One trámite with the JSON schema of its Form."""
    offered = tramite(key)
    if offered is None:
        return api_error(request, 404)
    return JsonResponse(_described(offered) | {"solicitud": offered.form.model_json_schema()})


@signed_in
@require_POST
def create(request: VisitRequest, key: str) -> HttpResponse:
    """Open a request with its answers; the answer brings exactly what has to be signed."""
    offered, body = tramite(key), _body(request)
    if offered is None:
        return api_error(request, 404)
    if body is None:
        return _fault("JSON", "El cuerpo no es un objeto JSON de menos de 256 KB.", 400)
    now = settings.VENTANILLA_CLOCK.now()
    actor = request.visit.actor
    unknown = sorted(set(body) - {asked.name for asked in offered.form.asked()})
    if unknown:
        return _fault("CAMPO", "La solicitud no tiene estos campos.", 422, campos=unknown)
    texts = {name: value for name, value in body.items() if isinstance(value, str)}
    if len(texts) < len(body):
        return _fault("CAMPO", "Cada respuesta es un texto.", 422, campos=sorted(set(body) - set(texts)))
    answers = offered.form.initial(civil_date(now)) | texts
    try:
        offered.form.read(answers, civil_date(now))  # before anything is kept: a wrong body changes no draft
        case_id = draft_open(request.visit, offered, now=now)
        draft_save(actor, case_id, answers, now=now)
        asked_for = draft_request(actor, case_id, on=civil_date(now))
        challenge = challenge_new(session_key=session_key(request), act=Request, now=now, case=case_id)
    except FormProblems as wrong:
        return _wrong(wrong.problems)
    except Incomplete as changed:
        return _wrong(changed.errors)
    except NotForThem:
        return _fault("AUDIENCIA", "Este trámite es personal: una empresa no puede pedirlo.", 403)
    except (TooManyDrafts, TooManyChallenges):
        return api_error(request, 429)
    to_sign = {"por_firmar": payload(asked_for, challenge), "contenido": content_digest(asked_for)}
    return JsonResponse({"id": str(case_id)} | to_sign, status=201)


@signed_in
@require_POST
def sign(request: VisitRequest, case_id: UUID) -> HttpResponse:
    """File a request with its signature. The same request again gets the same receipt; another content, 409."""
    body = _body(request)
    draft = draft_for(request.visit.actor, case_id)
    if draft is None:
        return api_error(request, 404)
    if body is None or not all(
        isinstance(body.get(name), str) for name in ("certificado", "firma", "nonce", "contenido")
    ):
        return _fault("JSON", "Faltan certificado, firma, nonce o contenido.", 400)
    posted = decoded(body["certificado"]), decoded(body["firma"])
    filed = file_signed(request, draft, posted, body["nonce"], body["contenido"])
    match filed:
        case Text():
            return _fault(filed.code, str(filed), 422)
        case CaseView():
            return JsonResponse(_case(filed), status=201)
    return _fault("YA_ENVIADA", "Esta solicitud ya se envió con otro contenido.", 409, caso=_case(filed.view))


@signed_in
@require_safe
def case(request: VisitRequest, folio: str) -> HttpResponse:
    """One case of one's own."""
    compact = read_folio(folio)
    found = case_for(request.visit.actor, compact) if compact else None
    return JsonResponse(_case(found)) if found is not None else api_error(request, 404)


@public
@require_http_methods(["GET", "HEAD"])
def openapi(request: HttpRequest) -> JsonResponse:
    """OpenAPI 3.1, made from the Forms."""
    paths: dict[str, Any] = {
        "/api/v1/tramites": {"get": {"summary": "Catálogo", "responses": {"200": {"description": "Los trámites"}}}},
        "/api/v1/solicitudes/{id}/firma": {
            "post": {
                "summary": "Presentar con firma",
                "requestBody": _json({"type": "object", "required": ["certificado", "firma", "nonce", "contenido"]}),
                "responses": {
                    "201": {"description": "Acuse"},
                    "409": {"description": "Ya se envió con otro contenido"},
                    "422": {"description": "La firma no se aceptó, con su motivo"},
                },
            }
        },
    }
    for offered in tramites().values():
        paths[f"/api/v1/tramites/{offered.key}/solicitudes"] = {
            "post": {
                "summary": offered.title,
                "description": offered.obtains,
                "requestBody": _json(offered.form.model_json_schema()),
                "responses": {
                    "201": {"description": "Solicitud lista para firmar"},
                    "422": {"description": "Datos por corregir"},
                },
            }
        }
    info = {"title": settings.VENTANILLA_BRAND["name"], "version": "1"}
    return JsonResponse(
        {"openapi": "3.1.0", "info": info, "servers": [{"url": settings.VENTANILLA_ORIGIN}], "paths": paths}
    )


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


__all__ = ["case", "catalogue", "create", "described", "openapi", "sign"]
