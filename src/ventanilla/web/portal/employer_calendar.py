"""What an employer has to do, by when: the page, and a file for the calendar that it uses."""

from __future__ import annotations

from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.affiliation.api import Registro, registros_de
from ventanilla.apps.cases.api import asks_for
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.contributions import Calendario, Plazo
from ventanilla.formats import ics
from ventanilla.web.design.employer_shapes import PlazoMonth, PlazosPage
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.downloads import download
from ventanilla.web.guards import VisitRequest, signed_in

from .employer import AHEAD_MONTHS, employer_or_404, plazo_row, printed, terms_of

FILE: Final = "/oficina/calendario.ics"
FILE_MONTHS: Final = 12
WARN_DAYS: Final = 3  # days before, of the alarm in the file


@signed_in
@require_safe
def terms(request: VisitRequest) -> HttpResponse:
    """The terms to come, month by month."""
    actor = employer_or_404(request)
    today = settings.VENTANILLA_CLOCK.today()
    found, registros = _terms(actor)
    rows = [plazo_row(plazo, today) for plazo in found.plazos]
    months = groupby(rows, key=lambda row: row.until.replace(day=1))
    page = PlazosPage(
        months=tuple(PlazoMonth(month, tuple(group)) for month, group in months),
        file_url=FILE if rows else "",
        missing_year=found.sin_tabla or 0,
        incomplete=any(not row.complete for row in rows),
        state="all" if registros else "none",
    )
    return render(request, "portal/calendario.html", {"page": page, "section": "oficina"})


@signed_in
@require_safe
def terms_file(request: VisitRequest) -> HttpResponse:
    """The same as a calendar (.ics); it names no person, so it may be shared."""
    found, _ = _terms(employer_or_404(request), FILE_MONTHS)
    host = urlsplit(settings.VENTANILLA_ORIGIN).hostname or "localhost"
    days = [_day(plazo) for plazo in found.plazos]
    title = f"{settings.VENTANILLA_BRAND['name']}: plazos"
    return download(ics.write(title, days, host, settings.VENTANILLA_CLOCK.now()), "plazos.ics", "text/calendar")


def _terms(actor: Actor, months: int = AHEAD_MONTHS) -> tuple[Calendario, tuple[Registro, ...]]:
    with scope(actor.subject):
        registros = registros_de(actor)
        return terms_of(actor, registros, asks_for(actor), months), registros


def _day(plazo: Plazo) -> ics.Dia:
    said = [sentence(plazo.condicion)] if plazo.condicion is not None else []
    said += [", ".join(plazo.cite)] if plazo.cite else []
    said += [", ".join(map(printed, plazo.registros))] if plazo.registros else []
    return ics.Dia(plazo.clave, plazo.hasta, sentence(plazo.que), "\n".join(said), WARN_DAYS)
