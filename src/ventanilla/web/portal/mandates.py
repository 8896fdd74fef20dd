"""«Autorizaciones»: for whom one may act and until when, accepting it, acting by it; whom one lets act, ending it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.accounts.api import NotTheirs, session_act_by, session_act_for_oneself
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.mandates.api import (
    EVENTS,
    MandateDecided,
    MandateNotFound,
    MandateView,
    mandate_accept,
    mandate_refuse,
    mandate_revoke,
    mandates_given,
    mandates_received,
)
from ventanilla.domain.authority import Act, Actor
from ventanilla.domain.authority.mandate import MandateState
from ventanilla.kernel.text import Text
from ventanilla.web.design.mandate_shapes import AutorizacionesPage, AutorizacionPage, MandateCard
from ventanilla.web.design.shapes import Sentence, TimelineEntry
from ventanilla.web.guards import VisitRequest, fresh, signed_in
from ventanilla.web.timelines import timeline_shown

from .sign_in import OFFICE

HERE: Final = "/cuenta/autorizaciones"
GRANT: Final = "/tramites/autorizacion"
ACCEPT_MINUTES: Final = 10  # how recently whoever accepts showed who they are
MAX_REASON: Final = 500  # characters
TYPES: Final = frozenset(event.TYPE for event in EVENTS)
OVER: Final = "Esa autorización ya terminó, o ya se contestó. Abajo puede ver cómo quedó."
NOT_NOW: Final = "Hoy no puede actuar con esa autorización. Abajo decimos por qué."
DONE: Final[dict[str, Sentence]] = {
    "aceptada": "Aceptó la autorización. Ya puede actuar por quien se la dio.",
    "rechazada": "No aceptó la autorización. Quien se la dio ya lo sabe.",
    "terminada": "La autorización terminó en este momento. Lo que ya se había enviado sigue su curso.",
}
STATES: Final[dict[MandateState, tuple[Sentence, str]]] = {
    MandateState.OFRECIDA: ("Falta aceptarla", "wait"),
    MandateState.ACEPTADA: ("Vigente", ""),
    MandateState.RECHAZADA: ("No se aceptó", "no"),
    MandateState.REVOCADA: ("Terminada", "off"),
}
EXPIRED: Final[tuple[Sentence, str]] = ("Venció", "off")
FUTURE: Final[tuple[Sentence, str]] = ("Aún no empieza", "wait")


def received(request: VisitRequest) -> tuple[MandateView, ...]:
    """What was offered to whoever is there; nothing while they act as a company by its certificate."""
    visit = request.visit
    if visit.actor.acts_for is not None or visit.actor.person is None:
        return ()
    return mandates_received(visit.actor.person, visit.curp)


@signed_in
@require_safe
def mandates(request: VisitRequest) -> HttpResponse:
    """Both lists."""
    return _list(request, done=DONE.get(request.GET.get("hecho", ""), ""))


def _list(request: VisitRequest, *, done: Sentence = "", error: Sentence = "") -> HttpResponse:
    visit = request.visit
    here = visit.delegate.id if visit.delegate is not None else None
    mine = tuple(card(one, mine=True, here=here) for one in received(request))
    page = AutorizacionesPage(
        received=mine,
        given=tuple(card(one, mine=False, here=None) for one in mandates_given(visit.actor)),
        company=visit.acting_for if visit.actor.acts_for is not None else "",
        acting=visit.delegate.grantor_name if visit.delegate is not None else "",
        grant_url=GRANT,
        board=any(one.may for one in mine),
        done=done,
        error=error,
    )
    status = 422 if error else 200
    return render(request, "portal/autorizaciones.html", {"page": page, "section": "cuenta"}, status=status)


def card(one: MandateView, *, mine: bool, here: UUID | None) -> MandateCard:
    """An authorisation as a list shows it: to whoever may act by it (``mine``), or to whoever gave it."""
    today = settings.VENTANILLA_CLOCK.today()
    until, held = one.until, one.mandate
    state, tag = STATES[one.state]
    ended = one.state in {MandateState.RECHAZADA, MandateState.REVOCADA}
    over = ended or (until is not None and today > until)
    if not ended and over:
        state, tag = EXPIRED
    elif one.state is MandateState.ACEPTADA and not one.stands(today):
        # Accepted and in its days, it stands unless it has not begun or the one above it ended.
        state, tag = FUTURE if today < held.since else STATES[MandateState.REVOCADA]
        over = today >= held.since
    return MandateCard(
        id=str(one.id),
        name=one.grantor_name if mine else one.grantee_name or one.curp,
        rfc=one.grantor_rfc if mine else "",
        acts=words_of(held.acts),
        registros=tuple(sorted(held.registros)),
        since=held.since,
        until=until,
        state=state,
        tag=tag,
        may=mine and one.stands(today),
        here=mine and one.id == here,
        waits=mine and one.waits(today),
        over=over,
        delegated=one.delegated,
    )


def _found(request: VisitRequest, mandate: UUID) -> tuple[MandateView, bool]:
    """One of theirs, and whether they are who may act by it; 404 for anybody else's."""
    for one in received(request):
        if one.id == mandate:
            return one, True
    for one in mandates_given(request.visit.actor):
        if one.id == mandate:
            return one, False
    raise Http404


@signed_in
@require_safe
def mandate(request: VisitRequest, mandate: UUID) -> HttpResponse:
    """One authorisation, whole."""
    return _one(request, mandate)


def _one(request: VisitRequest, mandate: UUID, *, error: Sentence = "") -> HttpResponse:
    one, mine = _found(request, mandate)
    visit = request.visit
    here = visit.delegate.id if visit.delegate is not None else None
    shown = card(one, mine=mine, here=here)
    page = AutorizacionPage(
        card=shown,
        mine=mine,
        curp=one.curp,
        can_delegate=one.mandate.can_delegate,
        offered_at=one.offered_at,
        decided_at=one.decided_at,
        revoked_at=one.revoked_at,
        reason=one.reason,
        deed=one.deed,
        may_end=not shown.over and not shown.waits,
        timeline=_told(visit.actor),
        error=error,
    )
    status = 422 if error else 200
    return render(request, "portal/autorizacion.html", {"page": page, "section": "cuenta"}, status=status)


def _told(actor: Actor) -> tuple[TimelineEntry, ...]:
    subject = actor.subject
    with scope(subject):
        entries = timeline(subject)
    return timeline_shown(entry for entry in entries if entry.type in TYPES)


@fresh(ACCEPT_MINUTES)
@require_POST
def mandate_accepted(request: VisitRequest, mandate: UUID) -> HttpResponseBase:
    """Whoever may act says yes, having shown again who they are."""
    _own_account(request)
    visit = request.visit
    now = settings.VENTANILLA_CLOCK.now()
    try:
        mandate_accept(mandate, by=visit.actor, curp=visit.curp, name=visit.name, now=now)
    except MandateNotFound:
        raise Http404 from None
    except MandateDecided:
        return _one(request, mandate, error=OVER)
    return redirect(f"{HERE}?hecho=aceptada")


@signed_in
@require_POST
def mandate_refused(request: VisitRequest, mandate: UUID) -> HttpResponseBase:
    """Whoever may act says no."""
    _own_account(request)
    visit = request.visit
    now = settings.VENTANILLA_CLOCK.now()
    try:
        mandate_refuse(mandate, by=visit.actor, curp=visit.curp, name=visit.name, now=now)
    except MandateNotFound:
        raise Http404 from None
    except MandateDecided:
        return _one(request, mandate, error=OVER)
    return redirect(f"{HERE}?hecho=rechazada")


def _own_account(request: VisitRequest) -> None:
    """An authorisation is of a human: whoever entered for a company takes none in its name."""
    if request.visit.actor.acts_for is not None:
        raise Http404


@signed_in
@require_POST
def mandate_end(request: VisitRequest, mandate: UUID) -> HttpResponseBase:
    """End it at once, by either side."""
    reason = request.POST.get("motivo", "")[:MAX_REASON]
    try:
        mandate_revoke(mandate, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now(), reason=reason)
    except MandateNotFound:
        raise Http404 from None
    except MandateDecided:
        return _one(request, mandate, error=OVER)
    return redirect(f"{HERE}?hecho=terminada")


@signed_in
@require_POST
def mandate_act(request: VisitRequest, mandate: UUID) -> HttpResponseBase:
    """«Actuar por …»: the same session, with a new id, is from now on for that person or company."""
    try:
        session_act_by(request.session, request.visit, mandate, now=settings.VENTANILLA_CLOCK.now())
    except NotTheirs:
        if all(one.id != mandate for one in received(request)):
            raise Http404 from None
        return _list(request, error=NOT_NOW)
    return redirect(OFFICE)


@signed_in
@require_POST
def mandate_leave(request: VisitRequest) -> HttpResponseBase:
    """«Dejar de actuar»."""
    session_act_for_oneself(request.session, request.visit, now=settings.VENTANILLA_CLOCK.now())
    return redirect(OFFICE)


def words_of(acts: frozenset[Act]) -> tuple[Text, ...]:
    """What an authorisation lets do, in the order in which it is read."""
    return tuple(act.words for act in Act if act in acts)
