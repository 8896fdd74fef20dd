"""The pages of what went wrong: what happened, whether the filing was received, what to do now, and a reference."""

from __future__ import annotations

import logging
from typing import Any, Final, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from .design.shapes import ErrorPage

RETRY_MINUTES: Final = 2
logger = logging.getLogger("ventanilla.errors")


Filing = Literal["", "received", "not_received", "unknown"]


def error_page(request: HttpRequest, status: int, *, filing: Filing = "", folio: str = "") -> HttpResponse:
    """The page of ``status``: its reference, and what became of what was being sent."""
    if request.path.startswith("/api/"):
        return api_error(request, status)
    page = ErrorPage(
        reference=getattr(request, "reference", ""),
        filing=filing,
        folio=folio,
        retry_after_minutes=RETRY_MINUTES if status == 429 else 0,
        drafts_kept=request.path.startswith("/solicitudes/"),
    )
    context: dict[str, Any] = {"page": page}
    if status < 500:
        return HttpResponse(render_to_string(f"errors/{status}.html", context, request), status=status)
    # A page that must be shown when the database or the session fail asks for neither.
    context |= {"brand": settings.VENTANILLA_BRAND}
    return HttpResponse(render_to_string(f"errors/{status}.html", context), status=status)


def api_error(request: HttpRequest, status: int) -> HttpResponse:
    """The same, for a program."""
    codes = {400: "PETICION", 401: "SESION", 403: "PROHIBIDO", 404: "NO_EXISTE", 429: "DEMASIADAS", 500: "SISTEMA"}
    reference = getattr(request, "reference", "")
    return JsonResponse({"codigo": codes.get(status, "SISTEMA"), "referencia": reference}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not ours, or its session is another one."""
    logger.warning("csrf", extra={"fields": {"route": request.resolver_match.route if request.resolver_match else ""}})
    return error_page(request, 403, filing="not_received")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also what a stranger is told about somebody else's."""
    return error_page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429, with when to come back."""
    response = error_page(request, 429)
    response.headers["Retry-After"] = str(RETRY_MINUTES * 60)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; a page that needs no database."""
    sending = request.method == "POST" and request.path.startswith("/solicitudes/")
    return error_page(request, 500, filing="unknown" if sending else "")
