"""What every resource of the API does with a request: its body, its version, its answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from pydantic import BaseModel

from ventanilla.web.guards import VisitRequest
from ventanilla.web.problems import problem

MAX_BODY: Final = 256 * 1024  # bytes
JSON: Final = "application/json"
OCTETS: Final = "application/octet-stream"
PIECE: Final = 64 * 1024  # bytes read at once of a file
PAGE: Final = frozenset({"limite", "cursor"})
P = ParamSpec("P")
Own = Callable[Concatenate[VisitRequest, P], HttpResponseBase]


class NoBody(ValueError):
    """A body that cannot be read; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request; NoBody where there is none."""
    if request.content_type not in {JSON, ""}:  # nothing at all is no object, and says so
        raise NoBody("TIPO")
    if len(request.body) > MAX_BODY:
        raise NoBody("JSON")
    try:
        value = json.loads(request.body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as wrong:
        raise NoBody("JSON") from wrong
    if not isinstance(value, dict):
        raise NoBody("JSON")
    return value


def etag_of(data: bytes) -> str:
    """A strong ETag: the same bytes, the same tag."""
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def tags(header: str) -> list[str]:
    """The tags that a conditional header names; a weak one is as good as a strong one for reading."""
    return [each.strip().removeprefix("W/") for each in header.split(",") if each.strip()]


def versioned(response: HttpResponse, state: str) -> HttpResponse:
    """Give ``response`` the ETag of something that changes: what it holds, and these bytes that say it."""
    response.headers["ETag"] = f'"{state}.{hashlib.sha256(response.content).hexdigest()[:16]}"'
    return response


def unseen(request: HttpRequest, state: str) -> HttpResponse | None:
    """The answer to who changes what holds ``state`` without having read it (``If-Match``); None where they did."""
    condition = request.headers.get("If-Match")
    if condition is None:
        return problem(request, "FALTA_VERSION")
    seen = {tag.strip('"').partition(".")[0] for tag in tags(condition)}
    return None if seen & {state, "*"} else problem(request, "VERSION")


def answered(
    shape: BaseModel, status: int = 200, *, etag: str = "", location: str = "", sparse: bool = False
) -> HttpResponse:
    """``shape`` as JSON; ``sparse`` leaves out what nobody set."""
    response = HttpResponse(shape.model_dump_json(exclude_unset=sparse), JSON, status=status)
    if etag:
        response.headers["ETag"] = etag
    if location:
        response.headers["Location"] = location
    return response


def nothing() -> HttpResponse:
    """It was done, and there is nothing to read of it."""
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    return response


def unasked(request: HttpRequest, takes: frozenset[str] = frozenset()) -> HttpResponse | None:
    """The answer to an address with a parameter that is not of ``takes``: a slip is told, never passed over."""
    return problem(request, "PARAMETRO") if set(request.GET) - takes else None


def conditional(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Give the answer an ETag; whoever has that very one already gets 304 and no body. It takes no parameters."""
    return _conditional(view, frozenset())


def conditional_list(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """The same, for a page of a list."""
    return _conditional(view, PAGE)


def conditional_taking(
    takes: frozenset[str],
) -> Callable[[Callable[P, HttpResponseBase]], Callable[P, HttpResponseBase]]:
    """The same, for an address with the parameters ``takes``."""
    return lambda view: _conditional(view, takes)


def _conditional(view: Callable[P, HttpResponseBase], takes: frozenset[str]) -> Callable[P, HttpResponseBase]:
    @wraps(view)
    def reading(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = cast(HttpRequest, args[0])
        response = unasked(request, takes) or view(*args, **kwargs)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        response.headers.setdefault("ETag", etag_of(response.content))
        response.headers["Vary"] = "Accept-Language, Cookie, Authorization"
        known = tags(request.headers.get("If-None-Match", ""))
        if response.headers["ETag"] not in known and "*" not in known:
            return response
        unchanged = HttpResponse(status=304)
        del unchanged.headers["Content-Type"]
        for name in ("ETag", "Vary", "Link"):
            if name in response.headers:
                unchanged.headers[name] = response.headers[name]
        return unchanged

    return reading


def octets_of(request: HttpRequest, most: int) -> bytes | int:
    """The bytes that came, or how many they were where they are more than ``most``; NoBody for another type.

    What is too much is read and dropped, so that whoever sends it reads why it was not taken.
    """
    if request.content_type != OCTETS:
        raise NoBody("TIPO")
    pieces: list[bytes] = []
    size = 0
    while piece := request.read(PIECE):
        size += len(piece)
        if size > most:
            pieces.clear()
        else:
            pieces.append(piece)
    return size if size > most else b"".join(pieces)


def with_body(view: Callable[Concatenate[VisitRequest, dict[str, Any], P], HttpResponseBase]) -> Own[P]:
    """Hand the view the JSON object that came."""

    @wraps(view)
    def reading(request: VisitRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        strange = unasked(request)
        if strange is not None:
            return strange
        try:
            body = body_of(request)
        except NoBody as wrong:
            return problem(request, wrong.code)
        return view(request, body, *args, **kwargs)

    return cast("Own[P]", reading)
