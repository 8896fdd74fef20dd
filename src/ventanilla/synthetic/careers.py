"""Years of work as movements: altas, raises, bajas, reingresos, two jobs at once, seasons and their gaps."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final

from ventanilla.domain.affiliation import Causa, Movimiento, SemanaJornada, Tipo, TipoTrabajador
from ventanilla.domain.contributions import Zona
from ventanilla.kernel.clock import CIVIL_ZONE

from .draw import day_between, new_id, years_before
from .employers import Employers
from .model import Career, Registro
from .wages import first_day, first_wage, reviewed, reviews, within

FILING_DAYS: Final = 5  # an employer files within five days; the demonstration's always do
LATE_CORRECTION: Final = (20, 60)  # days until somebody notices a wrong wage
CORRECTED: Final = 0.01  # share of movements that were filed wrong first
YOUNGEST_WORKER: Final = 18
LONGEST: Final = 25  # years of work, as far as the law loaded here goes back


class Path(Enum):
    """The kinds of working life there are here."""

    ESTABLE = "estable"  # one job after another, the last goes on
    DOS_EMPLEOS = "dos_empleos"
    EVENTUAL = "eventual"  # seasons, with gaps
    CONSERVACION = "conservacion"  # left so lately that care is still given
    BAJA = "baja"  # left long ago
    RECIENTE = "reciente"  # started less than eight weeks ago
    CORTO = "corto"  # left after less than eight weeks
    JUBILADO = "jubilado"


@dataclass(frozen=True, slots=True)
class Empleo:
    """One employment: where, from when, until when (None: it goes on), and the wage to start with (None: chance).

    ``temporada``: by a contract for the harvest. ``parte``: some hours a day, beside another job.
    """

    registro: Registro
    desde: date
    hasta: date | None = None
    sbc_centavos: int | None = None
    temporada: bool = False
    parte: bool = False


def plan(rng: random.Random, path: Path, nacimiento: date, today: date, employers: Employers) -> tuple[Empleo, ...]:
    """The employments of somebody born on ``nacimiento`` whose working life is of that kind."""
    adult = nacimiento.replace(year=nacimiento.year + YOUNGEST_WORKER, day=min(nacimiento.day, 28))
    earliest = max(adult, first_day(), years_before(today, LONGEST))
    match path:
        case Path.ESTABLE:
            return _jobs(rng, earliest, today, None, employers)
        case Path.DOS_EMPLEOS:
            jobs = _jobs(rng, earliest, today, None, employers)
            return _second_job(rng, jobs, today, employers)
        case Path.EVENTUAL:
            return _seasons(rng, earliest, today, employers)
        case Path.CONSERVACION:
            return _jobs(rng, earliest, today, today - timedelta(days=rng.randint(3, 50)), employers)
        case Path.BAJA:
            long_ago = max(earliest + timedelta(days=90), today - timedelta(days=rng.randint(70, 2500)))
            return _jobs(rng, earliest, today, min(long_ago, today - timedelta(days=70)), employers)
        case Path.RECIENTE:
            return (Empleo(employers.one(rng), today - timedelta(days=rng.randint(2, 50))),)
        case Path.CORTO:
            end = today - timedelta(days=rng.randint(3, 40))
            return (Empleo(employers.one(rng), end - timedelta(days=rng.randint(10, 50)), end),)
        case Path.JUBILADO:
            return _jobs(
                rng, earliest, today, day_between(rng, earliest + timedelta(400), years_before(today, 1)), employers
            )


def _jobs(
    rng: random.Random, earliest: date, today: date, end: date | None, employers: Employers
) -> tuple[Empleo, ...]:
    """One to four jobs in a row, from some day on; the last ends on ``end`` (None: goes on)."""
    last = end or today
    start = day_between(rng, earliest, max(earliest, last - timedelta(days=70)))
    cuts = sorted({day_between(rng, start, last) for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))})
    jobs: list[Empleo] = []
    for cut in cuts:
        leave = cut - timedelta(days=rng.randint(5, 200))
        if leave - start >= timedelta(days=30) and last - cut >= timedelta(days=70):
            jobs.append(Empleo(employers.one(rng), start, leave))
            start = cut
    jobs.append(Empleo(employers.one(rng), start, end))
    return tuple(jobs)


def _second_job(rng: random.Random, jobs: tuple[Empleo, ...], today: date, employers: Employers) -> tuple[Empleo, ...]:
    """A job beside the last one, at another registro: a person has one employment at a time in each."""
    used = {job.registro.numero for job in jobs}
    for _ in range(20):
        registro = employers.one(rng)
        if registro.numero not in used:
            since = day_between(rng, jobs[-1].desde, today - timedelta(days=5))
            return (*jobs, Empleo(registro, since, parte=True))
    return jobs


def _seasons(rng: random.Random, earliest: date, today: date, employers: Employers) -> tuple[Empleo, ...]:
    registro = employers.seasonal(rng)
    day = max(earliest, years_before(today, rng.randint(1, 6)))
    seasons: list[Empleo] = []
    while day < today - timedelta(days=2):
        end = day + timedelta(days=rng.randint(20, 110))
        seasons.append(Empleo(registro, day, end if end < today else None, temporada=True))
        day = end + timedelta(days=rng.randint(10, 120))
    return tuple(seasons)


def movements(rng: random.Random, nss: str, empleos: Iterable[Empleo], today: date) -> Career:
    """All the movements of ``empleos`` up to the day before ``today``, in the order of their dates."""
    made: list[Movimiento] = []
    yesterday = today - timedelta(days=1)
    for empleo in empleos:
        for tipo, on, sbc in _steps(rng, empleo, today):
            recorded = received(rng, on, yesterday)
            filed = Movimiento(new_id(rng), tipo, nss, empleo.registro.numero, on, recorded, sbc)
            made.append(_on_its_terms(empleo, filed))
    made.sort(key=lambda one: (one.on, one.tipo is Tipo.ALTA, one.recorded))
    zonas = {empleo.registro.numero: empleo.registro.zona for empleo in empleos}
    return tuple(filed for one in made for filed in _as_filed(rng, one, yesterday, zonas[one.registro_patronal]))


def _on_its_terms(empleo: Empleo, one: Movimiento) -> Movimiento:
    """A movement with the terms of its employment."""
    if one.tipo is Tipo.BAJA:
        return replace(one, causa=Causa.TERMINO_CONTRATO.value) if empleo.temporada else one
    return replace(
        one,
        trabajador=TipoTrabajador.EVENTUAL_CAMPO if empleo.temporada else one.trabajador,
        semana=SemanaJornada.REDUCIDA if empleo.parte else one.semana,
        contrato_hasta=empleo.hasta if empleo.temporada and one.tipo is Tipo.ALTA else None,
    )


def _steps(rng: random.Random, empleo: Empleo, today: date) -> Iterator[tuple[Tipo, date, int | None]]:
    """What is filed about one employment: its alta, every change of wage, its baja."""
    sbc = empleo.sbc_centavos or first_wage(rng, empleo.desde)
    zona = empleo.registro.zona
    sbc = within(sbc, empleo.desde, zona)
    yield Tipo.ALTA, empleo.desde, sbc
    for day in reviews(empleo.desde, (empleo.hasta or today) - timedelta(days=1)):
        moved = reviewed(rng, sbc, day, zona)
        if moved != sbc:
            yield Tipo.MODIFICACION, day, moved
            sbc = moved
    if empleo.hasta is not None:
        yield Tipo.BAJA, empleo.hasta, None


def received(rng: random.Random, on: date, yesterday: date) -> datetime:
    """When a movement of the day ``on`` was filed: some days later, in office hours, never after ``yesterday``."""
    day = min(on + timedelta(days=rng.randint(0, FILING_DAYS)), yesterday)
    at = time(rng.randint(8, 18), rng.randint(0, 59), rng.randint(0, 59))
    return datetime.combine(day, at, CIVIL_ZONE)


def _as_filed(rng: random.Random, one: Movimiento, yesterday: date, zona: Zona) -> Career:
    """A few were filed with a wrong wage: both stay, and the later one says which it corrects."""
    noticed = one.recorded + timedelta(days=rng.randint(*LATE_CORRECTION))
    if one.sbc_centavos is None or rng.random() >= CORRECTED or noticed.date() > yesterday:
        return (one,)
    mistaken = within(one.sbc_centavos - rng.randint(500, 5000), one.on, zona)
    if mistaken == one.sbc_centavos:
        return (one,)
    first = replace(one, id=new_id(rng), sbc_centavos=mistaken)
    return first, replace(one, recorded=noticed, supersedes=first.id)
