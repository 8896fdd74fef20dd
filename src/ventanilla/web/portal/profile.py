"""How the office reaches a person and how they prefer it: their e-mail, and their preferences.

Of what they are told, and how, is a page of its own (``notices``).
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.accounts.api import (
    ContactView,
    LockedOut,
    contact_for,
    email_forget_waiting,
    email_to_confirm,
    preferences_keep,
    preferences_of,
    session_prefer,
    session_settle_email,
)
from ventanilla.domain.accounts.preferences import Contrast, Language, Letters, Motion, Preferences
from ventanilla.kernel.text import Text
from ventanilla.web.design.profile_shapes import ContactoPage, PreferenciasPage, Question
from ventanilla.web.design.shapes import Choice
from ventanilla.web.errors import locked_out
from ventanilla.web.guards import VisitRequest, fresh, signed_in

from .sign_in import language_cookie
from .sign_up import BAD_EMAIL, MAX_EMAIL, email_of

CONTACT: Final = "/cuenta/contacto"
PREFERENCES: Final = "/cuenta/preferencias"
FRESH_MINUTES: Final = 10  # since its owner last showed who they are
SAME: Final = Text("CORREO_IGUAL", "Ese ya es el correo de su cuenta. Escriba otro, o confírmelo otra vez.")
QUESTIONS: Final = (
    Question(
        "language",
        "Idioma de las páginas",
        (Choice(Language.SPANISH.value, "Español"), Choice(Language.ENGLISH.value, "Inglés")),
        "Los correos y los documentos van en español.",
    ),
    Question(
        "letters",
        "Tamaño de las letras",
        (
            Choice(Letters.NORMAL.value, "Normal"),
            Choice(Letters.LARGE.value, "Grande"),
            Choice(Letters.LARGEST.value, "Muy grande"),
        ),
    ),
    Question(
        "contrast",
        "Contraste",
        (Choice(Contrast.NORMAL.value, "Normal"), Choice(Contrast.HIGH.value, "Alto: negro sobre blanco")),
    ),
    Question(
        "motion",
        "Movimiento",
        (
            Choice(Motion.DEVICE.value, "Como lo pida este dispositivo"),
            Choice(Motion.NONE.value, "Sin movimiento"),
        ),
    ),
)


@signed_in
@require_safe
def contact(request: VisitRequest) -> HttpResponse:
    """The e-mail of the account, whether it was confirmed, and what else the register holds."""
    return _contact_page(request)


def _known(request: VisitRequest) -> ContactView:
    return contact_for(request.visit.actor, settings.VENTANILLA_CLOCK.today())


def _contact_page(request: VisitRequest, *, typed: str = "", error: Text | str = "") -> HttpResponse:
    actor = request.visit.actor
    known = _known(request)
    if request.visit.email_asked and not known.asks:
        session_settle_email(request.session)
    page = ContactoPage(
        email=known.email,
        confirmed_at=known.confirmed_at,
        asks=known.asks,
        waiting=known.waiting,
        on_record=tuple(one.masked for one in known.on_record),
        for_company=actor.acts_for is not None,
        typed=typed,
        error=error,
        done="" if error else request.GET.get("hecho", ""),
    )
    return render(request, "portal/contacto.html", {"page": page, "section": "cuenta"}, status=422 if error else 200)


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "POST"])
def contact_change(request: VisitRequest) -> HttpResponseBase:
    """Ask for another e-mail; the account takes it when its link comes back, and the one before is told at once."""
    if request.visit.actor.acts_for is not None:
        return redirect(CONTACT)
    if request.method == "GET":
        return _change_page(request)
    typed = request.POST.get("correo", "")[: MAX_EMAIL + 1]
    try:
        email = email_of(typed)
    except ValidationError:
        return _change_page(request, typed=typed, error=BAD_EMAIL)
    if email.upper() == _known(request).email.upper():
        return _change_page(request, typed=typed, error=SAME)
    try:
        email_to_confirm(email, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except LockedOut as error:
        return locked_out(request, error.until)
    return redirect(f"{CONTACT}?hecho=enviado")


def _change_page(request: VisitRequest, *, typed: str = "", error: Text | str = "") -> HttpResponse:
    page = ContactoPage(email=_known(request).email, typed=typed, error=error)
    context = {"page": page, "section": "cuenta"}
    return render(request, "portal/contacto_cambiar.html", context, status=422 if error else 200)


@signed_in
@require_POST
def contact_confirm(request: VisitRequest) -> HttpResponseBase:
    """Send a link to the address that the account has, or that waits: to confirm it, or confirm it again."""
    known = _known(request)
    email = known.waiting or known.email
    if email and request.visit.actor.acts_for is None:
        try:
            email_to_confirm(email, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
        except LockedOut as error:
            return locked_out(request, error.until)
    return redirect(f"{CONTACT}?hecho=enviado")


@signed_in
@require_POST
def contact_stay(request: VisitRequest) -> HttpResponseBase:
    """No change after all: the link that was sent serves no more."""
    if request.visit.actor.acts_for is None:
        email_forget_waiting(by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    return redirect(f"{CONTACT}?hecho=sin-cambio")


@signed_in
@require_http_methods(["GET", "POST"])
def preferences(request: VisitRequest) -> HttpResponseBase:
    """Language and how the pages look; they hold from the next page on, on every device."""
    actor = request.visit.actor
    if request.method == "GET":
        return _preferences_page(request, preferences_of(actor.owner))
    names = {question.name for question in QUESTIONS}
    try:
        chosen = Preferences.read({name: request.POST[name] for name in names & request.POST.keys()})
    except ValueError:  # no form of this page sends it
        return _preferences_page(request, preferences_of(actor.owner), status=422)
    preferences_keep(chosen, by=actor, now=settings.VENTANILLA_CLOCK.now())
    session_prefer(request.session, chosen)
    response = redirect(f"{PREFERENCES}?hecho=si")
    language_cookie(response, chosen.language.value)
    return response


def _preferences_page(request: VisitRequest, chosen: Preferences, status: int = 200) -> HttpResponse:
    kept = chosen.stored()
    questions = tuple(
        Question(
            each.name,
            each.legend,
            tuple(Choice(one.value, one.text, one.hint, one.value == kept[each.name]) for one in each.choices),
            each.hint,
        )
        for each in QUESTIONS
    )
    page = PreferenciasPage(questions, done=request.GET.get("hecho") == "si")
    return render(request, "portal/preferencias.html", {"page": page, "section": "cuenta"}, status=status)
