"""Full determinations drawn at random, crowded where rules change, to compare the batch with the scalar rules."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import (
    Certificado,
    Jornada,
    Motivo,
    Patron,
    Pensionado,
    Prima,
    Trabajador,
    Tramo,
    Zona,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

# Months and bimesters on both sides of 1 January, 1 February (UMA) and 1 March (premium), a leap February, the months
# before and after the last reform of the table, and two past what the law loaded says.
PERIODS: Final = (
    *(Period.bimester(year, bimester) for year in (2018, 2022, 2023, 2024, 2026) for bimester in (1, 2, 6)),
    *(Period.month(year, month) for year in (2017, 2024, 2025, 2026) for month in (1, 2, 3, 12)),
    Period.bimester(2026, 4),
    Period.month(2027, 1),
    Period.bimester(2027, 1),
)
SPAN: Final = Period(date(2017, 1, 1), date(2027, 3, 31))
CHOICES: Final[tuple[dict[str, str], ...]] = (
    {},
    law.profile("sua").values,
    law.profile("emision").values,
    law.profile("corte").values,
    {
        "ceav_huecos": "ceav_corte",
        "sm_zlfn": "general",
        "gmp_ausencias": "descuentan",
        "ausencias_desde_8": "solo_eym",
        "redondeo_segmentos": "por_periodo",
        "rcv_fin_de_mes": "corte",
        "piso_jornada_reducida": "sm_integrado",
        "art36_minimo": "profesional",
    },
    {"redondeo_segmentos": "por_periodo", "sm_zlfn": "general", "art36_minimo": "profesional"},
    {"rcv_fin_de_mes": "corte", "gmp_ausencias": "descuentan", "piso_jornada_reducida": "sm_integrado"},
    {"ausencias_desde_8": "solo_eym", "ceav_huecos": "ceav_corte"},
)
_UN_DIA: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Case:
    """One determination to make."""

    trabajador: Trabajador
    periodo: Period
    patron: int


def employers(rng: random.Random, many: int = 200) -> list[Patron]:
    """Employers with one to three premiums; a few have none for the past, and a few a modalidad nobody knows."""
    found = []
    for number in range(many):
        starts = [date(2016, 1, 1)] if rng.random() < 0.95 else [date(2026, 1, 20)]
        if rng.random() < 0.6:
            year = rng.choice((2018, 2022, 2023, 2024, 2025, 2026))
            starts.append(date(year, 3, 1) if rng.random() < 0.5 else date(year, 1, 1) + rng.randrange(364) * _UN_DIA)
        if rng.random() < 0.2:
            starts.append(max(starts) + rng.randrange(1, 40) * _UN_DIA)
        primas: tuple[Prima, ...] = ()
        for day in sorted({*starts}):
            rate = Decimal(rng.randrange(50_000, 1_500_001)).scaleb(-5)
            again = primas and rng.random() < 0.2  # declared anew, the same
            primas = (*primas, Prima(day, primas[-1].porcentaje if again else rate))
        found.append(Patron(primas, "10" if number % 50 else "14"))
    return found


def cases(rng: random.Random, many: int, patrones: int) -> Iterator[Case]:
    """``many`` determinations."""
    for _ in range(many):
        periodo = rng.choice(PERIODS)
        zona = rng.choice((Zona.GENERAL, Zona.GENERAL, Zona.ZLFN))
        tramos = _tramos(rng, periodo, zona)
        pensionado = Pensionado.NO
        if rng.random() < 0.12:
            pensionado = Pensionado.CESANTIA_VEJEZ if rng.random() < 0.9 else Pensionado.RT
        trabajador = Trabajador(
            tramos,
            _absences(rng, periodo, tramos),
            _certificates(rng, periodo),
            zona,
            pensionado,
            rng.choice((Jornada.COMPLETA, Jornada.COMPLETA, Jornada.REDUCIDA, Jornada.SEMANA_REDUCIDA)),
            _wage(rng, periodo.first, zona) if rng.random() < 0.1 else None,
            _wage(rng, periodo.first, zona) if rng.random() < 0.05 else None,
        )
        if trabajador.minimo_profesional is not None and rng.random() < 0.5:
            of_occupation = (Tramo(one.periodo, one.sbc, trabajador.minimo_profesional) for one in tramos)
            trabajador = replace(trabajador, tramos=tuple(of_occupation))
        yield Case(trabajador, periodo, rng.randrange(patrones))


def _tramos(rng: random.Random, periodo: Period, zona: Zona) -> tuple[Tramo, ...]:
    """One to four wages, some with a gap between them, some that begin before or end after the period."""
    if rng.random() < 0.01:
        return ()
    first = periodo.first - rng.randrange(400) * _UN_DIA if rng.random() < 0.75 else _day(rng, periodo)
    last = periodo.last + rng.randrange(400) * _UN_DIA if rng.random() < 0.8 else _day(rng, periodo)
    first, last = min(first, last), max(first, last)
    cuts = sorted({_day(rng, periodo) for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3)))})
    found: list[Tramo] = []
    for begin, end in zip([first, *cuts], [*(cut - _UN_DIA for cut in cuts), last], strict=True):
        begin = max(begin, first) + (rng.randrange(4) * _UN_DIA if rng.random() < 0.2 else 0 * _UN_DIA)
        end = min(end, last)
        if begin > end or (found and begin <= found[-1].periodo.last):
            continue
        on = max(begin, periodo.first)
        wage = found[-1].sbc if found and rng.random() < 0.15 else _wage(rng, on, zona)
        daily = None if rng.random() < 0.4 else _daily(rng, on, zona)
        found.append(Tramo(Period(begin, end), wage, daily))
    return tuple(found)


def _wage(rng: random.Random, on: date, zona: Zona) -> Money:
    """Any wage, and often one at a limit of the law or a centavo from it."""
    kind = rng.random()
    if kind < 0.35:
        return Money.of_centavos(rng.randrange(1, 400_000))
    uma = Money(law.value("uma.diaria", min(on, date(2026, 12, 31)))).centavos
    minimum = _minimum(on, zona)
    if kind < 0.65:
        near = rng.choice((150, 200, 250, 300, 350, 400)) * uma // 100
        return Money.of_centavos(near + rng.choice((-1, 0, 1, uma // 100, uma // 100 + 1)))
    if kind < 0.85:
        return Money.of_centavos(rng.choice((minimum, minimum * 10493 // 10000)) + rng.choice((-1, 0, 0, 1)))
    if kind < 0.99:
        return Money.of_centavos(rng.choice((25, 3)) * uma + rng.choice((-1, 0, 1)))
    return Money.of_centavos(100_000_000)


def _minimum(on: date, zona: Zona) -> int:
    """The minimum wage, or the nearest one that the law loaded has."""
    known = zona if on.year >= 2019 else Zona.GENERAL
    return Money(law.value(f"sm.{known.value}", min(on, date(2026, 12, 31)))).centavos


def _daily(rng: random.Random, on: date, zona: Zona) -> Money:
    return Money.of_centavos(_minimum(on, zona) + rng.choice((0, 0, 0, 1, -1, 5_000)))


def _day(rng: random.Random, periodo: Period) -> date:
    return periodo.first + rng.randrange(periodo.days) * _UN_DIA


def _absences(rng: random.Random, periodo: Period, tramos: tuple[Tramo, ...]) -> frozenset[date]:
    """A few days, a run of some ten (across a month or not), or none."""
    kind = rng.random()
    if kind < 0.5:
        return frozenset()
    if kind < 0.75:
        days = {_day(rng, periodo) for _ in range(rng.randrange(1, 20))}
    else:
        first = _day(rng, periodo)
        days = {first + n * _UN_DIA for n in range(rng.choice((5, 7, 8, 9, 12))) if first + n * _UN_DIA in periodo}
    return frozenset(day for day in days if any(day in tramo.periodo for tramo in tramos))


def _certificates(rng: random.Random, periodo: Period) -> tuple[Certificado, ...]:
    """None, or one or two, that may begin before the period or end after it."""
    if rng.random() < 0.6:
        return ()
    first = periodo.first + rng.randrange(-20, periodo.days) * _UN_DIA
    last = first + rng.choice((0, 2, 6, 16, 83)) * _UN_DIA
    found = [Certificado(Period(first, last), rng.choice(tuple(Motivo)))]
    if rng.random() < 0.3:
        first = last + rng.randrange(1, 10) * _UN_DIA
        found.append(Certificado(Period(first, first + rng.randrange(14) * _UN_DIA)))
    return tuple(found)
