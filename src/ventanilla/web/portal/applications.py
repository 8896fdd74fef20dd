"""Other applications that a person enters with their account: what each asks, what it may know, and taking it back."""

from __future__ import annotations

import time
from typing import Final, Literal, assert_never
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.accounts.api import Entered, Visit, holder_of, session_close, session_entered
from ventanilla.apps.oidc.api import (
    Asked,
    NoSuchConsent,
    NotAnswerable,
    Refused,
    TooManyCodes,
    answer_at,
    authorization_read,
    code_new,
    consent_covers,
    consent_give,
    consent_withdraw,
    consents_of,
)
from ventanilla.domain.authority import Assurance
from ventanilla.domain.oidc import Scope, is_loopback, known_by, needs_proof, origin_of
from ventanilla.web.design.oidc_shapes import (
    AplicacionErrorPage,
    AplicacionesPage,
    AplicacionRow,
    AutorizarPage,
    Known,
)
from ventanilla.web.errors import too_many
from ventanilla.web.guards import TERMS, VisitRequest, public, visit_of, with_account
from ventanilla.web.middleware import CSP

HERE: Final = "/cuenta/aplicaciones"
AUTHORIZE: Final = "/oidc/autorizar"
SINCE: Final = "desde"  # since when whoever had to enter again must have: added to the address, sealed
SINCE_SECONDS: Final = 15 * 60  # how long they may take
AGAIN: Final = frozenset({"login", "select_account"})
SITE: Final = 60  # characters of the site that a page shows
Step = Literal["permitir", "entrar", "identidad"]


@public
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponseBase:
    """Where an application sends the person's browser: to enter, to read what it asks, and to decide."""
    query = request.GET.copy()
    since = query.pop(SINCE, [""])[-1]
    try:
        asked = authorization_read(query.urlencode())
    except NotAnswerable:
        page = AplicacionErrorPage(getattr(request, "reference", ""))
        return render(request, "portal/aplicacion_error.html", {"page": page}, status=400)
    if isinstance(asked, Refused):
        return _leave(asked.location)
    visit = visit_of(request)
    entered = session_entered(visit.id) if visit is not None else None
    if visit is None or entered is None:
        return _to_enter(request, asked)
    if visit.terms_due:  # as before any page of one's own
        back = urlencode({"sigue": request.get_full_path()})
        return _refuse(asked, "interaction_required") if "none" in asked.prompt else redirect(f"{TERMS}?{back}")
    if request.method == "POST":
        return _decided(request, asked, visit, entered, since)
    step = _step(asked, visit, entered, since)
    if "none" in asked.prompt and step is not None:
        return _refuse(asked, _error_of(step))
    if step is None:
        return _give_code(request, asked, visit, entered)
    return _page(request, asked, visit, step)


def _step(asked: Asked, visit: Visit, entered: Entered, since: str) -> Step | None:
    """What is asked of the person before the application is answered; None where all of it was answered before."""
    if not _lately(asked, visit, entered, since):
        return "entrar"
    if needs_proof(asked.scopes) and visit.actor.assurance < Assurance.N2:
        return "identidad"
    before = consent_covers(asked.application, asked.redirect_uri, asked.scopes, by=visit.actor)
    return None if before and "consent" not in asked.prompt else "permitir"


def _error_of(step: Step) -> str:
    match step:
        case "entrar":
            return "login_required"
        case "identidad":
            return "interaction_required"
        case "permitir":
            return "consent_required"
        case _:
            assert_never(step)


# -- how lately


def _entered_at(visit: Visit, entered: Entered) -> int:
    """When whoever is in last showed who they are, in real time."""
    return max(entered.at, int(time.time()) - visit.confirmed_ago)


def _lately(asked: Asked, visit: Visit, entered: Entered, since: str) -> bool:
    at = _entered_at(visit, entered)
    begun = _since(asked, since)
    if begun is not None and at >= begun:
        return True
    old = asked.max_age is not None and time.time() - at > asked.max_age
    return not old and not asked.prompt & AGAIN


def _since_seal(asked: Asked, at: str) -> str:
    said = "\n".join((at, asked.application.client_id, asked.redirect_uri, asked.challenge))
    return salted_hmac("ventanilla.oidc.desde", said, algorithm="sha256").hexdigest()


def _since(asked: Asked, said: str) -> int | None:
    """Since when this very request waits for the person to enter again, if it does."""
    at, _, seal = said.partition(".")
    if not at.isdecimal() or len(at) > 12 or not constant_time_compare(seal, _since_seal(asked, at)):
        return None
    return int(at) if 0 <= time.time() - int(at) <= SINCE_SECONDS else None


def _to_enter(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """To sign in, and back to this same request."""
    if "none" in asked.prompt:
        return _refuse(asked, "login_required")
    query = request.GET.copy()
    at = str(int(time.time()))
    query[SINCE] = f"{at}.{_since_seal(asked, at)}"
    return _private(redirect(f"/entrar?{urlencode({'sigue': f'{AUTHORIZE}?{query.urlencode()}'})}"))


# -- deciding


def _seal(request: HttpRequest, visit: Visit) -> str:
    """Binds a decision to who it was asked of, and to all that was asked."""
    said = f"{visit.id}\n{request.GET.urlencode()}"
    return salted_hmac("ventanilla.oidc.decision", said, algorithm="sha256").hexdigest()


def _decided(request: HttpRequest, asked: Asked, visit: Visit, entered: Entered, since: str) -> HttpResponseBase:
    now = settings.VENTANILLA_CLOCK.now()
    step = _step(asked, visit, entered, since)
    if not constant_time_compare(request.POST.get("sello", ""), _seal(request, visit)):
        return _page(request, asked, visit, step or "permitir")  # shown to somebody else, or something else
    match request.POST.get("decision", ""):
        case "no":
            return _refuse(asked, "access_denied")
        case "entrar":
            session_close(request.session, visit, now=now)
            return _to_enter(request, asked)
        case "permitir" if step in {None, "permitir"}:
            return _give_code(request, asked, visit, entered)
        case _:
            return _page(request, asked, visit, step or "permitir")


def _give_code(request: HttpRequest, asked: Asked, visit: Visit, entered: Entered) -> HttpResponseBase:
    now = settings.VENTANILLA_CLOCK.now()
    consent = consent_give(asked.application, asked.scopes, by=visit.actor, now=now)
    try:
        code = code_new(asked, consent, session=visit.id, entered_at=_entered_at(visit, entered), by=visit.actor)
    except TooManyCodes:
        return too_many(request)
    return _leave(answer_at(asked.redirect_uri, asked.state, [("code", code)]))


def _refuse(asked: Asked, error: str) -> HttpResponseBase:
    return _leave(answer_at(asked.redirect_uri, asked.state, [("error", error)]))


def _leave(location: str) -> HttpResponseBase:
    """To the application; with 303, so that no form of ours is sent on (RFC 9700, section 4.12)."""
    response = HttpResponse(status=303)
    response.headers["Location"] = location
    return _private(response)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """The next page does not learn this address. Not for a page with a form: browsers would not say whose it is."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: HttpRequest, asked: Asked, visit: Visit, step: Step) -> HttpResponseBase:
    site, holder = origin_of(asked.redirect_uri), holder_of(visit.actor.owner)
    page = AutorizarPage(
        step=step,
        application=asked.application.name,
        operator=asked.application.operator,
        site=site.partition("://")[2][:SITE],
        seal=_seal(request, visit),
        person=visit.name,
        known=tuple(_known(scope, visit, holder.email if holder else "") for scope in asked.scopes),
        with_curp=Scope.CURP in asked.scopes,
        acting_for=visit.acting_for,
        on_device=is_loopback(asked.redirect_uri),
    )
    response = render(request, "portal/autorizar.html", {"page": page})
    # Chromium holds the answer to a form to what its page may send to: this application's registered site, no other.
    response.headers["Content-Security-Policy"] = CSP.replace("form-action 'self'", f"form-action 'self' {site}")
    return response


def _known(scope: Scope, visit: Visit, email: str) -> Known:
    match scope:
        case Scope.OPENID:
            return Known(known_by(scope))
        case Scope.PERFIL:
            return Known(known_by(scope), visit.name)
        case Scope.CORREO:
            return Known(known_by(scope), email)
        case Scope.CURP:
            return Known(known_by(scope), visit.curp)
        case _:
            assert_never(scope)


# -- what was allowed


@with_account
@require_safe
def applications(request: VisitRequest) -> HttpResponse:
    """Which applications may know one, and what."""
    rows = tuple(
        AplicacionRow(
            id=str(one.id),
            name=one.name,
            operator=one.operator,
            known=tuple(known_by(scope) for scope in one.scopes),
            since=one.since,
            used_at=one.used_at,
        )
        for one in consents_of(request.visit.actor)
    )
    page = AplicacionesPage(rows, done=request.GET.get("hecho") == "retirada")
    return render(request, "portal/aplicaciones.html", {"page": page, "section": "cuenta"})


@with_account
@require_POST
def application_withdraw(request: VisitRequest, consent_id: UUID) -> HttpResponseBase:
    """Take it back: from now on it knows nothing new."""
    try:
        consent_withdraw(consent_id, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except NoSuchConsent:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=retirada")
