"""Showing who one is without the first step's page: with a passkey, at the second step, and before an act that asks."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.apps.accounts.api import (
    PasskeyRefused,
    Pending,
    TooManyMisses,
    TooManyOpen,
    code_use,
    factors_of,
    passkey_check,
    passkey_options,
    second_step_miss,
    second_step_pass,
    second_step_pending,
    session_begin,
    session_confirm,
    totp_check,
)
from ventanilla.domain.accounts import FactorKind
from ventanilla.domain.authority import Actor, Via
from ventanilla.domain.signing.verdict import SignatureFault
from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import ConfirmarPage, SegundoPasoPage
from ventanilla.web.devices import device_of
from ventanilla.web.errors import too_many
from ventanilla.web.guards import VisitRequest, public, signed_in, visit_of

from .security import LOCKED, WRONG_CODE, posted_answer, posted_code
from .sign_in import OFFICE, posted_identity, rescued_path, safe_next, session_key, sign_in_page, sign_in_panel

SIGN_IN: Final = "/entrar"
WRONG_SECOND: Final = Text(
    "SEGUNDO_CODIGO_NO_SIRVE",
    "Ese código no sirve. Escriba el que muestra ahora su aplicación, o un código de respaldo sin usar.",
)
NOT_VOUCHED: Final = Text(
    "CONFIRMAR_SIN_REVOCACION",
    "La autoridad que emitió su e.firma no responde si sigue vigente. Intente más tarde, o confirme de otra manera.",
)


# -- entering with a passkey


@public
@require_POST
def passkey_challenge(request: HttpRequest) -> HttpResponseBase:
    """What the browser is asked of a passkey: of anybody's, or of whoever is in or half in."""
    visit, pending = visit_of(request), second_step_pending(request.session)
    account = visit.actor.owner if visit else pending.actor.owner if pending else None
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return JsonResponse(passkey_options(session_key=session_key(request), account_id=account, now=now))
    except TooManyOpen:
        return too_many(request)


@public
@require_POST
def passkey_enter(request: HttpRequest) -> HttpResponseBase:
    """Sign in with a passkey. It is two steps in one: the device, and the finger, face or PIN that it asked for."""
    target, now = safe_next(request.GET.get("sigue") or OFFICE), settings.VENTANILLA_CLOCK.now()
    try:
        owner = passkey_check(answer=posted_answer(request), session_key=session_key(request), by=None, now=now)
    except PasskeyRefused as refused:
        return sign_in_page(request, target, passkey_fault=refused.text)
    visit = session_begin(
        request.session,
        owner.owner,
        via=Via.PASSKEY,
        assurance=owner.assurance,
        device=device_of(request),
        now=now,
    )
    return redirect(rescued_path(request, visit) or target)


# -- the second step


@public
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponseBase:
    """After the password. Whoever comes without one, or late, goes back to the first step."""
    pending = second_step_pending(request.session)
    if pending is None:
        return redirect(OFFICE if visit_of(request) is not None else SIGN_IN)
    if request.method == "GET":
        return _second_page(request, pending)
    now = settings.VENTANILLA_CLOCK.now()
    error, of_passkey = None, "credencial" in request.POST
    try:
        if of_passkey:
            passkey_check(answer=posted_answer(request), session_key=session_key(request), by=pending.actor, now=now)
        elif not _code_serves(posted_code(request), by=pending.actor):
            error = WRONG_SECOND
    except PasskeyRefused as refused:
        error = refused.text
    except TooManyMisses:
        error = LOCKED
    if error is not None:
        second_step_miss(request.session)
        if second_step_pending(request.session) is None:
            return redirect(SIGN_IN)
        return _second_page(request, pending, error, of_passkey=of_passkey)
    visit = second_step_pass(request.session, pending, device=device_of(request), now=now)
    return redirect(rescued_path(request, visit) or safe_next(pending.target or OFFICE))


def _code_serves(code: str, *, by: Actor) -> bool:
    """A code on paper, or else one of the application. The paper comes first: it serves also while the other waits."""
    now = settings.VENTANILLA_CLOCK.now()
    return code_use(code=code, by=by, now=now) or totp_check(code=code, by=by, now=now)


def _second_page(
    request: HttpRequest, pending: Pending, error: Text | None = None, *, of_passkey: bool = False
) -> HttpResponse:
    found = factors_of(pending.actor)
    page = SegundoPasoPage(
        has_app=found.has_app,
        has_passkey=bool(found.passkeys),
        code_error=error if error and not of_passkey else "",
        passkey_error=error if error and of_passkey else "",
    )
    return render(request, "portal/segundo_paso.html", {"page": page}, status=422 if error else 200)


# -- before an act that asks for it


@signed_in
@require_http_methods(["GET", "POST"])
def confirm(request: VisitRequest) -> HttpResponseBase:
    """Show again who one is, with a passkey, a code of the application or the e.firma; then go on where one was."""
    target = safe_next(request.GET.get("sigue") or OFFICE)
    if request.method == "GET":
        return _confirm_page(request, target)
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    if "credencial" in request.POST:
        how = FactorKind.PASSKEY.value
        try:
            passkey_check(answer=posted_answer(request), session_key=session_key(request), by=actor, now=now)
        except PasskeyRefused as refused:
            return _confirm_page(request, target, passkey=refused.text)
    elif "codigo" in request.POST:
        how = FactorKind.TOTP.value
        try:
            if not totp_check(code=posted_code(request), by=actor, now=now):
                return _confirm_page(request, target, code=WRONG_CODE)
        except TooManyMisses:
            return _confirm_page(request, target, code=LOCKED)
    else:
        how = Via.EFIRMA.value
        fault = _efirma_fault(request)
        if fault is not None:
            return _confirm_page(request, target, signature=fault)
    session_confirm(request.session, how=how, by=actor, now=now)
    return redirect(target)


def _efirma_fault(request: VisitRequest) -> Text | None:
    """Why the e.firma of a form does not confirm whoever is in, if it does not."""
    proven = posted_identity(request, settings.VENTANILLA_CLOCK.now())
    if isinstance(proven, Text):
        return proven
    if proven.curp not in {request.visit.curp, request.visit.signs_as}:
        return SignatureFault.IDENTIDAD_NO_COINCIDE.text()
    return None if proven.revocation_checked else NOT_VOUCHED


def _confirm_page(
    request: VisitRequest,
    target: str,
    *,
    code: Text | None = None,
    passkey: Text | None = None,
    signature: Text | None = None,
) -> HttpResponse:
    found = factors_of(request.visit.actor)
    action = f"/cuenta/confirmar?{urlencode({'sigue': target})}"
    page = ConfirmarPage(
        action=action,
        panel=sign_in_panel(action, "Firmar y confirmar", signature),
        has_app=found.has_app,
        has_passkey=bool(found.passkeys),
        code_error=code or "",
        passkey_error=passkey or "",
    )
    status = 422 if code or passkey or signature else 200
    return render(request, "portal/confirmar.html", {"page": page, "section": "cuenta"}, status=status)
