"""«Seguridad»: an application of codes, codes on paper and passkeys of one's own account, added, named, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.accounts.api import (
    AlreadyThere,
    Answer,
    LastWayIn,
    NoSuchFactor,
    PasskeyRefused,
    PasskeyShown,
    TooManyMisses,
    TooManyOpen,
    activity_of,
    codes_renew,
    factor_revoke,
    factors_of,
    may_remove,
    passkey_register_begin,
    passkey_register_complete,
    passkey_rename,
    totp_begin,
    totp_confirm,
    totp_offered,
)
from ventanilla.domain.accounts import FactorKind
from ventanilla.domain.accounts.totp import address_of, key_of
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import (
    AplicacionPage,
    LlavePage,
    PasskeyRow,
    QuitarPage,
    RespaldoPage,
    SeguridadPage,
)
from ventanilla.web.design.shapes import TimelineEntry
from ventanilla.web.errors import too_many
from ventanilla.web.guards import VisitRequest, fresh, signed_in

from .sign_in import session_key

SECURITY: Final = "/cuenta/seguridad"
KEYS: Final = f"{SECURITY}/llaves"
FRESH_MINUTES: Final = 10  # since its owner last showed who they are
QR_SCALE: Final = 4  # pixels of a module: readable by a telephone, narrower than one
MAX_CODE: Final = 40  # characters of a code as typed; more is none
WRONG_CODE: Final = Text(
    "CODIGO_NO_SIRVE", "Ese código no sirve. Escriba el que muestra ahora su aplicación; cada uno sirve una vez."
)
LOCKED: Final = Text(
    "CODIGO_EN_ESPERA", "Hubo cinco códigos equivocados seguidos. Espere quince minutos, o use otra manera."
)
DONE: Final[Mapping[str, str]] = {
    "aplicacion": "Su aplicación de códigos quedó agregada.",
    "llave": "Su llave de acceso quedó registrada.",
    "nombre": "El nombre quedó cambiado.",
    "quitada": "Quedó quitada. Ya no sirve para entrar.",
}


def posted_answer(request: HttpRequest) -> Answer:
    """What a passkey answered, as the script of the page posts it."""
    return Answer(request.POST.get("reto", ""), request.POST.get("credencial", ""))


def posted_code(request: HttpRequest) -> str:
    """A code as it was typed."""
    return request.POST.get("codigo", "")[:MAX_CODE]


def _show(request: HttpRequest, template: str, page: Any, status: int = 200) -> HttpResponse:
    return render(request, template, {"page": page, "section": "cuenta"}, status=status)


@signed_in
@require_safe
def security(request: VisitRequest) -> HttpResponse:
    """All there is, and the last times that it served."""
    actor = request.visit.actor
    found = factors_of(actor)
    page = SeguridadPage(
        app_since=found.app_since,
        app_used_at=found.app_used_at,
        codes_left=found.codes_left,
        codes_renewed_at=found.codes_renewed_at,
        passkeys=tuple(PasskeyRow(key.name, key.created_at, f"{KEYS}/{key.id}", key.used_at) for key in found.passkeys),
        activity=tuple(TimelineEntry(entry.text, entry.at) for entry in activity_of(actor)),
        notice=DONE.get(request.GET.get("hecho", ""), ""),
    )
    return _show(request, "portal/seguridad.html", page)


# -- the application of codes


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "POST"])
def application(request: VisitRequest) -> HttpResponseBase:
    """Begin, read the QR into the telephone, and show that it worked with a first code."""
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    if factors_of(actor).has_app:
        return redirect(SECURITY)
    error: Text | None = None
    if request.method == "POST" and "codigo" in request.POST:
        try:
            if totp_confirm(code=posted_code(request), by=actor, now=now):
                return redirect(f"{SECURITY}?hecho=aplicacion")
            error = WRONG_CODE
        except TooManyMisses:
            error = LOCKED
    elif request.method == "POST":
        try:
            totp_begin(by=actor, now=now)
        except AlreadyThere:
            return redirect(SECURITY)
        return redirect(request.path)
    secret = totp_offered(actor)
    if secret is None:
        return _show(request, "portal/aplicacion.html", AplicacionPage())
    address = address_of(secret, issuer=settings.VENTANILLA_BRAND["name"], account=request.visit.name)
    drawing = segno.make(address, micro=False).svg_inline(scale=QR_SCALE, light="#fff", lineclass=None, svgclass="v-qr")
    page = AplicacionPage(key_of(secret), mark_safe(drawing), error or "")  # noqa: S308 - drawn here, of squares alone
    return _show(request, "portal/aplicacion.html", page, 422 if error else 200)


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "POST"])
def application_remove(request: VisitRequest) -> HttpResponseBase:
    """Ask, and take the application away."""
    if request.method == "POST":
        return _removed(request, FactorKind.TOTP)
    if not factors_of(request.visit.actor).has_app:
        raise Http404
    return _show(request, "portal/quitar.html", QuitarPage("aplicacion"))


def _removed(request: VisitRequest, kind: FactorKind, passkey: UUID | None = None) -> HttpResponseBase:
    now = settings.VENTANILLA_CLOCK.now()
    try:
        factor_revoke(kind=kind, passkey=passkey, by=request.visit.actor, now=now)
    except NoSuchFactor:
        raise Http404 from None
    return redirect(f"{SECURITY}?hecho=quitada")


# -- codes on paper


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "POST"])
def codes(request: VisitRequest) -> HttpResponse:
    """Ten codes, shown once: they are nowhere afterwards but on the person's paper."""
    actor = request.visit.actor
    if request.method == "POST":
        drawn = codes_renew(by=actor, now=settings.VENTANILLA_CLOCK.now())
        return _show(request, "portal/respaldo.html", RespaldoPage(tuple(map(spoken, drawn)), len(drawn)))
    return _show(request, "portal/respaldo.html", RespaldoPage(left=factors_of(actor).codes_left))


# -- passkeys


@fresh(FRESH_MINUTES)
@require_POST
def passkey_challenge(request: VisitRequest) -> HttpResponseBase:
    """What the browser is asked for a new key; two minutes."""
    now = settings.VENTANILLA_CLOCK.now()
    try:
        return JsonResponse(passkey_register_begin(session_key=session_key(request), by=request.visit.actor, now=now))
    except TooManyOpen:
        return too_many(request)


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "POST"])
def passkey_new(request: VisitRequest) -> HttpResponseBase:
    """Register a key and give it a name."""
    if request.method == "GET":
        return _show(request, "portal/llave.html", LlavePage())
    name = request.POST.get("nombre", "")
    try:
        passkey_register_complete(
            answer=posted_answer(request),
            name=name,
            session_key=session_key(request),
            by=request.visit.actor,
            now=settings.VENTANILLA_CLOCK.now(),
        )
    except PasskeyRefused as refused:
        return _show(request, "portal/llave.html", LlavePage(name, refused.text), 422)
    return redirect(f"{SECURITY}?hecho=llave")


def _passkey(request: VisitRequest, key_id: UUID) -> PasskeyShown:
    found = next((key for key in factors_of(request.visit.actor).passkeys if key.id == key_id), None)
    if found is None:
        raise Http404
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def passkey(request: VisitRequest, key_id: UUID) -> HttpResponseBase:
    """One key: when it served, and its name."""
    key = _passkey(request, key_id)
    name, now = key.name, settings.VENTANILLA_CLOCK.now()
    error: Text | None = None
    if request.method == "POST":
        name = request.POST.get("nombre", "")
        try:
            passkey_rename(passkey=key_id, name=name, by=request.visit.actor, now=now)
            return redirect(f"{SECURITY}?hecho=nombre")
        except NoSuchFactor:
            raise Http404 from None
        except PasskeyRefused as refused:
            error = refused.text
    page = LlavePage(name, error or "", key.created_at, key.used_at, f"{KEYS}/{key.id}/quitar")
    return _show(request, "portal/llave.html", page, 422 if error else 200)


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "POST"])
def passkey_remove(request: VisitRequest, key_id: UUID) -> HttpResponseBase:
    """Ask, and take a key away; unless nobody could enter the account without it."""
    key = _passkey(request, key_id)
    last = not may_remove(request.visit.actor, key_id)
    if request.method == "POST":
        try:
            return _removed(request, FactorKind.PASSKEY, key_id)
        except LastWayIn:
            last = True
    return _show(
        request, "portal/quitar.html", QuitarPage("llave", key.name, last), 409 if last and request.POST else 200
    )
