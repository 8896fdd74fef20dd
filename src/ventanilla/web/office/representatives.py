"""Staff review the changes of a company's representative, and see the e.firmas that were turned away."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import (
    MAX_REASON,
    AlreadyDecided,
    ChangeNotFound,
    ChangeView,
    ConflictView,
    ReasonMissing,
    certificate_accept,
    certificate_conflicts,
    representative_change_confirm,
    representative_change_reject,
    representative_changes_for,
)
from ventanilla.domain.accounts import BindingFault, ChangeState
from ventanilla.domain.authority import Role
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import ChangeRow, ConflictRow, RepresentantesPage
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.guards import VisitRequest, fresh, staff
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/representantes"
MAX_DIGITS: Final = 18  # of the number of a row
FRESH_MINUTES: Final = 10  # since whoever reviews last showed who they are
DONE: Final = {
    "confirmado": Text("CAMBIO_CONFIRMADO", "Confirmó el cambio de representante. Avisamos a las dos personas."),
    "aceptada": Text("EFIRMA_ACEPTADA", "Aceptó la e.firma. Desde ahora la persona entra con ella; se lo avisamos."),
    "rechazado": Text("CAMBIO_RECHAZADO", "Rechazó el cambio de representante. Avisamos a las dos personas."),
}
NO_REASON_EFIRMA: Final = Text(
    "EFIRMA_SIN_MOTIVO",
    "Escriba por qué se acepta, en {maximo} letras o menos. Lo leerá la persona.",
    maximo=MAX_REASON,
)
NO_REASON: Final = Text(
    "CAMBIO_SIN_MOTIVO", "Escriba el motivo, en {maximo} letras o menos. Las dos personas lo leerán.", maximo=MAX_REASON
)
NOT_CHOSEN: Final = Text(
    "CAMBIO_SIN_ELEGIR", "No recibimos qué decidió. Elija confirmar o rechazar en uno de los cambios."
)
DECIDED: Final = Text("CAMBIO_YA_DECIDIDO", "Ese cambio ya estaba decidido. Abajo puede ver qué se decidió.")
FAULTS: Final = {
    BindingFault.OTRO_RFC.value: Text("CONFLICTO_OTRO_RFC", "Misma CURP, otro RFC"),
    BindingFault.OTRA_CURP.value: Text("CONFLICTO_OTRA_CURP", "Mismo RFC, otra CURP"),
}


@staff(Role.REVISION)
@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "HEAD", "POST"])
def representatives(request: VisitRequest) -> HttpResponse:
    """The list; and what an official decides of one change of it."""
    if request.method != "POST":
        return _page(request, done=DONE.get(request.GET.get("hecho", ""), ""))
    action = request.POST.get("accion", "")
    if action == "aceptar":
        return _accept(request)
    change = _change(request.POST.get("cambio", ""))
    if change is None or action not in {"confirmar", "rechazar"}:
        return _page(request, error=NOT_CHOSEN)
    by, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    try:
        if action == "confirmar":
            representative_change_confirm(change, by=by, now=now)
        else:
            representative_change_reject(change, reason=request.POST.get("motivo", ""), by=by, now=now)
    except ChangeNotFound as missing:
        raise Http404 from missing
    except ReasonMissing:
        return _page(request, error=NO_REASON, wrong=change)
    except AlreadyDecided:
        return _page(request, error=DECIDED)
    done = ChangeState.CONFIRMADO if action == "confirmar" else ChangeState.RECHAZADO
    return redirect(f"{PAGE}?hecho={done.value}")


def _accept(request: VisitRequest) -> HttpResponse:
    """Accept an e.firma whose RFC the authority corrected, with the person identified and the reason written."""
    chosen = request.POST.get("efirma", "")
    conflict = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < MAX_DIGITS else None
    if conflict is None:
        return _page(request, error=NOT_CHOSEN)
    by, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    try:
        certificate_accept(conflict, reason=request.POST.get("motivo", ""), by=by, now=now)
    except ChangeNotFound as missing:
        raise Http404 from missing
    except ReasonMissing:
        return _page(request, error=NO_REASON_EFIRMA, refused=conflict)
    except AlreadyDecided:
        return _page(request, error=DECIDED)
    return redirect(f"{PAGE}?hecho=aceptada")


def _change(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _page(
    request: VisitRequest,
    *,
    done: Sentence = "",
    error: Sentence = "",
    wrong: UUID | None = None,
    refused: int | None = None,
) -> HttpResponse:
    found, partial = representative_changes_for(request.visit.actor), certificate_conflicts(request.visit.actor)
    people = [person for one in found for person in one.people]
    read_by_official(request, people, Reading.CAMBIO_REPRESENTANTE, Why.REVISION)
    read_by_official(request, [one.person for one in partial], Reading.EFIRMA_RECHAZADA, Why.REVISION)
    changes = tuple(_row(one) for one in found)
    page = RepresentantesPage(
        changes=tuple(replace(one, error=error) if one.id == str(wrong) else one for one in changes),
        conflicts=tuple(_conflict(one, error if one.id == refused else "") for one in partial),
        done=done,
        error=error,
    )
    return render(
        request, "staff/representantes.html", {"page": page, "section": "personal"}, status=422 if error else 200
    )


def _row(one: ChangeView) -> ChangeRow:
    return ChangeRow(
        id=str(one.id),
        company=one.company,
        rfc=one.company_rfc,
        previous=one.previous,
        new=one.new,
        serial=one.serial,
        at=one.opened_at,
        pending=one.state is ChangeState.PENDIENTE,
        rejected=one.state is ChangeState.RECHAZADO,
        decided_at=one.decided_at,
        reason=one.reason,
    )


def _conflict(one: ConflictView, error: Sentence) -> ConflictRow:
    return ConflictRow(
        id=str(one.id),
        name=one.name,
        serial=one.serial,
        fault=FAULTS[one.fault],
        at=one.at,
        accepted_at=one.accepted_at,
        may_accept=one.may_accept,
        error=error,
    )
