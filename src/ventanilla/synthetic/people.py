"""People: names as varied as in any waiting room, and the numbers that follow from them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final

from ventanilla.domain.identifiers import curp, rfc

from .draw import MAX_REDRAWS, Exhausted, Numbers, day_between, subject
from .model import Clinica, Persona, Sexo, Turno
from .names import APELLIDO, ENTIDADES, HOMBRE, MUJER, NEUTRO

ONE_SURNAME: Final = 0.012  # shares of the population
NON_BINARY: Final = 0.004
BORN_ABROAD: Final = 0.01
TURNOS: Final[tuple[Turno, ...]] = ("matutino", "vespertino")

_WEIGHTS: Final = tuple(accumulate(1000 // (place + 6) for place in range(len(APELLIDO))))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is already settled about somebody to be drawn; None leaves it to chance."""

    born_from: date
    born_until: date
    sexo: Sexo | None = None
    nombre: str | None = None
    primer_apellido: str | None = None
    segundo_apellido: str | None = None
    entidad: str | None = None
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Adscripcion:
    """Where somebody is attended: clinic, consulting room and shift."""

    clinica: Clinica
    consultorio: int
    turno: Turno


def apellido(rng: random.Random) -> str:
    """A surname, the frequent ones more often."""
    return rng.choices(APELLIDO, cum_weights=_WEIGHTS)[0]


def adscripcion(rng: random.Random, clinicas: tuple[Clinica, ...]) -> Adscripcion:
    """A place in one of ``clinicas``."""
    clinica = rng.choice(clinicas)
    return Adscripcion(clinica, rng.randint(1, clinica.consultorios), rng.choice(TURNOS))


def draw_person(
    rng: random.Random,
    numbers: Numbers,
    wanted: Wanted,
    *,
    nss: str | None = None,
    lugar: Adscripcion | None = None,
) -> Persona:
    """Somebody nobody has drawn yet, with a CURP and an RFC of their own; Exhausted where names ran out."""
    for _ in range(MAX_REDRAWS):
        sexo: Sexo = wanted.sexo or _sexo(rng)
        nombre = wanted.nombre or rng.choice({"M": MUJER, "H": HOMBRE, "X": NEUTRO}[sexo])
        primero = wanted.primer_apellido or apellido(rng)
        segundo = wanted.segundo_apellido
        if segundo is None:
            segundo = "" if rng.random() < ONE_SURNAME else apellido(rng)
        nacimiento = day_between(rng, wanted.born_from, wanted.born_until)
        entidad = wanted.entidad or ("NE" if rng.random() < BORN_ABROAD else rng.choice(ENTIDADES[:-1]))
        clave = curp.compose(nombre, primero, segundo, nacimiento, sexo, entidad)
        fiscal = rfc.compose_fisica(nombre, primero, segundo, nacimiento)
        if numbers.claim(clave[:10], fiscal):
            return Persona(
                subject=subject(rng),
                nombre=nombre,
                primer_apellido=primero,
                segundo_apellido=segundo,
                nacimiento=nacimiento,
                sexo=sexo,
                entidad=entidad,
                curp=clave,
                rfc=fiscal,
                nss=nss,
                clinica=lugar.clinica if lugar else None,
                consultorio=lugar.consultorio if lugar else None,
                turno=lugar.turno if lugar else None,
                slug=wanted.slug,
            )
    raise Exhausted("nobody new could be drawn with that name and those dates")


def _sexo(rng: random.Random) -> Sexo:
    chance = rng.random()
    if chance < NON_BINARY:
        return "X"
    return "H" if chance < 0.58 else "M"


def aggregate(persona: Persona, place: int, *, pensioner: bool = False) -> str:
    """The medical aggregate as a clinic writes it: place in the family, sex, year of birth, kind of insurance."""
    sexo = {"H": "M", "M": "F", "X": "X"}[persona.sexo]
    return f"{place}{sexo}{persona.nacimiento.year}{'PE' if pensioner else 'OR'}"
