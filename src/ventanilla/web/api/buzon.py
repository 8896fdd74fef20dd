"""The inbox of whoever a request acts for. Reading it here opens nothing: a program reads, and the person does not."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from ventanilla.apps.inbox.api import AvisoView, avisos_for
from ventanilla.domain.programs import Scope
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.problems import problem

from .paging import BadPage, page_answered, page_asked
from .reading import conditional_list
from .shapes import AvisoDelBuzon, PaginaAvisos


@api(Scope.BUZON)
@require_safe
@conditional_list
def notices(request: VisitRequest) -> HttpResponseBase:
    """One's notices, the newest first."""
    try:
        asked = page_asked(request)
    except BadPage as wrong:
        return problem(request, wrong.code)
    before = int(asked.after[1]) if asked.after else None
    return page_answered(
        request,
        asked,
        avisos_for(request.visit.actor, before=before, limit=asked.limit + 1),
        lambda elements, following: PaginaAvisos(elementos=elements, siguiente=following),
        _shape,
        lambda one: (one.at.isoformat(), str(one.seq)),
    )


def _shape(one: AvisoView) -> AvisoDelBuzon:
    return AvisoDelBuzon(
        numero=one.seq,
        clase=one.kind,
        texto=str(one.text),
        recibido=one.at,
        abierto=one.opened_at,
        pagina=f"/buzon/{one.seq}",
    )
