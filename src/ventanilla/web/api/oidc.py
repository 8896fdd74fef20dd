"""What applications ask without a person: who we are, our keys, a token for a code, what a token shows, its end.

No cookie is looked at, so no form of another site can do anything here. A page of another site may ask from the
browser only where it belongs to a registered application that has no secret (CORS).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ventanilla.apps.oidc.api import (
    Answer,
    configuration,
    origin_known,
    revocation_answer,
    token_answer,
    token_claims,
    token_signer,
)
from ventanilla.web.guards import public

MAX_BODY: Final = 16 * 1024  # bytes
KEPT: Final = "public, max-age=3600"
PREFLIGHT_SECONDS: Final = 600
FORM: Final = "application/x-www-form-urlencoded"
View = Callable[[HttpRequest], HttpResponse]


def _shared(methods: str) -> Callable[[View], View]:
    """For pages of registered applications too: an answer to a preflight, and the header that lets them read."""

    def shared(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest) -> HttpResponse:
            origin = request.headers.get("Origin", "")
            asking = request.method == "OPTIONS"
            response = HttpResponse(status=204) if asking else view(request)
            response.headers["Vary"] = "Origin"
            response.headers["Referrer-Policy"] = "no-referrer"
            if origin and origin_known(origin):
                response.headers["Access-Control-Allow-Origin"] = origin
                if asking:
                    response.headers["Access-Control-Allow-Methods"] = methods
                    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
                    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
            return response

        return answered

    return shared


def _json(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, "application/json", status=answer.status)
    for name, value in answer.headers.items():
        response.headers[name] = value
    response.headers["Pragma"] = "no-cache"
    return response


def _fault(error: str, description: str) -> HttpResponse:
    return JsonResponse({"error": error, "error_description": description}, status=400)


def _form(request: HttpRequest) -> str | None:
    """The form of a program, as it was sent; None where it is none, or some of it is in the address."""
    if request.content_type != FORM or request.META["QUERY_STRING"] or len(request.body) > MAX_BODY:
        return None
    return request.POST.urlencode()


@public
@require_http_methods(["GET", "HEAD", "OPTIONS"])
@_shared("GET")
def discovery(request: HttpRequest) -> HttpResponse:
    """What an application needs to know of this office."""
    response = JsonResponse(configuration())
    response.headers["Cache-Control"] = KEPT
    return response


@public
@require_http_methods(["GET", "HEAD", "OPTIONS"])
@_shared("GET")
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys that verify an ID token."""
    response = JsonResponse(token_signer().jwks())
    response.headers["Cache-Control"] = KEPT
    return response


@public
@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
@_shared("POST")
def token(request: HttpRequest) -> HttpResponse:
    """A code for tokens."""
    form = _form(request)
    if form is None:
        return _fault("invalid_request", f"Send {FORM} in the body, and nothing in the address.")
    authorization = request.headers.get("Authorization", "")
    return _json(token_answer(form, authorization, now=settings.VENTANILLA_CLOCK.now()))


@public
@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
@_shared("POST")
def revoke(request: HttpRequest) -> HttpResponse:
    """A token is needed no more."""
    form = _form(request)
    if form is None:
        return _fault("invalid_request", f"Send {FORM} in the body, and nothing in the address.")
    return _json(revocation_answer(form, request.headers.get("Authorization", "")))


@public
@csrf_exempt
@require_http_methods(["GET", "POST", "OPTIONS"])
@_shared("GET, POST")
def userinfo(request: HttpRequest) -> HttpResponse:
    """What a token shows. The token comes in its header: an address is kept in logs and histories (RFC 9700, 4.3.2)."""
    if request.META["QUERY_STRING"]:
        return _fault("invalid_request", "Send the token in the Authorization header, and nothing in the address.")
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    claims = token_claims(value.strip()) if kind.lower() == "bearer" else None
    if claims is None:
        response = HttpResponse(status=401)
        said = ', error="invalid_token"' if kind else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="oidc"{said}'
        return response
    return JsonResponse(claims)
