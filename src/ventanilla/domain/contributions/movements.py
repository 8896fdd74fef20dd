"""From the notices of an employer (alta, modificación, baja) to the days insured at each wage.

A baja filed within its term counts on the day it says, which is paid. Filed late it has no effect until the institution
receives it, except for a death or a pension that the institution ruled (RACERF 57). A late decrease of the wage counts
from its reception, by policy ``disminucion_tardia``.

>>> alta = Aviso(TipoAviso.ALTA, date(2026, 3, 1), Money("500.00"))
>>> baja = Aviso(TipoAviso.BAJA, date(2026, 3, 10), recibido=date(2026, 4, 9))
>>> [str(tramo.periodo) for tramo in tramos((alta, baja), date(2026, 6, 30))]
['2026-03-01/2026-04-09']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .errors import CuotasError
from .worker import Certificado, Tramo

_UN_DIA: Final = timedelta(days=1)
PLAZO: Final = "racerf.57.aviso_dias"


class TipoAviso(Enum):
    """What a notice does; the values are the institution's codes."""

    BAJA = "02"
    MODIFICACION = "07"
    ALTA = "08"


class CausaBaja(Enum):
    """Why somebody leaves, where it changes the day on which a late notice counts."""

    OTRA = "otra"
    DEFUNCION = "defuncion"  # the day of the acta
    PENSION = "pension"  # RT or invalidez, ruled by the institution: the day of the ST-3 or ST-4


@dataclass(frozen=True, slots=True)
class Aviso:
    """One notice: the day it says, and the day on which the institution ``recibido`` it (None: in time).

    ``sbc`` is of an alta or a modificación; ``diario`` is the daily wage, where it is known.
    """

    tipo: TipoAviso
    fecha: date
    sbc: Money | None = None
    diario: Money | None = None
    recibido: date | None = None
    causa: CausaBaja = CausaBaja.OTRA

    def __post_init__(self) -> None:
        if (self.sbc is None) is not (self.tipo is TipoAviso.BAJA):
            raise CuotasError(
                "sbc",
                Text("AVISO_Y_SALARIO", "Un alta y una modificación llevan salario base de cotización; una baja, no."),
            )


def a_tiempo(aviso: Aviso) -> bool:
    """Whether a notice was received within its term of working days. LawError for a year without calendar."""
    if aviso.recibido is None:
        return True
    return aviso.recibido <= law.calendar().add(aviso.fecha, law.integer(PLAZO, aviso.fecha))


def ultimo_dia(baja: Aviso) -> date:
    """The last day that is paid for somebody who leaves (RACERF 57; LSS 37).

    >>> ultimo_dia(Aviso(TipoAviso.BAJA, date(2026, 3, 10), recibido=date(2026, 3, 17)))
    datetime.date(2026, 3, 10)
    """
    if baja.recibido is None or baja.causa is not CausaBaja.OTRA or a_tiempo(baja):
        return baja.fecha
    if law.policy("baja_tardia").value == "recepcion":
        return baja.recibido
    return baja.recibido + _UN_DIA


def tramos(avisos: Iterable[Aviso], hasta: date, certificados: Iterable[Certificado] = ()) -> tuple[Tramo, ...]:
    """The days insured at each wage, up to ``hasta``. CuotasError for an order of notices that cannot be.

    A baja in the days of one of ``certificados`` has effect when it ends (LSS 21), by policy ``baja_en_incapacidad``.

    >>> reposo = Certificado(Period(date(2026, 3, 5), date(2026, 3, 20)))
    >>> avisos = (
    ...     Aviso(TipoAviso.ALTA, date(2026, 3, 1), Money("500.00")),
    ...     Aviso(TipoAviso.BAJA, date(2026, 3, 10)),
    ... )
    >>> [str(tramo.periodo) for tramo in tramos(avisos, date(2026, 6, 30), (reposo,))]
    ['2026-03-01/2026-03-20']
    """
    certified = tuple(certificados)
    found: list[Tramo] = []
    opened: tuple[date, Money, Money | None] | None = None
    ended: date | None = None
    for aviso in sorted(avisos, key=lambda one: (one.fecha, one.tipo is TipoAviso.BAJA)):
        if aviso.tipo is TipoAviso.ALTA:
            if opened is not None:
                raise _impossible("ALTA_SOBRE_ALTA", "Hay un alta del {dia} y la persona ya estaba de alta.", aviso)
            if ended is not None and aviso.fecha <= ended:
                raise _impossible("ALTA_SOBRE_BAJA", "El alta del {dia} cae en días que la baja anterior paga.", aviso)
            assert aviso.sbc is not None
            opened = (aviso.fecha, aviso.sbc, aviso.diario)
        elif opened is None:
            raise _impossible("AVISO_SIN_ALTA", "Hay un aviso del {dia} y la persona no estaba de alta.", aviso)
        elif aviso.tipo is TipoAviso.MODIFICACION:
            assert aviso.sbc is not None
            since, sbc, diario = opened
            on = _rige_desde(aviso, sbc)
            if on > since:
                found.append(Tramo(Period(since, on - _UN_DIA), sbc, diario))
            opened = (max(on, since), aviso.sbc, aviso.diario)
        else:
            since, sbc, diario = opened
            ended = _al_terminar(ultimo_dia(aviso), certified)
            found.append(Tramo(Period(since, max(since, ended)), sbc, diario))
            opened = None
    if opened is not None and opened[0] <= hasta:
        found.append(Tramo(Period(opened[0], hasta), opened[1], opened[2]))
    return tuple(_until(found, hasta))


def _al_terminar(day: date, certificados: tuple[Certificado, ...]) -> date:
    """The last day that is paid of who leaves on ``day``: that of the certificates that hold it, one after another."""
    if not certificados or law.policy("baja_en_incapacidad").value == "en_su_fecha":
        return day
    for one in sorted(certificados, key=lambda one: one.periodo.first):
        if day in one.periodo:
            day = one.periodo.last
    return day


def _rige_desde(aviso: Aviso, sbc: Money) -> date:
    """The day from which a modificación counts (LSS 35)."""
    assert aviso.sbc is not None
    if aviso.recibido is None or aviso.sbc >= sbc or a_tiempo(aviso):
        return aviso.fecha
    return aviso.recibido if law.policy("disminucion_tardia").value == "recepcion" else aviso.fecha


def _until(found: list[Tramo], hasta: date) -> Iterable[Tramo]:
    whole = Period(date.min, hasta)
    for tramo in found:
        days = tramo.periodo.overlap(whole)
        if days is not None:
            yield Tramo(days, tramo.sbc, tramo.diario)


def _impossible(code: str, template: str, aviso: Aviso) -> CuotasError:
    return CuotasError("movimientos", Text(code, template + " Revise las fechas de los movimientos.", dia=aviso.fecha))
