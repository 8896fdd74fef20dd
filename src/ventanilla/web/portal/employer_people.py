"""Whom an employer insures: the list, one person with it alone, and the list as a file.

A name or a number that is searched travels in the body of a form, never in an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.affiliation.api import (
    Expediente,
    Filtro,
    Orden,
    Periodo,
    Renglon,
    Situacion,
    expediente_for,
    plantilla_for,
    plantilla_todo_for,
)
from ventanilla.apps.cases.api import options_of, tramites
from ventanilla.domain.affiliation import TipoTrabajador
from ventanilla.domain.notices import numero_de
from ventanilla.formats.listado import Cell, Listado
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design.employer_shapes import MonthChart, PeoplePage, PersonAct, PersonPage, PersonRow, SpanRow
from ventanilla.web.design.shapes import Choice
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.guards import VisitRequest, signed_in

from .employer import (
    WORKER,
    columns,
    employer_or_404,
    movement_row,
    offered,
    person_url,
    printed,
    registro_choices,
)
from .employer_files import file_links, handed
from .filing import begun

HERE: Final = "/oficina/personas"
INSURED: Final = ("movimiento_modificacion", "movimiento_baja")  # what is filed of who is insured today
LEFT: Final = ("movimiento_alta",)
CONTRACTS: Final = {"7": 7, "30": 30, "60": 60}  # days until a contract ends
SITUATIONS: Final = {
    Situacion.ACTIVAS: Text("SITUACION_ACTIVAS", "Aseguradas hoy"),
    Situacion.BAJA: Text("SITUACION_BAJA", "Dadas de baja"),
}
ORDERS: Final = {
    Orden.NOMBRE: Text("ORDEN_NOMBRE", "Nombre"),
    Orden.SALARIO: Text("ORDEN_SALARIO", "Salario más alto"),
    Orden.ANTIGUEDAD: Text("ORDEN_ANTIGUEDAD", "Más antigüedad"),
}
BAD_WAGE: Final = Text("SALARIO_ILEGIBLE", "El salario va en pesos, con números: 450.50. Corríjalo y repita.")
COLUMNS: Final = (
    "Nombre", "NSS", "CURP", "Registro patronal", "Alta", "Último día", "Salario base diario", "Tipo", "Contrato hasta",
)  # fmt: skip
WIDTHS: Final = (42, 14, 21, 17, 12, 12, 16, 24, 14)
FILTERS: Final = ("registro", "situacion", "tipo", "desde", "hasta", "contrato", "duda", "orden")
MOST_PESOS: Final = 10_000_000
MAX_SEARCH: Final = 100  # characters
MAX_SPANS: Final = 24  # columns of the chart of one person's wages: the last ones


class _Wrong(ValueError):
    """A filter that cannot be read; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.code)
        self.text = text


def _filter(given: Mapping[str, str], today: date, busca: str = "") -> Filtro:
    """What of the list is asked. _Wrong for a wage that is none; a choice that is none is all."""
    kinds = {one.value for one in TipoTrabajador}
    days = CONTRACTS.get(given.get("contrato", ""))
    situation, order = given.get("situacion", ""), given.get("orden", "")
    return Filtro(
        busca=busca,
        registro=given.get("registro", "")[:11],
        situacion=Situacion(situation) if situation in {one.value for one in Situacion} else Situacion.ACTIVAS,
        trabajador=TipoTrabajador(given["tipo"]) if given.get("tipo") in kinds else None,
        sbc_desde=_centavos(given.get("desde", "")),
        sbc_hasta=_centavos(given.get("hasta", "")),
        contrato_antes=today + timedelta(days=days) if days else None,
        duda=given.get("duda") == "si",
        orden=Orden(order) if order in {one.value for one in Orden} else Orden.NOMBRE,
    )


def _centavos(written: str) -> int | None:
    compact = written.strip().replace(",", "").removeprefix("$")
    if not compact:
        return None
    try:
        pesos = Decimal(compact)
        if not pesos.is_finite() or not 0 <= pesos <= MOST_PESOS:
            raise _Wrong(BAD_WAGE)
        return Money(pesos.quantize(Decimal("0.01"))).centavos
    except InvalidOperation as wrong:
        raise _Wrong(BAD_WAGE) from wrong


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: VisitRequest) -> HttpResponse:
    """The list; a POST looks for somebody in it."""
    actor = employer_or_404(request)
    today = settings.VENTANILLA_CLOCK.today()
    given = request.POST if request.method == "POST" else request.GET
    asked = {name: given[name] for name in FILTERS if given.get(name)}
    busca = request.POST.get("busca", "").replace("\x00", "").strip()[:MAX_SEARCH]
    after = request.GET.get("despues", "")
    error: Text | str = ""
    try:
        filtro = _filter(asked, today, busca)
    except _Wrong as wrong:
        error, filtro = wrong.text, Filtro(busca=busca)
        asked = {name: value for name, value in asked.items() if name not in {"desde", "hasta"}}
    page = plantilla_for(actor, filtro, int(after) if after.isdecimal() and len(after) <= 18 else None, today)
    query = urlencode(asked)
    following = urlencode(asked | {"despues": str(page.siguiente)}) if page.siguiente is not None and not busca else ""
    none_yet = not page.total and not asked and not busca and not error
    acts = offered(("movimiento_alta",))
    shown = PeoplePage(
        rows=tuple(_row(one, today) for one in page.renglones),
        total=page.total,
        registros=registro_choices(actor, filtro.registro),
        situations=_choices(SITUATIONS, filtro.situacion),
        kinds=(
            Choice("", Text("TODOS_LOS_TIPOS", "Todos"), checked=filtro.trabajador is None),
            *(Choice(one.value, text, checked=one is filtro.trabajador) for one, text in WORKER.items()),
        ),
        contracts=_contract_choices(asked.get("contrato", "")),
        orders=_choices(ORDERS, filtro.orden),
        wage_from=given.get("desde", "")[:20],
        wage_to=given.get("hasta", "")[:20],
        doubts=filtro.duda,
        searched=busca,
        nearly=page.parecidos,
        error=error,
        kept=tuple(asked.items()),
        first_url=f"{HERE}?{query}" if after else "",
        next_url=f"{HERE}?{following}" if following else "",
        files=file_links(HERE, query) if page.total and not busca else (),
        none_yet=none_yet,
        left=filtro.situacion is Situacion.BAJA,
        act=acts[0] if acts else None,
    )
    context = {"page": shown, "section": "oficina"}
    return render(request, "portal/personas.html", context, status=422 if error else 200)


def _choices(words: Mapping[Orden, Text] | Mapping[Situacion, Text], chosen: Orden | Situacion) -> tuple[Choice, ...]:
    return tuple(Choice(one.value, text, checked=one is chosen) for one, text in words.items())


def _contract_choices(chosen: str) -> tuple[Choice, ...]:
    found = [Choice("", Text("CUALQUIER_CONTRATO", "Cualquiera"), checked=chosen not in CONTRACTS)]
    found += [
        Choice(value, Text("CONTRATO_TERMINA", "Termina en {dias} días", dias=days), checked=value == chosen)
        for value, days in CONTRACTS.items()
    ]
    return tuple(found)


def _row(one: Renglon, today: date) -> PersonRow:
    return PersonRow(
        name=one.nombre,
        href=person_url(one.persona),
        nss=one.nss,
        curp=one.curp,
        registro=printed(one.registro),
        since=one.desde,
        until=one.hasta,
        wage=Money.of_centavos(one.sbc_centavos),
        kind=WORKER[one.trabajador],
        contract=one.contrato_hasta,
        ending=one.contrato_hasta is not None and today <= one.contrato_hasta <= today + timedelta(days=30),
    )


@signed_in
@require_safe
def people_file(request: VisitRequest, kind: str) -> HttpResponse:
    """The list as a file, as it is narrowed and ordered; ``kind`` is csv or xlsx."""
    actor = employer_or_404(request)
    today = settings.VENTANILLA_CLOCK.today()
    try:
        filtro = _filter(request.GET, today)
    except _Wrong as wrong:
        raise Http404 from wrong
    said = Total()
    rows = (said.counted(one) for one in plantilla_todo_for(actor, filtro, today))
    note = f"Según el registro al {today:%d/%m/%Y}."
    return handed(kind, Listado("Personas", COLUMNS, rows, said, note, WIDTHS), "personas")


class Total(list[Cell]):
    """The row under the list, known when the list has been written: how many, and their daily wages together."""

    def __init__(self) -> None:
        super().__init__()
        self.people, self.wages = 0, 0

    def counted(self, one: Renglon) -> tuple[Cell, ...]:
        """The row of somebody, who counts from now on."""
        self.people, self.wages = self.people + 1, self.wages + one.sbc_centavos
        total: list[Cell] = [f"Total: {self.people}", *[None] * 5, Money.of_centavos(self.wages)]
        self[:] = total
        return (
            one.nombre,
            one.nss,
            one.curp,
            printed(one.registro),
            one.desde,
            one.hasta,
            Money.of_centavos(one.sbc_centavos),
            sentence(WORKER[one.trabajador]),
            one.contrato_hasta,
        )


@signed_in
@require_safe
def person(request: VisitRequest, persona: UUID) -> HttpResponse:
    """Somebody with this employer, and with no other."""
    actor = employer_or_404(request)
    found = expediente_for(actor, persona)
    if found is None:
        raise Http404
    now = _today(found)
    page = PersonPage(
        name=found.nombre,
        nss=found.nss,
        curp=found.curp,
        now=tuple(map(_span, now)),
        spans=tuple(_span(one) for one in reversed(found.periodos)),
        movements=tuple(movement_row(one) for one in found.avisos),
        since=min((one.empleo_desde for one in now), default=None),
        contract=max((one.contrato_hasta for one in now if one.contrato_hasta is not None), default=None),
        chart=_wages(found),
        acts=tuple(_acts(now)),
        file_url=f"{person_url(persona)}/presentar",
    )
    return render(request, "portal/persona.html", {"page": page, "section": "oficina"})


def _today(found: Expediente) -> list[Periodo]:
    today = settings.VENTANILLA_CLOCK.today()
    return [one for one in found.periodos if one.desde <= today and (one.hasta is None or today <= one.hasta)]


def _acts(now: Sequence[Periodo]) -> Iterator[PersonAct]:
    """What can be filed of somebody: with each registro where they are insured today, or that they came back."""
    known = tramites()
    for registro in dict.fromkeys(one.registro for one in now) or ("",):
        for key in INSURED if registro else LEFT:
            if key in known:
                yield PersonAct(key, known[key].title, registro, printed(registro) if len(now) > 1 else "")


@signed_in
@require_POST
def file_for(request: VisitRequest, persona: UUID) -> HttpResponseBase:
    """Begin a notice of somebody, with the registro and their numbers already answered.

    Both are read here of this employer's own list: what a page posts only chooses among them.
    """
    actor = employer_or_404(request)
    found = expediente_for(actor, persona)
    if found is None:
        raise Http404
    key, registro = request.POST.get("tramite", ""), request.POST.get("registro", "")
    offered_here = tramites().get(key)
    if offered_here is None or (key, registro) not in {(one.key, one.registro) for one in _acts(_today(found))}:
        raise Http404
    words = options_of(actor, offered_here).get("registro", ())
    chosen = next((one for one in words if numero_de(one) == registro), "")
    answers = {"registro": chosen, "persona.nss": found.nss, "persona.curp": found.curp}
    return begun(request, key, {name: value for name, value in answers.items() if value})


def _span(one: Periodo) -> SpanRow:
    return SpanRow(
        printed(one.registro), one.desde, one.hasta, Money.of_centavos(one.sbc_centavos), WORKER[one.trabajador]
    )


def _wages(found: Expediente) -> MonthChart | None:
    """Each wage that they had here, in order; nothing to draw of only one."""
    spans = found.periodos[-MAX_SPANS:]
    if len(spans) < 2:
        return None
    values = [one.sbc_centavos for one in spans]
    words = [str(Money.of_centavos(n)) for n in values]
    about = Text(
        "GRAFICA_HISTORIA",
        "Una columna por salario, en orden. De {primero} a {ultimo}.",
        primero=words[0],
        ultimo=words[-1],
    )
    labels = list(_starts(spans))
    return columns("historia", "Su salario diario con usted", about, "Salario diario", labels, values, words)


def _starts(spans: tuple[Periodo, ...]) -> Iterator[str]:
    for one in spans:
        yield f"{one.desde:%d/%m/%Y}"
