"""Every route names its guard: who may enter, and what a stranger is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render

from ventanilla.apps.accounts.api import Allowance, LimitedAct, Visit, attempt_counted, factors_of
from ventanilla.apps.programs.api import Program, program_of
from ventanilla.apps.staff.api import official_roles
from ventanilla.domain.authority import Assurance, Role, Via
from ventanilla.domain.programs import Scope

from .design.staff_shapes import FaltaPage
from .errors import api_error, too_many_requests
from .problems import problem

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

RESCUED = "rescatado"
IDENTITY = "/cuenta/identidad"  # where an account that nobody proved is led
TERMS = "/cuenta/terminos"  # where whoever has not accepted the terms in force is led
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MAX_RESCUED = 20_000  # characters kept of a form that was sent after the session ended


class Guard(Enum):
    """The closed set of guards."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    FRESH = "fresh"
    ACCOUNT = "account"
    STAFF = "staff"
    DEMONSTRATION = "demonstration"
    API = "api"


class VisitRequest(HttpRequest):
    """A request of somebody who signed in."""

    visit: Visit
    reference: str
    program: Program | None  # what `api` sets: the program that came with a key of its own, if any


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
    """Only whoever signed in and is known to be who they say; an account that nobody proved is led to prove it.

    What a form brought when the session had ended is kept, and handed back after.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return _first(request, visit_of(request)) or view(cast(VisitRequest, request), *args, **kwargs)

    return cast("View[P]", _named(Guard.SIGNED_IN, guarded))


def fresh(minutes: int) -> Callable[[Callable[Concatenate[VisitRequest, P], HttpResponseBase]], View[P]]:
    """Only whoever showed who they are in the last ``minutes``; others are led to show it, and back to this address.

    What a form brought is not kept: the page that it came from is shown again, and sends it.
    """

    def guard(view: Callable[Concatenate[VisitRequest, P], HttpResponseBase]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            visit = visit_of(request)
            first = _first(request, visit)
            if visit is None or first is not None:
                return first or _to_sign_in(request)
            # A password alone adds no factor to an official's account, or whoever stole one would be the official.
            weak = not visit.strong and bool(roles_of(visit))
            if weak or visit.confirmed_ago > minutes * 60:
                return redirect(f"/cuenta/confirmar?{urlencode({'sigue': _back(request)})}")
            return view(cast(VisitRequest, request), *args, **kwargs)

        return cast("View[P]", _named(Guard.FRESH, guarded))

    return guard


def with_account(view: Callable[Concatenate[VisitRequest, P], HttpResponseBase]) -> View[P]:
    """Whoever signed in, proved or not: the view shows nothing of the registers."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if visit_of(request) is None:
            return _to_sign_in(request)
        return view(cast(VisitRequest, request), *args, **kwargs)

    return cast("View[P]", _named(Guard.ACCOUNT, guarded))


def with_terms(view: Callable[Concatenate[VisitRequest, P], HttpResponseBase]) -> View[P]:
    """As ``with_account``, of whoever accepted the terms in force: what they write is kept."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = visit_of(request)
        if visit is None:
            return _to_sign_in(request)
        return _to_terms(request, visit) or view(cast(VisitRequest, request), *args, **kwargs)

    return cast("View[P]", _named(Guard.ACCOUNT, guarded))


def unproved(visit: Visit | None) -> bool:
    """Whether whoever is there has an account that nobody proved yet, to which nothing of the registers is shown."""
    return visit is not None and visit.actor.assurance < Assurance.N2


def _first(request: HttpRequest, visit: Visit | None) -> HttpResponse | None:
    """What comes before any page of one's own: to sign in, to prove who one is, to accept the terms in force."""
    if visit is None:
        return _to_sign_in(request)
    if unproved(visit):
        return _to_identity(request)
    return _to_terms(request, visit)


def _to_terms(request: HttpRequest, visit: Visit) -> HttpResponse | None:
    """To the terms in force, where they were not accepted yet."""
    if not visit.terms_due:
        return None
    if request.path.startswith("/api/"):
        return problem(request, "TERMINOS")
    _rescue(request)
    return redirect(f"{TERMS}?{urlencode({'sigue': _back(request)})}")


def _back(request: HttpRequest) -> str:
    """Where to go on after something was asked first: this address, or the page that sends to one that receives."""
    match = request.resolver_match
    known = AFTER_POST.get(match.url_name or "") if match else None
    return known.format(**match.kwargs) if match and known else request.get_full_path()


def _to_identity(request: HttpRequest) -> HttpResponse:
    return problem(request, "IDENTIDAD") if request.path.startswith("/api/") else redirect(IDENTITY)


def staff(*wanted: Role) -> Callable[[Callable[Concatenate[VisitRequest, P], HttpResponseBase]], View[P]]:
    """Only officials with one of the roles ``wanted`` in force now, or with any where none is named.

    For anybody else the page does not exist. An official who showed no more than a password, or who lacks a factor, is
    told what is missing. Before an act that asks for it put `fresh` below: ``@staff(Role.REVISION)``, ``@fresh(10)``.
    """

    def guard(view: Callable[Concatenate[VisitRequest, P], HttpResponseBase]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            visit = visit_of(request)
            if visit is None:
                return _to_sign_in(request)
            roles = roles_of(visit)
            if not roles or (wanted and roles.isdisjoint(wanted)):
                raise Http404
            show, passkey, app = missing_of(visit)
            if show or passkey or app:
                page = FaltaPage(show, passkey and not show, app and not show, back=request.path)
                return render(request, "staff/falta.html", {"page": page, "section": "personal"}, status=403)
            return _first(request, visit) or view(cast(VisitRequest, request), *args, **kwargs)

        guarded.roles = wanted  # type: ignore[attr-defined]  # a test walks the routes and reads it
        return cast("View[P]", _named(Guard.STAFF, guarded))

    return guard


def roles_of(visit: Visit) -> frozenset[Role]:
    """The roles of whoever is there, read now: an expired or a revoked one opens nothing more."""
    if visit.actor.assurance < Assurance.N2 or visit.actor.acts_for is not None:
        return frozenset()
    return official_roles(visit.actor, settings.VENTANILLA_CLOCK.now())


def missing_of(visit: Visit) -> tuple[bool, bool, bool]:
    """What an official still has to show or to register: more than a password, a passkey, an application of codes."""
    if visit.actor.via is Via.EFIRMA:
        return False, False, False
    found = factors_of(visit.actor)
    return not visit.strong, not found.passkeys, not found.has_app


def api(
    scope: Scope | None, *, writes: Scope | None = None
) -> Callable[[Callable[Concatenate[VisitRequest, P], HttpResponseBase]], View[P]]:
    """Only a program with a key that allows ``scope`` (None: any key), or whoever is signed in by the office's cookie.

    ``writes`` is what a method that changes something asks for, where that is more than reading.
    A key that is shown and does not serve is never passed over for the cookie. With a key no form of another site can
    do anything, so its token is asked of the cookie alone. Every answer says how many requests are left.
    """

    def guard(view: Callable[Concatenate[VisitRequest, P], HttpResponseBase]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            entered = cast(VisitRequest, request)
            asked = scope if writes is None or request.method in SAFE else writes
            refusal = _program_enters(entered, asked) if "Authorization" in request.headers else _visit_enters(entered)
            if refusal is not None:
                return refusal
            left = attempt_counted(LimitedAct.API, account_key=str(entered.visit.actor.owner))
            answer = view(entered, *args, **kwargs) if left.left >= 0 else too_many_requests(request, left.ends)
            return _counted(answer, left)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]  # Django's mark; `_visit_enters` asks for it
        guarded.scopes = (scope, writes or scope)  # type: ignore[attr-defined]  # the OpenAPI reads it
        return cast("View[P]", _named(Guard.API, guarded))

    return guard


def _program_enters(request: VisitRequest, scope: Scope | None) -> HttpResponse | None:
    kind, _, written = request.headers["Authorization"].partition(" ")
    program = program_of(written.strip(), now=settings.VENTANILLA_CLOCK.now()) if kind.lower() == "bearer" else None
    if program is None:
        return problem(request, "LLAVE")
    if program.visit.terms_due:
        return problem(request, "TERMINOS")
    if scope is not None and scope not in program.scopes:
        return problem(request, "ALCANCE")
    request.program, request.visit = program, program.visit
    return None


def _visit_enters(request: VisitRequest) -> HttpResponseBase | None:
    request.program = None
    first = _first(request, visit_of(request))
    if first is not None:
        return first
    return CsrfViewMiddleware(_never).process_view(request, _never, (), {})


def _never(request: HttpRequest) -> HttpResponse:
    """What Django's check of forms asks for and never calls; unlike the view, it is not exempt from it."""
    raise NotImplementedError(request.path)


def _counted(answer: HttpResponseBase, left: Allowance) -> HttpResponseBase:
    answer.headers["RateLimit-Limit"] = str(left.most)
    answer.headers["RateLimit-Remaining"] = str(max(0, left.left))
    answer.headers["RateLimit-Reset"] = str(max(0, left.ends - int(time.time())))
    return answer


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
        return api_error(request, 401)
    if request.method != "POST":
        return redirect(f"/entrar?{urlencode({'sigue': request.get_full_path()})}")
    match = request.resolver_match
    name, arguments = (match.url_name or "", match.kwargs) if match else ("", {})
    _rescue(request)
    back = AFTER_POST.get(name, request.path).format(**arguments)
    if name == "start":  # nothing was typed, and who has not signed in yet had no session that could end
        return redirect(f"/entrar?{urlencode({'sigue': back})}")
    return redirect(f"/entrar?{urlencode({'sigue': back, 'motivo': 'termino'})}")


def _rescue(request: HttpRequest) -> None:
    """Keep what a page of a request brought, when something else must come first; the page shows it again after."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.url_name not in STEPS:
        return
    typed = {field: value for field, value in request.POST.items() if isinstance(value, str) and field != TOKEN}
    if sum(map(len, typed.values())) <= MAX_RESCUED:
        request.session[RESCUED] = {"path": request.path, "draft": str(match.kwargs["case_id"]), "typed": typed}


TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
STEPS = frozenset({"step", "item"})  # the pages of a request
# Addresses that only receive: whoever signs in again goes on at the page that sent there.
AFTER_POST = {
    "start": "/tramites/{key}",
    "challenge": "/solicitudes/{case_id}/revisar",
    "attachment_drop": "/solicitudes/{case_id}/{number}",
    "item_remove": "/solicitudes/{case_id}/{number}",
    "draft_save": "/solicitudes/{case_id}/revisar",
    "stay": "/oficina",
    "sign_out": "/",
    "passkey_challenge": "/cuenta/seguridad/llaves/nueva",
    "session_close_one": "/cuenta/sesiones",
    "session_close_others": "/cuenta/sesiones",
    "session_not_mine": "/cuenta/sesiones",
    "bank_account_code": "/cuenta-bancaria",
    "bank_account_again": "/cuenta-bancaria",
    "bank_account_cancel": "/cuenta-bancaria",
    "identity": "/cuenta/identidad",
    "contact_confirm": "/cuenta/contacto",
    "contact_stay": "/cuenta/contacto",
    "recovery_consult": "/personal/recuperaciones",
    "recovery_decide": "/personal/recuperaciones/{case_id}",
    "family_act": "/cuenta/familia",
    "family_leave": "/cuenta/familia",
    "family_dispute": "/cuenta/familia",
    "mandate_leave": "/cuenta/autorizaciones",
    "mandate_accept": "/cuenta/autorizaciones/{mandate}",
    "mandate_refuse": "/cuenta/autorizaciones/{mandate}",
    "mandate_end": "/cuenta/autorizaciones/{mandate}",
    "mandate_act": "/cuenta/autorizaciones/{mandate}",
    "question_convert": "/consultas/{consulta}",
    "kinship_decide": "/personal/parentescos",
    "staff_cards_identify": "/personal/tarjetas",
    "numbers_compare": "/personal/numeros",
    "numbers_propose": "/personal/numeros",
    "numbers_decide": "/personal/numeros/{proposal}",
    "staff_case_hold": "/personal/expedientes/{folio}",
    # A file that the browser saves leaves the page as it was: after confirming, it is asked for again.
    "own_data_copy": "/cuenta/datos?confirmado=si",
    "own_data_file": "/cuenta/datos?confirmado=si",
    "program_key_new": "/cuenta/llaves-de-programa/nueva",
    "program_key_revoke": "/cuenta/llaves-de-programa",
    "own_data_copy_file": "/cuenta/datos?confirmado=si",
}
