"""What was due to somebody's accounts each bimester: retiro, cesantía y vejez, vivienda (LSS 167, 168; Infonavit 29).

It is determined from the ledger as an employer determines it, one registro and one bimester at a time. What was paid is
not here: no office that collects tells it yet. Discounts for a housing credit are of Infonavit alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, assert_never

from ventanilla.domain.affiliation import Certificado as Reposo
from ventanilla.domain.affiliation import Historia, Pension, TipoPension, tramos
from ventanilla.domain.affiliation import Tramo as Dias
from ventanilla.domain.contributions import (
    Bill,
    Certificado,
    CuotasError,
    Parte,
    Patron,
    Pensionado,
    Trabajador,
    Tramo,
    Zonas,
    determinar,
)
from ventanilla.domain.contributions.due_date import fecha_limite_bimestre
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

MODALIDAD: Final = slice(8, 10)  # of a registro
_NADA: Final = Money.of_centavos(0)
_MESES: Final = 2
_BIMESTRES: Final = 6
DESCUENTOS: Final = Text(
    "HISTORIA_DESCUENTOS",
    "Los descuentos de un crédito de vivienda los lleva el Infonavit. Esta oficina no recibe ese dato.",
)


@dataclass(frozen=True, slots=True)
class Aportacion:
    """A bimester with one registro. ``falta`` says why the amounts are not known; then they are None.

    ``patron`` and ``obrero`` are both shares of cesantía y vejez; ``vence`` is the last day to pay, None where no table
    of non-working days says it. ``dias`` are the insured ones.
    """

    periodo: Period
    registro: str
    dias: int
    retiro: Money | None = None
    patron: Money | None = None
    obrero: Money | None = None
    vivienda: Money | None = None
    vence: date | None = None
    falta: Text | None = None

    @property
    def bimestre(self) -> int:
        """1 is January and February."""
        return self.periodo.last.month // _MESES

    @property
    def total(self) -> Money | None:
        """All that was due to the accounts; None where it is not known."""
        parts = [one for one in (self.retiro, self.patron, self.obrero, self.vivienda) if one is not None]
        return Money.total(parts) if parts else None


def aportaciones(
    historia: Historia, on: date, reposos: Iterable[Reposo] = (), zonas: Mapping[str, Zonas] | None = None
) -> tuple[Aportacion, ...]:
    """What was due each bimester up to the day ``on``, in order and by registro.

    The bimester of ``on`` is counted up to that day. ``zonas``: where each registro was, the general zone where it is
    not said; a bimester is of the zone of its first insured day. One that the law loaded here does not reach says so.
    """
    certified = tuple(Certificado(Period(one.desde, one.hasta)) for one in reposos if one.desde <= on)
    held = sorted((one for one in tramos(historia.movimientos) if one.desde <= on), key=lambda one: one.registro)
    found: list[Aportacion] = []
    for registro, own in groupby(held, key=lambda one: one.registro):
        spans = [Tramo(Period(one.desde, _last(one, on)), Money.of_centavos(one.sbc_centavos)) for one in own]
        place = (zonas or {}).get(registro, Zonas())
        found += [_one(registro, spans, each, certified, place, historia.pension) for each in _bimesters(spans)]
    return tuple(sorted(found, key=lambda one: (one.periodo.first, one.registro)))


def _last(one: Dias, on: date) -> date:
    return on if one.hasta is None else min(one.hasta, on)


def _bimesters(spans: Sequence[Tramo]) -> Iterable[Period]:
    """The bimesters with a day of ``spans``, which are in order."""
    year, number = spans[0].periodo.first.year, (spans[0].periodo.first.month + 1) // _MESES
    while (whole := Period.bimester(year, number)).first <= spans[-1].periodo.last:
        if any(whole.overlap(one.periodo) for one in spans):
            yield whole
        year, number = (year + 1, 1) if number == _BIMESTRES else (year, number + 1)


def _one(
    registro: str,
    spans: Sequence[Tramo],
    whole: Period,
    certified: tuple[Certificado, ...],
    place: Zonas,
    pension: Pension | None,
) -> Aportacion:
    cut = [(whole.overlap(one.periodo), one.sbc) for one in spans]
    inside = tuple(Tramo(period, sbc) for period, sbc in cut if period is not None)
    days = sum(one.periodo.days for one in inside)
    try:
        worker = Trabajador(
            inside,
            certificados=certified,
            zona=place.en(inside[0].periodo.first),
            pensionado=_pensionado(pension, whole.first),
        )
        owed = determinar(worker, whole, Patron((), registro[MODALIDAD]), (Bill.BIMONTHLY,))
    except CuotasError as wrong:
        return Aportacion(whole, registro, days, vence=_vence(whole), falta=wrong.reason)
    except LawError as unknown:  # whose reason is for whoever runs the office
        return Aportacion(whole, registro, days, vence=_vence(whole), falta=unknown.told)
    return Aportacion(
        whole,
        registro,
        days,
        owed.ramo("retiro", Parte.PATRON),
        owed.ramo("ceav", Parte.PATRON),
        owed.ramo("ceav", Parte.OBRERO),
        owed.ramo("infonavit", Parte.PATRON),
        _vence(whole),
    )


def _vence(whole: Period) -> date | None:
    try:
        return fecha_limite_bimestre(whole.last.year, whole.last.month // _MESES).fecha
    except (MissingYear, LawError):
        return None


def _pensionado(pension: Pension | None, on: date) -> Pensionado:
    """How a pension counts in what is due (LSS 196); a survivor's changes nothing."""
    if pension is None or not pension.covers(on):
        return Pensionado.NO
    match pension.tipo:
        case TipoPension.CESANTIA_VEJEZ:
            return Pensionado.CESANTIA_VEJEZ
        case TipoPension.INVALIDEZ:
            return Pensionado.INVALIDEZ
        case TipoPension.RIESGO_TRABAJO:
            return Pensionado.RT
        case TipoPension.SUPERVIVENCIA:
            return Pensionado.NO
        case _:
            assert_never(pension.tipo)
