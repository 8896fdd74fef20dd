"""Sealed documents of one's own, and their files. A copy of all of one's data is not here: its page asks again."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from ventanilla.apps.documents.api import DocumentView, document_for, document_pdf_for, documents_after
from ventanilla.domain.programs import Scope
from ventanilla.kernel.folio import read_folio
from ventanilla.web.downloads import download
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.problems import problem

from .paging import BadPage, page_answered, page_asked
from .reading import answered, conditional, conditional_list
from .shapes import Documento, PaginaDocumentos


def document_shape(view: DocumentView) -> Documento:
    """A document as the API says it."""
    return Documento(
        folio=view.folio,
        titulo=view.title,
        clase=view.kind,
        expediente=view.case,
        emitido=view.issued_at,
        vence=view.expires_on,
        revocado=view.revoked_on,
        reemplazado_por=view.replaced_by or None,
        listo=view.ready,
        bytes=view.bytes,
        pdf=f"/api/v1/documentos/{view.folio}/pdf",
    )


@api(Scope.DOCUMENTOS)
@require_safe
@conditional_list
def documents(request: VisitRequest) -> HttpResponseBase:
    """One's documents, the newest first."""
    try:
        asked = page_asked(request)
    except BadPage as wrong:
        return problem(request, wrong.code)
    after = (datetime.fromisoformat(asked.after[0]), asked.after[1]) if asked.after else None
    found = documents_after(request.visit.actor, after, asked.limit + 1)
    return page_answered(
        request,
        asked,
        found,
        lambda elements, following: PaginaDocumentos(elementos=elements, siguiente=following),
        document_shape,
        lambda one: (one.issued_at.isoformat(), one.folio),
    )


@api(Scope.DOCUMENTOS)
@require_safe
@conditional
def document(request: VisitRequest, folio: str) -> HttpResponseBase:
    """One document of one's own."""
    compact = read_folio(folio)
    found = document_for(request.visit.actor, compact) if compact else None
    return problem(request, "NO_EXISTE") if found is None else answered(document_shape(found))


@api(Scope.DOCUMENTOS)
@require_safe
@conditional
def document_pdf(request: VisitRequest, folio: str) -> HttpResponseBase:
    """Its sealed file; while it is not sealed there is none."""
    compact = read_folio(folio)
    actor = request.visit.actor
    pdf = document_pdf_for(actor, compact) if compact and document_for(actor, compact) is not None else None
    return problem(request, "NO_EXISTE") if pdf is None else download(pdf, f"{compact}.pdf", "application/pdf")
