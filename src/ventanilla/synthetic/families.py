"""Families: who is registered as whose spouse, partner, child or parent."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Parentesco

from .draw import Numbers, day_between, years_before
from .model import Persona, Sexo, Vinculo
from .people import Adscripcion, Wanted, aggregate, draw_person

WITH_FAMILY: Final = 0.55  # share of the insured who registered somebody
WITH_PARTNER: Final = 0.6  # …of those
CONCUBINATO: Final = 0.3  # …of partners
SAME_SEX: Final = 0.04
ENDED: Final = 0.04  # marriages over
STUDENT: Final = 0.5  # of the 16 to 24
UNABLE: Final = 0.015  # children who cannot work
WITH_PARENT: Final = 0.06
MOTHERS: Final = 0.6  # …of those parents
ADULT: Final = 18
STUDIES_END: Final = 25  # nobody is drawn as a student after it
PLACES: Final = {
    Parentesco.CONYUGE: 2,
    Parentesco.CONCUBINO: 2,
    Parentesco.HIJO: 3,
    Parentesco.MADRE: 4,
    Parentesco.PADRE: 4,
}  # in the medical aggregate; the holder is 1


@dataclass(frozen=True, slots=True)
class Familia:
    """The people drawn, and what each is to the holder."""

    personas: tuple[Persona, ...] = ()
    vinculos: tuple[Vinculo, ...] = ()


def end_of_term(today: date) -> date:
    """When the school year that runs on ``today`` ends: 31 July.

    >>> end_of_term(date(2026, 11, 22))
    datetime.date(2027, 7, 31)
    """
    this_year = date(today.year, 7, 31)
    return this_year if today <= this_year else date(today.year + 1, 7, 31)


def draw_family(
    rng: random.Random, numbers: Numbers, titular: Persona, lugar: Adscripcion | None, today: date
) -> Familia:
    """The family of ``titular``: often nobody."""
    age = today.year - titular.nacimiento.year
    if age <= ADULT or rng.random() >= WITH_FAMILY:
        return Familia()
    drawn: list[tuple[Persona, Vinculo]] = []
    if rng.random() < WITH_PARTNER:
        drawn.append(_draw_partner(rng, numbers, titular, lugar, today))
    partner = drawn[0][0] if drawn else None
    for _ in range(rng.choices((0, 1, 2, 3, 4), weights=(20, 34, 30, 12, 4))[0]):
        drawn.append(_draw_child(rng, numbers, titular, partner, lugar, today))
    if age < 50 and rng.random() < WITH_PARENT:
        drawn.append(_draw_parent(rng, numbers, titular, lugar, today))
    return Familia(tuple(one for one, _ in drawn), tuple(tie for _, tie in drawn))


def _draw_partner(
    rng: random.Random, numbers: Numbers, titular: Persona, lugar: Adscripcion | None, today: date
) -> tuple[Persona, Vinculo]:
    kin = Parentesco.CONCUBINO if rng.random() < CONCUBINATO else Parentesco.CONYUGE
    partner = relative(rng, numbers, _partner(rng, titular, today), kin, lugar)
    both_adults = _adulthood(max(titular.nacimiento, partner.nacimiento))
    since = day_between(rng, max(years_before(today, 30), both_adults), today)
    ended = day_between(rng, since, today) if rng.random() < ENDED else None
    return partner, related(titular, partner, kin, since, ended)


def _draw_child(
    rng: random.Random,
    numbers: Numbers,
    titular: Persona,
    partner: Persona | None,
    lugar: Adscripcion | None,
    today: date,
) -> tuple[Persona, Vinculo]:
    sexo, primero, segundo = _child(rng, titular, partner)
    born = day_between(rng, max(_adulthood(titular.nacimiento), years_before(today, 30)), today)
    wanted = Wanted(born, born, sexo, primer_apellido=primero, segundo_apellido=segundo)
    child = relative(rng, numbers, wanted, Parentesco.HIJO, lugar)
    student = ADULT - 2 <= today.year - born.year < STUDIES_END - 1 and rng.random() < STUDENT
    unable = rng.random() < UNABLE
    studies = end_of_term(today) if student else None
    return child, related(titular, child, Parentesco.HIJO, born, estudia_hasta=studies, incapacitado=unable)


def _draw_parent(
    rng: random.Random, numbers: Numbers, titular: Persona, lugar: Adscripcion | None, today: date
) -> tuple[Persona, Vinculo]:
    mother = rng.random() < MOTHERS
    kin = Parentesco.MADRE if mother else Parentesco.PADRE
    apellido = (titular.segundo_apellido if mother else "") or titular.primer_apellido
    oldest, youngest = years_before(titular.nacimiento, 38), years_before(titular.nacimiento, ADULT)
    wanted = Wanted(oldest, youngest, "M" if mother else "H", primer_apellido=apellido)
    parent = relative(rng, numbers, wanted, kin, lugar)
    return parent, related(titular, parent, kin, day_between(rng, years_before(today, 8), today))


def relative(
    rng: random.Random, numbers: Numbers, wanted: Wanted, kin: Parentesco, lugar: Adscripcion | None
) -> Persona:
    """Somebody who is attended where the holder is."""
    persona = draw_person(rng, numbers, wanted, lugar=lugar)
    return replace(persona, agregado=aggregate(persona, PLACES[kin]))


def related(
    titular: Persona,
    persona: Persona,
    kin: Parentesco,
    desde: date,
    hasta: date | None = None,
    estudia_hasta: date | None = None,
    incapacitado: bool = False,
) -> Vinculo:
    """``persona`` is registered as the ``kin`` of ``titular``."""
    return Vinculo(titular.subject, persona.subject, kin, desde, hasta, estudia_hasta, incapacitado)


def _adulthood(born: date) -> date:
    return years_before(born, -ADULT)


def _partner(rng: random.Random, titular: Persona, today: date) -> Wanted:
    same = rng.random() < SAME_SEX
    opposite: dict[Sexo, Sexo] = {"H": "M", "M": "H"}
    sexo = titular.sexo if same else opposite.get(titular.sexo)
    youngest = years_before(today, ADULT)
    return Wanted(
        min(years_before(titular.nacimiento, 7), youngest), min(years_before(titular.nacimiento, -7), youngest), sexo
    )


def _child(rng: random.Random, titular: Persona, partner: Persona | None) -> tuple[Sexo, str, str | None]:
    """Sex and surnames of a child: one of each parent, the father's first where there is one."""
    sexo: Sexo = rng.choice(("H", "M"))
    if partner is None:
        return sexo, titular.primer_apellido, None
    first, second = (partner, titular) if titular.sexo == "M" and partner.sexo == "H" else (titular, partner)
    return sexo, first.primer_apellido, second.primer_apellido
