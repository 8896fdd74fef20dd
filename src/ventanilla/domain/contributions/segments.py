"""The days of a period cut where an amount changes: by the wage that contributes, the UMA, and who pays.

A monthly branch is cut at the end of each month, where the wage or the UMA changes, and where there is no alta; a
bimonthly one also where its CEAV row does, and at the end of a month only by policy ``rcv_fin_de_mes``. Incapacities
and absences are taken from the segment they fall in, and do not cut it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.period import Period

from . import parameters
from .bands import tasa_patron
from .branches import Bill
from .employer import Patron
from .parameters import Leido, leido
from .worker import Jornada, Trabajador, Tramo, Zona

_UN_DIA: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Segmento:
    """Contiguous days with one wage. ``sbc`` is what contributes; ``registrado`` what the employer registered.

    ``incapacidad`` and ``ausencias`` are the days of each inside it. ``patron_paga_todo``: LSS 36 applies.
    ``ceav`` is the employer's rate in percent, None in a monthly determination.
    """

    periodo: Period
    registrado: Money
    sbc: Money
    uma: Money
    incapacidad: int
    ausencias: int
    patron_paga_todo: bool
    ceav: Decimal | None
    usados_corte: tuple[law.Used, ...]
    usados_ausencias: tuple[law.Used, ...]
    usados_sbc: tuple[law.Used, ...]
    usados_ceav: tuple[law.Used, ...]
    usados_art36: tuple[law.Used, ...]


@dataclass(frozen=True, slots=True)
class _Trozo:
    """A piece of a tramo in which the law does not change."""

    periodo: Period
    registrado: Money
    sbc: Leido[Money]
    uma: Money
    patron_paga_todo: Leido[bool]
    ceav: Leido[Decimal] | None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two neighbours one segment."""
        ceav = self.ceav.valor if self.ceav else None
        return (self.sbc.valor, self.uma, self.patron_paga_todo.valor, ceav)


def segmentos(trabajador: Trabajador, periodo: Period, bill: Bill) -> tuple[Segmento, ...]:
    """The segments of a worker in ``periodo``, for the branches billed as ``bill``; () without insured days."""
    joined: list[list[_Trozo]] = []
    for trozo in _trozos(trabajador, periodo, bill):
        previous = joined[-1][-1] if joined else None
        if (
            previous is not None
            and previous.periodo.last + _UN_DIA == trozo.periodo.first
            and previous.key == trozo.key
            and not (trozo.periodo.first.day == 1 and corta_el_mes(bill).valor)
        ):
            joined[-1].append(trozo)
        else:
            joined.append([trozo])
    months = (periodo.first.year, periodo.first.month) != (periodo.last.year, periodo.last.month)
    cut = corta_el_mes(bill).usados if months else ()
    return tuple(_segmento(trabajador, trozos, cut) for trozos in joined)


def por_prima(one: Segmento, trabajador: Trabajador, patron: Patron) -> Iterator[Segmento]:
    """The pieces of a segment by the premium in force: a new premium cuts the branch of risks, and no other.

    One that is declared anew with the same rate cuts nothing: what is charged does not change.
    """
    first = one.periodo.first
    changed = (new.desde for old, new in pairwise(patron.primas) if new.porcentaje != old.porcentaje)
    cuts = [day for day in changed if first < day <= one.periodo.last]
    if not cuts:
        yield one
        return
    for cut in (*cuts, None):
        last = one.periodo.last if cut is None else cut - _UN_DIA
        piece = Period(first, last)
        incapacidad, ausencias, _ = _incidencias(trabajador, piece)
        yield replace(one, periodo=piece, incapacidad=incapacidad, ausencias=ausencias)
        first = last + _UN_DIA


def _incidencias(trabajador: Trabajador, days: Period) -> tuple[int, int, tuple[law.Used, ...]]:
    """How many of ``days`` are certified, how many are absences that discount, and what was read to say so."""
    certified = trabajador.dias_incapacitados(days)
    if not trabajador.ausencias:
        return certified, 0, ()
    discounted = ausencias_descontadas(trabajador)
    return certified, sum(day in discounted.valor for day in days), discounted.usados


def corta_el_mes(bill: Bill) -> Leido[bool]:
    """Whether the end of a month cuts: always a monthly branch, a bimonthly one by policy ``rcv_fin_de_mes``."""
    if bill is Bill.MONTHLY:
        return Leido(True, ())
    choice = parameters.politica("rcv_fin_de_mes")
    return Leido(choice.valor == "corte", choice.usados)


def _trozos(trabajador: Trabajador, periodo: Period, bill: Bill) -> Iterator[_Trozo]:
    for tramo in trabajador.tramos:
        days = tramo.periodo.overlap(periodo)
        if days is None:
            continue
        for piece in _where_the_law_changes(days):
            sbc = aplicado(tramo.sbc, trabajador.zona, trabajador.jornada, piece.first)
            ceav = None
            if bill is Bill.BIMONTHLY:
                ceav = tasa_patron(trabajador.sbc_tramo or sbc.valor, trabajador.zona, piece.first)
            yield _Trozo(
                piece,
                tramo.sbc,
                sbc,
                parameters.uma(piece.first).valor,
                _patron_paga_todo(trabajador, tramo, piece.first),
                ceav,
            )


@law.remembered(65536)
def _where_the_law_changes(days: Period) -> tuple[Period, ...]:
    """Cut ``days`` at each new month (a term of the absences, and the most that any policy cuts) and each new value."""
    found: list[Period] = []
    first = days.first
    for cut in sorted({*law_days(), *(month.first for month in days.by_month())}):
        if first < cut <= days.last:
            found.append(Period(first, cut - _UN_DIA))
            first = cut
    return (*found, Period(first, days.last))


@law.remembered()
def law_days() -> frozenset[date]:
    """Every day from which a UMA or a minimum wage is in force."""
    return frozenset(row.since for key in ("uma.diaria", "sm.general", "sm.zlfn") for row in law.history(key))


def _segmento(trabajador: Trabajador, trozos: list[_Trozo], cut: tuple[law.Used, ...]) -> Segmento:
    first = trozos[0]
    periodo = Period(first.periodo.first, trozos[-1].periodo.last)
    incapacidad, ausencias, usados_ausencias = _incidencias(trabajador, periodo)
    return Segmento(
        periodo=periodo,
        registrado=first.registrado,
        sbc=first.sbc.valor,
        uma=first.uma,
        incapacidad=incapacidad,
        ausencias=ausencias,
        patron_paga_todo=first.patron_paga_todo.valor,
        ceav=first.ceav.valor if first.ceav else None,
        usados_corte=cut,
        usados_ausencias=usados_ausencias,
        usados_sbc=_once([trozo.sbc.usados for trozo in trozos]),
        usados_ceav=_once([trozo.ceav.usados for trozo in trozos if trozo.ceav]),
        usados_art36=first.patron_paga_todo.usados,
    )


def _once(read: list[tuple[law.Used, ...]]) -> tuple[law.Used, ...]:
    """All that was read, each thing once."""
    return read[0] if len(read) == 1 else tuple(dict.fromkeys(used for each in read for used in each))


def aplicado(sbc: Money, zona: Zona, jornada: Jornada, on: date) -> Leido[Money]:
    """The wage that contributes on that day: not under the minimum wage of the zone, not over 25 UMA (LSS 28).

    >>> aplicado(Money("5000.00"), Zona.GENERAL, Jornada.COMPLETA, date(2026, 6, 1)).valor
    Money('2932.75')
    """
    lowest = piso(zona, jornada, on)
    if sbc < lowest.valor:
        return lowest
    limit = parameters.tope(on)
    return Leido(min(sbc, limit.valor), (*lowest.usados, *limit.usados))


def piso(zona: Zona, jornada: Jornada, on: date) -> Leido[Money]:
    """The lowest base wage: the minimum wage of the zone, or what policy ``piso_jornada_reducida`` makes of it."""
    minimum = parameters.salario_minimo(zona, on)
    if jornada is Jornada.COMPLETA:
        return minimum
    choice = parameters.politica("piso_jornada_reducida")
    usados = (*minimum.usados, *choice.usados)
    if choice.valor == "sm":
        return Leido(minimum.valor, usados)
    factor = parameters.factor_minimo(on)
    return Leido(minimum.valor.times(factor.valor, HALF_UP), (*usados, *factor.usados))


def _patron_paga_todo(trabajador: Trabajador, tramo: Tramo, on: date) -> Leido[bool]:
    """Whether the daily wage is the minimum one, so that the employer pays the worker's share (LSS 36)."""
    if tramo.diario is None:
        return Leido(False, ())
    least = minimo_art36(trabajador, on)
    return Leido(tramo.diario == least.valor, least.usados)


def minimo_art36(trabajador: Trabajador, on: date) -> Leido[Money]:
    """The minimum wage, a day, that the daily wage is compared with (LSS 36; policy ``art36_minimo``)."""
    chosen = law.chosen().get("art36_minimo", "")
    return _minimo_art36(trabajador.minimo_profesional, trabajador.zona, on, chosen)


@law.remembered(65536)
def _minimo_art36(profesional: Money | None, zona: Zona, on: date, chosen: str) -> Leido[Money]:
    del chosen  # only tells one choice from another

    def read() -> Money:
        if con_minimo_profesional() and profesional is not None:
            return profesional
        return Money(law.value(f"sm.{zona.value}", on))

    return leido(read)


def con_minimo_profesional() -> bool:
    """Whether LSS 36 compares with the minimum wage of the occupation, where there is one (policy ``art36_minimo``)."""
    return law.policy("art36_minimo").value == "profesional"


def ausencias_descontadas(trabajador: Trabajador) -> Leido[frozenset[date]]:
    """The absences that take a day away: the first seven of each calendar month (LSS 31-I).

    From the eighth on, by policy ``ausencias_desde_8``, everything is due, or only enfermedades y maternidad is.
    """
    chosen = law.chosen()
    return _descontadas(
        trabajador.ausencias_ciertas, chosen.get("incidencias_usadas", ""), chosen.get("ausencias_desde_8", "")
    )


@law.remembered(64)
def _descontadas(absences: tuple[date, ...], *chosen: str) -> Leido[frozenset[date]]:
    del chosen  # only tell one choice from another
    return leido(lambda: descontadas(absences))


def descontadas(absences: tuple[date, ...]) -> frozenset[date]:
    """Those of ``absences``, in order, that take a day away."""
    if law.policy("incidencias_usadas").value == "institucion":
        return frozenset()
    if law.policy("ausencias_desde_8").value == "solo_eym":
        return frozenset(absences)
    found: set[date] = set()
    for _, of_month in groupby(absences, key=lambda day: (day.year, day.month)):
        own = list(of_month)
        found.update(own[: law.integer("lss.31.ausencias_dias", own[0])])
    return frozenset(found)
