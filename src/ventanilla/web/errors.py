"""The pages of what went wrong: what happened, whether the filing was received, what to do now, and a reference."""

from __future__ import annotations

import logging
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from ventanilla.apps.mandates.api import refusal_words
from ventanilla.kernel.text import Text

from .design.shapes import ErrorPage
from .problems import BY_STATUS, problem

RETRY_MINUTES: Final = 2
logger = logging.getLogger("ventanilla.errors")


Filing = Literal["", "received", "not_received", "unknown"]


def error_page(
    request: HttpRequest,
    status: int,
    *,
    filing: Filing = "",
    folio: str = "",
    locked_until: datetime | None = None,
    why: Text | None = None,
) -> HttpResponse:
    """The page of ``status``: its reference, and what became of what was being sent."""
    if request.path.startswith("/api/"):
        return api_error(request, status)
    page = ErrorPage(
        reference=getattr(request, "reference", ""),
        filing=filing,
        folio=folio,
        retry_after_minutes=RETRY_MINUTES if status == 429 else 0,
        locked_until=locked_until,
        why=why or "",
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
    return problem(request, BY_STATUS[status])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read; 413 where it was too large to try."""
    if isinstance(exception, RequestDataTooBig):
        sending = request.path.startswith("/solicitudes/")
        return error_page(request, 413, filing="not_received" if sending else "")
    return error_page(request, 400)


def wrong_method(request: HttpRequest, refused: HttpResponseBase) -> HttpResponse:
    """405: an address that only receives was opened, or the reverse."""
    response = error_page(request, 405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: what one's account does not let do; where an authorisation does not cover it, that is said."""
    refused = refusal_words(exception)
    if refused is not None and request.path.startswith("/api/"):
        return problem(request, refused.code, refused)
    return error_page(request, 403, why=refused, filing="not_received" if refused and _sending(request) else "")


def _sending(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path.startswith("/solicitudes/")


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


def too_many_requests(request: HttpRequest, until: int) -> HttpResponse:
    """429 for a program, with when it may go on (seconds of real time)."""
    response = api_error(request, 429)
    response.headers["Retry-After"] = str(max(1, until - int(time.time())))
    return response


def locked_out(request: HttpRequest, until: int) -> HttpResponse:
    """429 for a way in that was tried too often: until when (real time), and the other ways in."""
    minutes = max(1, -(-(until - int(time.time())) // 60))
    opens = datetime.fromtimestamp(until, UTC) + timedelta(seconds=settings.VENTANILLA_CLOCK.shift_seconds)
    opens += timedelta(seconds=-opens.second % 60)  # the page says hours and minutes: never too early
    response = error_page(request, 429, locked_until=opens)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, our fault; or 503 where it is the database that does not answer. Neither page needs it."""
    sending = _sending(request)
    status = 503 if isinstance(sys.exc_info()[1], OperationalError) else 500
    return error_page(request, status, filing="unknown" if sending else "")
