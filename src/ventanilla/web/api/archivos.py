"""The files of a draft: what each question takes, the files that there are, one more, one less."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from ventanilla.apps.attachments.api import AttachmentView, NotTaken, Upload, attachments_for
from ventanilla.apps.cases.api import AlreadyFiled, CaseNotFound, draft_for
from ventanilla.domain.attachments import limits, told_before, too_large
from ventanilla.domain.programs import Scope
from ventanilla.kit.files import Wanted, wanted_by
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.portal.attachments import file_attach, file_detach
from ventanilla.web.problems import problem

from .reading import NoBody, answered, conditional, nothing, octets_of, unasked
from .repeated import carried_once
from .shapes import Archivo, Archivos, PreguntaDeArchivos
from .solicitudes import already, open_draft
from .taking import NOT_ASKED, refused

MAX_SENT: Final = 255  # characters of a name and of a question, as they are sent
OF_A_FILE: Final = frozenset({"campo", "nombre"})


def _shape(view: AttachmentView) -> Archivo:
    return Archivo(
        id=view.id,
        campo=view.field,
        nombre=view.name,
        tipo=view.kind,
        bytes=view.bytes,
        paginas=view.pages,
        sha256=view.sha256,
        antivirus=not view.unscanned,
        adjuntado=view.added_at,
    )


def _question(name: str, wanted: Wanted) -> PreguntaDeArchivos:
    told = told_before(wanted.kinds, wanted.most, settings.VENTANILLA_ATTACHMENT_BYTES)
    return PreguntaDeArchivos(
        campo=name,
        tipos=list(wanted.kinds),
        minimo=wanted.least,
        maximo=wanted.most,
        en_palabras=[sentence(each) for each in told],
    )


@api(Scope.EXPEDIENTES, writes=Scope.PRESENTAR)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """The files of one draft of one's own; or attach one."""
    return _add(request, case_id) if request.method == "POST" else _listed(request, case_id)


@conditional
def _listed(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    found = open_draft(request, case_id)
    if isinstance(found, HttpResponse):
        return found
    view, offered = found
    most = limits()
    shape = Archivos(
        preguntas=[_question(name, wanted) for name, wanted in wanted_by(offered.form.model_fields).items()],
        maximo_archivos=most.files,
        maximo_bytes=most.bytes,
        maximo_bytes_de_uno=settings.VENTANILLA_ATTACHMENT_BYTES,
        archivos=[_shape(one) for one in attachments_for(request.visit.actor, view.id)],
    )
    return answered(shape)


def _add(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """Receive one file: its bytes are the whole body. What it is, its content says, not its name."""
    field, name = request.GET.get("campo", ""), request.GET.get("nombre", "")
    strange = unasked(request, OF_A_FILE)
    if strange is not None or not 0 < len(field) <= MAX_SENT or len(name) > MAX_SENT:
        return strange or problem(request, "PARAMETRO")
    if draft_for(request.visit.actor, case_id) is None:
        return problem(request, "NO_EXISTE")
    most = settings.VENTANILLA_ATTACHMENT_BYTES
    try:
        came = octets_of(request, most)
    except NoBody as wrong:
        return problem(request, wrong.code)
    if isinstance(came, int):
        return problem(request, "DEMASIADO_GRANDE", too_large(came, most))
    return carried_once(request, lambda: came, lambda: _attached(request, case_id, field, Upload(name, came)))


def _attached(request: VisitRequest, case_id: UUID, field: str, upload: Upload) -> HttpResponseBase:
    found = open_draft(request, case_id)
    if isinstance(found, HttpResponse):
        return found
    view, offered = found
    wanted = wanted_by(offered.form.model_fields).get(field)
    if wanted is None:
        return refused(request, {field: NOT_ASKED})
    try:
        added = file_attach(request.visit.actor, view.id, field, wanted, upload)
    except NotTaken as wrong:
        return problem(request, "SIN_SERVICIO", wrong.text) if wrong.ours else refused(request, {field: wrong.text})
    except AlreadyFiled as filed:  # sent from a page meanwhile
        return already(request, filed.view)
    except CaseNotFound:  # or deleted
        return problem(request, "NO_EXISTE")
    return answered(_shape(added), 201, location=f"/api/v1/solicitudes/{view.id}/archivos")


@api(Scope.PRESENTAR)
@require_http_methods(["DELETE"])
def file(request: VisitRequest, case_id: UUID, attachment: UUID) -> HttpResponseBase:
    """Remove a file from a draft of one's own; what was sent stays as it was sent."""
    strange = unasked(request)
    found = strange or open_draft(request, case_id)
    if isinstance(found, HttpResponse):
        return found
    view, _ = found
    actor = request.visit.actor
    one = next((each for each in attachments_for(actor, view.id) if each.id == attachment), None)
    if one is None:
        return problem(request, "NO_EXISTE")
    try:
        file_detach(actor, one)
    except AlreadyFiled as filed:
        return already(request, filed.view)
    except CaseNotFound:
        return problem(request, "NO_EXISTE")
    return nothing()
