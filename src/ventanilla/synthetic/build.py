"""The whole institution, and a stream of households for whoever needs more of them than fit in memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.affiliation import Pension, TipoPension

from .careers import Path, movements, plan
from .draw import Numbers, stream, years_before
from .employers import Employers, clinics, employers
from .families import draw_family
from .model import Clinica, Funcionario, Hogar, Patron, Persona
from .people import Wanted, adscripcion, aggregate, draw_person
from .personas import OFICINA, ROLES, characters, named_employers, person

WORKERS: Final = 2_000
EMPLOYERS: Final = 120
WORKERS_BY_OFFICIAL: Final = 100
EARLIEST_DAY: Final = date(2021, 3, 1)  # before it, the law loaded here knows too few years to work in

_PATHS: Final = (
    (Path.ESTABLE, 65),
    (Path.DOS_EMPLEOS, 6),
    (Path.EVENTUAL, 8),
    (Path.CONSERVACION, 3),
    (Path.BAJA, 9),
    (Path.RECIENTE, 3),
    (Path.CORTO, 1),
    (Path.JUBILADO, 5),
)  # of every hundred insured
_PENSIONES: Final = (
    (TipoPension.CESANTIA_VEJEZ, 70),
    (TipoPension.INVALIDEZ, 15),
    (TipoPension.RIESGO_TRABAJO, 10),
    (TipoPension.SUPERVIVENCIA, 5),
)
_PUESTOS: Final = (
    "Operadora u operador de afiliación",
    "Jefatura de afiliación y vigencia",
    "Mesa de aclaraciones",
    "Jefatura de cobranza",
    "Auditoría a patrones",
)
_DOCTOR: Final = "Medicina familiar"


@dataclass(frozen=True, slots=True)
class Institution:
    """The demonstration, whole: what its registers hold on the day ``today``."""

    seed: int
    today: date
    clinicas: tuple[Clinica, ...]
    patrones: tuple[Patron, ...]
    hogares: tuple[Hogar, ...]
    personal: tuple[Funcionario, ...]

    def people(self) -> Iterator[Persona]:
        """Everybody, each once: the insured and their families, employers and representatives, the staff."""
        for hogar in self.hogares:
            yield hogar.titular
            yield from hogar.familia
        insured = {hogar.titular.subject for hogar in self.hogares}
        for persona in (*(one.persona for one in self.patrones), *(one.persona for one in self.personal)):
            if persona.subject not in insured:
                yield persona

    def named(self, slug: str) -> Persona:
        """The person the demonstration calls ``slug``; KeyError if nobody is."""
        for persona in self.people():
            if persona.slug == slug:
                return persona
        raise KeyError(slug)


def institution(seed: int, today: date, *, workers: int = WORKERS, employers: int = EMPLOYERS) -> Institution:
    """Draw the demonstration of ``seed`` as it is on ``today``; ValueError before March 2021.

    >>> small = institution(1, date(2026, 11, 22), workers=30, employers=12)
    >>> small.named("enie").nombre_completo
    'Íñigo Ñandayapa Peñalver'
    """
    world = _World(seed, today, workers, employers)
    hogares = tuple(world.households(workers))
    return Institution(seed, today, world.clinicas, world.employers.patrones, hogares, world.staff(hogares))


def households(
    seed: int, today: date, *, workers: int, employers: int
) -> tuple[tuple[Clinica, ...], tuple[Patron, ...], Iterator[Hogar]]:
    """Clinics and employers, and then ``workers`` households one at a time: a million need no more memory
    than the identifiers already given out."""
    world = _World(seed, today, workers, employers)
    return world.clinicas, world.employers.patrones, world.households(workers)


class _World:
    """What every household is drawn among."""

    def __init__(self, seed: int, today: date, workers: int, count: int) -> None:
        if today < EARLIEST_DAY:
            raise ValueError(f"the demonstration cannot live before {EARLIEST_DAY}")
        self.seed, self.today = seed, today
        self.numbers = Numbers()
        self.clinicas = clinics(seed, workers)
        named = named_employers(seed, today, self.numbers)
        self.employers: Employers = employers(seed, today, count, self.numbers, named)

    def households(self, workers: int) -> Iterator[Hogar]:
        """The named ones first, then the rest."""
        known = characters(self.seed, self.today, self.numbers, self.employers, self.clinicas)
        yield from known
        for n in range(len(known), workers):
            yield self._household(stream(self.seed, "hogar", n))

    def _household(self, rng: random.Random) -> Hogar:
        path = rng.choices([one for one, _ in _PATHS], weights=[share for _, share in _PATHS])[0]
        oldest, youngest = (85, 60) if path is Path.JUBILADO else (64, 20)
        lugar = adscripcion(rng, self.clinicas)
        wanted = Wanted(years_before(self.today, oldest), years_before(self.today, youngest))
        persona = draw_person(rng, self.numbers, wanted, lugar=lugar)
        empleos = plan(rng, path, persona.nacimiento, self.today, self.employers)
        nss = self.numbers.nss(lugar.clinica.subdelegacion, empleos[0].desde, persona.nacimiento)
        pension = None
        if path is Path.JUBILADO and empleos[-1].hasta is not None:
            tipo = rng.choices([one for one, _ in _PENSIONES], weights=[share for _, share in _PENSIONES])[0]
            pension = Pension(tipo, empleos[-1].hasta + timedelta(days=rng.randint(1, 120)))
        persona = replace(
            persona, nss=nss, pension=pension, agregado=aggregate(persona, 1, pensioner=pension is not None)
        )
        familia = draw_family(rng, self.numbers, persona, lugar, self.today)
        return Hogar(persona, familia.personas, familia.vinculos, movements(rng, nss, empleos, self.today))

    def staff(self, hogares: tuple[Hogar, ...]) -> tuple[Funcionario, ...]:
        """Officials with their posts, those with a name first, and the doctors of each clinic."""
        rng = stream(self.seed, "personal")
        named = next(one.titular for one in hogares if one.titular.slug == "personal")
        where = self.clinicas[0].delegacion_nombre
        made = [Funcionario(named, _PUESTOS[0], where, rol=ROLES[named.slug])]
        for who, puesto in OFICINA:
            persona = person(self.seed, self.today, who, self.numbers, None)
            made.append(Funcionario(persona, puesto, where, rol=ROLES[who.slug]))
        for n in range(max(4, len(hogares) // WORKERS_BY_OFFICIAL)):
            made.append(
                Funcionario(
                    self._employee(rng), _PUESTOS[n % len(_PUESTOS)], rng.choice(self.clinicas).delegacion_nombre
                )
            )
        for clinica in self.clinicas:
            cedula = f"99{rng.randrange(1_000_000):06d}"
            made.append(Funcionario(self._employee(rng), _DOCTOR, clinica.nombre, cedula))
        return tuple(made)

    def _employee(self, rng: random.Random) -> Persona:
        wanted = Wanted(years_before(self.today, 62), years_before(self.today, 26))
        return draw_person(rng, self.numbers, wanted)
