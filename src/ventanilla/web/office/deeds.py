"""Staff see who represents a company by a deed that they read, and end it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.mandates.api import (
    MandateDecided,
    MandateNotFound,
    MandateView,
    mandate_end_by_office,
    representations,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.authority.mandate import MandateState
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.design.mandate_shapes import DeedRow, EscriturasPage
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.guards import VisitRequest, fresh, staff
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/representantes/escrituras"
FRESH_MINUTES: Final = 10  # since whoever ends it last showed who they are
MAX_REASON: Final = 500  # characters
NO_REASON: Final = Text(
    "ESCRITURA_SIN_MOTIVO", "Escriba el motivo, en {maximo} letras o menos. Lo leerá la persona.", maximo=MAX_REASON
)
OVER: Final = Text("ESCRITURA_YA_TERMINO", "Esa representación ya había terminado. Abajo puede ver cuándo.")
DONE: Final = Text("ESCRITURA_TERMINADA", "Terminó la representación. Se lo avisamos a la persona y a la empresa.")


@staff(Role.REVISION)
@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "HEAD", "POST"])
def deeds(request: VisitRequest) -> HttpResponse:
    """The list; and the end of one of it, with its reason."""
    if request.method != "POST":
        return _page(request, done=DONE if request.GET.get("hecho") == "terminada" else "")
    reason = " ".join(request.POST.get("motivo", "").split())
    chosen = _uuid(request.POST.get("representacion", ""))
    if not 0 < len(reason) <= MAX_REASON:
        return _page(request, error=NO_REASON, wrong=chosen)
    try:
        mandate_end_by_office(chosen, by=request.visit.actor, reason=reason, now=settings.VENTANILLA_CLOCK.now())
    except MandateNotFound as missing:
        raise Http404 from missing
    except MandateDecided:
        return _page(request, error=OVER)
    return redirect(f"{PAGE}?hecho=terminada")


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


def _page(
    request: VisitRequest, *, done: Sentence = "", error: Sentence = "", wrong: UUID | None = None
) -> HttpResponse:
    found = representations()
    people = [one.mandate.grantee for one in found if one.mandate.grantee is not None]
    read_by_official(request, people, Reading.CAMBIO_REPRESENTANTE, Why.REVISION)
    rows = tuple(_row(one) for one in found)
    field = next((row.field for row in rows if row.id == str(wrong)), "escrituras")
    page = EscriturasPage(
        rows=tuple(replace(row, error=error) if row.id == str(wrong) else row for row in rows),
        done=done,
        error=error,
        field=field,
    )
    status = 422 if error else 200
    return render(request, "staff/escrituras.html", {"page": page, "section": "personal"}, status=status)


def _row(one: MandateView) -> DeedRow:
    return DeedRow(
        id=str(one.id),
        company=one.grantor_name,
        rfc=one.grantor_rfc,
        name=one.grantee_name,
        deed=one.deed,
        decided_at=one.decided_at,
        ended_at=one.revoked_at,
        reason=one.reason,
        standing=one.state is MandateState.ACEPTADA,
    )
