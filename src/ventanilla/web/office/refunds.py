"""What is owed back to whoever paid twice or too late: one official proposes it, another approves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.affiliation.api import persona_nombre
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments.api import (
    DevolucionView,
    Devuelve,
    NoSuchRefund,
    RefundNot,
    payments_of_nobody,
    refund_approve,
    refund_propose,
    refund_return,
    refunds_for_official,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.identifiers import linea_captura
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design.payment_shapes import DevolucionesPage, StaffRefundRow, StrayRow
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.guards import VisitRequest, fresh, roles_of, staff
from ventanilla.web.portal.charges import refund_row
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/devoluciones"
FRESH_MINUTES: Final = 10  # since whoever moves money last showed who they are
DONE: Final[dict[str, Sentence]] = {
    "proponer": Text("DEVOLVER_PROPUESTA", "Quedó propuesta. Otra persona la aprueba."),
    "aprobar": Text("DEVOLVER_APROBADA", "Quedó aprobada. El banco hace el depósito."),
    "regresar": Text("DEVOLVER_REGRESADA", "La regresó. Se revisa otra vez."),
}
ACTS: Final[dict[str, tuple[Role, Callable[..., None]]]] = {
    "proponer": (Role.REVISION, refund_propose),
    "aprobar": (Role.SUPERVISION, refund_approve),
    "regresar": (Role.SUPERVISION, refund_return),
}
NO_NAME: Final = "Sin nombre en el registro"
NOT_NOW: Final = Text("DEVOLVER_AHORA_NO", "Ya no se puede: alguien la decidió, o la persona no tiene una cuenta.")


@staff(Role.REVISION, Role.SUPERVISION)
@require_safe
def refunds(request: VisitRequest) -> HttpResponse:
    """What is owed, the oldest first, and what was paid by a reference of nobody."""
    return _page(request, done=DONE.get(request.GET.get("hecho", ""), ""))


@require_POST
def _decide(request: VisitRequest, devolucion: UUID) -> HttpResponseBase:
    action = request.POST.get("accion", "")
    if action not in ACTS or ACTS[action][0] not in roles_of(request.visit):
        raise Http404
    try:
        ACTS[action][1](devolucion, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except NoSuchRefund as missing:
        raise Http404 from missing
    except RefundNot:
        return _page(request, error=NOT_NOW)
    return redirect(f"{PAGE}?hecho={action}")


refund_decide = staff(Role.REVISION, Role.SUPERVISION)(fresh(FRESH_MINUTES)(_decide))


def _page(request: VisitRequest, *, done: Sentence = "", error: Sentence = "") -> HttpResponse:
    actor, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    found, roles = refunds_for_official(actor, now=now), roles_of(request.visit)
    read_by_official(request, (one.subject for one in found), Reading.CUENTA, Why.REVISION)
    page = DevolucionesPage(
        rows=tuple(_row(one, roles) for one in found),
        strays=tuple(
            StrayRow(
                linea_captura.format(one.referencia) if linea_captura.is_valid(one.referencia) else one.referencia,
                str(Money.of_centavos(one.centavos)),
                one.pagado_at,
                one.banco_referencia,
            )
            for one in payments_of_nobody()
        ),
        done=done,
        error=error,
    )
    status = 422 if error else 200
    return render(request, "staff/devoluciones.html", {"page": page, "section": "personal"}, status=status)


def _row(one: DevolucionView, roles: frozenset[Role]) -> StaffRefundRow:
    acts: tuple[str, ...] = ()
    if one.estado is Devuelve.DEBIDA and Role.REVISION in roles:
        acts = ("proponer",)
    elif one.estado is Devuelve.PROPUESTA and Role.SUPERVISION in roles and not one.mia:
        acts = ("aprobar", "regresar")
    with scope(None):  # whom an official decides about is of another; that it was read is noted
        name = persona_nombre(SubjectId(one.subject)) or NO_NAME
    return StaffRefundRow(str(one.id), name, refund_row(one), acts, one.mia)
