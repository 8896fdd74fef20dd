"""What an employer filed: the list, and the same as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.affiliation.api import (
    FiltroAvisos,
    Presentado,
    presentados_for,
    presentados_todo_for,
)
from ventanilla.domain.affiliation import Tipo
from ventanilla.formats.listado import Cell, Listado
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design.employer_shapes import MovementsPage
from ventanilla.web.design.shapes import Choice
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.guards import VisitRequest, signed_in

from .employer import KIND, MARK, employer_or_404, movement_row, printed, registro_choices
from .employer_files import file_links, handed

HERE: Final = "/oficina/movimientos"
FILTERS: Final = ("tipo", "registro", "desde", "hasta")
BAD_DAY: Final = Text("FECHA_ILEGIBLE", "La fecha no existe. Escríbala como 2026-11-22.")
WRONG_ORDER: Final = Text("FECHAS_AL_REVES", "La segunda fecha es anterior a la primera. Cámbielas.")
COLUMNS: Final = (
    "Aviso", "Nombre", "NSS", "Registro patronal", "Surte efectos", "Fecha declarada", "Recibido",
    "Salario base diario", "Observaciones", "Quién lo presentó",
)  # fmt: skip
WIDTHS: Final = (18, 42, 14, 17, 13, 14, 12, 16, 26, 32)


class _Wrong(ValueError):
    """Filters that cannot be read; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.code)
        self.text = text


def _filter(given: Mapping[str, str]) -> FiltroAvisos:
    tipo = given.get("tipo", "")
    since, until = _day(given.get("desde", "")), _day(given.get("hasta", ""))
    if since is not None and until is not None and until < since:
        raise _Wrong(WRONG_ORDER)
    return FiltroAvisos(
        tipo=Tipo(tipo) if tipo in {one.value for one in Tipo} else None,
        registro=given.get("registro", "")[:11],
        desde=since,
        hasta=until,
    )


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise _Wrong(BAD_DAY) from wrong


def _place(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


@signed_in
@require_safe
def movements(request: VisitRequest) -> HttpResponse:
    """The list, the last received first."""
    actor = employer_or_404(request)
    asked = {name: request.GET[name][:40] for name in FILTERS if request.GET.get(name)}
    after = _place(request.GET.get("despues", ""))
    error: Text | str = ""
    try:
        filtro = _filter(asked)
    except _Wrong as wrong:
        error, filtro = wrong.text, FiltroAvisos()
    found = presentados_for(actor, filtro, after)
    query = urlencode(asked)
    page = MovementsPage(
        rows=tuple(movement_row(one) for one in found.avisos),
        total=found.total,
        kinds=(
            Choice("", Text("TODOS_LOS_AVISOS", "Todos"), checked=filtro.tipo is None),
            *(Choice(one.value, text, checked=one is filtro.tipo) for one, text in KIND.items()),
        ),
        registros=registro_choices(actor, filtro.registro),
        since=asked.get("desde", ""),
        until=asked.get("hasta", ""),
        error=error,
        first_url=f"{HERE}?{query}" if after else "",
        next_url=f"{HERE}?{urlencode(asked | {'despues': str(found.siguiente)})}" if found.siguiente else "",
        files=file_links(HERE, query) if found.total and not error else (),
        none_yet=not found.total and not asked,
    )
    context = {"page": page, "section": "oficina"}
    return render(request, "portal/movimientos.html", context, status=422 if error else 200)


@signed_in
@require_safe
def movements_file(request: VisitRequest, kind: str) -> HttpResponse:
    """The list as a file, as it is narrowed."""
    actor = employer_or_404(request)
    try:
        filtro = _filter(request.GET)
    except _Wrong as wrong:
        raise Http404 from wrong
    count = Count()
    rows = (count.counted(one) for one in presentados_todo_for(actor, filtro))
    return handed(kind, Listado("Movimientos", COLUMNS, rows, count, anchos=WIDTHS), "movimientos")


class Count(list[Cell]):
    """The row under the list, known when the list has been written: how many."""

    def __init__(self) -> None:
        super().__init__()
        self.movements = 0

    def counted(self, one: Presentado) -> tuple[Cell, ...]:
        """The row of a movement, which counts from now on."""
        self.movements += 1
        self[:] = [f"Total: {self.movements}"]
        return (
            sentence(KIND[one.tipo]),
            one.nombre,
            one.nss,
            printed(one.registro),
            one.fecha,
            one.declarada,
            civil_date(one.recibido),
            None if one.sbc_centavos is None else Money.of_centavos(one.sbc_centavos),
            "; ".join(sentence(MARK[mark]) for mark in one.marcas),
            sentence(one.por),
        )
