"""What a row says that happened to a worker: a movement, absences, an incapacity, a housing credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats.records import Ausentismo, Credito, Incapacidad, Movimiento, Nombre
from ventanilla.formats.values import Reading, day
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

from . import palabras
from .campos import Campo
from .fila import Fila

MAX_DAYS: Final = 62  # that a cell of dates may list: two months
CREDIT: Final = 10  # digits
INICIO: Final = "15"  # SUA's: the discount begins
_LIST: Final = re.compile(r"\s*(?:[,;\n]|\by\b)\s*")
_WHICH: Final = {
    TipoAviso.ALTA: Campo.FECHA_ALTA, TipoAviso.BAJA: Campo.FECHA_BAJA, TipoAviso.MODIFICACION: Campo.FECHA_MOVIMIENTO,
}  # fmt: skip
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quien:
    """Whom a row is of."""

    registro: str
    nss: str
    nombre: Nombre | None
    curp: str
    rfc: str


def movimiento(row: Fila, who: Quien, sbc: Money | None) -> Iterator[Movimiento]:
    """The movement that a row says by its own column of kinds."""
    text = row.text(Campo.MOVIMIENTO)
    if not text:
        return
    code = palabras.movimiento(text)
    if code in (palabras.AUSENTISMO, palabras.INCAPACIDAD):
        return
    if not code:
        row.say("MOVIMIENTO_DESCONOCIDO", Campo.MOVIMIENTO, texto=text)
        return
    kind = TipoAviso(code)
    on = row.day(Campo.FECHA_MOVIMIENTO) or row.day(_WHICH[kind])
    if on is None:
        if row.empty(Campo.FECHA_MOVIMIENTO) and row.empty(_WHICH[kind]):
            which = Campo.FECHA_MOVIMIENTO if row.has(Campo.FECHA_MOVIMIENTO) else _WHICH[kind]
            row.say("MOVIMIENTO_SIN_FECHA", which)
        return
    if kind is not TipoAviso.BAJA and sbc is None and row.empty(Campo.SBC):
        row.say("MOVIMIENTO_SIN_SALARIO", Campo.SBC)
    yield Movimiento(
        row.place,
        who.registro,
        who.nss,
        kind,
        on,
        None if kind is TipoAviso.BAJA else sbc,
        nombre=who.nombre,
        curp=who.curp,
        rfc=who.rfc,
        tipo_trabajador=row.code(Campo.TIPO_TRABAJADOR, palabras.tipo_trabajador),
        tipo_salario=row.code(Campo.TIPO_SALARIO, palabras.tipo_salario),
        jornada=row.code(Campo.JORNADA, palabras.jornada),
        umf=umf(row),
        clave=row.text(Campo.CLAVE),
        causa=row.code(Campo.CAUSA_BAJA, palabras.causa) if kind is TipoAviso.BAJA else "",
    )


def umf(row: Fila) -> str:
    """The unit in its three digits, where it is a number."""
    text = row.text(Campo.UMF)
    return text.zfill(3) if text.isascii() and text.isdigit() else text


def ausencias(row: Fila, who: Quien, periodo: Period | None) -> Iterator[Ausentismo]:
    """Absences: on the days of their own column, or so many days from the day of a movement that says it is one.

    So many days of nobody knows when go at the end of ``periodo``; without one they cannot be used. ``row.undated``
    keeps how many, to be told.
    """
    said = palabras.movimiento(row.text(Campo.MOVIMIENTO)) if row.has(Campo.MOVIMIENTO) else ""
    count = row.count(Campo.AUSENCIAS)
    if not row.empty(Campo.FECHA_AUSENCIA):
        days = listed(row, Campo.FECHA_AUSENCIA)
        if count and len(days) == 1:
            yield Ausentismo(row.place, who.registro, who.nss, days[0], count)
        else:
            for first, many in runs(days):
                yield Ausentismo(row.place, who.registro, who.nss, first, many)
    elif said == palabras.AUSENTISMO:
        on = row.day(Campo.FECHA_MOVIMIENTO)
        if on is not None:
            yield Ausentismo(row.place, who.registro, who.nss, on, count or row.count(Campo.DIAS) or 1)
        elif row.empty(Campo.FECHA_MOVIMIENTO):
            row.say("MOVIMIENTO_SIN_FECHA", Campo.FECHA_MOVIMIENTO)
    elif count:
        row.undated = count
        if periodo is None:
            return
        many = min(count, periodo.days)
        yield Ausentismo(row.place, who.registro, who.nss, periodo.last - timedelta(days=many - 1), many)


def listed(row: Fila, campo: Campo) -> list[date]:
    """The days of a cell that may list several, in order."""
    text = row.text(campo)
    parts = [part for part in _LIST.split(text) if part]
    if len(parts) > 1 and all(day(part)[1] is Reading.PLAIN for part in parts[:MAX_DAYS]):
        return sorted({on for part in parts[:MAX_DAYS] if (on := day(part)[0]) is not None})
    row.forget(campo)
    on = row.day(campo)
    return [] if on is None else [on]


def runs(days: list[date]) -> Iterator[tuple[date, int]]:
    """Days in order as stretches: the first, and how many.

    >>> [(str(first), many) for first, many in runs([date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 9)])]
    [('2026-03-03', 2), ('2026-03-09', 1)]
    """
    at = 0
    while at < len(days):
        end = at
        while end + 1 < len(days) and days[end + 1] == days[end] + _ONE_DAY:
            end += 1
        yield days[at], end - at + 1
        at = end + 1


def incapacidad(row: Fila, who: Quien) -> Iterator[Incapacidad]:
    """The certificate of a row: by its folio, its days or its kind of movement."""
    said = palabras.movimiento(row.text(Campo.MOVIMIENTO)) if row.has(Campo.MOVIMIENTO) else ""
    by_kind = said == palabras.INCAPACIDAD
    mine = [campo for campo in (Campo.FOLIO, Campo.DESDE, Campo.DIAS) if not row.empty(campo)]
    if not by_kind and (not mine or said):
        return
    days = row.count(Campo.DIAS)
    first = row.day(Campo.DESDE) or (row.day(Campo.FECHA_MOVIMIENTO) if by_kind else None)
    last = row.day(Campo.HASTA)
    if not by_kind and mine == [Campo.DIAS] and not days:
        return  # a column of days with zeros
    if first is None:
        if row.empty(Campo.DESDE):
            row.say(
                "INCAPACIDAD_SIN_FECHA", Campo.DESDE if row.has(Campo.DESDE) else mine[0] if mine else Campo.MOVIMIENTO
            )
        return
    if not days and last is not None and last >= first:
        days = (last - first).days + 1
    if not days:
        if row.empty(Campo.DIAS):
            row.say("INCAPACIDAD_SIN_DIAS", Campo.DIAS)
        return
    if last is not None and (last - first).days + 1 != days:
        between = max(0, (last - first).days + 1)
        row.say("INCAPACIDAD_DIAS_DISTINTOS", Campo.DIAS, desde=first, hasta=last, cuenta=between, dias=days)
    yield Incapacidad(
        row.place,
        who.registro,
        who.nss,
        row.text(Campo.FOLIO),
        first,
        days,
        hasta=last,
        rama=row.code(Campo.RAMA, palabras.rama),
    )


def credito(row: Fila, who: Quien) -> tuple[Credito | None, str]:
    """The housing credit of a row, None where there is none; and the kind of what is told of all of them, "" of none.

    Its date is that of the alta where the list has no other.
    """
    number = row.text(Campo.CREDITO).replace(" ", "").replace("-", "")
    if not number.strip("0"):
        return None, ""
    if not (number.isascii() and number.isdigit() and CREDIT - 2 <= len(number) <= CREDIT + 1):
        row.say("CREDITO_ILEGIBLE", Campo.CREDITO, texto=number)
        return None, ""
    if not row.has(Campo.VALOR):
        return None, "CREDITOS_SIN_DESCUENTO"
    number = number.zfill(CREDIT)[-CREDIT:]
    kind = row.code(Campo.DESCUENTO, palabras.descuento)
    value = row.number(Campo.VALOR)
    if not kind and (row.empty(Campo.DESCUENTO) or not row.has(Campo.DESCUENTO)):
        kind = _of_value(row.written(Campo.VALOR))
    on = row.day(Campo.FECHA_CREDITO)
    taken = on is None and row.empty(Campo.FECHA_CREDITO)
    on = row.day(Campo.FECHA_ALTA) if taken else on
    lacks = next(
        (
            (campo, what)
            for campo, what, missing in (
                (Campo.DESCUENTO, "el tipo de descuento", not kind),
                (Campo.VALOR, "el valor del descuento", value is None),
                (Campo.FECHA_CREDITO, "la fecha de inicio", on is None),
            )
            if missing
        ),
        None,
    )
    if lacks is not None or value is None or on is None:
        campo, what = lacks or (Campo.VALOR, "el valor del descuento")
        row.say("CREDITO_INCOMPLETO", campo if row.has(campo) else Campo.CREDITO, numero=number, falta=what)
        return None, ""
    if kind == "1" and 0 < value < 1:
        value *= 100  # a workbook keeps 20 % as 0.20
    found = Credito(row.place, who.registro, who.nss, number, INICIO, on, kind, value)
    return found, "CREDITO_SIN_FECHA" if taken else ""


def _of_value(text: str) -> str:
    """The kind that a value itself writes: "20 %", "$1,500.00"."""
    return "1" if "%" in text else "2" if "$" in text else ""
