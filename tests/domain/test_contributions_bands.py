"""The row of CEAV a centavo before and after every limit, in every year of the reform and under every profile.

The table is the decree's (DOF 2020-12-16, transitorio segundo), copied here from it and not from ``law``; which row a
wage is in is found here by dividing, as the decree says it, and not by the limits that the rules work out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from tests.domain.test_contributions_batch_equal import all_columns, as_columns

from ventanilla import law
from ventanilla.domain.contributions import Parte, Patron, Period, Prima, Trabajador, Zona, determinar
from ventanilla.domain.contributions.bands import banda
from ventanilla.domain.contributions.batch import Employers, Rows, compile_law, determine
from ventanilla.kernel.money import Money

ROWS = ("1 SM", "1.50", "2.00", "2.50", "3.00", "3.50", "4.00", "más")  # the upper limit of each, in UMA
TABLE = {
    2023: ("3.150", "3.281", "3.575", "3.751", "3.869", "3.953", "4.016", "4.241"),
    2024: ("3.150", "3.413", "4.000", "4.353", "4.588", "4.756", "4.882", "5.331"),
    2025: ("3.150", "3.544", "4.426", "4.954", "5.307", "5.559", "5.747", "6.422"),
    2026: ("3.150", "3.676", "4.851", "5.556", "6.026", "6.361", "6.613", "7.513"),
    2027: ("3.150", "3.807", "5.276", "6.157", "6.745", "7.164", "7.479", "8.603"),
    2028: ("3.150", "3.939", "5.701", "6.759", "7.464", "7.967", "8.345", "9.694"),
    2029: ("3.150", "4.070", "6.126", "7.360", "8.183", "8.770", "9.211", "10.784"),
    2030: ("3.150", "4.202", "6.552", "7.962", "8.902", "9.573", "10.077", "11.875"),
}
UMA = {2022: 9622, 2023: 10374, 2024: 10857, 2025: 11314, 2026: 11731}  # centavos, from each 1 February
MINIMUM = {
    Zona.GENERAL: {2023: 20744, 2024: 24893, 2025: 27880, 2026: 31504},
    Zona.ZLFN: {2023: 31241, 2024: 37489, 2025: 41988, 2026: 44087},
}
GAP_IS_OF_THE_NEXT_ROW = {"sua": False, "emision": False, "corte": True}
PATRON = Patron((Prima(date(2016, 2, 1), Decimal("0.54355")),))
MONTHS = [
    (year, month) for year in MINIMUM[Zona.GENERAL] for month in (1, 2)
]  # with the UMA of before, and with its own


def uma_of(year: int, month: int) -> int:
    return UMA[year - 1 if month == 1 else year]


def row_of(wage: int, uma: int, minimum: int, profile: str) -> str:
    """Exactly one minimum wage; else the first row whose limit the ratio does not pass."""
    if wage == minimum:
        return "1 SM"
    ratio = Decimal(wage) / Decimal(uma)
    if not GAP_IS_OF_THE_NEXT_ROW[profile]:
        ratio = ratio.quantize(Decimal("0.01"), ROUND_DOWN)
    return next((limit for limit in ROWS[1:-1] if ratio <= Decimal(limit)), "más")


def at_the_limits(uma: int, minimum: int) -> Iterator[int]:
    """The wages, in centavos, a centavo before, at and after each limit: both readings of a gap, floor, 3 UMA, cap."""
    limits = {minimum, minimum * 10493 // 10000, 3 * uma, 25 * uma}
    for limit in ROWS[1:-1]:
        hundredths = int(Decimal(limit) * 100)
        limits |= {hundredths * uma // 100, (hundredths + 1) * uma // 100}
    yield from sorted({wage + step for wage in limits for step in (-1, 0, 1)})


@pytest.mark.parametrize("profile", law.profile_keys())
@pytest.mark.parametrize("zona", Zona)
@pytest.mark.parametrize(("year", "month"), MONTHS)
def test_every_limit_a_centavo_before_and_after_is_in_its_row(year: int, month: int, zona: Zona, profile: str) -> None:
    when, uma, minimum = Period.month(year, month), uma_of(year, month), MINIMUM[zona][year]
    wages = list(at_the_limits(uma, minimum))
    workers = [replace(Trabajador.fijo(Money.of_centavos(wage), when), zona=zona) for wage in wages]
    seen = set()
    with law.choosing(law.profile(profile).values):
        determined = [determinar(worker, when, PATRON) for worker in workers]
        compiled = compile_law(when)
    for wage, found in zip(wages, determined, strict=True):
        applied = min(max(wage, minimum), 25 * uma)
        row = row_of(applied, uma, minimum, profile)
        rate = Decimal(TABLE[year][ROWS.index(row)])
        (line,) = [one for one in found.lineas if one.ramo == "ceav" and one.parte is Parte.PATRON]
        owed = (Decimal(applied) * when.days * rate / 100).quantize(Decimal(1), ROUND_HALF_UP)
        assert (line.base.centavos, line.tasa, line.importe.centavos) == (applied, rate, int(owed)), (wage, row)
        seen.add(row)
    assert seen >= {"1 SM", "más"} | {limit for limit in ROWS[1:-1] if Decimal(limit) * uma > minimum}
    batch = determine(
        Rows.of((worker, when, 0) for worker in workers), Employers.of([PATRON], compiled), compiled, threads=1
    )
    assert all_columns(batch) == [as_columns(found) for found in determined]


@pytest.mark.parametrize("year", [year for year in TABLE if year > max(UMA)])
def test_the_rows_of_the_years_to_come_are_those_of_the_decree(year: int) -> None:
    """Their UMA and their minimum wage are not known: only the table is."""
    rows = law.version("ceav.patron", date(year, 6, 30)).rows
    assert tuple(map(str, rows.values())) == TABLE[year]


def test_the_two_readings_differ_in_the_wages_that_the_reference_counts() -> None:
    """351 wages from 351.94 to 470.41 with the UMA of 2026: all those in a gap, and no other."""
    rows, uma = law.version("ceav.patron", date(2026, 6, 30)).rows, Money.of_centavos(UMA[2026])
    wages = range(MINIMUM[Zona.GENERAL][2026] + 1, 4 * UMA[2026] + 300)
    differ = [
        wage
        for wage in wages
        if len({banda(Money.of_centavos(wage), uma, rows, huecos) for huecos in ("ceav_sua", "ceav_corte")}) > 1
    ]
    assert (len(differ), differ[0], differ[-1]) == (351, 35194, 47041)
