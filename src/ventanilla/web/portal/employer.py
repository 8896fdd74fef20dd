"""What every page of an employer asks first, and how it says what the register holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404

from ventanilla.apps.affiliation.api import Marca, Mes, Presentado, Registro, registros_for
from ventanilla.apps.cases.api import AskView, tramites
from ventanilla.apps.mandates.api import mandates_given
from ventanilla.domain.affiliation import Tipo, TipoTrabajador
from ventanilla.domain.authority import Actor
from ventanilla.domain.authority.mandate import MandateState
from ventanilla.domain.contributions import Asunto, Calendario, Clase, Plazo, RegistroEn, calendario
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import MONTHS, Text
from ventanilla.web.design.employer_shapes import MonthBar, MonthChart, MovementRow, PlazoRow
from ventanilla.web.design.shapes import Choice, Link, Sentence
from ventanilla.web.guards import VisitRequest

KIND: Final = {
    Tipo.ALTA: Text("AVISO_ES_ALTA", "Alta"),
    Tipo.MODIFICACION: Text("AVISO_ES_MODIFICACION", "Cambio de salario"),
    Tipo.BAJA: Text("AVISO_ES_BAJA", "Baja"),
}
WORKER: Final = {
    TipoTrabajador.PERMANENTE: Text("TRABAJA_PERMANENTE", "Permanente"),
    TipoTrabajador.EVENTUAL_CIUDAD: Text("TRABAJA_EVENTUAL", "Eventual"),
    TipoTrabajador.EVENTUAL_CONSTRUCCION: Text("TRABAJA_CONSTRUCCION", "Eventual de la construcción"),
    TipoTrabajador.EVENTUAL_CAMPO: Text("TRABAJA_CAMPO", "Eventual del campo"),
}
MARK: Final = {
    Marca.CORREGIDO: Text("MARCA_CORREGIDO", "Se corrigió después"),
    Marca.CORRIGE: Text("MARCA_CORRIGE", "Corrige otro aviso"),
    Marca.TARDE: Text("MARCA_TARDE", "Fuera de plazo"),
}
ACTS: Final = ("movimiento_alta", "movimiento_modificacion", "movimiento_baja")
AHEAD_MONTHS: Final = 6  # of the calendar
MEANS: Final = {  # the trámite that does what a term asks for
    Clase.SALARIO_VARIABLE: "movimiento_modificacion",
    Clase.PRIMA: "prima_riesgo",
    Clase.CUOTAS: "determinacion",
    Clase.INFORME: "servicios_especializados",
    Clase.AVISO_DICTAMEN: "dictamen",
    Clase.DICTAMEN: "dictamen",
}
ENDS: Final = Text("PLAZO_AUTORIZACION", "Termina una autorización que usted dio.")
BAR_TOP, BAR_HEIGHT = 28, 120  # pixels of a chart: under its highest value, and of its highest column
LABEL_HEIGHT: Final = 24
_WHOLE: Final = 100  # per cent
_GAP: Final = 0.28  # of a column's place that stays empty


def is_employer(actor: Actor) -> bool:
    """Whether the office of an employer is of whoever ``actor`` acts for: a company, or who insures somebody."""
    return (actor.acts_for is not None and not actor.kin) or bool(registros_for(actor))


def employer_or_404(request: VisitRequest) -> Actor:
    """The actor of a page of an employer; for anybody else it does not exist."""
    if not is_employer(request.visit.actor):
        raise Http404
    return request.visit.actor


def printed(numero: str) -> str:
    """A registro as it is printed: A99-99999-99-9."""
    return f"{numero[:3]}-{numero[3:8]}-{numero[8:10]}-{numero[10:]}"


def registro_choices(actor: Actor, chosen: str) -> tuple[Choice, ...]:
    """The registros to narrow a list by."""
    found = [Choice("", Text("TODOS_LOS_REGISTROS", "Todos"), checked=not chosen)]
    found += [Choice(one[1], printed(one[1]), checked=one[1] == chosen) for one in registros_for(actor)]
    return tuple(found)


def offered(keys: Iterable[str] = ACTS) -> tuple[Link, ...]:
    """The trámites of ``keys`` that this office has."""
    known = tramites()
    return tuple(Link(known[key].title, f"/tramites/{key}", known[key].obtains) for key in keys if key in known)


def terms_of(
    actor: Actor, registros: Sequence[Registro], asks: Sequence[AskView], months: int = AHEAD_MONTHS
) -> Calendario:
    """What the employer has to do in the months to come, by its ``registros`` and what it is asked."""
    today = settings.VENTANILLA_CLOCK.today()
    facts = [RegistroEn(one.numero, one.desde, one.variables > 0, one.contratos) for one in registros]
    asked = [Asunto(Clase.RESPUESTA, one.until, _asked(one.title), f"respuesta-{one.id}") for one in asks]
    asked += [
        Asunto(Clase.AUTORIZACION, one.until, ENDS, f"autorizacion-{one.id}")
        for one in mandates_given(actor)
        if actor.mandate is None and one.state is MandateState.ACEPTADA and one.until is not None
    ]
    people = sum(one.personas for one in registros)
    return calendario(facts, Period(today, months_after(today, months)), trabajadores=people, asuntos=asked)


def _asked(title: str) -> Text:
    return Text("PLAZO_RESPUESTA", "Contestar lo que le piden: {tramite}.", tramite=title)


def plazo_row(plazo: Plazo, today: date) -> PlazoRow:
    """A term as a line; where the office does what it asks, the way there."""
    key = MEANS.get(plazo.clase, "")
    if plazo.clase is Clase.RESPUESTA:
        href = f"/respuestas/{plazo.clave.removeprefix('respuesta-')}"
    elif plazo.clase is Clase.AUTORIZACION:
        href = f"/cuenta/autorizaciones/{plazo.clave.removeprefix('autorizacion-')}"
    elif plazo.clase is Clase.CONTRATOS:
        href = f"/oficina/personas?contrato=30&registro={plazo.registros[0]}"
    else:
        href = f"/tramites/{key}" if key in tramites() else ""
    return PlazoRow(
        what=plazo.que,
        until=plazo.hasta,
        left=(plazo.hasta - today).days,
        cite=plazo.cite,
        registros=tuple(map(printed, plazo.registros)),
        since=plazo.desde,
        condition=plazo.condicion or "",
        complete=plazo.completa,
        href=href,
    )


def movement_row(one: Presentado) -> MovementRow:
    """A movement as a line."""
    return MovementRow(
        kind=KIND[one.tipo],
        name=one.nombre,
        href=person_url(one.persona),
        registro=printed(one.registro),
        on=one.fecha,
        declared=one.declarada if one.declarada != one.fecha else None,
        received=one.recibido,
        wage=None if one.sbc_centavos is None else Money.of_centavos(one.sbc_centavos),
        marks=tuple(MARK[mark] for mark in one.marcas),
        by=one.por,
        authorised=one.autorizado,
        nss=one.nss,
    )


def person_url(persona: UUID) -> str:
    """Where somebody's page is."""
    return f"/oficina/personas/{persona}"


def people_chart(months: Sequence[Mes]) -> MonthChart:
    """How many people at the end of each month."""
    values = [one.personas for one in months]
    about = Text(
        "GRAFICA_PERSONAS",
        "Una columna por mes. De {primero} en {mes} a {ultimo} hoy; el mayor, {mayor}.",
        primero=values[0],
        mes=month_name(months[0].dia),
        ultimo=values[-1],
        mayor=max(values),
    )
    return chart("personas", "Personas aseguradas", about, "Personas", months, values, [f"{n:,}" for n in values])


def wages_chart(months: Sequence[Mes]) -> MonthChart:
    """What one person earns a day, on average, at the end of each month."""
    values = [one.sbc_centavos // one.personas if one.personas else 0 for one in months]
    words = [str(Money.of_centavos(n)) if n else "Sin dato" for n in values]
    about = Text(
        "GRAFICA_SALARIO",
        "Una columna por mes. De {primero} en {mes} a {ultimo} hoy.",
        primero=words[0],
        mes=month_name(months[0].dia),
        ultimo=words[-1],
    )
    return chart("salario", "Salario diario promedio", about, "Salario diario", months, values, words)


def month_name(day: date) -> str:
    """noviembre de 2026."""
    return f"{MONTHS[day.month - 1]} de {day.year}"


def chart(
    key: str,
    title: str,
    about: Text,
    unit: str,
    months: Sequence[Mes],
    values: Sequence[int],
    words: Sequence[str],
) -> MonthChart:
    """Columns from zero, the highest of the whole height."""
    return columns(key, title, about, unit, [month_name(one.dia) for one in months], values, words)


def columns(
    key: str,
    title: Sentence,
    about: Text,
    unit: Sentence,
    labels: Sequence[str],
    values: Sequence[int],
    words: Sequence[str],
) -> MonthChart:
    """The same, of anything that goes in order."""
    top, place = max(*values, 1), _WHOLE / len(values)
    bars = []
    for n, (label, value, word) in enumerate(zip(labels, values, words, strict=True)):
        height = round(BAR_HEIGHT * value / top)
        bars.append(
            MonthBar(
                label=label,
                value=word,
                x=f"{place * (n + _GAP / 2):.2f}%",
                width=f"{place * (1 - _GAP):.2f}%",
                top=BAR_TOP + BAR_HEIGHT - height,
                height=height,
            )
        )
    whole = BAR_TOP + BAR_HEIGHT + LABEL_HEIGHT
    return MonthChart(key, title, about, unit, whole, tuple(bars), labels[0], labels[-1])
