"""What every page needs (style, scripts, drawings) travels compressed; pages of somebody do not.

A page that carries a secret beside what somebody else chose must not be compressed (BREACH); these files are the same
for everybody. There are few of them, so what was compressed once is kept.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse

KINDS: Final = ("text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/json")
LEAST: Final = 1_024  # bytes: less gains nothing
MOST_KEPT: Final = 64  # files; this office ships some twenty
LEVEL: Final = 9


def compressed(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware, around whatever serves static files."""
    kept: dict[tuple[str, str], bytes] = {}

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not _worth(request, response) or not isinstance(response, StreamingHttpResponse):
            return response
        key = (request.path, response.headers.get("ETag", "") + response.headers.get("Last-Modified", ""))
        data = kept.get(key)
        if data is None:
            whole = b"".join(response)
            data = gzip.compress(whole, LEVEL, mtime=0)
            if len(kept) < MOST_KEPT:
                kept[key] = data
        response.close()
        smaller = HttpResponse(data)
        for name, value in response.headers.items():
            if name != "Content-Length":
                smaller.headers[name] = value
        smaller.headers["Content-Encoding"] = "gzip"
        smaller.headers["Vary"] = "Accept-Encoding"
        return smaller

    return answer


def _worth(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether it is a whole file of everybody's that the browser reads compressed."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return (
        request.method == "GET"
        and response.status_code == 200
        and request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/")
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and "Content-Encoding" not in response.headers
        and kind in KINDS
        and int(response.headers.get("Content-Length", "0")) >= LEAST
    )
