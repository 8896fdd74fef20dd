"""The pages of what went wrong: what happened, whether the filing was received, what to do now, and a reference."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger("ventanilla.errors")


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """The page of ``status``; it says its reference."""
    if request.path.startswith("/api/"):
        return api_error(request, status)
    return HttpResponse(render_to_string(f"errors/{status}.html", context, request), status=status)


def api_error(request: HttpRequest, status: int) -> HttpResponse:
    """The same, for a program."""
    from django.http import JsonResponse

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
    return error_page(request, 403, form=True)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also what a stranger is told about somebody else's."""
    return error_page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429, with when to come back."""
    response = error_page(request, 429)
    response.headers["Retry-After"] = "120"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; a page that needs no database."""
    return error_page(request, 500)
