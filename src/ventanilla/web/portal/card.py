"""«Su tarjeta»: the digital card and those of the family, on a telephone, with connection or without."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import UUID

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.cards.api import (
    CardView,
    NoCard,
    card_block,
    card_photograph,
    card_unblock,
    cards_for,
    live_code_of,
)
from ventanilla.apps.documents.api import documents_of_case
from ventanilla.domain.benefits import Vigencia
from ventanilla.kernel.text import Text
from ventanilla.web.design.card_shapes import CardState, RenewalRow, TarjetaCambiarPage, TarjetaPage, TarjetaRow
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.downloads import attached
from ventanilla.web.guards import VisitRequest, fresh, public, signed_in
from ventanilla.web.readings import read_by_who_acts

from .filing import opened

HERE: Final = "/tarjeta/"
TRAMITE: Final = "tarjeta_digital"
OPTIONAL: Final = "fotografia"  # the only question of that request
FRESH_MINUTES: Final = 10  # whoever unblocks shows who they are: a thief with the telephone open must not
NSS_SHOWN: Final = 4  # digits
DONE: Final[dict[str, Sentence]] = {
    "bloqueada": "Su tarjeta está bloqueada. Nadie puede usarla desde este momento.",
    "desbloqueada": "Su tarjeta vuelve a servir, con un código nuevo.",
}
THEME: Final = "#1e4d34"
PAPER: Final = "#faf6ee"


@signed_in
@require_safe
def card(request: VisitRequest) -> HttpResponse:
    """One's card and the family's. One that is due is renewed while the page is open."""
    found = cards_for(request.visit.actor)
    for one in found:
        if not one.own and one.id is not None:
            read_by_who_acts(request, one.subject)
    page = TarjetaPage(
        cards=tuple(_row(request, one) for one in found),
        shift=settings.VENTANILLA_CLOCK.shift_seconds,
        due=any(one.due for one in found),
        company=not found,
        done=DONE.get(request.GET.get("hecho", ""), ""),
    )
    return render(request, "portal/tarjeta.html", {"page": page, "section": "oficina"})


@signed_in
@require_POST
def card_ask(request: VisitRequest) -> HttpResponseBase:
    """To the request itself: all it asks is a photograph that nobody must give, and its summary offers that."""
    return opened(request, TRAMITE, {}, past=(OPTIONAL,))


@signed_in
@require_safe
def card_kept(request: VisitRequest) -> HttpResponse:
    """The same cards as a page that is kept to be opened without connection: no form and no menu."""
    found = cards_for(request.visit.actor)
    good = tuple(row for row in (_row(request, one) for one in found) if row.state == "good")
    page = TarjetaPage(cards=good, shift=settings.VENTANILLA_CLOCK.shift_seconds)
    return render(request, "portal/tarjeta_guardada.html", {"page": page, "session_seconds": 0, "unread": 0})


@public
@require_safe
def card_empty(request: HttpRequest) -> HttpResponse:
    """What is shown without connection where no card is kept. It is nobody's page."""
    return render(request, "portal/tarjeta_vacia.html", {"session_seconds": 0})


def _row(request: VisitRequest, one: CardView) -> TarjetaRow:
    derecho, now = one.derecho, one.credential
    row = TarjetaRow(
        id=str(one.id or ""),
        name=now.name if now is not None else one.name,
        own=one.own,
        state=_state(one),
        kind=derecho.parentesco if derecho is not None else "",
        until=derecho.hasta if derecho is not None else None,
        clinic=_clinic(derecho) if derecho is not None else "",
        nss_end=derecho.nss[-NSS_SHOWN:] if derecho is not None else "",
        reason=derecho.motivo if derecho is not None and not derecho.vigente else "",
        serial=now.serial if now is not None else "",
        qr=_picture(now.link) if now is not None else None,
        issued_at=now.issued_at if now is not None else None,
        expires_at=now.expires_at if now is not None else None,
        ends=int(now.expires_at.timestamp()) if now is not None else 0,
        live_code=_spoken(live_code_of(one.id)) if one.id is not None and now is not None else "",
        photograph=one.photograph is not None,
        blocked_at=one.blocked_at,
        pdf_url=_pdf(request, one),
        renewals=tuple(RenewalRow(*each) for each in one.renewals),
    )
    return row


def _clinic(derecho: Vigencia) -> Sentence:
    """Where they are attended, with what the register holds of it."""
    if not (derecho.umf and derecho.consultorio and derecho.turno):
        return derecho.umf
    return Text(
        "CLINICA_CON_TURNO",
        "UMF {umf}, consultorio {consultorio}, turno {turno}",
        umf=derecho.umf,
        consultorio=derecho.consultorio,
        turno=derecho.turno,
    )


def _state(one: CardView) -> CardState:
    if one.id is None:
        return "none"
    if one.blocked_at is not None:
        return "blocked"
    if one.credential is not None:
        return "good"
    return "waiting" if one.due else "no_right"


def _pdf(request: VisitRequest, one: CardView) -> str:
    """Where its PDF is; "" where there is none in force, or it is of another's, whose documents are in their office."""
    if not one.own or one.case is None or one.blocked_at is not None:
        return ""
    issued = documents_of_case(request.visit.actor, one.case)
    ready = (each for each in issued if each.kind == TRAMITE and each.ready and each.revoked_on is None)
    return next((f"/documentos/{each.folio}.pdf" for each in ready), "")


def _picture(link: str) -> SafeString:
    code = segno.make(link, error="l", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff", dark="#000")
    return mark_safe(drawn)  # noqa: S308 - segno wrote it, of an address of ours: squares and nothing else


def _spoken(code: str) -> str:
    return f"{code[:3]} {code[3:]}"


@signed_in
@require_safe
def card_news(request: VisitRequest) -> JsonResponse:
    """Which QR each card shows now, and the code of this minute: for the page that is open."""
    found = [one for one in cards_for(request.visit.actor) if one.id is not None]
    told = [
        {
            "id": str(one.id),
            "serie": one.credential.serial if one.credential is not None else "",
            "clave": live_code_of(one.id) if one.credential is not None and one.id is not None else "",
        }
        for one in found
    ]
    return JsonResponse({"tarjetas": told})


@signed_in
@require_safe
def card_photo(request: VisitRequest, card: UUID) -> HttpResponse:
    """The photograph of a card within reach, as it was cleaned."""
    try:
        opened = card_photograph(card, by=request.visit.actor)
    except NoCard:
        raise Http404 from None
    if opened is None:
        raise Http404
    return attached(opened, "limpio")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def card_stop(request: VisitRequest, card: UUID) -> HttpResponseBase:
    """«Bloquear tarjeta»: at once, and by whoever is signed in, because a lost telephone cannot wait."""
    if request.method != "POST":
        return _sure(request, card, "bloquear")
    try:
        card_block(card, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except NoCard:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=bloqueada")


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "HEAD", "POST"])
def card_go_on(request: VisitRequest, card: UUID) -> HttpResponseBase:
    """«Desbloquear»: only whoever just showed who they are."""
    if request.method != "POST":
        return _sure(request, card, "desbloquear")
    try:
        card_unblock(card, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except NoCard:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=desbloqueada")


def _sure(request: VisitRequest, card: UUID, what: str) -> HttpResponse:
    one = next((each for each in cards_for(request.visit.actor) if each.id == card), None)
    if one is None:
        raise Http404
    page = TarjetaCambiarPage("bloquear" if what == "bloquear" else "desbloquear", one.name, one.own)
    return render(request, "portal/tarjeta_cambiar.html", {"page": page, "section": "oficina"})


@public
@require_safe
def card_short(request: HttpRequest) -> HttpResponseBase:
    """The address as people type it."""
    return redirect(HERE)


@public
@require_safe
def card_manifest(request: HttpRequest) -> JsonResponse:
    """What a telephone needs to install the card beside its other programs."""
    brand = settings.VENTANILLA_BRAND["name"]
    pictures = [
        {"src": static(f"dist/icono-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size, purpose in ((192, "any"), (512, "any"), (512, "maskable"))
    ]
    told = {
        "id": HERE,
        "name": f"{gettext('Tarjeta digital')} – {brand}",
        "short_name": gettext("Mi tarjeta"),
        "description": gettext("Su derecho a la atención médica, con un código que cualquiera puede verificar."),
        "lang": "es-MX",
        "start_url": HERE,
        "scope": HERE,
        "display": "standalone",
        "theme_color": THEME,
        "background_color": PAPER,
        "icons": pictures,
    }
    response = JsonResponse(told, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@public
@require_safe
def card_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the card; its scope is /tarjeta/."""
    path = finders.find("dist/card-sw.js")
    if not isinstance(path, str):
        raise Http404
    response = HttpResponse(Path(path).read_bytes(), "text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
