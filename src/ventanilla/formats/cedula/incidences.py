"""What happened to each worker inside the periods of a cédula: altas, wages, bajas, absences and certificates.

It is read from what was determined, not from the notices: these are the days and wages that were counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from ventanilla.domain.contributions import Trabajador, Tramo
from ventanilla.domain.contributions.worker import Motivo
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .model import Asegurado, CedulaImpresa

_UN_DIA: Final = timedelta(days=1)
ALTA: Final = Text("INCIDENCIA_ALTA", "Alta o reingreso")
BAJA: Final = Text("INCIDENCIA_BAJA", "Baja: último día que se paga")
MODIFICACION: Final = Text("INCIDENCIA_MODIFICACION", "Modificación de salario")
AUSENCIA: Final = Text("INCIDENCIA_AUSENCIA", "Ausencia sin goce de sueldo")
INCAPACIDADES: Final = {
    Motivo.EG: Text("INCIDENCIA_EG", "Incapacidad, enfermedad general"),
    Motivo.RT: Text("INCIDENCIA_RT", "Incapacidad, riesgo de trabajo"),
    Motivo.MAT: Text("INCIDENCIA_MAT", "Incapacidad, maternidad"),
    Motivo.LICENCIA: Text("INCIDENCIA_LICENCIA", "Licencia por cuidados (LSS 140 Bis)"),
}


@dataclass(frozen=True, slots=True)
class Incidencia:
    """``periodo`` are its days inside the cédula's; ``sbc`` the wage from then on, of an alta or a modification."""

    asegurado: Asegurado
    que: Text
    periodo: Period
    sbc: Money | None = None


def incidencias(cedula: CedulaImpresa) -> Iterator[Incidencia]:
    """Worker by worker, each by date."""
    within = Period(min(p.periodo.first for p in cedula.periodos), max(p.periodo.last for p in cedula.periodos))
    for one in cedula.asegurados:
        worker = one.trabajador
        if len(worker.tramos) == 1 and not worker.ausencias and not worker.certificados:
            days = worker.tramos[0].periodo
            if days.first <= within.first and within.last <= days.last:
                continue
        yield from sorted(_of_one(one, worker, within), key=lambda found: (found.periodo, found.que.code))


def _of_one(one: Asegurado, worker: Trabajador, within: Period) -> Iterator[Incidencia]:
    before: Tramo | None = None
    for tramo in worker.tramos:
        first = tramo.periodo.first
        ended = before.periodo.last if before else first - _UN_DIA
        joined = before is not None and ended + _UN_DIA == first
        same = joined and before is not None and before.sbc == tramo.sbc
        if first > within.first and first in within and not same:
            yield Incidencia(one, MODIFICACION if joined else ALTA, Period(first, first), tramo.sbc)
        if before is not None and not joined and ended in within:
            yield Incidencia(one, BAJA, Period(ended, ended))
        before = tramo
    if before is not None and before.periodo.last in within and before.periodo.last < within.last:
        yield Incidencia(one, BAJA, Period(before.periodo.last, before.periodo.last))
    for certificado in worker.certificados:
        days = certificado.periodo.overlap(within)
        if days is not None:
            yield Incidencia(one, INCAPACIDADES[certificado.motivo], days)
    for days in _runs(tuple(day for day in worker.ausencias_ciertas if day in within)):
        yield Incidencia(one, AUSENCIA, days)


def _runs(days: tuple[date, ...]) -> Iterator[Period]:
    """Consecutive days together."""
    for _, run in groupby(enumerate(days), key=lambda item: item[1].toordinal() - item[0]):
        own = [day for _, day in run]
        yield Period(own[0], own[-1])
