"""The sealed documents of whoever signed in: the line that shows one, its file, and its QR."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ventanilla.apps.documents.api import (
    COPY,
    DocumentView,
    FileUnavailable,
    document_kind_for,
    document_pdf_for,
    document_seal_for,
)
from ventanilla.kernel.folio import read_folio
from ventanilla.web.design.shapes import DocumentRow
from ventanilla.web.downloads import download
from ventanilla.web.errors import error_page
from ventanilla.web.guards import VisitRequest, signed_in


def document_row(document: DocumentView) -> DocumentRow:
    """A document in a list: its file once it is sealed, and until then why it is not."""
    return DocumentRow(
        title=document.title,
        folio=document.folio,
        issued_at=document.issued_at,
        href=_file(document) if document.ready else "",
        size=f"{max(1, round(document.bytes / 1024))} KB" if document.ready else "",
        expires=document.expires_on,
        verify_url=f"/verificar/{document.folio}" if document.ready else "",
        problem=document.fault or "",
    )


def _file(document: DocumentView) -> str:
    """Where its file is: a copy of all of one's data asks again who it is."""
    return f"/cuenta/datos/copia/{document.folio}.pdf" if document.kind == COPY else f"/documentos/{document.folio}.pdf"


@signed_in
@require_safe
def document(request: VisitRequest, folio: str) -> HttpResponse:
    """A sealed document of one's own, as a file."""
    compact = read_folio(folio)
    if compact and document_kind_for(request.visit.actor, compact) == COPY:
        return redirect(f"/cuenta/datos/copia/{compact}.pdf")
    return document_file(request, compact, "/oficina")


def document_file(request: VisitRequest, folio: str | None, back: str) -> HttpResponse:
    """The file of a document of one's own; where it was lost, the page ``back`` says what to do."""
    try:
        pdf = document_pdf_for(request.visit.actor, folio) if folio else None
    except FileUnavailable as error:
        return redirect(back) if error.lost else error_page(request, 503)
    if pdf is None:
        raise Http404
    return download(pdf, f"{folio}.pdf", "application/pdf")


@signed_in
@require_safe
def document_qr(request: VisitRequest, folio: str) -> HttpResponse:
    """The QR of a sealed document of one's own, as a picture."""
    compact = read_folio(folio)
    seal = document_seal_for(request.visit.actor, compact) if compact else None
    if seal is None:
        raise Http404
    picture = io.BytesIO()
    segno.make(seal.link, error="m", micro=False).save(picture, kind="svg", border=4, xmldecl=False, svgns=True)
    return HttpResponse(picture.getvalue(), "image/svg+xml")
