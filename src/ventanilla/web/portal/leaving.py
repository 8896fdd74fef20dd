"""Taking back what was filed, and deleting what was not."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.cases.api import (
    AlreadyFiled,
    CaseNotFound,
    TooLate,
    case_for,
    case_withdraw,
    draft_discard,
    draft_for,
    may_withdraw,
)
from ventanilla.domain.cases import State
from ventanilla.kernel.folio import read_folio
from ventanilla.web.design.case_shapes import ConfirmaPage
from ventanilla.web.guards import VisitRequest, signed_in

from .sign_in import OFFICE


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: VisitRequest, folio: str) -> HttpResponseBase:
    """Ask whether the case is taken back, and do it; once it was resolved the page says that it is too late."""
    compact = read_folio(folio)
    found = case_for(request.visit.actor, compact) if compact else None
    if found is None:
        raise Http404
    here = f"/expedientes/{found.folio}"
    if found.state is State.DESISTIDO:
        return redirect(here)
    too_late = not may_withdraw(found.state)
    if request.method == "POST" and not too_late:
        try:
            case_withdraw(request.visit.actor, found.id, now=settings.VENTANILLA_CLOCK.now())
        except TooLate:
            too_late = True
        else:
            return redirect(here)
    page = ConfirmaPage("desistir", found.title, here, found.folio, too_late)
    context = {"page": page, "section": "oficina"}
    return render(request, "portal/confirma.html", context, status=409 if too_late else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def discard(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """Ask whether the draft is deleted, and do it; one that was sent is a case by now."""
    draft = draft_for(request.visit.actor, case_id)
    if draft is None:
        raise Http404
    if draft.state is not State.BORRADOR:
        return redirect(f"/expedientes/{draft.folio}")
    if request.method == "GET":
        page = ConfirmaPage("descartar", draft.title, f"/solicitudes/{draft.id}/1")
        return render(request, "portal/confirma.html", {"page": page, "section": "oficina"})
    try:
        draft_discard(request.visit.actor, case_id, now=settings.VENTANILLA_CLOCK.now())
    except AlreadyFiled as filed:
        return redirect(f"/expedientes/{filed.view.folio}")
    except CaseNotFound:
        raise Http404 from None
    return redirect(OFFICE)
