"""Lists one page after another. A cursor is sealed: it says where a page ended, of which list and of whose."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpResponse
from pydantic import BaseModel

from ventanilla.web.guards import VisitRequest

from .reading import answered

DEFAULT: Final = 20  # elements of one page
MOST: Final = 100
MAX_CURSOR: Final = 300  # characters
NUMBER: Final = re.compile(r"[0-9]{1,3}")
T = TypeVar("T")


class BadPage(ValueError):
    """A page that cannot be given; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page: at most ``limit`` elements, after what ``after`` says (None: from the first)."""

    limit: int
    after: tuple[str, str] | None


def _signer(request: VisitRequest) -> signing.Signer:
    return signing.Signer(salt=f"ventanilla.api.cursor\n{request.path}\n{request.visit.actor.subject}")


def page_asked(request: VisitRequest) -> Asked:
    """The page that the address asks for; BadPage for a number out of bounds or a cursor that is not of this list."""
    written = request.GET.get("limite", str(DEFAULT))
    if not NUMBER.fullmatch(written) or not 1 <= int(written) <= MOST:
        raise BadPage("PARAMETRO")
    cursor = request.GET.get("cursor")
    if cursor is None:
        return Asked(int(written), None)
    try:
        if len(cursor) > MAX_CURSOR:
            raise signing.BadSignature("too long")
        at, last = _signer(request).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise BadPage("CURSOR") from wrong
    return Asked(int(written), (at, last))


def page_answered(
    request: VisitRequest,
    asked: Asked,
    found: Sequence[T],
    shape: Callable[[list[Any], str | None], BaseModel],
    element: Callable[[T], BaseModel],
    place: Callable[[T], tuple[str, str]],
) -> HttpResponse:
    """The page of ``found`` (one more than asked says that there is another); ``place`` is where an element stands."""
    here = found[: asked.limit]
    following = None
    if len(found) > asked.limit:
        following = _signer(request).sign_object(place(here[-1]))
    response = answered(shape([element(one) for one in here], following))
    if following is not None:
        query = urlencode({"limite": asked.limit, "cursor": following})
        response.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return response
