"""«Mi seguro»: the family's health insurance, whom it covers, until when, what was paid, and its renewal."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.affiliation.api import contratos_for
from ventanilla.apps.payments.api import cobros_for
from ventanilla.domain.affiliation import ContratoFamilia
from ventanilla.domain.affiliation.seguro_familia import renews_days
from ventanilla.kernel.money import Money
from ventanilla.web.design.payment_shapes import ContractRow, MemberRow, SeguroPage
from ventanilla.web.guards import VisitRequest, signed_in


@signed_in
@require_safe
def family_insurance(request: VisitRequest) -> HttpResponse:
    """The year that runs or comes, those before, and what waits to be paid."""
    actor, today = request.visit.actor, settings.VENTANILLA_CLOCK.today()
    contracts = contratos_for(actor)
    following = (*contracts[1:], None)
    rows = [_row(each, following[at], today) for at, each in enumerate(contracts)][::-1]
    page = SeguroPage(
        current=tuple(row for row in rows if today <= row.last),
        past=tuple(row for row in rows if row.last < today),
        covered=any(row.covers for row in rows),
        owes=any(each.pagado_at is None and today <= each.hasta for each in cobros_for(actor)),
    )
    return render(request, "portal/seguro.html", {"page": page, "section": "oficina"})


def _row(one: ContratoFamilia, after: ContratoFamilia | None, today: date) -> ContractRow:
    left = (one.dias.last - today).days
    kept = {each.subject for each in after.miembros} if after is not None else set()
    return ContractRow(
        first=one.dias.first,
        last=one.dias.last,
        total=str(Money.of_centavos(one.centavos)),
        paid=one.pagado,
        reference=one.referencia,
        source=one.fuente,
        members=tuple(
            MemberRow(each.nombre, each.edad, str(Money.of_centavos(each.centavos))) for each in one.miembros
        ),
        days_left=left,
        renews=after is None and 0 <= left <= renews_days(),
        covers=one.dias.first <= today <= one.dias.last,
        next_first=None if after is None else after.dias.first,
        left_out=() if after is None else tuple(each.nombre for each in one.miembros if each.subject not in kept),
    )
