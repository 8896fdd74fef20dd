"""Where one's account is open: see it, close it, say that it was not oneself."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.accounts.api import (
    NoSuchSession,
    session_disavow,
    session_end,
    sessions_end_others,
    sessions_of,
)
from ventanilla.apps.accounts.api import Session as AccountSession
from ventanilla.domain.authority import Via
from ventanilla.web.design.account_shapes import SesionesPage, SessionRow
from ventanilla.web.guards import VisitRequest, signed_in

HERE: Final = "/cuenta/sesiones"
DONE: Final = {"cerrada", "cerradas", "no-fui-yo"}
WAYS: Final = {
    Via.EFIRMA: "Con su e.firma",
    Via.PASSWORD: "Con su contraseña",
    Via.PASSKEY: "Con una llave de acceso",
    Via.PROGRAM: "Con una llave de programa",
    Via.SYSTEM: "La oficina",
}


@signed_in
@require_safe
def sessions(request: VisitRequest) -> HttpResponse:
    """The sessions that go on, and the history of sign-ins."""
    found = [_row(each) for each in sessions_of(request.visit.actor, here=request.visit.id)]
    done = request.GET.get("hecho", "")
    page = SesionesPage(
        open=tuple(row for row in found if row.goes_on),
        history=tuple(row for row in found if not row.goes_on),
        done=done if done in DONE else "",
    )
    return render(request, "portal/sesiones.html", {"page": page, "section": "cuenta"})


def _row(session: AccountSession) -> SessionRow:
    return SessionRow(
        id=str(session.id),
        way=WAYS[session.via],
        device=session.device,
        opened_at=session.opened_at,
        minutes_ago=session.seen_ago // 60,
        goes_on=session.goes_on,
        here=session.here,
    )


@signed_in
@require_POST
def session_close_one(request: VisitRequest, session_id: UUID) -> HttpResponseBase:
    """Close one session; the browser that had it is led to sign in."""
    try:
        session_end(session_id, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except NoSuchSession:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=cerrada")


@signed_in
@require_POST
def session_close_others(request: VisitRequest) -> HttpResponseBase:
    """Close all sessions but this one."""
    sessions_end_others(by=request.visit.actor, here=request.visit.id, now=settings.VENTANILLA_CLOCK.now())
    return redirect(f"{HERE}?hecho=cerradas")


@signed_in
@require_POST
def session_not_mine(request: VisitRequest, session_id: UUID) -> HttpResponseBase:
    """«No fui yo»: close all but this one, and the password stops serving."""
    try:
        session_disavow(session_id, by=request.visit.actor, here=request.visit.id, now=settings.VENTANILLA_CLOCK.now())
    except NoSuchSession:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=no-fui-yo")
