"""Staff find a document by its folio and say that it no longer counts, and why."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.documents.api import NotRevocable, OfficialView, document_for_official, document_revoke
from ventanilla.domain.authority import Role
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.web.design.revoke_shapes import DocumentosPage, Revocable
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.guards import VisitRequest, fresh, staff
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/documentos"
FRESH_MINUTES: Final = 10
MAX_TYPED: Final = 40  # characters of a folio, with what people put between them
MAX_REASON: Final = 300  # characters: what a person reads in one breath
DONE: Final = Text("DOCUMENTO_REVOCADO_HECHO", "El documento ya no vale. Avisamos a la persona.")
NO_FOLIO: Final = Text("DOCUMENTO_NO_ESTA", "No hay un documento con ese folio, o es suyo. Revise lo que escribió.")
NO_REASON: Final = Text(
    "DOCUMENTO_SIN_MOTIVO", "Escriba el motivo, en {maximo} letras o menos. Lo leerá la persona.", maximo=MAX_REASON
)
NO_OTHER: Final = Text(
    "DOCUMENTO_OTRO_NO_ESTA", "Ese folio no es de otro documento vigente de la misma persona. Revise lo que escribió."
)
OVER: Final = Text("DOCUMENTO_YA_NO_VALIA", "Ese documento ya no valía. No se cambió nada.")


@require_safe
def _documents(request: VisitRequest) -> HttpResponse:
    typed = request.GET.get("folio", "").strip()[:MAX_TYPED]
    done = DONE if request.GET.get("hecho") == "revocado" else ""
    if not typed:
        return _show(request, DocumentosPage())
    found = _found(request, typed)
    return _show(request, DocumentosPage(typed, found, errors={} if found else {"folio": NO_FOLIO}, done=done))


documents = staff(Role.REVISION)(fresh(FRESH_MINUTES)(_documents))


@require_POST
def _revoke(request: VisitRequest) -> HttpResponseBase:
    typed = request.POST.get("folio", "").strip()[:MAX_TYPED]
    # Browsers send each line break as two characters, and the limit that is told counts one.
    reason = request.POST.get("motivo", "").replace("\r\n", "\n").strip()
    other = request.POST.get("reemplazo", "").strip()[:MAX_TYPED]
    folio, replaced_by = read_folio(typed), read_folio(other) if other else ""
    errors: dict[str, Sentence] = {}
    if not 0 < len(reason) <= MAX_REASON:
        errors["motivo"] = NO_REASON
    if replaced_by is None:
        errors["reemplazo"] = NO_OTHER
    if folio and replaced_by is not None and not errors:
        now = settings.VENTANILLA_CLOCK.now()
        try:
            document_revoke(
                folio,
                by=request.visit.actor,
                on=civil_date(now),
                now=now,
                replaced_by=replaced_by,
                reason=" ".join(reason.split()),
            )
        except NotRevocable as refused:
            errors = {"reemplazo": NO_OTHER} if replaced_by and refused.folio == replaced_by else {"folio": OVER}
        else:
            return redirect(f"{PAGE}?folio={folio}&hecho=revocado")
    found = _found(request, typed)
    if found is None:
        errors = {"folio": NO_FOLIO}
    return _show(request, DocumentosPage(typed, found, reason[: 2 * MAX_REASON], other, errors))


revoke = staff(Role.REVISION)(fresh(FRESH_MINUTES)(_revoke))


def _found(request: VisitRequest, typed: str) -> Revocable | None:
    folio = read_folio(typed)
    view = document_for_official(request.visit.actor, folio) if folio else None
    if view is None:
        return None
    read_by_official(request, [view.subject], Reading.DOCUMENTO, Why.REVISION)
    return _row(view)


def _row(view: OfficialView) -> Revocable:
    today = settings.VENTANILLA_CLOCK.today()
    return Revocable(
        folio=view.folio,
        title=view.title,
        holder=view.holder,
        issued_at=view.issued_at,
        expires_on=view.expires_on,
        ended=view.revoked_on,
        replaced_by=view.replaced_by,
        expired=view.expires_on is not None and view.expires_on < today,
    )


def _show(request: VisitRequest, page: DocumentosPage) -> HttpResponse:
    context = {"page": page, "section": "personal"}
    return render(request, "staff/documentos.html", context, status=422 if page.errors else 200)
