"""«Sus pagos»: what one was asked to pay, by which reference, and until when."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.payments.api import CobroView, cobros_for
from ventanilla.domain.identifiers import linea_captura
from ventanilla.kernel.money import Money
from ventanilla.web.design.payment_shapes import ChargeRow, PagosPage
from ventanilla.web.guards import VisitRequest, signed_in


@signed_in
@require_safe
def charges(request: VisitRequest) -> HttpResponse:
    """What is owed first, then what was paid or ended."""
    today = settings.VENTANILLA_CLOCK.today()
    rows = [_row(each, overdue=each.hasta < today) for each in cobros_for(request.visit.actor)]
    page = PagosPage(
        owed=tuple(row for row in rows if row.state == "owed"),
        past=tuple(row for row in rows if row.state != "owed"),
        bank_url="/demo/banco" if settings.VENTANILLA_MODE == "demostracion" else "",
    )
    return render(request, "portal/pagos.html", {"page": page, "section": "oficina"})


def _row(view: CobroView, *, overdue: bool) -> ChargeRow:
    state: Literal["owed", "paid", "late", "ended"]
    state = ("ended" if overdue else "owed") if view.pagado_at is None else "late" if view.tarde else "paid"
    return ChargeRow(
        concept=view.concepto,
        amount=str(Money.of_centavos(view.centavos)),
        until=view.hasta,
        reference=linea_captura.format(view.referencia),
        state=state,
        paid=view.pagado_at,
    )
