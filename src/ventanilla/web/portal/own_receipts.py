"""«Mis recibos de nómina»: one's own receipts beside what was registered, given and taken back. No employer's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.apps.affiliation.api import (
    MAX_AT_ONCE,
    NotInRegister,
    Recibidos,
    ReciboVisto,
    evidencia_for,
    historia_for,
    recibos_for,
    recibos_guardar,
    recibos_quitar,
)
from ventanilla.domain.anomalies import Junto, junto_al_registro
from ventanilla.domain.authority import Actor
from ventanilla.formats.cfdi.own import MAX_RECEIPT
from ventanilla.kernel.text import Text
from ventanilla.web.design.receipt_shapes import OwnReceiptsPage, ReceiptRow, RefusedFile
from ventanilla.web.design.shapes import Link, Sentence
from ventanilla.web.guards import VisitRequest, signed_in
from ventanilla.web.uploads import too_large_size

from .history import person_or_404
from .home import employer_named

HERE: Final = "/historia/recibos"
FILES: Final = "recibos"
ALL: Final = "todos"
MAX_NAME: Final = 60  # characters of a file's name that are said back
NO_FILES: Final = Text("RECIBOS_FALTAN", "Elija al menos un archivo XML de sus recibos.")
TOO_MANY: Final = Text("RECIBOS_MUCHOS", "Elija hasta {n} archivos a la vez, y después los demás.", n=MAX_AT_ONCE)
TOO_LARGE: Final = Text("RECIBOS_GRANDES", "Esos archivos pesan demasiado para ser recibos. Elija solo los XML.")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: VisitRequest) -> HttpResponse:
    """The receipts that they keep here beside the register; sent files are kept, and what came of each is said."""
    actor = person_or_404(request)
    if request.method != "POST":
        return _page(request, actor)
    sent = request.FILES.getlist(FILES)
    error: Sentence = ""
    if too_large_size(request) is not None:
        error = TOO_LARGE
    elif not sent:
        error = NO_FILES
    elif len(sent) > MAX_AT_ONCE:
        error = TOO_MANY
    if error:
        return _page(request, actor, error=error)
    files = [((one.name or "")[:MAX_NAME], one.read(MAX_RECEIPT + 1)) for one in sent]
    try:
        found = recibos_guardar(files, by=actor, now=settings.VENTANILLA_CLOCK.now())
    except NotInRegister:
        return _page(request, actor)
    return _page(request, actor, found)


@signed_in
@require_POST
def receipts_remove(request: VisitRequest) -> HttpResponseBase:
    """Forget one of them, or all."""
    actor = person_or_404(request)
    said = request.POST.get("recibo", "")
    try:
        which = None if said == ALL else [UUID(said)]
    except ValueError:
        which = []
    recibos_quitar(which, by=actor, now=settings.VENTANILLA_CLOCK.now())
    year = request.POST.get("anio", "")
    return redirect(f"{HERE}?anio={year}" if year.isdecimal() and len(year) == 4 else HERE)


def _page(request: VisitRequest, actor: Actor, found: Recibidos | None = None, *, error: Sentence = "") -> HttpResponse:
    page = _filled(actor, request.GET.get("anio", ""))
    if found is not None:
        refused = tuple(RefusedFile(name, why) for name, why in found.rechazados)
        page = replace(page, kept=found.guardados, repeated=found.repetidos, refused=refused)
    page = replace(page, error=error, at_once=MAX_AT_ONCE)
    status = 422 if error or page.refused or (request.method == "POST" and not page.known) else 200
    return render(request, "portal/recibos_propios.html", {"page": page, "section": "oficina"}, status=status)


def _filled(actor: Actor, asked: str) -> OwnReceiptsPage:
    today = settings.VENTANILLA_CLOCK.today()
    try:
        historia = historia_for(actor)
    except NotInRegister:
        return OwnReceiptsPage(known=False)
    kept = recibos_for(actor)
    evidence = evidencia_for(actor, historia)
    beside = {one.recibo: one for one in junto_al_registro(evidence, today)}
    names = {one.registro_patronal: one.nombre for one in historia.patrones}
    years = sorted({one.recibo.periodo.last.year for one in kept}, reverse=True)
    year = int(asked) if asked.isdecimal() and int(asked) in years else (years or [0])[0]
    shown = [one for one in kept if one.recibo.periodo.last.year == year]
    return OwnReceiptsPage(
        rows=tuple(_row(one, beside[one.recibo], names) for one in shown),
        year=year,
        years=tuple(Link(str(one), f"{HERE}?anio={one}") for one in years),
        total=len(kept),
        more=sum(beside[one.recibo].mayor or beside[one.recibo].registrado is None for one in kept),
    )


def _row(one: ReciboVisto, junto: Junto, names: Mapping[str, str]) -> ReceiptRow:
    fact = one.recibo
    return ReceiptRow(
        str(one.id),
        fact.periodo.first,
        fact.periodo.last,
        employer_named(fact.registro, names) if fact.registro else fact.rfc_patron,
        fact.sbc,
        junto.registrado,
        _verdict(junto),
    )


def _verdict(junto: Junto) -> Literal["more", "same", "less", "absent"]:
    if junto.registrado is None:
        return "absent"
    if junto.mayor:
        return "more"
    return "less" if junto.recibo.sbc < junto.registrado else "same"
