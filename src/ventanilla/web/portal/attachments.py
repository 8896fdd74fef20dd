"""A question answered with files: attach, look, remove, go on; and each file of one's own, handed over again."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.adapters.cleaning.port import Kind
from ventanilla.apps.attachments.api import (
    AttachmentView,
    NotReadable,
    NotTaken,
    Part,
    Upload,
    attachment_add,
    attachment_case,
    attachment_open,
    attachment_remove,
    attachments_for,
)
from ventanilla.apps.cases.api import AlreadyFiled, CaseNotFound, draft_files, draft_for, draft_problems
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.apps.mandates.api import NoMandate
from ventanilla.domain.attachments import told_before, too_large
from ventanilla.domain.authority import Actor
from ventanilla.kernel.text import Text
from ventanilla.kit.files import SHORT, Wanted, missing, wanted_by
from ventanilla.web.design.attachment_shapes import ArchivosPage, FileRow
from ventanilla.web.downloads import attached
from ventanilla.web.errors import error_page
from ventanilla.web.guards import VisitRequest, signed_in
from ventanilla.web.uploads import too_large_size

from .way import Way

OFFICE: Final = "/oficina"


def files_step(request: VisitRequest, way: Way, number: int) -> HttpResponseBase:
    """One question of a draft of theirs, answered with files. AlreadyFiled if it was sent meanwhile.

    A chosen file is attached by any button: nobody loses it for having pressed *Continuar* first.
    """
    draft, asked = way.draft, way.questions[number - 1]
    wanted = wanted_by(way.form.model_fields)[asked.name]
    if request.method == "GET":
        return _page(request, way, wanted, number, None)
    chosen = request.FILES.get(asked.name)
    came = too_large_size(request)
    if came is not None:
        wrong = too_large(came, settings.VENTANILLA_ATTACHMENT_BYTES)
        return _page(request, way, wanted, number, wrong, 422)
    if chosen is not None:
        try:
            upload = Upload(chosen.name or "", chosen.read())
            file_attach(request.visit.actor, draft.id, asked.name, wanted, upload)
        except NotTaken as refused:
            return _page(request, way, wanted, number, refused.text, 503 if refused.ours else 422)
    if "adjuntar" in request.POST:
        if chosen is None:
            return _page(request, way, wanted, number, missing(), 422)
        return redirect(_address(draft.id, number, request))
    if "salir" in request.POST:
        return redirect(OFFICE)
    if wanted.least and not _files_of(request.visit.actor, draft.id, asked.name):
        return _page(request, way, wanted, number, missing(), 422)
    due = draft_problems(request.visit.actor, draft.id, on=settings.VENTANILLA_CLOCK.today()).get(asked.name)
    if due is not None:  # what was answered before may ask for a file that the question by itself does not
        return _page(request, way, wanted, number, due, 422)
    return redirect(way.check_url if "volver" in request.GET else way.after(number))


def file_attach(actor: Actor, case: UUID, name: str, wanted: Wanted, upload: Upload) -> AttachmentView:
    """Receive the file and write it down as an answer, under the draft's lock; if it was sent meanwhile, forget it."""
    now = settings.VENTANILLA_CLOCK.now()
    added = attachment_add(by=actor, case=case, field=name, wanted=wanted, upload=upload, now=now)
    try:
        draft_files(actor, case, name, _ids(actor, case, name), now=now)
    except (AlreadyFiled, CaseNotFound, NoMandate):
        attachment_remove(by=actor, attachment=added.id)
        raise
    return added


def file_detach(actor: Actor, one: AttachmentView) -> None:
    """Take a file out of the answers of its draft, and forget it. AlreadyFiled if that was sent; CaseNotFound."""
    left = tuple(each for each in _ids(actor, one.case, one.field) if each != str(one.id))
    draft_files(actor, one.case, one.field, left, now=settings.VENTANILLA_CLOCK.now())
    attachment_remove(by=actor, attachment=one.id)


@signed_in
@require_POST
def attachment_drop(request: VisitRequest, case_id: UUID, number: int, attachment: UUID) -> HttpResponseBase:
    """Remove a file from a draft of theirs; what was sent stays as it was sent."""
    actor = request.visit.actor
    draft = draft_for(actor, case_id)
    tramite = find_tramite(draft.tramite) if draft is not None else None
    questions = tramite.form.asked() if tramite is not None else ()
    if draft is None or not 1 <= number <= len(questions) or questions[number - 1].kind != "files":
        raise Http404
    files = _files_of(actor, case_id, questions[number - 1].name)
    one = next((each for each in files if each.id == attachment), None)
    try:
        if one is not None:  # by another click of the same button it is gone already
            file_detach(actor, one)
    except AlreadyFiled as filed:
        return error_page(request, 409, filing="received", folio=filed.view.folio)
    except CaseNotFound:  # the draft was deleted meanwhile
        raise Http404 from None
    return redirect(_address(case_id, number, request))


@signed_in
@require_safe
def attachment(request: VisitRequest, attachment: UUID) -> HttpResponse:
    """A file of theirs as the office keeps it for reading: cleaned."""
    return _handed(request, attachment, "limpio")


@signed_in
@require_safe
def attachment_original(request: VisitRequest, attachment: UUID) -> HttpResponse:
    """A file of theirs exactly as they sent it."""
    return _handed(request, attachment, "original")


@signed_in
@require_safe
def attachment_preview(request: VisitRequest, attachment: UUID) -> HttpResponse:
    """A picture of its first page."""
    return _handed(request, attachment, "vista")


def _handed(request: VisitRequest, attachment: UUID, part: Part) -> HttpResponse:
    actor = request.visit.actor
    if actor.mandate is not None:  # what others sent for the same employer is not theirs to see
        case = attachment_case(actor, attachment)
        if case is None or draft_for(actor, case) is None:
            raise Http404
    try:
        opened = attachment_open(actor, attachment, part)
    except NotReadable:
        return error_page(request, 503)
    if opened is None:
        raise Http404
    return attached(opened, part)


def _ids(actor: Actor, case_id: UUID, name: str) -> tuple[str, ...]:
    return tuple(str(each.id) for each in _files_of(actor, case_id, name))


def _files_of(actor: Actor, case_id: UUID, name: str) -> tuple[AttachmentView, ...]:
    return tuple(each for each in attachments_for(actor, case_id) if each.field == name)


def _address(case_id: UUID, number: int, request: VisitRequest) -> str:
    back = "?volver=1" if "volver" in request.GET else ""
    return f"/solicitudes/{case_id}/{number}{back}"


def _page(
    request: VisitRequest,
    way: Way,
    wanted: Wanted,
    number: int,
    wrong: Text | None,
    status: int = 200,
) -> HttpResponse:
    draft, asked = way.draft, way.questions[number - 1]
    count, total = way.count(number)
    page = ArchivosPage(
        title=draft.title,
        label=asked.label,
        name=asked.name,
        number=count,
        total=total,
        back_url=way.before(number),
        limits=told_before(wanted.kinds, wanted.most, settings.VENTANILLA_ATTACHMENT_BYTES),
        accept=",".join(Kind(kind).media_type for kind in wanted.kinds),
        files=tuple(_row(each, number, request) for each in _files_of(request.visit.actor, draft.id, asked.name)),
        most=wanted.most,
        help=asked.help,
        error=wrong or "",
        saved_at=draft.saved_at,
    )
    return render(request, "portal/archivos.html", {"page": page}, status=status)


def _row(one: AttachmentView, number: int, request: VisitRequest) -> FileRow:
    back = "?volver=1" if "volver" in request.GET else ""
    return FileRow(
        name=one.name,
        kind=one.kind,
        bytes=one.bytes,
        pages=one.pages,
        short_digest=one.sha256[:SHORT],
        url=f"/archivos/{one.id}",
        original_url=f"/archivos/{one.id}/original",
        preview_url=f"/archivos/{one.id}/vista" if one.preview else "",
        drop_url=f"/solicitudes/{one.case}/{number}/archivos/{one.id}/quitar{back}",
    )
