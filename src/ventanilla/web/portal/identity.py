"""Whose an account is: the ways to prove it, in words, and the code sent to a contact that the office already had."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import TooManyCodes, Tried, code_pending, code_send, code_try, contacts_for
from ventanilla.domain.authority import Assurance
from ventanilla.kernel.text import Text
from ventanilla.web.design.shapes import Choice
from ventanilla.web.design.sign_up_shapes import IdentidadPage
from ventanilla.web.devices import device_of
from ventanilla.web.guards import IDENTITY, VisitRequest, with_account

from .sign_in import OFFICE

WRONG: Final = Text("CODIGO_MAL", "Ese no es el código. Revíselo y escríbalo otra vez; tiene cinco intentos.")
SPENT: Final = Text("CODIGO_GASTADO", "Ese código ya no sirve: venció o tuvo demasiados intentos. Pida otro.")
NO_MORE: Final = Text("CODIGO_LIMITE", "Ya pidió tres códigos hoy. Espere a mañana, o use su e.firma.")
CHOOSE: Final = Text("CONTACTO_FALTA", "Elija a qué correo le enviamos el código.")


@with_account
@require_http_methods(["GET", "POST"])
def identity(request: VisitRequest) -> HttpResponseBase:
    """How to prove it; nothing of the registers is shown but contacts that nobody could read."""
    actor = request.visit.actor
    if actor.assurance >= Assurance.N2:
        return redirect(OFFICE)
    if request.method == "GET":
        return _page(request)
    if "codigo" in request.POST:
        typed = "".join(request.POST["codigo"].split())[:20]
        match code_try(request.session, actor, typed, device=device_of(request), now=settings.VENTANILLA_CLOCK.now()):
            case Tried.RIGHT:
                return redirect(OFFICE)
            case Tried.WRONG:
                return _page(request, WRONG)
            case Tried.SPENT:
                return _page(request, SPENT)
    try:
        code_send(actor, request.POST.get("contacto", ""))
    except TooManyCodes:
        return _page(request, NO_MORE)
    except LookupError:
        return _page(request, CHOOSE)
    return redirect(IDENTITY)


def _page(request: VisitRequest, error: Text | str = "") -> HttpResponse:
    actor = request.visit.actor
    contacts = contacts_for(actor)
    pending = code_pending(actor)
    page = IdentidadPage(
        contacts=tuple(Choice(one.key, one.masked) for one in contacts),
        sent_to=next((one.masked for one in contacts if one.key == pending), ""),
        error=error,
    )
    return render(request, "portal/identidad.html", {"page": page}, status=422 if error else 200)
