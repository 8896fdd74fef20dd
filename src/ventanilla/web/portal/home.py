"""The first screen of «Mi oficina»: the card, and what somebody comes to see, whoever they are.

Everything is concluded from one reading of the register. A beneficiary is told of their own right and through whom they
have it, never of their holder's work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.urls import Resolver404, resolve

from ventanilla.apps.affiliation.api import Presentante, evidencia_for, pagos_for, presentantes_for
from ventanilla.apps.appointments.api import cita_for
from ventanilla.apps.cases.api import AskView
from ventanilla.domain.affiliation import Historia, Movimiento, Pension, Periodo, empleos, regimen_de, tramos
from ventanilla.domain.anomalies import ClaseAnomalia, anomalias
from ventanilla.domain.authority import Actor
from ventanilla.domain.benefits import PagoPension, Vigencia, semanas, vigencia
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design.oficina_shapes import HomePanel, HomeRow
from ventanilla.web.design.shapes import CaseRow, Entitlement, Sentence

from .employer import KIND

CARD: Final = "/tarjeta/"
HISTORY: Final = "/historia"
MAX_JOBS: Final = 2  # of them that are named; the rest are in the history
MAX_MOVEMENTS: Final = 2
LABEL: Final = {
    "asked": Text("INICIO_LE_PIDEN", "Falta su respuesta"),
    "doubt": Text("INICIO_DUDA", "Por aclarar en su registro"),
    "odd": Text("INICIO_REVISAR", "Por revisar"),
    "pension": Text("INICIO_PENSION", "Su pensión"),
    "payment": Text("INICIO_PAGO", "Pago de este mes"),
    "holder": Text("INICIO_POR_QUIEN", "Por quién tiene derecho"),
    "insurance": Text("INICIO_SEGURO_FAMILIA", "Seguro de Salud para la Familia"),
    "job": Text("INICIO_EMPLEADOR", "Su empleador hoy"),
    "jobs": Text("INICIO_EMPLEADORES", "Sus empleadores hoy"),
    "weeks": Text("INICIO_SEMANAS", "Semanas cotizadas"),
    "movements": Text("INICIO_MOVIMIENTOS", "Últimos movimientos"),
    "appointment": Text("INICIO_CITA", "Próxima cita"),
    "pending": Text("INICIO_PENDIENTE", "Sus trámites"),
}
PAYMENTS: Final = "/tramites/consulta_pensionado"
NO_DATA: Final = Text("INICIO_PAGO_SIN_DATO", "Sin dato")
NOBODY_PAYS: Final = Text("INICIO_PAGO_QUIEN", "El área de pensiones todavía no informa a esta oficina.")
NO_PAYMENT: Final = Text("INICIO_PAGO_NINGUNO", "Ninguno")
NOT_TOLD: Final = Text("INICIO_PAGO_NO_CONSTA", "El área de pensiones no ha informado ningún pago de este mes.")
UNSAID: Final = Text("INICIO_PAGO_SIN_IMPORTE", "Importe por confirmar")
NO_JOB: Final = Text("INICIO_SIN_EMPLEO", "Ninguno registrado")


def home_of(
    actor: Actor, historia: Historia, asks: Sequence[AskView], drafts: Sequence[CaseRow], cases: Sequence[CaseRow]
) -> HomePanel:
    """What the first screen says of whoever ``historia`` is of."""
    now = settings.VENTANILLA_CLOCK.now()
    today = settings.VENTANILLA_CLOCK.today()
    derecho = vigencia(historia, today)
    rows = [
        *_asked(asks, today),
        *_doubts(historia),
        *_odd(actor, historia, today),
        *_pension(actor, historia, today),
        *_holder(historia, derecho),
        *_insurance(historia, derecho, today),
        *_work(actor, historia, today),
        *_appointment(actor, now),
        *_pending(drafts, cases),
    ]
    return HomePanel(_entitlement(derecho, today), tuple(rows), card_url=_here(CARD))


def _here(path: str) -> str:
    """The path, if this office has that page; "" otherwise."""
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path


def _entitlement(derecho: Vigencia, today: date) -> Entitlement:
    return Entitlement(
        name=derecho.nombre,
        curp=derecho.curp,
        nss=derecho.nss,
        entitled=derecho.vigente,
        until=derecho.hasta,
        as_of=today,
        clinic=" ".join(part for part in (derecho.umf and f"UMF {derecho.umf}", derecho.delegacion) if part),
        reason=derecho.motivo,
    )


def _asked(asks: Sequence[AskView], today: date) -> Iterator[HomeRow]:
    for ask in asks:
        left = (ask.until - today).days
        detail = (
            Text("INICIO_HASTA_DIAS", "Hasta el {dia}. Quedan {dias} días.", dia=ask.until, dias=left)
            if left > 1
            else Text("INICIO_HASTA_EL", "Hasta el {dia}.", dia=ask.until)
        )
        yield HomeRow(LABEL["asked"], (ask.title,), detail, f"/respuestas/{ask.id}", "alert")


def _doubts(historia: Historia) -> Iterator[HomeRow]:
    """What two registers say differently of them."""
    for doubt in historia.contradictions[:1]:
        yield HomeRow(LABEL["doubt"], (doubt.reason,), "", "/tramites/aclaracion", "alert")


def _odd(actor: Actor, historia: Historia, today: date) -> Iterator[HomeRow]:
    """What does not look right in their own history: the newest thing, and how many there are."""
    found = anomalias(evidencia_for(actor, historia), today) if historia.movimientos else ()
    if historia.contradictions:  # of a second number the row above speaks already
        found = tuple(one for one in found if one.clase is not ClaseAnomalia.NSS_DUPLICADO)
    if found:
        more = len(found) - 1
        detail: Sentence = ""
        if more:
            detail = Text("INICIO_Y_MAS", "Y {n} más por revisar.", n=more)
        yield HomeRow(LABEL["odd"], (found[0].clase.titulo,), detail, f"{_here(HISTORY)}#revisar", "alert")


def _current(historia: Historia, today: date) -> Pension | None:
    return historia.pension if historia.pension is not None and historia.pension.covers(today) else None


def _pension(actor: Actor, historia: Historia, today: date) -> Iterator[HomeRow]:
    """The pension, and what was paid of it this month, as whoever pays it told."""
    pension = _current(historia, today)
    if pension is None:
        return
    kind = Text("INICIO_PENSION_POR", "Por {concepto}", concepto=pension.tipo.words)
    yield HomeRow(LABEL["pension"], (kind,), Text("INICIO_DESDE", "Desde el {dia}.", dia=pension.desde))
    told = pagos_for(actor)
    paid = next((one for one in told or () if one.mes == today.replace(day=1)), None)
    if paid is not None:
        yield _paid(paid, today)
    elif told is None:
        yield HomeRow(LABEL["payment"], (NO_DATA,), NOBODY_PAYS)
    else:
        yield HomeRow(LABEL["payment"], (NO_PAYMENT,), NOT_TOLD, PAYMENTS)


def _paid(one: PagoPension, today: date) -> HomeRow:
    """How much and when; what the bank gave back is to be seen to."""
    amount: Sentence = UNSAID if one.neto is None else str(one.neto)
    if one.rechazado is not None:
        back = Text("INICIO_PAGO_DEVUELTO", "El banco lo devolvió el {dia}.", dia=one.rechazado)
        return HomeRow(LABEL["payment"], (amount,), back, PAYMENTS, "alert")
    when = (
        Text("INICIO_PAGO_SERA", "Se deposita el {dia}.", dia=one.fecha)
        if one.fecha > today
        else Text("INICIO_PAGO_FUE", "Se depositó el {dia}.", dia=one.fecha)
    )
    return HomeRow(LABEL["payment"], (amount,), when, PAYMENTS)


def _holder(historia: Historia, derecho: Vigencia) -> Iterator[HomeRow]:
    """Through whom they have the right that they have: a name that they know, and nothing else of that person."""
    tie = historia.beneficiario
    if tie is None or not derecho.vigente or derecho.motivo.code != "VIGENCIA_BENEFICIARIO":
        return
    kin = derecho.parentesco
    detail = (
        Text("INICIO_ES_DESDE", "Parentesco: {parentesco}. Desde el {dia}.", parentesco=kin, dia=derecho.desde)
        if derecho.hasta is None and derecho.desde is not None
        else Text("INICIO_ES_HASTA", "Parentesco: {parentesco}. Hasta el {dia}.", parentesco=kin, dia=derecho.hasta)
        if derecho.hasta is not None
        else Text("INICIO_ES", "Parentesco: {parentesco}.", parentesco=kin)
    )
    yield HomeRow(LABEL["holder"], (tie.titular.nombre,), detail)


def _insurance(historia: Historia, derecho: Vigencia, today: date) -> Iterator[HomeRow]:
    """The first day of an insurance of the family that was paid and does not cover yet."""
    coming = [each.first for each in historia.seguro_familia if each.first > today]
    if coming and not derecho.vigente:
        begins = Text("INICIO_SEGURO_EMPIEZA", "La atención médica empieza el {dia}.", dia=min(coming))
        yield HomeRow(LABEL["insurance"], (begins,))


def _work(actor: Actor, historia: Historia, today: date) -> Iterator[HomeRow]:
    """Employers, weeks and last movements of whoever ever had any."""
    known = sorted((one for one in historia.movimientos if one.on <= today), key=lambda one: (one.recorded, one.id))
    if not known:
        return
    if _current(historia, today) is None or _now(historia, today):
        yield _employers(historia, today)
    weeks = semanas(historia, None, today).cotizadas
    said = (
        Text("INICIO_SEMANAS_SON", "{n} semanas", n=f"{weeks:,}")
        if weeks != 1
        else Text("INICIO_UNA_SEMANA", "1 semana")
    )
    yield HomeRow(LABEL["weeks"], (said,), "", _here(HISTORY))
    latest = known[: -MAX_MOVEMENTS - 1 : -1]
    filed = presentantes_for(actor, [one.id for one in latest])
    yield HomeRow(LABEL["movements"], tuple(_said(one) for one in latest), _by(filed.get(latest[0].id)), _here(HISTORY))


def _now(historia: Historia, today: date) -> list[Periodo]:
    return [one for one in empleos(historia.movimientos, today) if one.covers(today)]


def _employers(historia: Historia, today: date) -> HomeRow:
    names = {one.registro_patronal: one.nombre for one in historia.patrones}
    wages = {one.registro: one.sbc_centavos for one in tramos(historia.movimientos) if one.covers(today)}
    now = _now(historia, today)
    if not now:
        before = max((one for one in empleos(historia.movimientos, today) if one.hasta), key=_end, default=None)
        detail: Sentence = ""
        if before is not None and before.hasta is not None:
            who = employer_named(before.registro_patronal, names)
            detail = Text("INICIO_ULTIMO", "El último, {patron}, hasta el {dia}.", patron=who, dia=before.hasta)
        return HomeRow(LABEL["job"], (NO_JOB,), detail, _here(HISTORY))
    lines = tuple(employer_named(one.registro_patronal, names) for one in now[:MAX_JOBS])
    paid = [
        str(Money.of_centavos(wages[one.registro_patronal])) for one in now[:MAX_JOBS] if one.registro_patronal in wages
    ]
    since = now[0].desde
    if len(now) == 1 and paid:
        detail = Text("INICIO_SALARIO", "{salario} diarios. Entró el {dia}", salario=paid[0], dia=_day(since))
    else:
        detail = Text("INICIO_SALARIOS", "{salarios} diarios. {n} empleos.", salarios=" + ".join(paid), n=len(now))
    return HomeRow(LABEL["job" if len(now) == 1 else "jobs"], lines, detail, _here(HISTORY))


def _end(one: Periodo) -> date:
    return one.hasta or date.max


def employer_named(registro: str, names: Mapping[str, str]) -> str:
    """An employer, or the regime that somebody joined by themself."""
    words = regimen_de(registro).words
    return names.get(registro, registro) if words is None else str(words)


def _said(one: Movimiento) -> Text:
    paid = "" if one.sbc_centavos is None else f", {Money.of_centavos(one.sbc_centavos)}"
    return Text("INICIO_MOV", "{que}{salario}, {dia}", que=str(KIND[one.tipo]), salario=paid, dia=_day(one.on))


def _day(day: date) -> str:
    """A day as a line of the first screen has room for it."""
    return f"{day:%d/%m/%Y}"


def _by(filed: Presentante | None) -> Sentence:
    """Who filed the last one; nothing where that is not known beside its employer."""
    if filed is None:
        return ""
    if filed.oficina:
        return Text("INICIO_LO_PRESENTO_OFICINA", "El último lo presentó la oficina.")
    return Text("INICIO_LO_PRESENTO", "El último lo presentó {quien}.", quien=filed.nombre) if filed.nombre else ""


def _appointment(actor: Actor, now: datetime) -> Iterator[HomeRow]:
    """Nothing where nobody keeps appointments here, or there is none."""
    cita = cita_for(actor, now)
    if cita is not None:
        when = cita.cuando.astimezone(CIVIL_ZONE)
        said = Text("INICIO_CITA_ES", "{dia}, {hora} h", dia=_day(when.date()), hora=f"{when:%H:%M}")
        yield HomeRow(
            LABEL["appointment"],
            (said,),
            Text("INICIO_CITA_DONDE", "{asunto}. {lugar}.", asunto=cita.asunto, lugar=cita.lugar),
        )


def _pending(drafts: Sequence[CaseRow], cases: Sequence[CaseRow]) -> Iterator[HomeRow]:
    waiting = [one for one in cases if one.kind == "wait"]
    lines: list[Sentence] = []
    if drafts:
        lines.append(
            Text("INICIO_UN_BORRADOR", "1 sin terminar")
            if len(drafts) == 1
            else Text("INICIO_BORRADORES", "{n} sin terminar", n=len(drafts))
        )
    if waiting:
        lines.append(
            Text("INICIO_UNO_EN_CURSO", "1 en curso")
            if len(waiting) == 1
            else Text("INICIO_EN_CURSO", "{n} en curso", n=len(waiting))
        )
    if lines:
        yield HomeRow(LABEL["pending"], tuple(lines), "", "#sin-terminar" if drafts else "#mis-tramites")
