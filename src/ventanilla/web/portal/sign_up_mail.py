"""Signing up without an e.firma, and what the links of its e-mails do.

The page after the form is the same whoever the CURP is of; only the e-mail says whether there is an account.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import (
    LimitedAct,
    Link,
    LockedOut,
    Outcome,
    attempt_allowed,
    email_return,
    link_outcome,
    password_refusal,
    sign_up_by_mail,
    sign_up_confirm,
    sign_up_enter,
    sign_up_stop,
)
from ventanilla.kernel.text import Text
from ventanilla.web.design.sign_up_shapes import AltaCorreoPage, AvisoPage
from ventanilla.web.devices import address_of, device_of
from ventanilla.web.errors import locked_out
from ventanilla.web.guards import IDENTITY, public, visit_of

from .sign_in import OFFICE
from .sign_up import BAD_EMAIL, BY_MAIL, FIRST, MAX_EMAIL, SIGN_UP, email_of, sign_up_state, texts

SENT: Final = "/cuenta/nueva/revise"
NOT_ACCEPTED: Final = Text("TERMINOS_FALTAN", "Para abrir la cuenta, lea los términos y marque que los acepta.")


@public
@require_http_methods(["GET", "POST"])
def by_mail(request: HttpRequest) -> HttpResponseBase:
    """The e-mail, the password, the terms."""
    state = sign_up_state(request)
    if visit_of(request) is not None:
        return redirect(OFFICE)
    if "curp" not in state:
        return redirect(FIRST)
    if request.method == "GET":
        return render(request, "portal/alta_correo.html", {"page": AltaCorreoPage(state["curp"], texts())})
    typed, password = request.POST.get("correo", "")[: MAX_EMAIL + 1], request.POST.get("contrasena", "")
    email_error: Text | str = ""
    try:
        typed = email_of(typed)
    except ValidationError:
        email_error = BAD_EMAIL
    password_error = password_refusal(password, own=(state["curp"], typed)) or ""
    accept_error = "" if request.POST.get("acepto") else NOT_ACCEPTED
    if email_error or password_error or accept_error:
        page = AltaCorreoPage(state["curp"], texts(), typed, email_error, password_error, accept_error)
        return render(request, "portal/alta_correo.html", {"page": page}, status=422)
    try:
        attempt_allowed(LimitedAct.SIGN_UP, account_key=state["curp"], address=address_of(request))
    except LockedOut as error:
        return locked_out(request, error.until)
    begun = sign_up_by_mail(curp=state["curp"], email=typed, password=password, now=settings.VENTANILLA_CLOCK.now())
    request.session[SIGN_UP] = {"curp": state["curp"], "email": typed, "sent": str(begun)}
    return redirect(SENT)


@public
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest) -> HttpResponseBase:
    """Look at your e-mail; once its link was opened, in whatever browser, go on here."""
    state = sign_up_state(request)
    if visit_of(request) is not None:
        return redirect(IDENTITY)
    if "sent" not in state:
        return redirect(BY_MAIL if "curp" in state else FIRST)
    if request.method == "POST":
        visit = sign_up_enter(
            request.session, UUID(state["sent"]), device=device_of(request), now=settings.VENTANILLA_CLOCK.now()
        )
        if visit is not None:
            del request.session[SIGN_UP]
            return redirect(IDENTITY)
    page = AvisoPage(
        title="Revise su correo",
        paragraphs=(
            Text("ALTA_REVISE", "Escribimos a {correo}. Ese correo le dice qué sigue.", correo=state["email"]),
            "Si trae un enlace, ábralo antes de 24 horas, aquí o en otro dispositivo. Después vuelva a esta página.",
            "Puede tardar unos minutos. Revise también los correos no deseados.",
        ),
        button="Ya abrí el enlace: continuar",
        next_text="Corregir el correo",
        next_url=BY_MAIL,
        error="Todavía no nos llega su confirmación. Abra el enlace del correo y vuelva a intentarlo."
        if request.method == "POST"
        else "",
    )
    return render(request, "portal/alta_aviso.html", {"page": page}, status=422 if page.error else 200)


CONFIRMED: Final = AvisoPage(
    title="Confirmó su correo",
    paragraphs=("Vuelva a la página donde empezó y siga ahí. Si la cerró, inicie sesión.",),
    next_text="Iniciar sesión",
    next_url="/entrar",
)
ALREADY: Final = AvisoPage(
    title="Este correo ya está confirmado",
    paragraphs=("No tiene que hacer nada más. El enlace servía una sola vez.",),
    next_text="Iniciar sesión",
    next_url="/entrar",
)
USELESS: Final = AvisoPage(
    title="Este enlace ya no sirve",
    paragraphs=(
        "Venció, se usó o está incompleto. No cambió nada.",
        "Puede empezar otra vez; solo lleva unos minutos.",
    ),
    next_text="Abrir una cuenta",
    next_url=FIRST,
)
STOPPED: Final = AvisoPage(
    title="Detuvimos esa cuenta",
    paragraphs=(
        "Nadie puede entrar con ella.",
        "Para abrir la suya, use su e.firma o acuda a ventanilla con una identificación.",
    ),
    next_text="Ir al inicio",
    next_url="/",
)
ALREADY_STOPPED: Final = AvisoPage(
    title="Esa cuenta ya está detenida",
    paragraphs=("No tiene que hacer nada más.",),
    next_text="Ir al inicio",
    next_url="/",
)
TO_CONFIRM: Final = AvisoPage(
    title="Confirme su correo",
    paragraphs=("Al confirmar, este correo queda en la cuenta que pidió. Si usted no la pidió, cierre esta página.",),
    button="Confirmar mi correo",
)
TO_STOP: Final = AvisoPage(
    title="Detener una cuenta que usted no abrió",
    paragraphs=(
        "Alguien abrió una cuenta con su CURP. Si no fue usted, deténgala aquí.",
        "Si fue usted, cierre esta página: no pasa nada.",
    ),
    button="No fui yo: detener la cuenta",
)
TO_KEEP: Final = AvisoPage(
    title="¿No pidió usted cambiar su correo?",
    paragraphs=(
        "Si no fue usted, este correo vuelve a ser el de su cuenta, cerramos todas las sesiones y la contraseña deja "
        "de servir.",
        "Si fue usted, cierre esta página: no pasa nada.",
    ),
    button="No fui yo: dejar mi correo como estaba",
)
KEPT: Final = AvisoPage(
    title="Su correo sigue siendo este",
    paragraphs=(
        "Cerramos todas las sesiones y la contraseña dejó de servir.",
        "Ponga una nueva: le enviaremos un enlace a este correo. O inicie sesión con su e.firma.",
    ),
    next_text="Poner una contraseña nueva",
    next_url="/entrar/recuperar",
)
ALREADY_KEPT: Final = AvisoPage(
    title="Ese cambio ya está detenido",
    paragraphs=("No tiene que hacer nada más.",),
    next_text="Ir al inicio",
    next_url="/",
)
SAID: Final = {
    Link.CONFIRM: (TO_CONFIRM, CONFIRMED, ALREADY),
    Link.STOP: (TO_STOP, STOPPED, ALREADY_STOPPED),
    Link.KEEP: (TO_KEEP, KEPT, ALREADY_KEPT),
}


@public
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, kind: str, sign_up: UUID, seal: str) -> HttpResponse:
    """A link of an e-mail: opening it changes nothing, because programs open links too; its button does."""
    try:
        what = Link(kind)
    except ValueError:
        raise Http404 from None
    now = settings.VENTANILLA_CLOCK.now()
    if request.method != "POST":
        found = link_outcome(what, sign_up, seal, now=now)
    else:
        act = {Link.CONFIRM: sign_up_confirm, Link.STOP: sign_up_stop, Link.KEEP: email_return}[what]
        found = act(sign_up, seal, now=now)
    page = _said(what, found)
    return render(request, "portal/alta_aviso.html", {"page": page}, status=410 if page is USELESS else 200)


def _said(what: Link, found: Outcome) -> AvisoPage:
    waiting, done, already = SAID[what]
    match found:
        case Outcome.WAITING:
            return waiting
        case Outcome.DONE:
            return done
        case Outcome.ALREADY:
            return already
        case Outcome.UNKNOWN | Outcome.EXPIRED | Outcome.TAKEN:
            return USELESS
