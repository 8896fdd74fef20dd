"""The month-close board of whoever acts for several employers: each registro, what is filed, what waits, by when."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.affiliation.api import avisos_del_mes, registros_of
from ventanilla.apps.cases.api import asks_waiting, drafts_waiting
from ventanilla.apps.mandates.api import MandateView
from ventanilla.domain.authority import Act
from ventanilla.domain.contributions.due_date import fecha_limite
from ventanilla.domain.notices.cierre import avisos_estado, ultimo_dia
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.period import months_after
from ventanilla.web.design.mandate_shapes import BoardRow, TableroPage
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.guards import VisitRequest, signed_in

from .employer import printed
from .mandates import HERE, received

BOARD: Final = f"{HERE}/tablero"
NO_DATA: Final[Sentence] = "Cuotas: sin dato, porque su cálculo todavía no se presenta aquí."


@signed_in
@require_safe
def board(request: VisitRequest) -> HttpResponse:
    """Every registro in which one may see something today."""
    today = settings.VENTANILLA_CLOCK.today()
    month = _month(request.GET.get("mes", ""), today)
    clients = tuple(one for one in received(request) if one.stands(today) and Act.SEE in one.mandate.acts)
    visit = request.visit
    page = TableroPage(
        rows=_rows(request, clients, month, today),
        month=month,
        before=f"{BOARD}?mes={months_after(month, -1):%Y-%m}",
        after=f"{BOARD}?mes={months_after(month, 1):%Y-%m}" if month < today.replace(day=1) else "",
        today=today,
        acting=visit.delegate.grantor_name if visit.delegate is not None else "",
    )
    return render(request, "portal/tablero.html", {"page": page, "section": "cuenta"})


def _month(typed: str, today: date) -> date:
    """The month of an address; the one of today for any other, and for one that has not come."""
    this = today.replace(day=1)
    year, _, month = typed.partition("-")
    if not (len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdigit()):
        return this
    if not (int(year) >= 2016 and 1 <= int(month) <= 12):
        return this
    return min(date(int(year), int(month), 1), this)


def _rows(request: VisitRequest, clients: tuple[MandateView, ...], month: date, today: date) -> tuple[BoardRow, ...]:
    subjects = [one.mandate.grantor for one in clients]
    known = registros_of(subjects)
    seen = {one.id: _registros(one, known) for one in clients}
    filed = avisos_del_mes((numero for each in seen.values() for numero in each), month, ultimo_dia(month))
    drafts = drafts_waiting(request.visit.actor.owner, subjects)
    whole = {one.mandate.grantor for one in clients if not one.mandate.registros}
    asked = asks_waiting(whole)
    due, no_due = _due(month)
    here = request.visit.delegate.id if request.visit.delegate is not None else None
    rows = []
    for one in clients:
        for place, numero in enumerate(seen[one.id] or ("",)):
            rows.append(
                BoardRow(
                    id=str(one.id),
                    client=one.grantor_name,
                    rfc=one.grantor_rfc,
                    registro=printed(numero) if numero else "",
                    may=tuple(act.short for act in Act if act in one.mandate.acts),
                    until=one.until,
                    filed=filed.get(numero, 0),
                    drafts=drafts.get(one.mandate.grantor, 0) if place == 0 else None,
                    asked=asked.get(one.mandate.grantor, 0) if place == 0 and one.mandate.grantor in whole else None,
                    deadline=due,
                    days_left=None if due is None else (due - today).days,
                    no_deadline=no_due,
                    movements=avisos_estado(month, today),
                    determination=NO_DATA,
                    here=one.id == here,
                )
            )
    return tuple(rows)


def _due(month: date) -> tuple[date | None, Sentence]:
    """The last day to pay a month; None and why where the calendar does not reach it."""
    try:
        return fecha_limite(month.year, month.month).fecha, ""
    except MissingYear as unknown:
        return None, unknown.told


def _registros(one: MandateView, known: dict[SubjectId, tuple[str, ...]]) -> tuple[str, ...]:
    own = known.get(one.mandate.grantor, ())
    limited = one.mandate.registros
    return tuple(numero for numero in own if numero in limited) if limited else own
