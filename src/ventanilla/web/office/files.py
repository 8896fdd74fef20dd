"""The files of a case that an official looks at: listed, pictured, and opened once it is noted who did."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.apps.attachments.api import (
    AttachmentView,
    NotReadable,
    Part,
    attachment_open_for_official,
    attachments_for_official,
)
from ventanilla.apps.cases.api import CaseKey, NotReviewer, case_files_key
from ventanilla.domain.authority import Role
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.folio import read_folio
from ventanilla.kit.files import SHORT
from ventanilla.web.design.verify_shapes import AbrirArchivoPage, StaffFile
from ventanilla.web.downloads import attached
from ventanilla.web.errors import error_page
from ventanilla.web.guards import VisitRequest, staff
from ventanilla.web.readings import read_by_official

CASES: Final = "/personal/expedientes"
VERIFICATIONS: Final = "/personal/verificaciones"


def staff_file(one: AttachmentView, folio: str) -> StaffFile:
    """A file, as the pages of staff show it."""
    here = f"{CASES}/{folio}/archivos/{one.id}"
    return StaffFile(
        name=one.name,
        kind=one.kind,
        bytes=one.bytes,
        pages=one.pages,
        short_digest=one.sha256[:SHORT],
        url=here,
        preview_url=f"{here}/vista" if one.preview else "",
        unscanned=one.unscanned,
    )


@staff(Role.REVISION)
@require_http_methods(["GET", "HEAD", "POST"])
def case_file(request: VisitRequest, folio: str, attachment: UUID) -> HttpResponseBase:
    """A cleaned file. One that no scanner looked at is opened by a POST alone: the page before it says so (P31)."""
    case, file = _file(request, folio, attachment)
    if file.unscanned and request.method != "POST":
        compact = read_folio(folio) or ""
        back = f"{CASES}/{compact}" if case.in_queue else VERIFICATIONS
        page = AbrirArchivoPage(staff_file(file, compact), compact, back)
        return render(request, "staff/abrir_archivo.html", {"page": page, "section": "personal"})
    return _handed(request, case, file, "limpio")


@staff(Role.REVISION)
@require_safe
def case_file_preview(request: VisitRequest, folio: str, attachment: UUID) -> HttpResponse:
    """A picture of its first page, drawn by the office: nothing of the file itself."""
    case, file = _file(request, folio, attachment)
    return _handed(request, case, file, "vista")


def _file(request: VisitRequest, folio: str, attachment: UUID) -> tuple[CaseKey, AttachmentView]:
    """The case, if whoever is there may see it, and its file. Http404."""
    compact, actor = read_folio(folio), request.visit.actor
    try:
        case = case_files_key(actor, compact, now=settings.VENTANILLA_CLOCK.now()) if compact else None
    except NotReviewer as no_more:
        raise Http404 from no_more
    if case is None:
        raise Http404
    found = next((one for one in attachments_for_official(actor, case.id) if one.id == attachment), None)
    if found is None:
        raise Http404
    return case, found


def _handed(request: VisitRequest, case: CaseKey, file: AttachmentView, part: Part) -> HttpResponse:
    read_by_official(request, [case.subject], Reading.ARCHIVO, Why.REVISION)
    try:
        opened = attachment_open_for_official(request.visit.actor, file.id, part)
    except NotReadable:
        return error_page(request, 503)
    if opened is None:
        raise Http404
    return attached(opened, part)
