"""Workers in bimesters drawn at random, crowded where rules change, told apart in the words of both implementations.

A row knows nothing of either: masks of days and amounts in centavos. ``written`` is a line of the file that the
OpenFisca package reads; ``columns`` and ``worker`` are what ventanilla takes.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, Final

from ventanilla import law
from ventanilla.domain.contributions import Certificado, Patron, Pensionado, Prima, Trabajador, Tramo, Zona
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

EPOCH: Final = date(1970, 1, 1)
_UN_DIA: Final = timedelta(days=1)
_BIMESTERS: Final = tuple((year, number) for year in range(2016, 2027) for number in range(1, 7))[1:]  # UMA: 28-01-2016
# The 1st of February (UMA), the 1st of March (premium), and the bimester whose minimum wage changed inside.
_CROWDED: Final = (*(each for each in _BIMESTERS if each[1] in (1, 2)), (2017, 6))
_LIMITS: Final = (150, 200, 250, 300, 350, 400)  # hundredths of a UMA where a row of CEAV ends
HUECOS: Final = ("ceav_sua", "ceav_corte")


@dataclass(frozen=True, slots=True)
class Salario:
    """From day ``desde`` of the bimester on (0 is the first). ``diario`` 0: not known."""

    desde: int
    sbc: int
    diario: int


@dataclass(frozen=True, slots=True)
class Row:
    """A worker with an employer in a bimester; bit n of each mask is day n of the bimester."""

    periodo: Period
    zona: Zona
    pensionado: Pensionado
    huecos: str
    patron: int
    vigentes: int
    ausencias: int
    certificados: int
    salarios: tuple[Salario, ...]

    @property
    def meses(self) -> tuple[Period, ...]:
        """Its two months."""
        return tuple(self.periodo.by_month())


def employers(rng: random.Random, many: int = 400) -> list[Patron]:
    """Premiums through time: new ones on the 1st of March, or on any day of another month (a change of class)."""
    found = []
    for _ in range(many):
        starts = {date(2016, 1, 1)}
        for year in range(2016, 2027):
            if rng.random() < 0.5:
                starts.add(date(year, 3, 1))
            if rng.random() < 0.3:
                starts.add(date(year, rng.choice((1, 2, 4, 6, 9, 12)), rng.randrange(1, 29)))
        rates = (rng.choice((50_000, 54_355, 113_065, 1_500_000, rng.randrange(50_000, 1_500_001))) for _ in starts)
        found.append(
            Patron(tuple(Prima(day, Decimal(rate).scaleb(-5)) for day, rate in zip(sorted(starts), rates, strict=True)))
        )
    return found


def drawn(rng: random.Random, many: int, patrones: int) -> Iterator[Row]:
    """``many`` rows; each is a worker in two months."""
    for _ in range(many):
        periodo = Period.bimester(*rng.choice(_CROWDED if rng.random() < 0.6 else _BIMESTERS))
        zona = Zona.ZLFN if periodo.first.year >= 2019 and rng.random() < 0.35 else Zona.GENERAL
        vigentes = _in_force(rng, periodo)
        yield Row(
            periodo,
            zona,
            Pensionado.CESANTIA_VEJEZ if rng.random() < 0.1 else Pensionado.NO,
            rng.choice(HUECOS),
            rng.randrange(patrones),
            vigentes,
            _absences(rng, periodo) & vigentes,
            _certificates(rng, periodo),
            _wages(rng, periodo, zona),
        )


def _run(first: int, last: int) -> int:
    return (1 << (last + 1)) - (1 << first)


def _in_force(rng: random.Random, periodo: Period) -> int:
    """The whole bimester, or from an alta, until a baja, one day, or with a gap of a month at most."""
    end = periodo.days - 1
    days = sorted(rng.randrange(periodo.days) for _ in range(2))
    kind = rng.random()
    if kind < 0.5:
        return _run(0, end)
    if kind < 0.62:
        return _run(days[0], end)
    if kind < 0.74:
        return _run(0, days[1])
    if kind < 0.84:
        return _run(*days)
    if kind < 0.88:
        return 1 << days[0]
    gap = _run(days[0], min(days[1], days[0] + 31))
    return _run(0, end) & ~gap or _run(0, end)


def _absences(rng: random.Random, periodo: Period) -> int:
    kind = rng.random()
    if kind < 0.45:
        return 0
    if kind < 0.7:
        return sum(1 << day for day in {rng.randrange(periodo.days) for _ in range(rng.randrange(1, 22))})
    first = rng.randrange(periodo.days)
    return _run(first, min(first + rng.choice((1, 5, 7, 8, 9, 12)) - 1, periodo.days - 1))


def _certificates(rng: random.Random, periodo: Period) -> int:
    found = 0
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        first = rng.randrange(periodo.days)
        found |= _run(first, min(first + rng.choice((0, 2, 6, 16, 61)), periodo.days - 1))
    return found


def _wages(rng: random.Random, periodo: Period, zona: Zona) -> tuple[Salario, ...]:
    """One wage, and in each month perhaps a new one: on any day, the first among them."""
    second = next(iter(list(periodo.by_month())[1:])).first
    of_second = (second - periodo.first).days
    found = [Salario(0, *_wage(rng, periodo.first, zona))]
    for begin, end in ((0, of_second), (of_second, periodo.days)):
        if rng.random() < 0.4:
            day = begin if rng.random() < 0.15 else rng.randrange(begin, end)
            sbc, diario = _wage(rng, periodo.first + day * _UN_DIA, zona)
            if rng.random() < 0.1:
                sbc = found[-1].sbc  # only the daily wage is another
            found.append(Salario(day, sbc, diario))
    return tuple(found)


def _wage(rng: random.Random, on: date, zona: Zona) -> tuple[int, int]:
    """A base wage, often at a limit or a centavo from it, and a daily one, often the minimum or a centavo from it."""
    uma, minimum = _law("uma.diaria", on), _law(f"sm.{zona.value}", on)
    kind = rng.random()
    if kind < 0.25:
        sbc = rng.randrange(1, 40 * uma)
    elif kind < 0.6:
        limit = rng.choice(_LIMITS) * uma
        sbc = rng.choice((limit // 100, -(-limit // 100), (limit + uma) // 100, -(-(limit + uma) // 100)))
        sbc += rng.choice((-1, 0, 1))
    elif kind < 0.8:
        sbc = rng.choice((minimum, minimum, minimum * 10493 // 10000)) + rng.choice((-1, 0, 0, 1))
    else:
        sbc = rng.choice((3, 25, 25)) * uma + rng.choice((-1, 0, 1))
    diario = rng.choice((0, 0, minimum, minimum, minimum - 1, minimum + 1, max(1, sbc * 10000 // 10493)))
    return sbc, diario


@cache
def _law(key: str, on: date) -> int:
    return Money(law.value(key, on)).centavos


HEADER: Final = (
    "mes",
    "zona",
    "pensionado",
    "ceav_huecos",
    *(
        f"{name}_{place}"
        for place in (1, 2)
        for name in (
            "dias_vigentes",
            "dias_ausencia",
            "dias_certificados",
            "sbc_a",
            "sbc_b",
            "diario_a",
            "diario_b",
            "dia_cambio",
            "prima_a",
            "prima_b",
            "dia_prima",
        )
    ),
)


def written(row: Row, patron: Patron) -> tuple[object, ...]:
    """A line of the file that the OpenFisca package reads; ``HEADER`` is its first one."""
    line: list[object] = [f"{row.periodo.first:%Y-%m}", row.zona.value, row.pensionado.value, row.huecos]
    begin = 0
    for month in row.meses:
        whole = _run(0, month.days - 1)
        line += [mask >> begin & whole for mask in (row.vigentes, row.ausencias, row.certificados)]
        before = [one for one in row.salarios if one.desde < begin] or [row.salarios[0]]
        inside = [one for one in row.salarios if begin <= one.desde < begin + month.days and one is not before[-1]]
        a, b = before[-1], (inside or before)[-1]
        line += [a.sbc, b.sbc, a.diario, b.diario, b.desde - begin + 1 if inside else 0]
        old = patron.prima(month.first)
        new = patron.prima(month.last)
        line += [_units(old), _units(new), (new.desde - month.first).days + 1 if new is not old else 0]
        begin += month.days
    return tuple(line)


def _units(prima: Prima) -> int:
    return int(prima.porcentaje.scaleb(5))


def tramos(row: Row) -> Iterator[tuple[date, date, Salario]]:
    """The days in force at each wage: a tramo ends where a wage or a gap begins."""
    ends = [*(one.desde for one in row.salarios[1:]), row.periodo.days]
    for salario, end in zip(row.salarios, ends, strict=True):
        if salario.desde < end:
            for first, last in _runs(row.vigentes & _run(salario.desde, end - 1), row.periodo):
                yield first, last, salario


def _runs(mask: int, periodo: Period) -> Iterator[tuple[date, date]]:
    set_days = [day for day in range(periodo.days) if mask >> day & 1]
    starts = [day for day in set_days if day - 1 not in set_days]
    for day in starts:
        last = day
        while mask >> (last + 1) & 1:
            last += 1
        yield periodo.first + day * _UN_DIA, periodo.first + last * _UN_DIA


def worker(row: Row) -> Trabajador:
    """The same, as the scalar rules take it."""
    return Trabajador(
        tuple(
            Tramo(
                Period(first, last), Money.of_centavos(one.sbc), Money.of_centavos(one.diario) if one.diario else None
            )
            for first, last, one in tramos(row)
        ),
        frozenset(day for n, day in enumerate(row.periodo) if row.ausencias >> n & 1),
        tuple(Certificado(Period(*run)) for run in _runs(row.certificados, row.periodo)),
        row.zona,
        row.pensionado,
    )


def columns(rows: Iterable[Row], which: str) -> dict[str, Any]:
    """The same, as the columns of a batch, of the first or second ``month`` or of the ``bimester``."""
    names = ("desde", "hasta", "patron", "zona", "pensionado", "jornada", "ausencias", "incapacidad")
    found: dict[str, list[int]] = {name: [] for name in names}
    offsets, of_tramos = [0], []
    for row in rows:
        periodo = row.periodo if which == "bimester" else row.meses[which == "second"]
        begin, whole = (periodo.first - row.periodo.first).days, _run(0, periodo.days - 1)
        line = (
            (periodo.first - EPOCH).days,
            (periodo.last - EPOCH).days,
            row.patron,
            list(Zona).index(row.zona),
            list(Pensionado).index(row.pensionado),
            0,
            row.ausencias >> begin & whole,
            row.certificados >> begin & whole,
        )
        for name, value in zip(names, line, strict=True):
            found[name].append(value)
        of_tramos += [((a - EPOCH).days, (b - EPOCH).days, one.sbc, one.diario) for a, b, one in tramos(row)]
        offsets.append(len(of_tramos))
    for first, later in pairwise(offsets):
        assert first < later, "a row without days in force"
    zeros = [0] * len(found["desde"])
    made: dict[str, Any] = dict(found)
    made |= {"minimo_profesional": zeros, "sbc_tramo": zeros, "tramos": offsets}
    for place, name in enumerate(("desde", "hasta", "sbc", "diario")):
        made[f"tramo_{name}"] = [one[place] for one in of_tramos]
    return made
