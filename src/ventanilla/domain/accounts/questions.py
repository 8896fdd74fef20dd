"""What only the record answers: questions with options, drawn so that who asks again sees the same ones.

**Never asked**, because whoever pays today, or holds a receipt, knows it: anything of the employer that sealed the
receipt, of an employer of the last year, or of the last two years; the person's name, CURP, NSS, RFC, birth, sex and
family; the clinic (a notice of alta and a certificate of incapacity say it); the names of earlier employers (a
curriculum says them); a wage that the law alone tells (near the minimum, or at the cap).

**Asked**: the registered wage in some month of long ago, and the month in which some employment began or ended. A
question names no employer, and may have no right answer among those listed, so that reading it tells next to nothing.
Whoever the register does not know, or has too little of, is asked the same kind of questions about a record that never
existed: nobody learns from the page whether there is one.

**Guessing**: ``COUNT`` questions of ``OPTIONS`` options and "none of these", all to be right: one in 32,768, three
times in a period. An employer that holds a curriculum with every month still has the ``WAGES`` to guess: one in 512.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import MONTHS, Text

from .receipt import Job, Record

WAGES: Final = 3  # questions about a registered wage
EDGES: Final = 2  # questions about the month of a beginning or an end
COUNT: Final = WAGES + EDGES
OPTIONS: Final = 7  # beside "none of these"
NONE: Final = OPTIONS  # the place of "none of these"
OLD_YEARS: Final = 2  # nothing of later is asked
RECENT: Final = timedelta(days=365)  # whoever paid within it is told nothing and asked nothing
EMPLOYERS: Final = 2  # earlier ones that the questions are about, at least: no single one knows all the answers
GAP: Final = 4  # months from an option to the next, at most
STEP: Final = Fraction(11, 10)  # of a band of wages to the next
POWERS: Final = tuple(STEP**rank for rank in range(1, OPTIONS + 1))
PLACES: Final = 5  # a wage whose band could be in fewer places is too near the minimum: the law nearly says it
FIRST: Final = date(2016, 1, 1)  # the law loaded here says the minimum wage from this day on
NEAR_CAP: Final = Fraction(9, 10)  # of the cap
REMEMBERED: Final = 1024  # months whose minimum and cap are known without asking the law again
ROUND: Final = 500  # centavos: bands begin at multiples of five pesos
CHANCE: Final = Fraction(1, (OPTIONS + 1) ** COUNT)
CHANCE_WITH_MONTHS: Final = Fraction(1, (OPTIONS + 1) ** WAGES)

Draw = Callable[[str], int]
"""A large number that a label alone decides, under a key of the installation and of the person."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its options; ``right`` is the place of the true one, ``NONE`` where it is not listed.

    ``key`` names it without saying its answer.
    """

    key: str
    asks: Text
    options: tuple[Text, ...]
    right: int


def questions(record: Record, *, issuer: str, today: date, draw: Draw) -> tuple[Question, ...] | None:
    """The questions of a record, in a drawn order; None where it is too thin to ask ``COUNT`` that serve.

    The same record and key give the same questions and the same options, while nothing more comes in that is old.
    """
    jobs = former(record.jobs, issuer=issuer, today=today)
    limit = months_after(today, -12 * OLD_YEARS)
    wages = _drawn(_wage_facts(record.jobs, jobs, limit), WAGES, draw)
    edges = _drawn(_edge_facts(record.jobs, jobs, limit), EDGES, draw)
    whose = {fact.employer for fact in (*wages, *edges)}
    if len(wages) < WAGES or len(edges) < EDGES or len(whose) < EMPLOYERS:
        return None
    made = [_wage_question(fact, draw) for fact in wages] + [_edge_question(fact, record.jobs, draw) for fact in edges]
    return tuple(sorted(made, key=lambda one: draw(f"orden {one.key}")))


def former(jobs: Sequence[Job], *, issuer: str, today: date) -> tuple[Job, ...]:
    """The jobs that may be asked about: of nobody who sealed the receipt or who paid within the last year."""
    recent = {job.employer for job in jobs if job.until is None or job.until >= today - RECENT} | {issuer}
    return tuple(job for job in jobs if job.employer not in recent)


def all_right(asked: Sequence[Question], answers: Sequence[int]) -> bool:
    """Whether every question has its right answer; none is told apart from another."""
    return [one.right for one in asked] == list(answers)


# -- facts


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    employer: str
    on: date
    wage: int = 0  # centavos; 0 for the month of a beginning or an end
    begins: bool = False


def _drawn(facts: Iterator[_Fact], count: int, draw: Draw) -> list[_Fact]:
    """``count`` of them, one of each wage and as many employers as there are."""
    chosen: list[_Fact] = []
    waiting = sorted(facts, key=lambda fact: draw(f"hecho {fact.label}"))
    for fresh in (True, False):
        for fact in waiting:
            told = {(one.employer, one.wage, one.begins) for one in chosen}
            other = fact.employer not in {one.employer for one in chosen}
            if len(chosen) < count and (fact.employer, fact.wage, fact.begins) not in told and (other or not fresh):
                chosen.append(fact)
    return chosen


def _wage_facts(every: Sequence[Job], jobs: Sequence[Job], limit: date) -> Iterator[_Fact]:
    """One month, drawn later, of each wage of each job that the law alone does not tell."""
    for job in jobs:
        for place, (since, wage) in enumerate(job.wages):
            until = job.wages[place + 1][0] - timedelta(days=1) if place + 1 < len(job.wages) else job.until
            month = months_after(max(since, FIRST).replace(day=1), 1)
            while until is not None and month <= min(until, limit):
                alone = sum(other.covers(month) for other in every) == 1
                if alone and _by_chance(wage, month):
                    yield _Fact(f"salario {month:%Y-%m}", job.employer, month, wage)
                month = months_after(month, 1)


def _by_chance(wage: int, on: date) -> bool:
    """Whether the wage is far from what the law would make it (LSS 28)."""
    return wage <= NEAR_CAP * _cap(on) and _places(wage / STEP, _minimum(on)) >= PLACES


@law.remembered(REMEMBERED)
def _cap(on: date) -> int:
    """The most that a base wage may be on a day, in centavos."""
    return Money(law.value("uma.diaria", max(on, UMA_FIRST))).centavos * law.integer("lss.28.tope_uma", on)


@law.remembered(REMEMBERED)
def _minimum(on: date) -> int:
    """The general minimum wage of a day, in centavos."""
    return Money(law.value("sm.general", on)).centavos


UMA_FIRST: Final = date(2016, 2, 1)  # the UMA's first day


def _edge_facts(every: Sequence[Job], jobs: Sequence[Job], limit: date) -> Iterator[_Fact]:
    for job in jobs:
        if FIRST <= job.since <= limit:
            yield _Fact(f"alta {job.since:%Y-%m}", job.employer, job.since, begins=True)
        if job.until is not None and FIRST <= job.until <= limit:
            yield _Fact(f"baja {job.until:%Y-%m}", job.employer, job.until)


# -- questions


def _dropped(label: str, draw: Draw) -> int:
    """Which of ``OPTIONS + 1`` things one beside another is not listed: the true one as often as any other."""
    return draw(f"ninguno {label}") % (OPTIONS + 1)


def _wage_question(fact: _Fact, draw: Draw) -> Question:
    """Bands of wages that grow by ``STEP``; the place of the true one is drawn from those that the law allows."""
    start = _band_begins(fact, draw)
    places = _places(start, _minimum(fact.on))
    rank = draw(f"lugar {fact.label}") % places
    low = start / STEP**rank
    edges = [_rounded(low * STEP**place) for place in range(OPTIONS + 2)]
    bands = list(itertools.pairwise(edges))
    del bands[_dropped(fact.label, draw)]
    options = tuple(
        Text("IDENTIDAD_BANDA", "De {desde} a {hasta}", desde=_pesos(first), hasta=_pesos(last - 1))
        for first, last in bands
    )
    right = next((place for place, (first, last) in enumerate(bands) if first <= fact.wage < last), NONE)
    asks = Text(
        "IDENTIDAD_SALARIO",
        "¿Qué salario diario tenía registrado en {mes} de {ano}?",
        mes=MONTHS[fact.on.month - 1],
        ano=str(fact.on.year),
    )
    return Question(fact.label, asks, options, right)


def _band_begins(fact: _Fact, draw: Draw) -> Fraction:
    """Where the band of the true wage begins: the wage is anywhere in it."""
    return fact.wage / (1 + (STEP - 1) * Fraction(draw(f"borde {fact.label}") % 1000, 1000))


def _places(start: Fraction, floor: int) -> int:
    """In how many places the true band may be, so that the first of all is not under the minimum wage."""
    return 1 + sum(start >= floor * power for power in POWERS)


def _rounded(centavos: Fraction) -> int:
    return int(centavos // ROUND) * ROUND


def _pesos(centavos: int) -> str:
    return str(Money.of_centavos(centavos))


def _edge_question(fact: _Fact, every: Sequence[Job], draw: Draw) -> Question:
    """Months that follow each other by a few; the true one is anywhere among them, and no other is of another job."""
    true = fact.on.replace(day=1)
    also = {_month(job.since if fact.begins else job.until) for job in every}
    rank = draw(f"lugar {fact.label}") % (OPTIONS + 1)
    months = [true]
    for place in range(OPTIONS):
        step = 1 + draw(f"paso {place} {fact.label}") % GAP
        earlier = place < rank
        other = months_after(months[0], -step) if earlier else months_after(months[-1], step)
        while other in also:
            other = months_after(other, -1 if earlier else 1)
        months.insert(0 if earlier else len(months), other)
    del months[_dropped(fact.label, draw)]
    asks = (
        Text("IDENTIDAD_ALTA", "¿En cuál de estos meses empezó en un empleo?")
        if fact.begins
        else Text("IDENTIDAD_BAJA", "¿En cuál de estos meses terminó en un empleo?")
    )
    options = tuple(
        Text("IDENTIDAD_MES", "{mes} de {ano}", mes=MONTHS[one.month - 1].capitalize(), ano=str(one.year))
        for one in months
    )
    return Question(fact.label, asks, options, months.index(true) if true in months else NONE)


def _month(day: date | None) -> date | None:
    return None if day is None else day.replace(day=1)


# -- a record that never existed


def invented(curp: str, *, born: date, today: date, draw: Draw) -> Record:
    """A record for whoever has none that serves: jobs that nobody had, the same ones each time.

    Their questions are of the same kinds and in the same number as anybody's; no answer to them serves.
    """
    first = max(FIRST, months_after(born, 12 * 18)).replace(day=1)
    last = months_after(today, -12 * OLD_YEARS)
    first = min(first, months_after(last, -48))
    span = (last.year - first.year) * 12 + last.month - first.month
    drawn = {1 + draw(f"inventado {place}") % (span - 2) for place in range(2 * INVENTED)}
    cuts = sorted(drawn | {span // 2, span - 1})
    jobs, since = [], first
    for place, cut in enumerate(cuts):
        until = months_after(first, cut)
        if until > since:
            jobs.append(_invented(place, since, until, draw))
        since = months_after(until, 1)
    return Record(curp, "", tuple(jobs))


INVENTED: Final = 3  # jobs


def _invented(place: int, since: date, until: date, draw: Draw) -> Job:
    """A job with a raise each January, well above the minimum of its year."""
    wages = []
    day, factor = since, Fraction(175 + draw(f"salario {place}") % 150, 100)
    while day <= until:
        wages.append((day, int(_minimum(max(day, FIRST)) * factor) + place))
        day = date(day.year + 1, 1, 1 + place)
    return Job(f"INVENTADO{place}", since, until, tuple(wages))
