"""The few people the demonstration speaks of by name: each shows one thing an office meets.

``slug`` never changes; the dates move with the demonstration's day. They are drawn before anybody
else, so that a larger institution has the same ones.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.affiliation import Contradiccion, Parentesco, Pension, TipoPension
from ventanilla.domain.authority import Role

from .careers import Empleo, Path, movements, plan
from .draw import Numbers, day_between, stream, years_before
from .employers import Employers, company, natural_person
from .families import Familia, end_of_term, related, relative
from .model import Career, Clinica, Discrepancia, Hogar, Patron, Persona, Sexo
from .people import Adscripcion, Wanted, adscripcion, aggregate, draw_person
from .wages import first_day

INSURED_SINCE: Final = date(2018, 3, 5)  # the test person of the tax authority, whatever the demonstration's day


@dataclass(frozen=True, slots=True)
class Character:
    """One named person: who, of what age in years, and what kind of working life (None: written by hand)."""

    slug: str
    nombre: str
    primer_apellido: str
    segundo_apellido: str
    sexo: Sexo
    entidad: str
    age: int
    path: Path | None


CHARACTERS: Final = (
    Character("trabajadora", "Marisol", "Almendral", "Cumbres", "M", "PL", 43, None),
    Character("enie", "Íñigo", "Ñandayapa", "Peñalver", "H", "CS", 35, Path.ESTABLE),
    Character("pensionada", "Hortensia", "Barrancal", "Olmos", "M", "ZS", 67, Path.JUBILADO),
    Character("un_apellido", "Citlali", "Tzompantzi", "", "M", "TL", 29, Path.ESTABLE),
    Character("equis", "Amaranta", "Guijarro", "Encinas", "X", "OC", 27, Path.ESTABLE),
    Character(
        "nombre_largo",
        "María de los Ángeles Guadalupe Maximiliana",
        "Villavicencio de Monteverde",
        "Hinojosa de la Fresneda",
        "M",
        "MC",
        38,
        Path.DOS_EMPLEOS,
    ),
    Character("eventual", "Ramiro", "Nogales", "Uc", "H", "YN", 33, Path.EVENTUAL),
    Character("conservacion", "Leobardo", "Cantarero", "Ríos", "H", "GT", 45, None),
    Character("baja_antigua", "Ofelia", "Robledo", "Lara", "M", "DG", 52, None),
    Character("reciente", "Sofía", "Brisuela", "Ek", "M", "QR", 21, Path.RECIENTE),
    Character("menos_de_ocho", "Ulises", "Fresneda", "Solís", "H", "SL", 24, Path.CORTO),
    Character("duplicada", "Araceli", "Laguna", "Zavala", "M", "HG", 40, None),
)

CONTADOR: Final = Character("contador", "Evaristo", "Cantarero", "Nava", "H", "JC", 48, Path.ESTABLE)
PERSONAL: Final = Character("personal", "Verónica", "Alcotán", "Ibáñez", "M", "NL", 41, Path.ESTABLE)
# Whoever else has a role in the office, with their post.
OFICINA: Final = (
    (Character("administradora", "Leonor", "Peñasco", "Tamariz", "M", "OC", 51, None), "Jefatura de personal"),
    (Character("administrador", "Dagoberto", "Sauceda", "Rovira", "H", "SR", 47, None), "Coordinación de personal"),
    (Character("mostrador", "Itzel", "Carrizal", "Bustos", "M", "YN", 31, None), "Atención en ventanilla"),
    (Character("supervision", "Renato", "Mirasol", "Frías", "H", "VZ", 44, None), "Supervisión de ventanilla"),
    (Character("auditora", "Perpetua", "Solórzano", "Ake", "M", "YN", 55, None), "Auditoría interna"),
)
ROLES: Final = {
    "personal": Role.REVISION,
    "administradora": Role.ADMINISTRACION,
    "administrador": Role.ADMINISTRACION,
    "mostrador": Role.MOSTRADOR,
    "supervision": Role.SUPERVISION,
    "auditora": Role.AUDITORIA,
}
PATRON: Final = Character("patron", "Gilberto", "Encinas", "Bravo", "H", "MN", 58, None)
REPRESENTANTE: Final = Character("empresa", "Julieta", "Guijarro", "Tapia", "M", "CH", 46, None)
COMPANY_NAME: Final = "Manufacturas Colibrí Imaginario de Valle Fingido, S.A. de C.V."


def person(seed: int, today: date, who: Character, numbers: Numbers, lugar: Adscripcion | None) -> Persona:
    """``who``, drawn with a birth date of that age; insured people get their NSS with their career."""
    until = years_before(today, who.age) - timedelta(days=30)
    wanted = Wanted(
        until - timedelta(days=200),
        until,
        who.sexo,
        who.nombre,
        who.primer_apellido,
        who.segundo_apellido,
        who.entidad,
        who.slug,
    )
    return draw_person(stream(seed, "personaje", who.slug), numbers, wanted, lugar=lugar)


def characters(
    seed: int, today: date, numbers: Numbers, employers: Employers, clinicas: tuple[Clinica, ...]
) -> tuple[Hogar, ...]:
    """Every named insured person or pensioner, with family and career."""
    hogares = [_household(seed, today, who, numbers, employers, clinicas) for who in (*CHARACTERS, CONTADOR, PERSONAL)]
    return (*hogares, test_person(seed, today, numbers, employers, clinicas))


def _household(
    seed: int, today: date, who: Character, numbers: Numbers, employers: Employers, clinicas: tuple[Clinica, ...]
) -> Hogar:
    rng = stream(seed, "vida", who.slug)
    lugar = adscripcion(rng, clinicas)
    persona = person(seed, today, who, numbers, lugar)
    empleos = (
        _written(who.slug, rng, today, employers)
        if who.path is None
        else plan(rng, who.path, persona.nacimiento, today, employers)
    )
    persona = replace(persona, nss=numbers.nss(lugar.clinica.subdelegacion, empleos[0].desde, persona.nacimiento))
    if who.path is Path.JUBILADO and empleos[-1].hasta is not None:
        persona = replace(persona, pension=Pension(TipoPension.CESANTIA_VEJEZ, empleos[-1].hasta + timedelta(days=30)))
    persona = replace(persona, agregado=aggregate(persona, 1, pensioner=persona.pension is not None))
    career = insured_career(rng, persona, empleos, today)
    familia = _family_of_trabajadora(rng, numbers, persona, lugar, today) if who.slug == "trabajadora" else Familia()
    discrepancias: tuple[Discrepancia, ...] = ()
    if who.slug == "duplicada":
        career, discrepancias = _second_nss(rng, career, persona, numbers, lugar.clinica, today)
    return Hogar(persona, familia.personas, familia.vinculos, career, discrepancias)


def insured_career(rng: random.Random, persona: Persona, empleos: tuple[Empleo, ...], today: date) -> Career:
    """The movements of ``empleos`` under the NSS of ``persona``."""
    if persona.nss is None:
        raise ValueError("a career is filed under an NSS")
    return movements(rng, persona.nss, empleos, today)


def _written(slug: str, rng: random.Random, today: date, employers: Employers) -> tuple[Empleo, ...]:
    """The careers that must be exactly so."""
    firm, natural = employers.named("empresa"), employers.named("patron")
    match slug:
        case "trabajadora":
            first = Empleo(natural.registros[0], years_before(today, 5), years_before(today, 3), 25_000)
            return (first, Empleo(firm.registros[0], years_before(today, 3) + timedelta(days=15), None, 48_050))
        case "conservacion":  # five weeks ago, after more than a year: care goes on for three weeks
            end = today - timedelta(weeks=5)
            return (Empleo(firm.registros[0], years_before(end, 2), end, 31_275),)
        case "baja_antigua":
            end = years_before(today, 3)
            return (Empleo(natural.registros[0], max(first_day(), years_before(end, 6)), end, 19_990),)
        case "duplicada":
            end = years_before(today, 2)
            first = Empleo(natural.registros[0], years_before(end, 2), end, 22_000)
            return (first, Empleo(firm.registros[0], end + timedelta(days=60), None, 27_500))
    raise ValueError(f"nobody wrote the career of {slug!r}")


def _family_of_trabajadora(
    rng: random.Random, numbers: Numbers, titular: Persona, lugar: Adscripcion, today: date
) -> Familia:
    """A husband, a daughter who is about to be 16, a son of 20 who studies, another who does not, and a mother."""

    def one(kin: Parentesco, nombre: str, born: date, sexo: Sexo, primero: str, segundo: str) -> Persona:
        return relative(rng, numbers, Wanted(born, born, sexo, nombre, primero, segundo), kin, lugar)

    since = years_before(today, 22)
    first, second = "Nogales", titular.primer_apellido
    husband = one(Parentesco.CONYUGE, "Joaquín", years_before(today, 45) - timedelta(days=12), "H", first, "Peñaloza")
    student = one(Parentesco.HIJO, "Tonatiuh", years_before(today, 20) - timedelta(days=70), "H", first, second)
    working = one(Parentesco.HIJO, "Emiliano", years_before(today, 18) - timedelta(days=40), "H", first, second)
    soon_16 = one(Parentesco.HIJO, "Ximena", years_before(today, 16) + timedelta(days=20), "M", first, second)
    mother = one(
        Parentesco.MADRE,
        "Amparo",
        years_before(today, 70) - timedelta(days=90),
        "M",
        titular.segundo_apellido,
        "Ibáñez",
    )
    return Familia(
        (husband, student, working, soon_16, mother),
        (
            related(titular, husband, Parentesco.CONYUGE, since),
            related(titular, student, Parentesco.HIJO, student.nacimiento, estudia_hasta=end_of_term(today)),
            related(titular, working, Parentesco.HIJO, working.nacimiento),
            related(titular, soon_16, Parentesco.HIJO, soon_16.nacimiento),
            related(titular, mother, Parentesco.MADRE, years_before(today, 2)),
        ),
    )


def _second_nss(
    rng: random.Random, career: Career, persona: Persona, numbers: Numbers, clinica: Clinica, today: date
) -> tuple[Career, tuple[Discrepancia, ...]]:
    """The last employer filed under another NSS: two numbers for one CURP, which an official resolves (LSS 15)."""
    last = career[-1].registro_patronal
    since = min(one.on for one in career if one.registro_patronal == last)
    other = numbers.nss(clinica.subdelegacion, since, persona.nacimiento)
    mixed = tuple(replace(one, nss=other) if one.registro_patronal == last else one for one in career)
    found = Discrepancia(persona.subject, Contradiccion.NSS_DUPLICADO, day_between(rng, since, today))
    return mixed, (found,)


def test_person(seed: int, today: date, numbers: Numbers, employers: Employers, clinicas: tuple[Clinica, ...]) -> Hogar:
    """The fictitious taxpayer of the tax authority's test certificates, insured since 2018 and still working.

    The RFC and the CURP are those printed in the certificate; the CURP keeps N for an initial Ñ and fails its
    check digit, as published.
    """
    rng = stream(seed, "vida", "prueba")
    lugar = adscripcion(rng, clinicas)
    born = date(1977, 1, 31)
    numbers.claim("CANF770131", "CAXF770131", "CAÑF770131PA3")
    wanted = Wanted(born, born, "H", "Fernando", "Castillo", "Ñabarro", "BC", "prueba")
    drawn = draw_person(rng, Numbers(), wanted, lugar=lugar)
    persona = replace(
        drawn,
        curp="CANF770131HBCSBR08",
        rfc="CAÑF770131PA3",
        nss=numbers.nss(lugar.clinica.subdelegacion, INSURED_SINCE, born),
        agregado=aggregate(drawn, 1),
    )
    empleos = (Empleo(employers.named("empresa").registros[0], INSURED_SINCE, None, 30_000),)
    return Hogar(persona, (), (), insured_career(rng, persona, empleos, today))


def named_employers(seed: int, today: date, numbers: Numbers) -> tuple[Patron, ...]:
    """The natural person and the company of the demonstration."""
    rng = stream(seed, "patrones con nombre")
    own = person(seed, today, PATRON, numbers, None)
    representative = person(seed, today, REPRESENTANTE, numbers, None)
    return (
        natural_person(rng, today, own, numbers, slug="patron"),
        company(rng, today, representative, numbers, nombre=COMPANY_NAME, slug="empresa"),
    )
