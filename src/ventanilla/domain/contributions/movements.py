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

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final, NamedTuple

from ventanilla import law
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .errors import CuotasError
from .worker import Certificado, Tramo

_UN_DIA: Final = timedelta(days=1)
PLAZO: Final = "racerf.57.aviso_dias"
REVISION: Final = "lss.34.revision_contrato_dias"


class TipoAviso(Enum):
    """What a notice does; the values are the institution's codes."""

    BAJA = "02"
    MODIFICACION = "07"
    ALTA = "08"


_EN_EL_DIA: Final = (TipoAviso.ALTA, TipoAviso.MODIFICACION, TipoAviso.BAJA)  # how those of one day follow each other


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
                Text(
                    "AVISO_Y_SALARIO",
                    "Un alta y una modificación llevan salario base de cotización; una baja, no. Agréguelo o quítelo.",
                ),
            )


def plazo_de_aviso(fecha: date) -> date:
    """The last day to file what happened on ``fecha`` (LSS 15-I, 34, 37). MissingYear for a year without calendar.

    >>> plazo_de_aviso(date(2026, 3, 10))
    datetime.date(2026, 3, 18)
    """
    return law.calendar().add(fecha, law.integer(PLAZO, fecha))


def a_tiempo(aviso: Aviso) -> bool:
    """Whether a notice was received within its term of working days. LawError for a year without calendar."""
    if aviso.recibido is None:
        return True
    return aviso.recibido <= plazo_de_aviso(aviso.fecha)


def limite_revision_contrato(celebrada: date) -> date:
    """The last day to file the wages that a revision of the collective contract, agreed on ``celebrada``, changes.

    Thirty natural days after it, and not the five working ones of any other change (LSS 34). It is not moved where it
    falls on a day that is not worked: who files before it is never late.

    >>> limite_revision_contrato(date(2026, 2, 1))
    datetime.date(2026, 3, 3)
    """
    return celebrada + timedelta(days=law.integer(REVISION, celebrada))


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

    What counts only from its reception, and was left behind by then by a later wage or by a baja, never counts. A baja
    in the days of one of ``certificados`` has effect when it ends (LSS 21), by policy ``baja_en_incapacidad``.

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
    open_: list[_Salario] = []
    ended: date | None = None
    for aviso in sorted(avisos, key=lambda one: (one.fecha, _EN_EL_DIA.index(one.tipo))):
        if aviso.tipo is TipoAviso.ALTA:
            if open_:
                raise _impossible("ALTA_SOBRE_ALTA", "Hay un alta del {dia} y la persona ya estaba de alta.", aviso)
            if ended is not None and aviso.fecha <= ended:
                raise _impossible("ALTA_SOBRE_BAJA", "El alta del {dia} cae en días que la baja anterior paga.", aviso)
            open_.append(_salario(aviso, aviso.fecha))
        elif not open_:
            raise _impossible("AVISO_SIN_ALTA", "Hay un aviso del {dia} y la persona no estaba de alta.", aviso)
        elif aviso.tipo is TipoAviso.MODIFICACION:
            earned = [one for one in open_ if one.desde <= aviso.fecha][-1]
            on = _rige_desde(aviso, earned.sbc)
            open_ = [*(one for one in open_ if one.desde < on), _salario(aviso, on)]
        else:
            ended = al_terminar(ultimo_dia(aviso), certified)
            found += _insured(open_, ended)
            open_ = []
    return tuple(_until([*found, *_insured(open_, hasta)], hasta))


class _Salario(NamedTuple):
    """A wage from its day on."""

    desde: date
    sbc: Money
    diario: Money | None


def _salario(aviso: Aviso, desde: date) -> _Salario:
    assert aviso.sbc is not None, "an alta and a modificación carry it"
    return _Salario(desde, aviso.sbc, aviso.diario)


def _insured(wages: list[_Salario], last: date) -> Iterator[Tramo]:
    """The days of each wage, until the next one begins or ``last``."""
    ends = (*(one.desde - _UN_DIA for one in wages[1:]), last)
    for one, end in zip(wages, ends, strict=False):
        if one.desde <= last:
            yield Tramo(Period(one.desde, min(end, last)), one.sbc, one.diario)


def al_terminar(day: date, certificados: Iterable[Certificado]) -> date:
    """The last day that is paid of who leaves on ``day``: where certificates hold it, that of all that follow on.

    LSS 21, by policy ``baja_en_incapacidad``.
    """
    certificados = tuple(certificados)
    if not certificados or law.policy("baja_en_incapacidad").value == "en_su_fecha":
        return day
    held = False
    for one in sorted(certificados, key=lambda one: one.periodo.first):
        if day in one.periodo or (held and one.periodo.first == day + _UN_DIA):
            day, held = one.periodo.last, True
    return day


def _rige_desde(aviso: Aviso, earned: Money) -> date:
    """The day from which a modificación counts (LSS 35), where ``earned`` was the wage of its day."""
    assert aviso.sbc is not None, "a modificación carries it"
    if aviso.recibido is None or aviso.sbc >= earned or a_tiempo(aviso):
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
