"""``Idempotency-Key``: a program that does not know whether its request arrived sends it again, and it is done once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, cast

from django.http import HttpResponse, HttpResponseBase

from ventanilla.apps.programs.api import Given, Standing, request_answered, request_begin, request_given_up
from ventanilla.web.guards import VisitRequest
from ventanilla.web.problems import problem

from .reading import Own, unasked

P = ParamSpec("P")
HEADER: Final = "Idempotency-Key"
WRITTEN: Final = re.compile(r"[\x21-\x7e]{1,200}")
RETRY_SECONDS: Final = 1
# Refused for a reason that passes: the same request may be carried out later.
FOR_NOW: Final = frozenset({401, 403, 429})


def once(view: Own[P]) -> Own[P]:
    """Carry out what comes with a key once; the same again gets the same answer. Without a key, as it comes."""

    @wraps(view)
    def carried(request: VisitRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        strange = unasked(request)
        if strange is not None:
            return strange
        return carried_once(request, lambda: request.body, lambda: view(request, *args, **kwargs))

    return cast("Own[P]", carried)


def carried_once(
    request: VisitRequest, came: Callable[[], bytes], carry_out: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """What ``carry_out`` answers to a request whose body is ``came()``, or what it answered before."""
    name = request.headers.get(HEADER)
    if name is None:
        return carry_out()
    if not WRITTEN.fullmatch(name):
        return problem(request, "CLAVE_MAL_FORMADA")
    asked = b"\n".join((str(request.method).encode(), request.get_full_path().encode(), came()))
    before = request_begin(request.visit.actor, name, asked)
    match before:
        case Given():
            return _again(before)
        case Standing.OTHER:
            return problem(request, "CLAVE_USADA")
        case Standing.BUSY:
            response = problem(request, "EN_CURSO")
            response.headers["Retry-After"] = str(RETRY_SECONDS)
            return response
        case Standing.NEW:
            return _first(request, name, carry_out)


def _again(given: Given) -> HttpResponse:
    response = HttpResponse(given.body, given.content_type, status=given.status)
    for name, value in (("Location", given.location), ("ETag", given.etag)):
        if value:
            response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _first(request: VisitRequest, name: str, carry_out: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    actor, done = request.visit.actor, False
    try:
        response = carry_out()
        if isinstance(response, HttpResponse) and response.status_code < 500 and response.status_code not in FOR_NOW:
            headers = response.headers
            given = Given(
                response.status_code,
                headers.get("Content-Type", ""),
                headers.get("Location", ""),
                headers.get("ETag", ""),
                response.content.decode(),
            )
            request_answered(actor, name, given)
            done = True
        return response
    finally:
        if not done:
            request_given_up(actor, name)
