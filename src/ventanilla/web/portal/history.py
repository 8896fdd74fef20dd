"""Somebody's own history: every movement and who filed it, wages, weeks, gaps, and what was due to their accounts.

As it is known now, or as it was known at the end of a past day. It is of whoever the session acts for as a person: no
address names anybody, so there is nothing of another to ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.apps.affiliation.api import (
    NotInRegister,
    Presentante,
    evidencia_for,
    historia_for,
    presentantes_for,
)
from ventanilla.apps.cases.api import tramites
from ventanilla.domain.affiliation import Historia, Movimiento, regimen_de, vigentes
from ventanilla.domain.anomalies import Anomalia, anomalias
from ventanilla.domain.authority import Actor
from ventanilla.domain.benefits import Semanas, semanas
from ventanilla.domain.contributions import Bill, Cobro
from ventanilla.domain.history import DESCUENTOS, Anio, Aportacion, aportaciones, por_anio
from ventanilla.formats.historial import (
    AnioEscrito,
    BimestreEscrito,
    Historial,
    HuecoEscrito,
    Renglon,
    write_csv,
    write_json,
)
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import MONTHS, Text
from ventanilla.web.design.employer_shapes import MonthChart
from ventanilla.web.design.history_shapes import (
    BimesterRow,
    ComparedRow,
    GapRow,
    HistoryPage,
    OddRow,
    OwnEmployer,
    OwnMovement,
    YearRow,
)
from ventanilla.web.design.shapes import Link, Sentence
from ventanilla.web.downloads import download
from ventanilla.web.errors import error_page
from ventanilla.web.guards import VisitRequest, signed_in

from .employer import KIND, columns, printed
from .history_print import Busy, printed_history
from .home import employer_named

HERE: Final = "/historia"
DISPUTE: Final = "/tramites/aclaracion"
BAD_DAY: Final = Text("HISTORIA_FECHA", "La fecha no existe o todavía no llega. Escriba un día como 2025-03-31.")
ACTS: Final = ("constancia_semanas", "aclaracion", "constancia_perdida")
AVISO: Final = {"02": "baja", "07": "modificacion", "08": "alta"}  # as the file says each kind
RECEIPTS: Final = Link(
    Text("RECIBOS_PROPIOS", "Mis recibos de nómina"),
    "/historia/recibos",
    Text("RECIBOS_PROPIOS_QUE", "Compare lo que le pagan con lo que su empleador registró."),
)
MAX_COMPARED: Final = 12  # receipts beside the register, the last ones; all are in the page of receipts
MAX_COLUMNS: Final = 24  # of a chart: the last years
_CENTI: Final = 100  # of a UMA
_TYPES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Known:
    """Everything of one history, computed once. ``known`` None: as it is known now."""

    historia: Historia
    on: date
    known: datetime | None
    weeks: Semanas
    years: tuple[Anio, ...]
    accounts: tuple[Aportacion, ...]
    odd: tuple[Anomalia, ...]
    filed: Mapping[UUID, Presentante]
    unknown: frozenset[str]
    collected: Mapping[str, Cobro]

    @property
    def movements(self) -> list[Movimiento]:
        """Every movement, the last received first."""
        return sorted(self.historia.movimientos, key=lambda one: (one.recorded, one.id), reverse=True)

    def paid(self, one: Aportacion) -> bool | None:
        """Whether a bimester was paid; None where nobody tells."""
        told = self.collected.get(one.registro)
        return None if told is None else told.pagado(Bill.BIMONTHLY, one.periodo)

    def employer(self, registro: str) -> str:
        """Whose a registro is, as the movements name it."""
        return employer_named(registro, {one.registro_patronal: one.nombre for one in self.historia.patrones})


def _known(actor: Actor, until: date | None) -> Known | None:
    """What is known of whoever the session acts for; None where the register knows nobody such."""
    today = settings.VENTANILLA_CLOCK.today()
    instant = None if until is None else datetime.combine(until + timedelta(days=1), time(), CIVIL_ZONE)
    on = today if until is None else until
    try:
        # What was received by the end of that day: the first instant of the next one is not of it.
        historia = historia_for(actor, None if instant is None else instant - timedelta(microseconds=1))
    except NotInRegister:
        return None
    evidence = evidencia_for(actor, historia)
    return Known(
        historia,
        on,
        instant,
        semanas(historia, None, on),
        por_anio(historia, on),
        aportaciones(historia, on, evidence.certificados, evidence.zonas),
        anomalias(evidence, on),
        presentantes_for(actor, (one.id for one in historia.movimientos)),
        evidence.no_reconoce,
        evidence.cobros if instant is None else {},  # what was told by then, nobody keeps
    )


def _asked(request: VisitRequest) -> date | None:
    """The past day that was asked, None for now; ValueError for one that is none, or that has not ended."""
    written = request.GET.get("conocido", "").strip()
    if not written:
        return None
    asked = date.fromisoformat(written)
    if asked > settings.VENTANILLA_CLOCK.today() or asked.year < date.min.year + 1:
        raise ValueError("that day has not come")
    return asked


def person_or_404(request: VisitRequest) -> Actor:
    """For whoever acts for a company there is no such page."""
    actor = request.visit.actor
    if actor.acts_for is not None and not actor.kin:
        raise Http404
    return actor


@signed_in
@require_safe
def history(request: VisitRequest) -> HttpResponse:
    """The history, as it is known now or as it was known."""
    actor = person_or_404(request)
    error: Sentence = ""
    try:
        until = _asked(request)
    except ValueError:
        error, until = BAD_DAY, None
    found = _known(actor, until)
    today = settings.VENTANILLA_CLOCK.today()
    page = _page(found, until, request.GET.get("anio", "")) if found else HistoryPage(today)
    if error:
        page = replace(page, typed=request.GET.get("conocido", "")[:20], error=error)
    context = {"page": page, "section": "oficina"}
    return render(request, "portal/historia.html", context, status=422 if error else 200)


@signed_in
@require_safe
def history_file(request: VisitRequest, kind: str) -> HttpResponse:
    """The history as a file: csv (its movements), json or pdf (all of it)."""
    actor = person_or_404(request)
    try:
        until = _asked(request)
    except ValueError as wrong:
        raise Http404 from wrong
    found = _known(actor, until) if kind in _TYPES else None
    if found is None or not found.historia.movimientos:
        raise Http404
    written = written_of(found)
    match kind:
        case "csv":
            data = write_csv(written.movimientos)
        case "json":
            data = write_json(written)
        case _:
            try:
                data = printed_history(written, settings.VENTANILLA_CLOCK.now())
            except Busy:
                return error_page(request, 503)
    return download(data, f"historia.{kind}", _TYPES[kind])


def _page(found: Known, until: date | None, year: str) -> HistoryPage:
    query = "" if until is None else f"?{urlencode({'conocido': until.isoformat()})}"
    with_accounts = sorted({one.periodo.first.year for one in found.accounts}, reverse=True)
    chosen = int(year) if year.isdecimal() and int(year) in with_accounts else (with_accounts or [0])[0]
    offered = tramites()
    return HistoryPage(
        as_of=found.on,
        name=found.historia.nombre,
        weeks=found.weeks.cotizadas,
        odd=tuple(_odd(one, n) for n, one in enumerate(found.odd, 1)) if until is None else (),
        movements=tuple(_movements(found)),
        years_table=tuple(_year(one) for one in reversed(found.years)),
        charts=tuple(_charts(found.years[-MAX_COLUMNS:])),
        gaps=tuple(GapRow(one.desde, one.hasta, one.dias, one.entre_contratos) for one in reversed(found.weeks.huecos)),
        bimesters=tuple(_bimester(one, found) for one in found.accounts if one.periodo.first.year == chosen),
        year=chosen,
        years=tuple(_year_link(one, until) for one in with_accounts),
        files=tuple(Link(kind.upper(), f"{HERE}/archivo.{kind}{query}") for kind in ("pdf", "csv", "json"))
        if found.historia.movimientos
        else (),
        employers=tuple(_employers(found)) if until is None else (),
        acts=(
            RECEIPTS,
            *(Link(offered[key].title, f"/tramites/{key}", offered[key].obtains) for key in ACTS if key in offered),
        ),
        known=until,
        typed="" if until is None else until.isoformat(),
        discounts=DESCUENTOS,
        collected=bool(found.collected),
    )


def _year_link(year: int, until: date | None) -> Link:
    asked = {"anio": str(year)} if until is None else {"anio": str(year), "conocido": until.isoformat()}
    return Link(str(year), f"{HERE}?{urlencode(asked)}#aportaciones")


def _movements(found: Known) -> Iterator[OwnMovement]:
    by_id = {one.id: one for one in found.historia.movimientos}
    corrected = {one.supersedes: one for one in found.historia.movimientos if one.supersedes is not None}
    for one in found.movements:
        marks: list[Sentence] = []
        old = by_id.get(one.supersedes) if one.supersedes is not None else None
        if old is not None:
            marks.append(Text("HISTORIA_CORRIGE", "Corrige el que se recibió el {dia}", dia=civil_date(old.recorded)))
        if one.id in corrected:
            again = corrected[one.id]
            marks.append(Text("HISTORIA_CORREGIDO", "Se corrigió el {dia}", dia=civil_date(again.recorded)))
        yield OwnMovement(
            KIND[one.tipo],
            one.on,
            one.declarada if one.declarada != one.on else None,
            one.recorded,
            None if one.sbc_centavos is None else Money.of_centavos(one.sbc_centavos),
            found.employer(one.registro_patronal),
            printed(one.registro_patronal),
            _filed(found.filed.get(one.id)),
            tuple(marks),
            f"/aclarar/{one.id}" if found.known is None and one.id not in corrected else "",
        )


def _filed(who: Presentante | None) -> Sentence:
    """Who filed one, "" where it did not come through this office."""
    if who is None:
        return ""
    if who.oficina:
        return Text("HISTORIA_PRESENTO_OFICINA", "Lo presentó la oficina")
    if not who.nombre:
        return Text("HISTORIA_PRESENTO_CUENTA", "Lo presentó alguien con cuenta en esta oficina")
    if who.autorizado:
        return Text("HISTORIA_PRESENTO_AUTORIZADO", "Lo presentó {quien}, con autorización", quien=who.nombre)
    return Text("HISTORIA_PRESENTO", "Lo presentó {quien}", quien=who.nombre)


def _odd(one: Anomalia, n: int) -> OddRow:
    shown = one.comparados[-MAX_COMPARED:]
    return OddRow(
        f"revisar-{n}",
        one.clase.titulo,
        one.que,
        one.significa,
        one.relojes,
        one.semanas,
        one.pesos,
        one.cite,
        _dispute(one),
        tuple(ComparedRow(c.periodo.first, c.periodo.last, c.registrado, c.recibo) for c in shown),
        len(one.comparados) - len(shown),
    )


def _dispute(one: Anomalia) -> str:
    """Where it is put right: what is wrong with the movement that it stands on, or what is missing."""
    if one.problema is None:
        return ""
    return f"/aclarar/{one.movimientos[0]}" if one.movimientos else DISPUTE


def _employers(found: Known) -> Iterator[OwnEmployer]:
    """Each employer that has filed something that counts, by its last movement; not a regime that one joins alone."""
    newest: dict[str, Movimiento] = {}
    for one in vigentes(found.historia.movimientos, found.on):
        newest[one.registro_patronal] = one
    for registro, one in reversed(newest.items()):
        if not regimen_de(registro).voluntario:
            yield OwnEmployer(
                found.employer(registro), printed(registro), f"/no-reconozco/{one.id}", registro in found.unknown
            )


def _year(one: Anio) -> YearRow:
    return YearRow(
        one.anio, one.dias, one.semanas, one.acumuladas, one.salario, "" if one.uma is None else str(one.uma)
    )


def _charts(years: Sequence[Anio]) -> Iterator[MonthChart]:
    """The daily wage at the end of each year, in pesos and in UMA; nothing to draw of only one."""
    if len(years) < 2:
        return
    told: tuple[tuple[str, Text, Text, Callable[[Anio], int], Callable[[Anio], str]], ...] = (
        (
            "pesos",
            Text("HISTORIA_EN_PESOS", "Salario diario, en pesos"),
            Text("HISTORIA_PESOS", "Salario diario"),
            lambda one: one.salario.centavos,
            lambda one: str(one.salario),
        ),
        (
            "uma",
            Text("HISTORIA_EN_UMA", "Salario diario, en UMA (Unidad de Medida y Actualización)"),
            Text("HISTORIA_UMA", "Número de UMA"),
            lambda one: int(one.uma * _CENTI) if one.uma is not None else 0,
            lambda one: "Sin dato" if one.uma is None else str(one.uma),
        ),
    )
    for key, title, unit, value, word in told:
        words = [word(one) for one in years]
        about = Text(
            "HISTORIA_GRAFICA",
            "Una columna por año, al último día asegurado. De {primero} en {anio} a {ultimo} en {fin}.",
            primero=words[0],
            anio=years[0].anio,
            ultimo=words[-1],
            fin=years[-1].anio,
        )
        labels = [str(one.anio) for one in years]
        yield columns(f"historia-{key}", title, about, unit, labels, [value(one) for one in years], words)


def _bimester(one: Aportacion, found: Known) -> BimesterRow:
    first, last = one.periodo.first, one.periodo.last
    old_age = None if one.patron is None or one.obrero is None else one.patron + one.obrero
    return BimesterRow(
        name=Text("BIMESTRE", "{uno} y {otro}", uno=MONTHS[first.month - 1], otro=MONTHS[last.month - 1]),
        employer=found.employer(one.registro),
        retirement=one.retiro,
        old_age=old_age,
        housing=one.vivienda,
        total=one.total,
        due=one.vence,
        overdue=one.vence is not None and one.vence < found.on,
        unknown=one.falta or "",
        paid=found.paid(one),
    )


def written_of(found: Known) -> Historial:
    """The same as a file holds it, in the order it was received."""
    who = found.historia
    return Historial(
        who.nombre,
        who.curp,
        who.nss,
        found.on,
        found.known,
        tuple(_row(one, found) for one in reversed(found.movements)),
        tuple(_written_year(one) for one in found.years),
        tuple(HuecoEscrito(one.desde, one.hasta, one.dias, one.entre_contratos) for one in found.weeks.huecos),
        tuple(
            BimestreEscrito(
                one.periodo.first, one.periodo.last, one.registro, one.dias, one.retiro, one.patron, one.obrero,
                one.vivienda, found.paid(one),
            )
            for one in found.accounts
        ),
    )  # fmt: skip


def _written_year(one: Anio) -> AnioEscrito:
    return AnioEscrito(one.anio, one.dias, one.semanas, one.acumuladas, one.salario, one.uma)


def _row(one: Movimiento, found: Known) -> Renglon:
    who = found.filed.get(one.id)
    return Renglon(
        AVISO[one.tipo.value],
        one.on,
        one.declarada,
        one.recorded.astimezone(CIVIL_ZONE),
        None if one.sbc_centavos is None else Money.of_centavos(one.sbc_centavos),
        found.employer(one.registro_patronal),
        one.registro_patronal,
        one.nss,
        str(who.quien) if who else "",
        who is not None and who.autorizado,
        one.id,
        one.supersedes,
    )
