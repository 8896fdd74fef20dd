"""The bank of the demonstration, as whoever has an account in it sees it: a statement, and paying a reference."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.apps.demo.api import BankAccount, bank_account, bank_accounts, bank_pay, bank_statement
from ventanilla.domain.identifiers import clabe as number
from ventanilla.domain.identifiers import linea_captura
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.kit import Form, FormProblems, Pesos, field
from ventanilla.web.design.payment_shapes import BancoCuentaPage, BancoPage, DemoAccount, DemoEntry
from ventanilla.web.guards import demonstration

PAGE: Final = "/demo/banco"
MAX_TYPED: Final = 100  # characters
NOT_PAID: Final = Text("BANCO_NO_PAGA", "Revise el importe: con punto antes de los centavos, y no más que su saldo.")


class Pago(Form):
    """How much is paid."""

    importe: Pesos = field("Importe en pesos")


@demonstration
@require_safe
def bank(request: HttpRequest) -> HttpResponse:
    """Every account of the bank."""
    page = BancoPage(tuple(_shown(one) for one in bank_accounts()))
    return render(request, "demo/banco.html", {"page": page})


@demonstration
@require_http_methods(["GET", "POST"])
def bank_one(request: HttpRequest, clabe: str) -> HttpResponseBase:
    """A statement; a form of it pays a reference."""
    account = bank_account(clabe)
    if account is None:
        raise Http404
    if request.method == "GET":
        return _page(request, account)
    reference = request.POST.get("referencia", "")[:MAX_TYPED]
    typed = request.POST.get("importe", "")[:MAX_TYPED]
    verdict = linea_captura.examine(reference)
    if verdict.reason is not None:
        return _page(request, account, verdict.reason, reference, typed)
    try:
        amount = Pago.read({"importe": typed}, settings.VENTANILLA_CLOCK.today()).importe
    except FormProblems:
        return _page(request, account, NOT_PAID, reference, typed)
    if not bank_pay(clabe, verdict.normalized, amount.centavos):
        return _page(request, account, NOT_PAID, reference, typed)
    return redirect(f"{PAGE}/{clabe}?hecho=pagado")


def _page(
    request: HttpRequest, account: BankAccount, error: Text | None = None, reference: str = "", typed: str = ""
) -> HttpResponse:
    page = BancoCuentaPage(
        account=_shown(account),
        balance=str(Money.of_centavos(account.centavos)),
        entries=tuple(
            DemoEntry(one.at, one.concept, str(Money.of_centavos(one.centavos)))
            for one in bank_statement(account.clabe)
        ),
        reference=reference,
        amount=typed,
        error=error or "",
        paid=request.GET.get("hecho") == "pagado",
    )
    return render(request, "demo/banco_cuenta.html", {"page": page}, status=422 if error else 200)


def _shown(account: BankAccount) -> DemoAccount:
    return DemoAccount(account.holder, number.format(account.clabe), f"{PAGE}/{account.clabe}", account.says)
