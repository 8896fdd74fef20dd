"""The inbox: what an employer or the office recorded, told to whoever it is about the moment it was."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.accounts.api import holder_of
from ventanilla.apps.affiliation.api import persona_nombre
from ventanilla.apps.cases.api import answers_about, tramite
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.inbox.api import INBOX_PAGE, AvisoView, aviso_open, avisos_for
from ventanilla.apps.staff.api import official_place
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.text import Text
from ventanilla.web.design.inbox_shapes import InboxPage, NoticePage, NoticeRow
from ventanilla.web.design.shapes import Link, Sentence
from ventanilla.web.guards import VisitRequest, signed_in

from . import disputes
from .filing import begun

PAGE: Final = "/buzon"
TRAMITES: Final = "/tramites/"
SECTION: Final = {"section": "buzon"}
# The page that a notice speaks of, by what the name of its event begins with.
ABOUT: Final = {
    "tarjeta": Link(Text("AVISO_TARJETA", "Ver su tarjeta"), "/tarjeta/"),
    "clabe": Link(Text("AVISO_CUENTA", "Ver su cuenta bancaria"), "/cuenta-bancaria"),
}
BY_THE_OFFICE: Final = Text("AVISO_OFICINA", "La oficina")
BY_YOU: Final = Text("AVISO_USTED", "Usted")
BY_SOMEBODY: Final = Text("AVISO_ALGUIEN", "Una persona que ya no tiene cuenta")


@signed_in
@require_safe
def inbox(request: VisitRequest) -> HttpResponse:
    """The notices, the newest first."""
    before = request.GET.get("antes", "")
    after = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None
    found = avisos_for(request.visit.actor, before=after)
    shown = found[:INBOX_PAGE]
    page = InboxPage(
        rows=tuple(NoticeRow(one.text, one.at, f"{PAGE}/{one.seq}", one.opened_at is None) for one in shown),
        older_url=f"{PAGE}?antes={shown[-1].seq}" if len(found) > INBOX_PAGE else "",
        first=after is None,
        company="" if request.visit.actor.kin else request.visit.acting_for,
    )
    return render(request, "portal/buzon.html", {"page": page, **SECTION})


@signed_in
@require_safe
def notice(request: VisitRequest, seq: int) -> HttpResponse:
    """One of them, whole; from now on it is read."""
    actor = request.visit.actor
    found = aviso_open(by=actor, seq=seq, now=settings.VENTANILLA_CLOCK.now()) if seq < 2**31 else None
    if found is None:
        raise Http404
    dispute_url = f"{PAGE}/{seq}/aclarar" if found.disputed_at else ""
    page = NoticePage(found.text, found.at, _who(actor, found), dispute_url, ABOUT.get(found.kind.partition("_")[0]))
    return render(request, "portal/aviso.html", {"page": page, **SECTION})


@signed_in
@require_POST
def dispute(request: VisitRequest, seq: int) -> HttpResponseBase:
    """Begin to say that it is not so, with what the notice told of already chosen."""
    actor = request.visit.actor
    found = aviso_open(by=actor, seq=seq, now=settings.VENTANILLA_CLOCK.now()) if seq < 2**31 else None
    if found is None or not found.disputed_at:
        raise Http404
    key = found.disputed_at.removeprefix(TRAMITES)
    offered = tramite(key)
    if offered is None:
        raise Http404
    known = answers_about(actor, offered, found.about) if found.about is not None else {}
    if known and key == disputes.KEY:
        return redirect(f"/aclarar/{found.about}")  # what is wrong with it, in one page with the disputes there are
    return begun(request, key, known)


def _who(actor: Actor, one: AvisoView) -> Sentence:
    """Who did it, and for whom. An official is the office: who decided is named in the letter of their decision."""
    if one.account is None:
        return BY_THE_OFFICE
    holder = holder_of(one.account)
    if holder is None:
        name: Sentence = BY_SOMEBODY
    elif holder.subject == actor.person:
        name = BY_YOU
    elif _official(Actor(one.account, holder.subject, Assurance.N0, Via.SYSTEM)):
        return BY_THE_OFFICE
    else:
        name = holder.name
    if one.acts_for is None or one.acts_for == actor.subject:
        return name
    with scope(actor.subject):
        principal = persona_nombre(one.acts_for)
    return Text("AVISO_POR", "{quien}, por {patron}", quien=str(name), patron=principal) if principal else name


def _official(who: Actor) -> bool:
    return official_place(who, settings.VENTANILLA_CLOCK.now()) != ("", "")
