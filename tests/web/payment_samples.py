"""The pages of a person's bank account and of the demonstration's bank, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.web.sample_frame import LONG_NAME, NOW, SIGNED_IN
from ventanilla.kernel.text import Text
from ventanilla.web.design import payment_shapes as p

Add = Callable[..., None]
NAME = "BBVA Mexico, terminación 0002"
ID = "3f1c7a10-0000-4000-8000-000000000001"
TOMORROW = NOW + timedelta(days=1)
WRONG = Text("CENTAVO_MAL", "Ese código no es. Revise en su banco el depósito de un centavo.")


def payment_pages(add: Add) -> None:
    """Add them all."""
    frame = {**SIGNED_IN, "section": "oficina"}

    def own(name: str, page: p.CuentaBancariaPage) -> None:
        add(f"cuenta-bancaria{name}", "portal/cuenta_bancaria.html", page, frame)

    def coming(code: p.AwaitedCode) -> p.BankAccountRow:
        return p.BankAccountRow(ID, NAME, "to_prove", NOW, code=code)

    current = p.BankAccountRow(ID, "Banorte, terminación 4411", "current", NOW, NOW)
    earlier = p.BankAccountRow(ID, "Banamex, terminación 9090", "ended", NOW, None, NOW, "La canceló")
    code = p.AwaitedCode(sent=True, until=TOMORROW, left=3, alive=True)
    own("", p.CuentaBancariaPage(current, coming(code), (earlier, earlier), bank_url="/demo/banco"))
    own("-vacia", p.CuentaBancariaPage())
    own("-error", p.CuentaBancariaPage(None, coming(code), error=WRONG))
    own("-en-camino", p.CuentaBancariaPage(None, coming(p.AwaitedCode(sent=False, until=TOMORROW, left=3, alive=True))))
    spent = p.AwaitedCode(sent=True, until=TOMORROW, left=0, alive=False, again_from=TOMORROW)
    never = coming(p.AwaitedCode(sent=False, until=TOMORROW, left=3, alive=True))
    own("-sin-banco", p.CuentaBancariaPage(None, never, no_bank=True))
    own("-gastado", p.CuentaBancariaPage(None, coming(spent)))
    own("-otro", p.CuentaBancariaPage(None, coming(p.AwaitedCode(True, TOMORROW, 0, alive=False, again=True))))
    own("-sin-mas", p.CuentaBancariaPage(None, coming(p.AwaitedCode(True, TOMORROW, 0, alive=False))))
    waiting = p.BankAccountRow(ID, NAME, "waiting", NOW, TOMORROW)
    own("-espera", p.CuentaBancariaPage(current, waiting, done="comprobada"))
    own("-cancelada", p.CuentaBancariaPage(current, done="cancelada"))
    own("-deposito", p.CuentaBancariaPage(None, coming(code), done="deposito"))
    add("cuenta-parar", "portal/cuenta_bancaria_parar.html", p.ParaCuentaPage(NAME))
    add("cuenta-parada", "portal/cuenta_bancaria_parar.html", p.ParaCuentaPage(NAME, done=True))
    add("cuenta-dejar", "portal/cuenta_bancaria_dejar.html", p.DejarCuentaPage(NAME), frame)
    account = p.DemoAccount(LONG_NAME.upper(), "012 180 00000000000 2", "/demo/banco/012180000000000002")
    silent = p.DemoAccount("Óscar Peña", "138 180 00000000000 1", "/demo/banco/1", says=False)
    add("banco", "demo/banco.html", p.BancoPage((account, silent)))
    add("banco-vacio", "demo/banco.html", p.BancoPage())
    entries = (p.DemoEntry(NOW, "CODIGO 123456", "$0.01"), p.DemoEntry(NOW, f"PAGO {'A1B2' * 13}C", "-$8,900.00"))
    add("banco-cuenta", "demo/banco_cuenta.html", p.BancoCuentaPage(account, "$10,000.01", entries, paid=True))
    add("banco-cuenta-vacia", "demo/banco_cuenta.html", p.BancoCuentaPage(account, "$10,000.00"))
    wrong = p.BancoCuentaPage(account, "$10,000.00", (), "ABC", "x", Text("BANCO_NO_PAGA", "Revise el importe."))
    add("banco-cuenta-error", "demo/banco_cuenta.html", wrong)
    line = "VENTANIL-LAAB-C-DEFG-HIJK-LMNOPQR-0000000-0000000-0000000-0000"
    owed = p.ChargeRow("Seguro de Salud para la Familia, un año", "$41,050.00", TOMORROW.date(), line, "owed")
    past = (
        replace(owed, state="paid", paid=NOW),
        replace(owed, state="late", paid=NOW),
        replace(owed, state="ended", ended=NOW.date()),
    )
    add("pagos", "portal/pagos.html", p.PagosPage((owed,), past, "/demo/banco"), frame)
    add("pagos-vacia", "portal/pagos.html", p.PagosPage(), frame)
    members = (p.MemberRow(LONG_NAME, 40, "$13,800.00"), p.MemberRow("Zoé Ñ", 1, "$8,900.00"))
    day = NOW.date()
    year = p.ContractRow(day, day + timedelta(days=364), "$22,700.00", day, "P0000000001", members, days_left=364)
    ending = replace(year, days_left=1, renews=True)
    not_yet = replace(year, covers=False)
    add("seguro", "portal/seguro.html", p.SeguroPage((year,), (year, year)), frame)
    renewed = replace(ending, renews=False, next_first=day, left_out=(LONG_NAME,))
    add("seguro-por-vencer", "portal/seguro.html", p.SeguroPage((not_yet, ending), owes=True), frame)
    add("seguro-renovado", "portal/seguro.html", p.SeguroPage((not_yet, renewed), covered=True), frame)
    add("seguro-por-empezar", "portal/seguro.html", p.SeguroPage((not_yet,)), frame)
    add("seguro-vacio", "portal/seguro.html", p.SeguroPage(), frame)
