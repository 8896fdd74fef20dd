"""Proving who one is with a payroll receipt: the file, the questions, and the link that stops it.

Whoever the register does not know sees the same pages as whoever it does, and the same refusal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import (
    Asking,
    LockedOut,
    Outcome,
    Tried,
    WayClosed,
    receipt_answer,
    receipt_asking,
    receipt_show,
    receipt_stop,
    receipt_stop_outcome,
)
from ventanilla.domain.accounts.questions import NONE
from ventanilla.domain.accounts.receipt import AGE_POLICY, age_allowed
from ventanilla.domain.authority import Assurance
from ventanilla.formats.cfdi.own import MAX_RECEIPT
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text, long_date
from ventanilla.law import policy
from ventanilla.web.design.identity_shapes import PreguntasPage, ReciboPage
from ventanilla.web.design.profile_shapes import Question
from ventanilla.web.design.shapes import Choice
from ventanilla.web.design.sign_up_shapes import AvisoPage
from ventanilla.web.devices import address_of, device_of
from ventanilla.web.errors import locked_out
from ventanilla.web.guards import VisitRequest, public, with_account

from .sign_in import OFFICE

SHOW: Final = "/cuenta/identidad/recibo"
ANSWER: Final = "/cuenta/identidad/preguntas"
NO_FILE: Final = Text("RECIBO_FALTA", "Elija el archivo XML de su recibo.")
NOT_THEM: Final = Text(
    "PREGUNTAS_NO",
    "No pudimos confirmar quién es con este recibo y estas respuestas. Revíselas, o acuda a ventanilla.",
)
MISSING: Final = Text("PREGUNTA_FALTA", "Elija una respuesta.")
ALL: Final = Text("PREGUNTAS_FALTAN", "Conteste todas las preguntas. No contó como intento.")
NONE_OF_THESE: Final = Text("PREGUNTA_NINGUNA", "Ninguna de estas respuestas")
TO_STOP: Final = AvisoPage(
    title="Detener a quien dice ser usted",
    paragraphs=(
        "Alguien mostró un recibo de nómina para confirmar que es usted. Si no fue usted, deténgalo aquí.",
        "Cerraremos esa cuenta y sus sesiones. Si fue usted, cierre esta página: no pasa nada.",
    ),
    button="No fui yo: detenerlo",
)
STOPPED: Final = AvisoPage(
    title="Lo detuvimos",
    paragraphs=(
        "Nadie puede entrar con esa cuenta.",
        "Para abrir la suya, use su e.firma o acuda a ventanilla con una identificación.",
    ),
    next_text="Ir al inicio",
    next_url="/",
)
ALREADY: Final = AvisoPage(
    title="Ya está detenido", paragraphs=("No tiene que hacer nada más.",), next_text="Ir al inicio", next_url="/"
)
USELESS: Final = AvisoPage(
    title="Este enlace ya no sirve",
    paragraphs=("Venció o está incompleto. No cambió nada.", "Si algo de su cuenta no es suyo, llámenos."),
    next_text="Ir al inicio",
    next_url="/",
)


@with_account
@require_http_methods(["GET", "POST"])
def show(request: VisitRequest) -> HttpResponseBase:
    """The receipt. What is wrong with the file is said; whether the register agrees is not."""
    actor = request.visit.actor
    if actor.assurance >= Assurance.N2:
        return redirect(OFFICE)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        receipt_asking(by=actor, now=now)
        if request.method == "GET":
            return _receipt_page(request)
        sent = request.FILES.get("recibo")
        if sent is None or not sent.size:
            return _receipt_page(request, NO_FILE)
        fault = receipt_show(sent.read(MAX_RECEIPT + 1), by=actor, address=address_of(request), now=now)
    except WayClosed as closed:
        return _closed_page(request, closed.until)
    except LockedOut as error:
        return locked_out(request, error.until)
    return _receipt_page(request, fault) if fault is not None else redirect(ANSWER)


def _receipt_page(request: VisitRequest, error: Text | str = "") -> HttpResponse:
    demonstration = settings.VENTANILLA_MODE == "demostracion"
    page = ReciboPage(age_allowed(policy(AGE_POLICY).value).days, error, demonstration=demonstration)
    return render(request, "portal/recibo.html", {"page": page}, status=422 if error else 200)


def _closed_page(request: VisitRequest, until: datetime) -> HttpResponse:
    page = ReciboPage(closed_until=long_date(civil_date(until)))
    return render(request, "portal/recibo.html", {"page": page}, status=429)


@with_account
@require_http_methods(["GET", "POST"])
def answer(request: VisitRequest) -> HttpResponseBase:
    """The questions. All right: the account is theirs; else one sentence, whatever was wrong."""
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    if actor.assurance >= Assurance.N2:
        return redirect(OFFICE)
    try:
        asking = receipt_asking(by=actor, now=now)
        if asking is None:
            return redirect(SHOW)
        if request.method == "GET":
            return _questions_page(request, asking)
        chosen = _chosen(request, asking)
        if len(chosen) < len(asking.asked):
            return _questions_page(request, asking, ALL, chosen)
        tried = receipt_answer(request.session, chosen, by=actor, device=device_of(request), now=now)
        if tried is Tried.RIGHT:
            return redirect(OFFICE)
        left = receipt_asking(by=actor, now=now)
    except WayClosed as closed:
        return _closed_page(request, closed.until)
    return redirect(SHOW) if left is None else _questions_page(request, left, NOT_THEM, chosen)


def _chosen(request: VisitRequest, asking: Asking) -> dict[str, int]:
    """The place of each option that was chosen, by question; whatever no form of this page sends is no answer."""
    places = {str(place): place for place in range(NONE + 1)}
    said = {one.key: places.get(request.POST.get(one.key, "")) for one in asking.asked}
    return {key: place for key, place in said.items() if place is not None}


def _questions_page(
    request: VisitRequest, asking: Asking, error: Text | str = "", chosen: dict[str, int] | None = None
) -> HttpResponse:
    kept = chosen or {}
    missing = tuple(one.key for one in asking.asked if error is ALL and one.key not in kept)
    questions = tuple(
        Question(
            one.key,
            one.asks,
            tuple(
                Choice(str(place), text, checked=kept.get(one.key) == place)
                for place, text in enumerate((*one.options, NONE_OF_THESE))
            ),
            MISSING if one.key in missing else "",
        )
        for one in asking.asked
    )
    page = PreguntasPage(questions, asking.left, error, missing)
    return render(request, "portal/preguntas.html", {"page": page}, status=422 if error else 200)


@public
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, proof: UUID, seal: str) -> HttpResponse:
    """«No fui yo»: opening the link changes nothing, because programs open links too; its button does."""
    if request.method == "POST":
        found = receipt_stop(proof, seal, now=settings.VENTANILLA_CLOCK.now())
    else:
        found = receipt_stop_outcome(proof, seal)
    pages = {Outcome.WAITING: TO_STOP, Outcome.DONE: STOPPED, Outcome.ALREADY: ALREADY}
    page = pages.get(found, USELESS)
    return render(request, "portal/alta_aviso.html", {"page": page}, status=410 if page is USELESS else 200)
