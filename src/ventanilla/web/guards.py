"""Every route names its guard: who may enter, and what a stranger is told."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from ventanilla.apps.accounts.api import Visit

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

RESCUED = "rescatado"
MAX_RESCUED = 20_000  # characters kept of a form that was sent after the session ended


class Guard(Enum):
    """The closed set of guards."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    STAFF = "staff"
    DEMONSTRATION = "demonstration"


class VisitRequest(HttpRequest):
    """A request of somebody who signed in."""

    visit: Visit
    reference: str


def visit_of(request: HttpRequest) -> Visit | None:
    """Who is there, or None."""
    return cast("Visit | None", getattr(request, "visit", None))


def _named(guard: Guard, view: Callable[..., HttpResponseBase]) -> Any:
    view.guard = guard  # type: ignore[attr-defined]  # a test walks the routes and reads it
    return view


def public(view: View[P]) -> View[P]:
    """Anybody may enter; the view shows no data of a person."""
    return cast("View[P]", _named(Guard.PUBLIC, view))


def signed_in(view: Callable[Concatenate[VisitRequest, P], HttpResponseBase]) -> View[P]:
    """Only whoever signed in. What a form brought when the session had ended is kept, and handed back after."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if visit_of(request) is None:
            return _to_sign_in(request)
        return view(cast(VisitRequest, request), *args, **kwargs)

    return cast("View[P]", _named(Guard.SIGNED_IN, guarded))


def staff(view: Callable[Concatenate[VisitRequest, P], HttpResponseBase]) -> View[P]:
    """Only officials; for anybody else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = visit_of(request)
        if visit is None:
            return _to_sign_in(request)
        if not visit.post or visit.actor.acts_for is not None:
            raise Http404
        return view(cast(VisitRequest, request), *args, **kwargs)

    return cast("View[P]", _named(Guard.STAFF, guarded))


def demonstration(view: View[P]) -> View[P]:
    """Only in a demonstration; in production the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if settings.VENTANILLA_MODE != "demostracion":
            raise Http404
        return view(request, *args, **kwargs)

    return cast("View[P]", _named(Guard.DEMONSTRATION, guarded))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return HttpResponse(
            '{"codigo":"SESION","motivo":"Inicie sesión para continuar."}', "application/json", status=401
        )
    if request.method == "POST":
        typed = {name: value for name, value in request.POST.items() if name not in UNKEPT and isinstance(value, str)}
        if sum(map(len, typed.values())) <= MAX_RESCUED:
            request.session[RESCUED] = {"path": request.path, "typed": typed}
    back = request.get_full_path() if request.method == "GET" else request.path
    ended = {"motivo": "termino"} if request.method == "POST" else {}
    return redirect(f"/entrar?{urlencode({'sigue': back} | ended)}")


UNKEPT = frozenset({"csrfmiddlewaretoken", "certificado", "firma", "nonce"})
