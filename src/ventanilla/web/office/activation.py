"""Activating a role by the link of an invitation: with the e.firma, or with a passkey and an application of codes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.apps.accounts.api import (
    AlreadyProven,
    AlreadyThere,
    LimitedAct,
    LockedOut,
    PasskeyRefused,
    TooManyMisses,
    TooManyOpen,
    attempt_allowed,
    passkey_register_begin,
    passkey_register_complete,
    session_begin,
    totp_begin,
    totp_confirm,
    totp_offered,
)
from ventanilla.apps.staff.api import (
    Begun,
    FactorsMissing,
    InvitationDead,
    Invited,
    InvitedAnother,
    activation_begin,
    activation_finish,
    activation_goes_on,
    invitation_accept,
    invitation_for,
    invitation_is_for,
)
from ventanilla.domain.accounts.totp import address_of as totp_address
from ventanilla.domain.accounts.totp import key_of
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.identifiers import curp as curps
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.design.staff_shapes import ActivarFactorPage, ActivarPage, FaltaPage
from ventanilla.web.devices import address_of, device_of
from ventanilla.web.errors import locked_out, too_many
from ventanilla.web.guards import missing_of, public, visit_of
from ventanilla.web.portal.security import LOCKED, QR_SCALE, WRONG_CODE, posted_answer, posted_code
from ventanilla.web.portal.sign_in import session_key

ACTIVATION: Final = "activacion"  # an activation under way, in the session of whoever began it
MAX_AGE_SECONDS: Final = 10 * 60  # since whoever activates a role last showed who they are
MAX_CURP: Final = 40  # characters typed
NOT_THIS_ONE: Final = Text("INVITACION_OTRA_CURP", "La invitación no es para esa CURP. Revísela y escríbala otra vez.")


def _path(token: str) -> str:
    return f"/personal/activar/{token}"


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "staff/enlace.html", status=404)


@sensitive_post_parameters("curp")
@public
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponseBase:
    """What an invitation is for, and the two ways to activate it; nothing is spent by opening it."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        invited = invitation_for(token, now)
        if request.method != "POST":
            return _page(request, token, invited)
        if visit_of(request) is not None:
            return _accept(request, token, invited)
        return _begin(request, token, invited)
    except InvitationDead:
        return _dead(request)


def _accept(request: HttpRequest, token: str, invited: Invited) -> HttpResponseBase:
    """Whoever is signed in presses the button."""
    visit = visit_of(request)
    if visit is None or any(missing_of(visit)) or visit.confirmed_ago > MAX_AGE_SECONDS:
        return _page(request, token, invited)
    try:
        invitation_accept(token, by=visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except (FactorsMissing, InvitedAnother):
        return _page(request, token, invited)
    return redirect("/personal?hecho=activado")


def _begin(request: HttpRequest, token: str, invited: Invited) -> HttpResponseBase:
    """Whoever has no e.firma types their CURP; then the factors are registered."""
    typed = request.POST.get("curp", "")[:MAX_CURP]
    try:
        attempt_allowed(LimitedAct.INVITATION, account_key=token, address=address_of(request))
        begun = activation_begin(token, curp=curps.compact(typed), now=settings.VENTANILLA_CLOCK.now())
    except LockedOut as error:
        return locked_out(request, error.until)
    except InvitedAnother:
        return _page(request, token, invited, typed=typed, error=NOT_THIS_ONE)
    except AlreadyProven:
        return _page(request, token, invited, known=True)
    request.session.cycle_key()
    request.session[ACTIVATION] = {
        "token": token,
        "run": str(begun.run),
        "account": str(begun.actor.account),
        "person": str(begun.actor.person),
    }
    return redirect(f"{_path(token)}/registro")


def _page(
    request: HttpRequest,
    token: str,
    invited: Invited,
    *,
    typed: str = "",
    error: Sentence = "",
    known: bool = False,
) -> HttpResponse:
    visit, missing = visit_of(request), None
    state: Any = "cuenta" if known else "nadie"
    if visit is not None:
        now = settings.VENTANILLA_CLOCK.now()
        lacks = missing_of(visit)
        if visit.actor.acts_for is not None:
            state = "empresa"
        elif visit.actor.assurance < Assurance.N2 or not invitation_is_for(token, visit.actor, now):
            state = "otra"
        elif any(lacks) or visit.confirmed_ago > MAX_AGE_SECONDS:
            state = "falta"
            missing = FaltaPage(not (lacks[1] or lacks[2]), lacks[1], lacks[2], back=_path(token))
        else:
            state = "lista"
    page = ActivarPage(
        role=invited.role.text,
        unit=invited.unit,
        since=invited.since,
        until=invited.until,
        state=state,
        path=_path(token),
        curp=typed,
        error=error,
        missing=missing,
    )
    return render(request, "staff/activar.html", {"page": page}, status=422 if error or known else 200)


# -- without an e.firma


def _begun(request: HttpRequest, token: str) -> Begun | None:
    """The activation that this very browser began with this link, while it counts."""
    kept: dict[str, str] | None = request.session.get(ACTIVATION)
    if kept is None or kept["token"] != token:
        return None
    actor = Actor(UUID(kept["account"]), SubjectId(UUID(kept["person"])), Assurance.N1, Via.PASSKEY)
    begun = Begun(actor, UUID(kept["run"]))
    return begun if activation_goes_on(token, begun, settings.VENTANILLA_CLOCK.now()) else None


@public
@require_POST
def activate_challenge(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the browser is asked for the new key; two minutes."""
    begun = _begun(request, token)
    if begun is None:
        return _dead(request)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return JsonResponse(passkey_register_begin(session_key=session_key(request), by=begun.actor, now=now))
    except TooManyOpen:
        return too_many(request)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def activate_factors(request: HttpRequest, token: str) -> HttpResponseBase:
    """A passkey, then an application; with both the role is active, and its person is in."""
    begun = _begun(request, token)
    if begun is None:
        return redirect(_path(token))
    if request.method != "POST":
        return _factor_page(request, token, begun.actor)
    error, name = None, request.POST.get("nombre", "")
    if "credencial" in request.POST:
        error = _passkey_fault(request, begun.actor, name)
    elif "codigo" in request.POST:
        error = _code_fault(request, begun.actor)
    if error is not None:
        return _factor_page(request, token, begun.actor, name=name, error=error)
    return _next(request, token, begun)


def _passkey_fault(request: HttpRequest, by: Actor, name: str) -> Text | None:
    now = settings.VENTANILLA_CLOCK.now()
    try:
        made = passkey_register_complete(
            answer=posted_answer(request), name=name, session_key=session_key(request), by=by, now=now
        )
    except PasskeyRefused as refused:
        return refused.text
    request.session[ACTIVATION] = request.session[ACTIVATION] | {"passkey": str(made)}
    return None


def _code_fault(request: HttpRequest, by: Actor) -> Text | None:
    try:
        right = totp_confirm(code=posted_code(request), by=by, now=settings.VENTANILLA_CLOCK.now())
    except TooManyMisses:
        return LOCKED
    if right:
        request.session[ACTIVATION] = request.session[ACTIVATION] | {"app": "si"}
    return None if right else WRONG_CODE


def _next(request: HttpRequest, token: str, begun: Begun) -> HttpResponseBase:
    """On to the other factor; or in, where both are there."""
    now, kept = settings.VENTANILLA_CLOCK.now(), request.session[ACTIVATION]
    passkey = UUID(kept["passkey"]) if "passkey" in kept else None
    try:
        owner = activation_finish(token, begun, passkey=passkey, app="app" in kept, now=now)
    except FactorsMissing:
        if passkey is not None and totp_offered(begun.actor) is None:
            with suppress(AlreadyThere):
                totp_begin(by=begun.actor, now=now)
        return redirect(f"{_path(token)}/registro")
    except InvitationDead:
        return redirect(_path(token))
    request.session.pop(ACTIVATION, None)
    session_begin(
        request.session, owner.owner, via=Via.PASSKEY, assurance=Assurance.N2, device=device_of(request), now=now
    )
    return redirect("/personal?hecho=activado")


def _factor_page(
    request: HttpRequest, token: str, by: Actor, *, name: str = "", error: Text | None = None
) -> HttpResponse:
    secret = totp_offered(by) if "passkey" in request.session[ACTIVATION] else None
    page = ActivarFactorPage(
        path=_path(token),
        passkey_done="passkey" in request.session[ACTIVATION],
        key=key_of(secret) if secret else "",
        qr=_drawing(secret) if secret else "",
        name=name,
        error=error or "",
    )
    return render(request, "staff/activar_factor.html", {"page": page}, status=422 if error else 200)


def _drawing(secret: bytes) -> str:
    """The square that the telephone reads; it says the office's name, not the person's."""
    brand = settings.VENTANILLA_BRAND
    address = totp_address(secret, issuer=brand["name"], account=brand["institution"])
    drawing = segno.make(address, micro=False).svg_inline(scale=QR_SCALE, light="#fff", lineclass=None, svgclass="v-qr")
    return mark_safe(drawing)  # noqa: S308 - drawn here, of squares alone
