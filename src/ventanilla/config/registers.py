"""Who somebody is, by their CURP, and their family: from the register of affiliation to whoever opens accounts."""

from __future__ import annotations

from datetime import date

from ventanilla.adapters.registry.port import Person
from ventanilla.apps.accounts.api import Career, Contact, FamilyRegister, OnRecord, Relative
from ventanilla.apps.affiliation.api import (
    Familiar,
    carrera_by_curp,
    dependientes_de,
    hijos_nacidos,
    identidad_by_curp,
    subject_by_curp,
    titulares_de,
)
from ventanilla.domain.accounts.receipt import Job, Record
from ventanilla.domain.affiliation import Parentesco, Tramo
from ventanilla.domain.authority import Kinship, Source, Tie


def on_record(curp: str) -> OnRecord | None:
    """Whom the register knows, and how to reach them."""
    found = identidad_by_curp(curp)
    if found is None:
        return None
    name = " ".join(part for part in (found.nombre, found.primer_apellido, found.segundo_apellido) if part)
    return OnRecord(found.subject, name, tuple(Contact(key, email) for key, email in found.contactos))


def career(curp: str) -> Career | None:
    """Whom the register knows, and their working life as a payroll receipt and its questions are compared with it."""
    found = carrera_by_curp(curp)
    if found is None:
        return None
    jobs: dict[tuple[str, date], list[tuple[str, Tramo]]] = {}
    for rfc, tramo in sorted(found.tramos, key=lambda one: one[1].desde):
        jobs.setdefault((tramo.registro, tramo.empleo_desde), []).append((rfc, tramo))
    made = tuple(_job(stretches) for stretches in jobs.values())
    return Career(found.subject, found.nombre, Record(curp, found.nss, made))


def _job(stretches: list[tuple[str, Tramo]]) -> Job:
    (rfc, first), (_, last) = stretches[0], stretches[-1]
    return Job(rfc, first.desde, last.hasta, tuple((tramo.desde, tramo.sbc_centavos) for _, tramo in stretches))


def invented_person(curp: str) -> Person | None:
    """A person of the demonstration, as its population registry knows them."""
    found = identidad_by_curp(curp)
    if found is None:
        return None
    return Person(found.nombre, found.primer_apellido, found.segundo_apellido, found.nacimiento, found.sexo)


def family() -> FamilyRegister:
    """What the register of affiliation says of families, as whoever acts for them is asked about it."""
    return FamilyRegister(
        dependents=lambda person: tuple(_relative(one) for one in dependientes_de(person)),
        holders=lambda person: tuple(_relative(one) for one in titulares_de(person)),
        coming=lambda since, until: tuple(_relative(one) for one in hijos_nacidos(since, until)),
    )


def _relative(one: Familiar) -> Relative:
    kinship = Kinship.HIJO if one.parentesco is Parentesco.HIJO else Kinship.ASCENDIENTE
    # A mother or a father who is registered opens nothing: without a day that staff accepted, no such tie is in force.
    until = one.hasta if kinship.child else None
    tie = Tie(one.titular, one.familiar, kinship, Source.PADRON, one.nacimiento, one.desde, until)
    return Relative(one.nombre, one.curp, tie)


def invented_parents(curp: str) -> frozenset[str]:
    """The CURPs of whoever registered a person of the demonstration as their child."""
    found = subject_by_curp(curp)
    if found is None:
        return frozenset()
    return frozenset(one.curp for one in titulares_de(found) if one.parentesco is Parentesco.HIJO)
