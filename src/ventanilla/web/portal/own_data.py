"""«Sus datos»: what the office keeps of whoever signed in, a copy of it, and who used it."""

from __future__ import annotations

import json
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.affiliation.api import persona_nombre
from ventanilla.apps.documents.api import COPY, copy_issue, copy_of, document_kind_for
from ventanilla.apps.eventlog.api import ACCESS_PAGE, accesses_for, held_for, scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.rights import Access, Group, HeldSet, ReaderKind, Reading, in_words, own_data
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.web.design.rights_shapes import DatosGroup, DatosPage, DatosSet, UseRow, UsoPage
from ventanilla.web.downloads import download
from ventanilla.web.guards import VisitRequest, fresh, signed_in
from ventanilla.web.readings import copied_by_owner

from .own_documents import document_file

PAGE: Final = "/cuenta/datos"
CONFIRMED_MINUTES: Final = 10  # a copy of everything asks again who it is after that
GROUPS: Final = {
    Group.PERSONA: Text("DATOS_PERSONA", "Quién es usted"),
    Group.TRABAJO: Text("DATOS_TRABAJO", "Su trabajo"),
    Group.FAMILIA: Text("DATOS_FAMILIA", "Su familia"),
    Group.TRAMITES: Text("DATOS_TRAMITES", "Sus trámites, firmas y documentos"),
    Group.CUENTA: Text("DATOS_CUENTA", "Su cuenta y cómo entra"),
    Group.HISTORIAL: Text("DATOS_HISTORIAL", "Su historial"),
}
RELATIVE: Final = Text("USO_FAMILIAR", "Un familiar suyo")
SECTION: Final = {"section": "cuenta"}


@signed_in
@require_safe
def own(request: VisitRequest) -> HttpResponse:
    """What is kept, why, until when and who sees it."""
    actor = request.visit.actor
    if actor.acts_for is not None:
        return render(request, "portal/datos.html", {"page": DatosPage(for_company=True), **SECTION})
    held = held_for(actor, limit=1)
    groups = tuple(_group(group, [one for one in held if one.told.group is group]) for group in Group)
    copy = copy_of(actor)
    sealing = copy is not None and not copy.ready
    page = DatosPage(
        groups=groups,
        copy="none" if copy is None else "sealing" if sealing else "ready",
        copy_url=f"{PAGE}/copia/{copy.folio}.pdf" if copy is not None and copy.ready else "",
        copy_at=copy.issued_at if copy is not None else None,
        poll_url=f"{PAGE}/copia/estado.json" if sealing else "",
        confirmed="confirmado" in request.GET and request.visit.confirmed_ago <= CONFIRMED_MINUTES * 60,
    )
    return render(request, "portal/datos.html", {"page": page, **SECTION})


def _group(group: Group, held: list[HeldSet]) -> DatosGroup:
    return DatosGroup(
        GROUPS[group],
        tuple(_set(one) for one in held if one.total),
        tuple(one.told.title for one in held if not one.total),
    )


def _set(one: HeldSet) -> DatosSet:
    labels = dict(one.fields)
    alone = one.records[0] if one.total == 1 and one.records else {}
    values = tuple((labels[key], in_words(value, key)) for key, value in alone.items() if value not in (None, ""))
    return DatosSet(
        title=one.told.title,
        total=one.total,
        why=one.told.why,
        until=one.told.until,
        sees=one.told.sees,
        values=values,
        fields=() if values else tuple(label for _, label in one.fields),
        withheld=one.withheld,
    )


def _person(request: VisitRequest) -> Actor:
    """Whoever signed in, for themselves; for a company there is no such page."""
    if request.visit.actor.acts_for is not None:
        raise Http404
    return request.visit.actor


@fresh(CONFIRMED_MINUTES)
@require_safe
def own_file(request: VisitRequest) -> HttpResponse:
    """Everything, as a file for other programs (docs/reference/own-data.md)."""
    held = held_for(_person(request))
    copied_by_owner(request, Reading.COPIA_ARCHIVO)
    visit, now = request.visit, settings.VENTANILLA_CLOCK.now()
    data = json.dumps(own_data(held, name=visit.name, curp=visit.curp, now=now), ensure_ascii=False, indent=1)
    return download(data.encode(), "sus-datos.json", "application/json")


@fresh(CONFIRMED_MINUTES)
@require_POST
def copy_ask(request: VisitRequest) -> HttpResponse:
    """Ask for the sealed copy: the worker prints it."""
    actor, visit = _person(request), request.visit
    copy_issue(name=visit.name, curp=visit.curp, by=actor, now=settings.VENTANILLA_CLOCK.now())
    return redirect(f"{PAGE}#copia")


@signed_in
@require_safe
def copy_status(request: VisitRequest) -> JsonResponse:
    """Whether the sealed copy is ready, for the page that waits."""
    copy = copy_of(_person(request))
    if copy is None:
        raise Http404
    return JsonResponse({"listo": copy.ready})


@fresh(CONFIRMED_MINUTES)
@require_safe
def copy_file(request: VisitRequest, folio: str) -> HttpResponse:
    """The sealed copy."""
    actor, compact = _person(request), read_folio(folio)
    mine = compact and document_kind_for(actor, compact) == COPY
    return document_file(request, compact if mine else None, "/oficina")


@signed_in
@require_safe
def use(request: VisitRequest) -> HttpResponse:
    """Who used one's data, for whom, what, when and why."""
    actor = request.visit.actor
    if actor.acts_for is not None:
        return render(request, "portal/datos_uso.html", {"page": UsoPage(for_company=True), **SECTION})
    before = request.GET.get("antes", "")
    found = accesses_for(
        actor, before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
    )
    shown = found[:ACCESS_PAGE]
    older = f"{PAGE}/uso?antes={shown[-1].id}" if len(found) > ACCESS_PAGE else ""
    page = UsoPage(tuple(_use(actor, one) for one in shown), older)
    return render(request, "portal/datos_uso.html", {"page": page, **SECTION})


def _use(actor: Actor, one: Access) -> UseRow:
    return UseRow(who=_who(actor, one), what=one.what.text, why=one.why.text, at=one.at, acting_for=one.acting_for)


def _who(actor: Actor, one: Access) -> Text | str:
    match one.reader:
        case ReaderKind.OFICIAL if one.unit:
            return Text(
                "USO_OFICIAL_UNIDAD", "Personal de la institución: {puesto}, {unidad}", puesto=one.post, unidad=one.unit
            )
        case ReaderKind.OFICIAL:
            return Text("USO_OFICIAL", "Personal de la institución: {puesto}", puesto=one.post)
        case ReaderKind.TITULAR:
            return Text("USO_USTED", "Usted")
        case ReaderKind.FAMILIAR | ReaderKind.REPRESENTANTE:
            return _name(actor, one) or RELATIVE


def _name(actor: Actor, one: Access) -> str:
    """What a relative is called, while they are one: the register shows nobody else."""
    if one.person is None:
        return ""
    with scope(actor.subject):
        return persona_nombre(one.person) or ""
