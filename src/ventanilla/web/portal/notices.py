"""How a person is told that there is a notice: of what, by e-mail or on a device, and on which devices."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.adapters.push.port import PushRefused
from ventanilla.apps.inbox.api import (
    NoSuchDevice,
    TooManyDevices,
    choices_keep,
    choices_of,
    device_add,
    device_key,
    device_remove,
    devices_of,
)
from ventanilla.domain.accounts.notices import ALWAYS_WRITTEN, ONLY_WRITTEN, Channel, Topic
from ventanilla.kernel.text import Text
from ventanilla.web.design.notice_shapes import AvisosPage, DeviceRow
from ventanilla.web.design.profile_shapes import Question
from ventanilla.web.design.shapes import Choice
from ventanilla.web.devices import device_of
from ventanilla.web.guards import VisitRequest, public, signed_in

NOTICES: Final = "/cuenta/avisos"
MAX_FIELD: Final = 2048  # characters of what a browser gives
BOTH, MAIL, DEVICE, NEITHER = "ambos", "correo", "dispositivo", "buzon"
WAYS: Final = {
    BOTH: frozenset({Channel.MAIL, Channel.DEVICE}),
    MAIL: frozenset({Channel.MAIL}),
    DEVICE: frozenset({Channel.DEVICE}),
    NEITHER: frozenset[Channel](),
}
SAID: Final = {
    BOTH: "Por correo y en mis dispositivos",
    MAIL: "Solo por correo",
    DEVICE: "Solo en mis dispositivos",
    NEITHER: "Solo en mi buzón",
}
LEGENDS: Final = {
    Topic.EMPLEO: "Lo que su empleador o la oficina registran de su trabajo",
    Topic.AUTORIZACIONES: "Autorizaciones para actuar por usted o por su empresa",
    Topic.PLAZOS: "Plazos que se acercan",
    Topic.TRAMITES: "Novedades de sus trámites y respuestas que esperamos",
    Topic.SEGURIDAD: "Seguridad: quién dice ser usted, su tarjeta y sus datos",
    Topic.DINERO: "Dinero: la cuenta en que le pagamos",
    Topic.OTROS: "Otros avisos",
}
ALWAYS: Final = "De esto siempre le escribimos: así sabe si alguien más lo hizo. No se puede apagar."
IN_OFFICE: Final = "También están siempre en «Mi oficina»."
OF_TRAMITES: Final = {MAIL: "Por correo", NEITHER: "No escribirme: las veré en mi oficina"}
DONE: Final = {
    "guardado": "Así le avisaremos desde ahora.",
    "agregado": "Le avisaremos en este dispositivo.",
    "quitado": "Ya no le avisaremos en ese dispositivo.",
}
NOT_ADDED: Final = Text(
    "DISPOSITIVO_NO", "No pudimos agregar este dispositivo. Actualice su navegador e intente otra vez."
)
TOO_MANY: Final = Text("DISPOSITIVO_MUCHOS", "Ya tiene diez dispositivos. Quite uno para agregar este.")


@signed_in
@require_http_methods(["GET", "POST"])
def notices(request: VisitRequest) -> HttpResponseBase:
    """Which notices and how; nothing is asked of the browser until its owner presses the button."""
    if request.method == "GET":
        return _page(request)
    chosen: dict[tuple[Topic, Channel], bool] = {}
    for topic in Topic:
        way = WAYS.get(request.POST.get(topic.value, ""))
        if way is not None:
            chosen |= {(topic, channel): channel in way for channel in Channel}
    choices_keep(chosen, by=request.visit.actor)
    return redirect(f"{NOTICES}?hecho=guardado")


@signed_in
@require_POST
def add(request: VisitRequest) -> HttpResponseBase:
    """Add the browser that sends the form."""
    endpoint, key, secret = (request.POST.get(name, "")[:MAX_FIELD] for name in ("direccion", "llave", "secreto"))
    now, name = settings.VENTANILLA_CLOCK.now(), device_of(request).words or "Navegador"
    try:
        device_add(endpoint, key, secret, name=name, by=request.visit.actor, now=now)
    except PushRefused:
        return _page(request, NOT_ADDED)
    except TooManyDevices:
        return _page(request, TOO_MANY)
    return redirect(f"{NOTICES}?hecho=agregado")


@signed_in
@require_POST
def remove(request: VisitRequest, device: UUID) -> HttpResponseBase:
    """Tell one of one's own browsers no more."""
    try:
        device_remove(device, by=request.visit.actor)
    except NoSuchDevice:
        raise Http404 from None
    return redirect(f"{NOTICES}?hecho=quitado")


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker that shows what is pushed; its scope has no page."""
    path = finders.find("dist/push-sw.js")
    if not isinstance(path, str):
        raise Http404
    response = HttpResponse(Path(path).read_bytes(), "text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _page(request: VisitRequest, error: Text | str = "") -> HttpResponse:
    account = request.visit.actor.owner
    chosen = choices_of(account)
    questions = []
    for topic, legend in LEGENDS.items():
        now = frozenset(channel for channel in Channel if chosen.wants(topic, channel))
        said = OF_TRAMITES if topic in ONLY_WRITTEN else SAID
        fixed = topic in ALWAYS_WRITTEN
        offered = [way for way in said if not fixed or Channel.MAIL in WAYS[way]]
        choices = tuple(Choice(way, said[way], checked=WAYS[way] == now) for way in offered)
        hint = ALWAYS if fixed else IN_OFFICE if topic in ONLY_WRITTEN else ""
        questions.append(Question(topic.value, legend, choices, hint))
    devices = tuple(DeviceRow(one.id, one.name, one.added_at) for one in devices_of(account))
    done = "" if error else DONE.get(request.GET.get("hecho", ""), "")
    page = AvisosPage(tuple(questions), device_key(), devices, done, error)
    return render(request, "portal/avisos_como.html", {"page": page, "section": "cuenta"}, status=422 if error else 200)
