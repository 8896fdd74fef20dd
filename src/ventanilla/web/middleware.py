"""What every request passes through: a reference, the security headers, the canonical host, the session."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import translation

from ventanilla.apps.accounts.api import visit_of
from ventanilla.kernel.folio import ALPHABET

from .acting import visit_at
from .devices import remember_device
from .errors import wrong_method
from .logs import REFERENCE

Next = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger("ventanilla.web")

REFERENCE_LENGTH: Final = 8
ANSWERS_ON_ANY_HOST: Final = frozenset({"/salud"})
ASKS_NOBODY: Final = frozenset({"/salud"})  # it says that the database is away: who asks is in that database

CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types ventanilla-worker",
    )
)
# The worker opens the key: it has no network at all, whatever its page may do.
WORKER: Final = "/static/dist/worker.js"
WORKER_CSP: Final = "default-src 'none'; require-trusted-types-for 'script'"
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def reference(get_response: Next) -> Next:
    """Give the request a short reference: the person reads it on an error page, staff find it in the logs."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))
        request.reference = drawn  # type: ignore[attr-defined]  # read by the error pages
        token = REFERENCE.set(drawn)
        started = time.perf_counter()
        try:
            response = get_response(request)
            match = request.resolver_match
            fields = {
                "route": match.route if match else "",
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            }
            logger.info("request", extra={"fields": fields})
            return response
        finally:
            REFERENCE.reset(token)

    return middleware


def security_headers(get_response: Next) -> Next:
    """Headers of every answer; a page with a person's data is kept by nobody."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path == WORKER:
            response.headers["Content-Security-Policy"] = WORKER_CSP
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.VENTANILLA_ORIGIN.startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def canonical_host(get_response: Next) -> Next:
    """Pages live at one origin (a signature names it); on any other host they redirect there."""
    origin = settings.VENTANILLA_ORIGIN
    host = urlsplit(origin).netloc

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.get_host() != host and request.path not in ANSWERS_ON_ANY_HOST:
            if request.method in {"GET", "HEAD"}:
                return HttpResponsePermanentRedirect(origin + request.get_full_path())
            return HttpResponse(
                f"Esta oficina atiende en {origin}. Abra esa dirección y repita lo que estaba haciendo.\n",
                "text/plain; charset=utf-8",
                status=421,
            )
        return get_response(request)

    return middleware


def session(get_response: Next) -> Next:
    """Say who is there, if anybody; and nobody gets an empty page for opening what only receives."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path not in ASKS_NOBODY:
            visit = visit_at(visit_of(request.session), request.path)
            request.visit = visit  # type: ignore[attr-defined]  # read through guards.visit_of
            if visit is not None and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(visit.preferences.language.value)  # this browser chose none: the person did
        response = get_response(request)
        remember_device(request, response)
        return wrong_method(request, response) if response.status_code == 405 else response

    return middleware
