"""«Su cuenta bancaria»: where one is paid, the code that proves it, and stopping it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, Literal, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.accounts.api import LockedOut
from ventanilla.apps.payments.api import (
    CodigoEsperado,
    CuentaView,
    DepositoNo,
    LinkDead,
    NoSuchCuenta,
    Probado,
    codigo_probar,
    cuenta_cancelar,
    cuenta_stop,
    cuenta_stop_serves,
    cuentas_for,
    deposito_pedir,
    has_bank,
)
from ventanilla.domain.authority import Actor
from ventanilla.domain.payments import DIGITS, Estado, Fin
from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import EnlacePage
from ventanilla.web.design.payment_shapes import (
    AwaitedCode,
    BankAccountRow,
    CuentaBancariaPage,
    DejarCuentaPage,
    ParaCuentaPage,
)
from ventanilla.web.errors import too_many
from ventanilla.web.guards import VisitRequest, public, signed_in

HERE: Final = "/cuenta-bancaria"
DONE: Final = {"comprobada", "cancelada", "deposito"}
CODE: Final = re.compile(rf"[0-9]{{{DIGITS}}}")
STATES: Final[dict[Estado, Literal["to_prove", "waiting", "current", "earlier", "ended"]]] = {
    Estado.POR_COMPROBAR: "to_prove",
    Estado.EN_ESPERA: "waiting",
    Estado.EN_VIGOR: "current",
    Estado.ANTERIOR: "earlier",
    Estado.TERMINADA: "ended",
}
ENDS: Final = {
    Fin.SUSTITUIDA: Text("CLABE_FIN_SUSTITUIDA", "Registró otra"),
    Fin.CANCELADA: Text("CLABE_FIN_CANCELADA", "La canceló"),
    Fin.DESCONOCIDA: Text("CLABE_FIN_DESCONOCIDA", "Dijo que no fue usted"),
    Fin.RECHAZADA: Text("CLABE_FIN_RECHAZADA", "Su banco no la aceptó"),
}
NOT_A_CODE: Final = Text("CENTAVO_ILEGIBLE", "Escriba los {n} números del código, como están en su banco.", n=DIGITS)
WRONG: Final = Text("CENTAVO_MAL", "Ese código no es. Revise en su banco el depósito de un centavo.")
SPENT: Final = Text("CENTAVO_GASTADO", "El código ya no sirve: se escribió mal demasiadas veces, o venció.")


@signed_in
@require_safe
def bank_account(request: VisitRequest) -> HttpResponse:
    """The account in force, the one on its way, and those before."""
    return _page(request)


def _own(request: VisitRequest) -> Actor:
    """Whoever is there, for a person: a company is not paid here."""
    actor = request.visit.actor
    if actor.acts_for is not None and not actor.kin:
        raise Http404
    return actor


def _page(request: VisitRequest, error: Text | None = None) -> HttpResponse:
    now = settings.VENTANILLA_CLOCK.now()
    rows = [_row(each, now) for each in cuentas_for(_own(request), now=now)]
    done = request.GET.get("hecho", "")
    page = CuentaBancariaPage(
        current=next((row for row in rows if row.state == "current"), None),
        coming=next((row for row in rows if row.state in {"to_prove", "waiting"}), None),
        earlier=tuple(row for row in rows if row.state in {"earlier", "ended"}),
        done=cast(Literal["", "comprobada", "cancelada", "deposito"], done if done in DONE else ""),
        error=error or "",
        bank_url="/demo/banco" if settings.VENTANILLA_MODE == "demostracion" else "",
        no_bank=not has_bank(),
    )
    return render(
        request, "portal/cuenta_bancaria.html", {"page": page, "section": "oficina"}, status=422 if error else 200
    )


def _row(view: CuentaView, now: datetime) -> BankAccountRow:
    return BankAccountRow(
        id=str(view.id),
        name=view.mascara,
        state=STATES[view.estado],
        registered=view.registrada,
        since=view.desde,
        ended=view.terminada,
        end=ENDS[view.fin] if view.fin is not None else "",
        code=_code(view.codigo, now) if view.codigo is not None else None,
    )


def _code(code: CodigoEsperado, now: datetime) -> AwaitedCode:
    again = not code.vive and code.otro_desde is not None and code.otro_desde <= now
    return AwaitedCode(
        code.enviado is not None, code.hasta, code.quedan, code.vive, again, None if again else code.otro_desde
    )


@signed_in
@require_POST
def bank_account_code(request: VisitRequest) -> HttpResponseBase:
    """The code that was read in the statement."""
    actor = _own(request)
    typed = re.sub(r"[\s-]", "", request.POST.get("codigo", ""))
    if not CODE.fullmatch(typed):
        return _page(request, NOT_A_CODE)
    try:
        tried = codigo_probar(typed, by=actor, now=settings.VENTANILLA_CLOCK.now())
    except LockedOut:
        return too_many(request)
    match tried:
        case Probado.BIEN:
            return redirect(f"{HERE}?hecho=comprobada")
        case Probado.MAL:
            return _page(request, WRONG)
        case Probado.GASTADO:
            return _page(request, SPENT)


@signed_in
@require_POST
def bank_account_again(request: VisitRequest) -> HttpResponseBase:
    """Another deposit of one cent."""
    try:
        deposito_pedir(by=_own(request), now=settings.VENTANILLA_CLOCK.now())
    except (DepositoNo, NoSuchCuenta):
        return redirect(HERE)  # the page says from when, or that there is none
    return redirect(f"{HERE}?hecho=deposito")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bank_account_cancel(request: VisitRequest, cuenta: UUID) -> HttpResponseBase:
    """What happens if the account in force is used no more; pressed, it ends. One on its way is ended in one step."""
    now = settings.VENTANILLA_CLOCK.now()
    if request.method != "POST":
        found = next((one for one in cuentas_for(_own(request), now=now) if one.id == cuenta), None)
        if found is None or found.estado is not Estado.EN_VIGOR:
            raise Http404
        page = DejarCuentaPage(found.mascara)
        return render(request, "portal/cuenta_bancaria_dejar.html", {"page": page, "section": "oficina"})
    try:
        cuenta_cancelar(cuenta, by=_own(request), now=now)
    except NoSuchCuenta:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=cancelada")


@public
@require_http_methods(["GET", "POST"])
def bank_account_stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """«No fui yo»: which account would end; and, once sent, what to do now."""
    try:
        name = cuenta_stop_serves(token)
        if request.method == "POST":
            cuenta_stop(token, now=settings.VENTANILLA_CLOCK.now())
    except LinkDead:
        return render(request, "portal/enlace.html", {"page": EnlacePage(again="/entrar")}, status=404)
    page = ParaCuentaPage(name, done=request.method == "POST")
    return render(request, "portal/cuenta_bancaria_parar.html", {"page": page})
