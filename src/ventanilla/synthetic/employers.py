"""Where people work and where they are attended: employers with their registros, and clinics."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import Final

from ventanilla.domain.contributions import Zona
from ventanilla.domain.identifiers import rfc

from .draw import MAX_REDRAWS, Exhausted, Numbers, day_between, stream, subject, years_before
from .model import Clinica, Patron, Persona, Registro
from .names import DELEGACIONES, FANTASIA, GIRO, GIRO_CAMPO, LUGAR, MORAL
from .people import Wanted, draw_person
from .workplaces import workplace

GENERAL: Final = "10"
CAMPO: Final = "13"
NATURAL_PERSONS: Final = 3  # one employer in this many
FIELD: Final = 12  # one employer in this many hires by the season
SECOND_REGISTRO: Final = 6  # one company in this many has a second registro, elsewhere
WORKERS_BY_CLINIC: Final = 170
MIDDLING: Final = 12  # place of the named employers, from the largest down


def clinics(seed: int, workers: int) -> tuple[Clinica, ...]:
    """Clinics enough for that many workers, spread over the delegaciones; the same number names one in each."""
    rng = stream(seed, "clinicas")
    made = []
    for place in range(max(2 * len(DELEGACIONES), workers // WORKERS_BY_CLINIC)):
        delegacion, nombre = DELEGACIONES[place % len(DELEGACIONES)]
        serial = 1 + place // len(DELEGACIONES)
        made.append(
            Clinica(
                delegacion=delegacion,
                delegacion_nombre=nombre,
                subdelegacion=f"{91 + place % 8}",
                clave=f"{serial:03d}",
                nombre=f"Unidad de Medicina Familiar {serial} {rng.choice(LUGAR)}",
                consultorios=rng.randint(4, 18),
            )
        )
    return tuple(made)


class Employers:
    """All the employers, and the chance of each to be somebody's: few large ones, many small."""

    def __init__(self, patrones: tuple[Patron, ...]) -> None:
        self.patrones = patrones
        self._general = [patron for patron in patrones if not _is_field(patron)]
        self._field = [patron for patron in patrones if _is_field(patron)]
        self._weights = list(accumulate(10_000 // (place + 3) for place in range(len(self._general))))

    def named(self, slug: str) -> Patron:
        """The employer of the demonstration with that name."""
        return next(patron for patron in self.patrones if patron.slug == slug)

    def one(self, rng: random.Random) -> Registro:
        """Where somebody works all year round."""
        patron = rng.choices(self._general, cum_weights=self._weights)[0]
        return rng.choice(patron.registros)

    def seasonal(self, rng: random.Random) -> Registro:
        """Where somebody works by the season."""
        return rng.choice(rng.choice(self._field).registros)


def _is_field(patron: Patron) -> bool:
    return patron.registros[0].numero[8:10] == CAMPO


def employers(seed: int, today: date, count: int, numbers: Numbers, named: tuple[Patron, ...] = ()) -> Employers:
    """``count`` employers, the ``named`` among them and of middling size; at least one hires by the season.

    ValueError where ``count`` leaves no room for one that does.
    """
    if count < FIELD:
        raise ValueError(f"fewer than {FIELD} employers do not make an institution")
    patrones = [draw_employer(stream(seed, "patron", n), today, n, numbers) for n in range(len(named), count)]
    for one in named:
        patrones.insert(min(MIDDLING, len(patrones) // 2), one)
    return Employers(tuple(_placed(seed, one) for one in patrones))


def _placed(seed: int, patron: Patron) -> Patron:
    """The employer with the zone of each of its work centres, whose minimum its wages are not under."""
    zonas = [workplace(seed, one.numero).zona or Zona.GENERAL for one in patron.registros]
    placed = (replace(one, zona=zona) for one, zona in zip(patron.registros, zonas, strict=True))
    return replace(patron, registros=tuple(placed))


def draw_employer(rng: random.Random, today: date, n: int, numbers: Numbers) -> Patron:
    """The ``n``-th employer."""
    field = n % FIELD == FIELD - 1
    if n % NATURAL_PERSONS == NATURAL_PERSONS - 1:
        persona = draw_person(rng, numbers, Wanted(years_before(today, 75), years_before(today, 42)))
        return natural_person(rng, today, persona, numbers, CAMPO if field else GENERAL)
    persona = draw_person(rng, numbers, Wanted(years_before(today, 70), years_before(today, 30)))
    return company(rng, today, persona, numbers, modalidad=CAMPO if field else GENERAL)


def company(
    rng: random.Random,
    today: date,
    persona: Persona,
    numbers: Numbers,
    *,
    nombre: str | None = None,
    modalidad: str = GENERAL,
    slug: str = "",
) -> Patron:
    """A company with its representative, ``persona``, and one registro or two."""
    for _ in range(MAX_REDRAWS):
        giro = rng.choice(GIRO_CAMPO if modalidad == CAMPO else GIRO)
        name = nombre or f"{giro} {rng.choice(FANTASIA)} {rng.choice(LUGAR)}, {rng.choice(MORAL)}"
        founded = day_between(rng, years_before(today, 45), years_before(today, 20))
        fiscal = rfc.compose_moral(name, founded)
        if numbers.claim(fiscal):
            count = 2 if rng.randrange(SECOND_REGISTRO) == 0 else 1
            registros = tuple(draw_registro(rng, founded, modalidad, numbers) for _ in range(count))
            return Patron(subject(rng), True, name, fiscal, founded, registros, persona, slug)
    raise Exhausted("no new company could be drawn")


def natural_person(
    rng: random.Random, today: date, persona: Persona, numbers: Numbers, modalidad: str = GENERAL, slug: str = ""
) -> Patron:
    """A person who employs others: the subject, the name and the RFC are the person's own."""
    since = day_between(rng, max(years_before(today, 30), persona.nacimiento), years_before(today, 20))
    registros = (draw_registro(rng, since, modalidad, numbers),)
    return Patron(persona.subject, False, persona.nombre_completo, persona.rfc, since, registros, persona, slug)


def draw_registro(rng: random.Random, since: date, modalidad: str, numbers: Numbers) -> Registro:
    """A registro patronal in one of the delegaciones."""
    delegacion, _ = rng.choice(DELEGACIONES)
    return Registro(subject(rng), numbers.registro(rng, modalidad), delegacion, f"{rng.randint(91, 98)}", since)
