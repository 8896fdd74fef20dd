"""The browser that is there, and the address it comes from."""

from __future__ import annotations

import re
import secrets
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ventanilla.apps.accounts.api import Device

COOKIE: Final = "__Host-dispositivo"
COOKIE_SECONDS: Final = 400 * 24 * 3600  # the longest that browsers keep one
TOKEN_BYTES: Final = 24
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")  # those bytes in base64url
DRAWN: Final = "_device_drawn"


def device_of(request: HttpRequest) -> Device:
    """The browser of ``request``, by its own cookie; drawn now for one that has none, and given to it by the answer.

    The cookie opens nothing: it tells a browser where the account was used from one where it never was.
    """
    token = request.COOKIES.get(COOKIE, "")
    if not TOKEN.fullmatch(token):
        token = getattr(request, DRAWN, "") or secrets.token_urlsafe(TOKEN_BYTES)
        setattr(request, DRAWN, token)
    return Device(token, request.headers.get("User-Agent", ""))


def remember_device(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser the cookie that ``device_of`` drew for it."""
    token = getattr(request, DRAWN, "")
    if token:
        response.set_cookie(COOKIE, token, max_age=COOKIE_SECONDS, secure=True, httponly=True, samesite="Lax")


def address_of(request: HttpRequest) -> str:
    """Where ``request`` comes from. Behind our own proxies (VENTANILLA_PROXIES), what the first of them saw.

    Each proxy appends whom it saw to X-Forwarded-For, so only that many last entries are believed: whatever is before
    them was written by the client.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.VENTANILLA_PROXIES
    if not proxies:
        return direct
    seen = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    return seen[-proxies] if len(seen) >= proxies else direct
