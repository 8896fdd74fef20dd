"""Coming back without a mailbox: with a code on paper, or by the link of a recovery at the counter."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import (
    CounterLink,
    CounterLinkOver,
    LinkDead,
    LockedOut,
    PasswordRefused,
    counter_finish,
    counter_link_serves,
    counter_stop,
    recovery_by_code,
)
from ventanilla.domain.accounts.passwords import SHORTEST
from ventanilla.domain.accounts.recovery import RecoveryState
from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import EnlacePage
from ventanilla.web.design.recovery_shapes import MostradorPage, RecuperarCodigoPage
from ventanilla.web.design.sign_up_shapes import AvisoPage
from ventanilla.web.devices import address_of
from ventanilla.web.errors import locked_out
from ventanilla.web.guards import public

from .passwords import DIFFERENT, MAX_ECHOED
from .sign_up import texts

GONE: Final = 410  # a link that served, or that somebody ended: it was one
AFTER: Final = "/entrar/contrasena?sigue=/cuenta/seguridad"  # what was lost is registered anew
NO_MATCH: Final = Text(
    "RECUPERAR_CODIGO_NO",
    "Esa CURP y ese código no coinciden, o el código ya se usó. Revíselos y escriba otra vez la contraseña.",
)
ACCEPT: Final = Text("MOSTRADOR_ACEPTE", "Marque que leyó los términos y el aviso, y que los acepta.")
AT_COUNTER: Final = "Vuelva al mostrador con su identificación: ahí le envían otro."
OVER: Final = {
    RecoveryState.EXPIRED: AvisoPage(
        title="Este enlace venció",
        paragraphs=("Pasaron más de cuatro horas, o le enviamos otro después. No cambió nada.", AT_COUNTER),
        next_text="Otras formas de volver a entrar",
        next_url="/entrar/recuperar",
    ),
    RecoveryState.STOPPED: AvisoPage(
        title="Alguien detuvo esta recuperación",
        paragraphs=(
            "Quien recibe avisos en uno de sus correos de antes dijo que no fue usted.",
            "Nadie puede entrar con este enlace. Si era usted, vuelva al mostrador y dígalo.",
        ),
        next_text="Otras formas de volver a entrar",
        next_url="/entrar/recuperar",
    ),
    RecoveryState.COMPLETED: AvisoPage(
        title="Este enlace ya se usó",
        paragraphs=(
            "Con él se puso una contraseña nueva.",
            "Si no fue usted, avísenos hoy por teléfono o en el mostrador.",
        ),
        next_text="Iniciar sesión",
        next_url="/entrar/contrasena",
    ),
    RecoveryState.REFUSED: AvisoPage(
        title="No aprobamos esta recuperación",
        paragraphs=("Por eso el enlace no sirve. En el mostrador le dirán el motivo.",),
        next_text="Otras formas de volver a entrar",
        next_url="/entrar/recuperar",
    ),
}
TO_STOP: Final = AvisoPage(
    title="¿No fue usted?",
    paragraphs=(
        "Alguien se identificó como usted en el mostrador para recuperar su cuenta.",
        "Si no fue usted, deténgalo aquí. El enlace que se le dio dejará de servir.",
        "Si fue usted, cierre esta página: no pasa nada.",
    ),
    button="No fui yo: detener",
)
TO_UNDO: Final = AvisoPage(
    title="¿No fue usted?",
    paragraphs=(
        "Alguien se identificó como usted en el mostrador, recuperó su cuenta y puso otra contraseña.",
        "Si no fue usted, deténgalo aquí. Cerraremos todas las sesiones y esa contraseña dejará de servir.",
        "Si fue usted, cierre esta página: no pasa nada.",
    ),
    button="No fui yo: proteger mi cuenta",
)
STOPPED: Final = AvisoPage(
    title="Detuvimos esa recuperación",
    paragraphs=("El enlace ya no sirve y su cuenta sigue como estaba.", "Llámenos para que revisemos quién la pidió."),
    next_text="Ir al inicio",
    next_url="/",
)
UNDONE: Final = AvisoPage(
    title="Protegimos su cuenta",
    paragraphs=(
        "Cerramos todas las sesiones y esa contraseña dejó de servir.",
        "Para volver a entrar, use su e.firma o acuda al mostrador con una identificación.",
    ),
    next_text="Iniciar sesión con mi e.firma",
    next_url="/entrar",
)
NOTHING_TO_STOP: Final = AvisoPage(
    title="No hay nada que detener",
    paragraphs=("Esa recuperación ya terminó, se rechazó o se detuvo.", "Si algo de su cuenta no es suyo, llámenos."),
    next_text="Ir al inicio",
    next_url="/",
)


@sensitive_post_parameters("codigo", "nueva", "otra_vez")
@public
@require_http_methods(["GET", "POST"])
def recover_by_code(request: HttpRequest) -> HttpResponseBase:
    """CURP, one code on paper and a new password. Whoever does not match reads the same, whoever they are."""
    if request.method == "GET":
        return _code_page(request)
    curp, new = request.POST.get("curp", "")[:MAX_ECHOED], request.POST.get("nueva", "")
    if new != request.POST.get("otra_vez", ""):
        return _code_page(request, curp, password_error=DIFFERENT)
    now, code = settings.VENTANILLA_CLOCK.now(), request.POST.get("codigo", "")[:MAX_ECHOED]
    try:
        if not recovery_by_code(curp, code, new, address=address_of(request), now=now):
            return _code_page(request, curp, error=NO_MATCH)
    except LockedOut as error:
        return locked_out(request, error.until)
    except PasswordRefused as refused:
        return _code_page(request, curp, password_error=refused.fault.text())
    return redirect("/entrar/contrasena")


def _code_page(
    request: HttpRequest, curp: str = "", *, error: Text | str = "", password_error: Text | str = ""
) -> HttpResponse:
    page = RecuperarCodigoPage(SHORTEST, curp, error, password_error)
    status = 422 if error or password_error else 200
    return render(request, "portal/recuperar_codigo.html", {"page": page}, status=status)


@sensitive_post_parameters("nueva", "otra_vez")
@public
@require_http_methods(["GET", "POST"])
def counter_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link that the counter sent: opening it changes nothing, sending its form gives the account back, once."""
    try:
        counter_link_serves(CounterLink.ENTER, token)
        if request.method == "GET":
            return _counter_page(request)
        new = request.POST.get("nueva", "")
        if new != request.POST.get("otra_vez", ""):
            return _counter_page(request, error=DIFFERENT)
        if request.POST.get("acepto") != "1":
            return _counter_page(request, accept_error=ACCEPT)
        counter_finish(token, new, now=settings.VENTANILLA_CLOCK.now())
    except LinkDead:
        return _dead(request)
    except CounterLinkOver as over:
        return _said(request, OVER.get(over.state, OVER[RecoveryState.EXPIRED]), status=GONE)
    except PasswordRefused as refused:
        return _counter_page(request, error=refused.fault.text())
    return redirect(AFTER)


def _counter_page(request: HttpRequest, *, error: Text | str = "", accept_error: Text | str = "") -> HttpResponse:
    page = MostradorPage(SHORTEST, texts(), error, accept_error)
    return render(request, "portal/mostrador.html", {"page": page}, status=422 if error or accept_error else 200)


@public
@require_http_methods(["GET", "POST"])
def counter_disavow(request: HttpRequest, token: str) -> HttpResponseBase:
    """«No fui yo», of a recovery at the counter: before it served, or after."""
    try:
        state = counter_link_serves(CounterLink.STOP, token)
        if request.method == "GET":
            return _said(request, TO_UNDO if state is RecoveryState.COMPLETED else TO_STOP)
        served = counter_stop(token, now=settings.VENTANILLA_CLOCK.now())
    except LinkDead:
        return _dead(request)
    except CounterLinkOver:
        return _said(request, NOTHING_TO_STOP, status=GONE)
    return _said(request, UNDONE if served else STOPPED)


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/enlace.html", {"page": EnlacePage(again="/entrar/recuperar")}, status=404)


def _said(request: HttpRequest, page: AvisoPage, *, status: int = 200) -> HttpResponse:
    return render(request, "portal/alta_aviso.html", {"page": page}, status=status)
