"""«Sus pagos»: what one was asked to pay, by which reference and until when, and what is owed back to them."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.payments.api import CobroView, DevolucionView, Devuelve, cobros_for, refunds_for
from ventanilla.domain.identifiers import linea_captura
from ventanilla.domain.payments import Motivo
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design.payment_shapes import ChargeRow, PagosPage, RefundRow
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.guards import VisitRequest, signed_in

WHY: Final[dict[Motivo, Sentence]] = {
    Motivo.DOBLE: Text("DEVUELVE_DOBLE", "Se pagó dos veces la misma línea de captura."),
    Motivo.TARDE: Text("DEVUELVE_TARDE", "Se pagó cuando el trámite ya había terminado."),
    Motivo.SIN_EFECTO: Text("DEVUELVE_SIN_EFECTO", "El trámite terminó sin darle lo que pagó."),
}
STATES: Final[dict[Devuelve, Literal["no_account", "owed", "proposed", "ordered", "paid"]]] = {
    Devuelve.SIN_CUENTA: "no_account",
    Devuelve.DEBIDA: "owed",
    Devuelve.PROPUESTA: "proposed",
    Devuelve.ORDENADA: "ordered",
    Devuelve.PAGADA: "paid",
}


@signed_in
@require_safe
def charges(request: VisitRequest) -> HttpResponse:
    """What is owed first, then what was paid or ended."""
    today, now = settings.VENTANILLA_CLOCK.today(), settings.VENTANILLA_CLOCK.now()
    rows = [_row(each, today) for each in cobros_for(request.visit.actor)]
    page = PagosPage(
        owed=tuple(row for row in rows if row.state == "owed"),
        past=tuple(row for row in rows if row.state != "owed"),
        bank_url="/demo/banco" if settings.VENTANILLA_MODE == "demostracion" else "",
        refunds=tuple(refund_row(each) for each in refunds_for(request.visit.actor, now=now)),
    )
    return render(request, "portal/pagos.html", {"page": page, "section": "oficina"})


def _row(view: CobroView, today: date) -> ChargeRow:
    ended = view.hasta if view.hasta < today else None
    if view.terminado_at is not None:
        ended = min(civil_date(view.terminado_at), view.hasta)
    state: Literal["owed", "paid", "late", "ended"]
    state = ("owed" if ended is None else "ended") if view.pagado_at is None else "late" if view.tarde else "paid"
    return ChargeRow(
        concept=view.concepto,
        amount=str(Money.of_centavos(view.centavos)),
        until=view.hasta,
        reference=linea_captura.format(view.referencia),
        state=state,
        paid=view.pagado_at,
        ended=ended,
    )


def refund_row(view: DevolucionView) -> RefundRow:
    """What is owed back, in words."""
    return RefundRow(
        concept=view.concepto,
        amount=str(Money.of_centavos(view.centavos)),
        why=WHY[view.motivo],
        state=STATES[view.estado],
        since=view.debida_at,
        account=view.mascara,
        paid=view.pagada_at,
        refused=view.rechazada,
    )
