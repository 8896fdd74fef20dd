"""Entering with a password, recovering it, changing it, and saying «no fui yo»."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import (
    CurrentPasswordWrong,
    LinkDead,
    LockedOut,
    PasswordRefused,
    account_password_change,
    account_password_check,
    account_password_state,
    disavow_by_link,
    disavow_suspect,
    recovery_ask,
    recovery_finish,
    recovery_serves,
    second_step_begin,
    second_step_needed,
    session_begin,
)
from ventanilla.domain.accounts.passwords import SHORTEST
from ventanilla.domain.authority import Via
from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import (
    ContrasenaNuevaPage,
    ContrasenaPage,
    EnlacePage,
    EntrarContrasenaPage,
    NoFuiYoPage,
    RecuperarPage,
)
from ventanilla.web.devices import address_of, device_of
from ventanilla.web.errors import locked_out
from ventanilla.web.guards import VisitRequest, public, signed_in, visit_of

from .sign_in import OFFICE, rescued_path, safe_next

MAX_ECHOED: Final = 254  # characters of what was typed that are shown again
NO_MATCH: Final = Text(
    "CONTRASENA_NO_COINCIDE",
    "Esos datos y esa contraseña no coinciden. Revíselos y escriba otra vez la contraseña. "
    "Si varias personas usan su correo, escriba su CURP.",
)
DIFFERENT: Final = Text("CONTRASENA_DISTINTA", "Las dos contraseñas no son iguales. Escríbalas otra vez.")
CURRENT_WRONG: Final = Text(
    "CONTRASENA_ACTUAL_NO_COINCIDE",
    "Esa no es su contraseña actual. Escríbala otra vez, o inicie sesión con su e.firma para poner otra.",
)


@sensitive_post_parameters("contrasena")
@public
@require_http_methods(["GET", "POST"])
def password_sign_in(request: HttpRequest) -> HttpResponseBase:
    """CURP or e-mail, and password. Unknown and known accounts get the same page, in the same time."""
    target = safe_next(request.GET.get("sigue") or OFFICE)
    if request.method == "GET":
        return redirect(target) if visit_of(request) is not None else _entry(request, target, "", None)
    typed, password = request.POST.get("usuario", ""), request.POST.get("contrasena", "")
    device = device_of(request)
    try:
        found = account_password_check(typed, password, device=device, address=address_of(request))
    except LockedOut as error:
        return locked_out(request, error.until)
    if found is None:
        return _entry(request, target, typed[:MAX_ECHOED], NO_MATCH)
    now, via, assurance = settings.VENTANILLA_CLOCK.now(), Via.PASSWORD, found.assurance
    if second_step_needed(found.account):
        second_step_begin(request.session, found.account, via=via, assurance=assurance, now=now, target=target)
        return redirect("/entrar/segundo-paso")
    visit = session_begin(request.session, found.account, via=via, assurance=assurance, device=device, now=now)
    return redirect(rescued_path(request, visit) or target)


def _entry(request: HttpRequest, target: str, typed: str, error: Text | None) -> HttpResponse:
    action = f"/entrar/contrasena?{urlencode({'sigue': target})}"
    page = EntrarContrasenaPage(action=action, typed=typed, error=error or "")
    return render(request, "portal/entrar_contrasena.html", {"page": page}, status=200 if error is None else 422)


@public
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponseBase:
    """Ask for the link that sets a new password. Whoever asks reads the same."""
    if request.method == "GET":
        return render(request, "portal/recuperar.html", {"page": RecuperarPage()})
    try:
        recovery_ask(request.POST.get("curp", ""), request.POST.get("correo", ""), address=address_of(request))
    except LockedOut as error:
        return locked_out(request, error.until)
    return render(request, "portal/recuperar.html", {"page": RecuperarPage(asked=True)})


@sensitive_post_parameters("nueva", "otra_vez")
@public
@require_http_methods(["GET", "POST"])
def recover_finish(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link of a recovery: opening it changes nothing, sending its form does, once."""
    try:
        if request.method == "GET":
            recovery_serves(token)
            return _new(request, None)
        new = request.POST.get("nueva", "")
        if new != request.POST.get("otra_vez", ""):
            recovery_serves(token)
            return _new(request, DIFFERENT)
        recovery_finish(token, new, now=settings.VENTANILLA_CLOCK.now())
    except LinkDead:
        return _dead(request, "/entrar/recuperar")
    except PasswordRefused as refused:
        return _new(request, refused.fault.text())
    return redirect("/entrar/contrasena")


def _new(request: HttpRequest, error: Text | None) -> HttpResponse:
    page = ContrasenaNuevaPage(shortest=SHORTEST, error=error or "")
    return render(request, "portal/contrasena_nueva.html", {"page": page}, status=200 if error is None else 422)


def _dead(request: HttpRequest, again: str) -> HttpResponse:
    return render(request, "portal/enlace.html", {"page": EnlacePage(again=again)}, status=404)


@public
@require_http_methods(["GET", "POST"])
def disavow(request: HttpRequest, token: str) -> HttpResponseBase:
    """«No fui yo»: what it would end; and, once sent, what to do now."""
    try:
        suspect = disavow_suspect(token)
        if request.method == "POST":
            disavow_by_link(token, now=settings.VENTANILLA_CLOCK.now())
    except LinkDead:
        return _dead(request, "/entrar")
    page = NoFuiYoPage(
        device=suspect.device,
        opened_at=suspect.opened_at,
        with_efirma=suspect.via is Via.EFIRMA,
        done=request.method == "POST",
    )
    return render(request, "portal/no_fui_yo.html", {"page": page})


@sensitive_post_parameters("actual", "nueva", "otra_vez")
@signed_in
@require_http_methods(["GET", "POST"])
def own_password(request: VisitRequest) -> HttpResponseBase:
    """Set or change one's own password; every other session ends."""
    if request.method == "GET":
        return _own(request, None)
    new = request.POST.get("nueva", "")
    if new != request.POST.get("otra_vez", ""):
        return _own(request, DIFFERENT)
    try:
        account_password_change(
            request.POST.get("actual", ""),
            new,
            by=request.visit.actor,
            here=request.visit.id,
            now=settings.VENTANILLA_CLOCK.now(),
        )
    except LockedOut as error:
        return locked_out(request, error.until)
    except CurrentPasswordWrong:
        return _own(request, CURRENT_WRONG)
    except PasswordRefused as refused:
        return _own(request, refused.fault.text())
    request.session.cycle_key()
    return _own(request, None, done=True)


def _own(request: VisitRequest, error: Text | None, *, done: bool = False) -> HttpResponse:
    actor, state = request.visit.actor, account_password_state(request.visit.actor)
    by_efirma = actor.via is Via.EFIRMA
    page = ContrasenaPage(
        shortest=SHORTEST,
        usable=state.usable,
        since=state.since,
        may_set=actor.acts_for is None and (by_efirma or state.usable),
        asks_current=not by_efirma,
        for_company=actor.acts_for is not None,
        error=error or "",
        wrong="actual" if error is CURRENT_WRONG else "nueva",
        done=done,
    )
    context = {"page": page, "section": "cuenta"}
    return render(request, "portal/contrasena.html", context, status=200 if error is None else 422)
