"""Who a request is from, for whom, and what it may do."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from ventanilla.web.guards import VisitRequest, api

from .reading import answered, conditional
from .shapes import Yo


@api(None)
@require_safe
@conditional
def me(request: VisitRequest) -> HttpResponseBase:
    """Whoever is there."""
    visit, program = request.visit, request.program
    return answered(
        Yo(
            nombre=visit.name,
            curp=visit.curp,
            actua_por=visit.acting_for,
            actua_por_rfc=visit.acting_for_rfc,
            con="sesion" if program is None else "llave",
            alcances=[] if program is None else sorted(scope.value for scope in program.scopes),
        )
    )
