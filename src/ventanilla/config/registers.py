"""Who somebody is, by their CURP, and their family: from the register of affiliation to whoever opens accounts."""

from __future__ import annotations

from ventanilla.adapters.registry.port import Person
from ventanilla.apps.accounts.api import Contact, FamilyRegister, OnRecord, Relative
from ventanilla.apps.affiliation.api import (
    Familiar,
    dependientes_de,
    hijos_nacidos,
    identidad_by_curp,
    subject_by_curp,
    titulares_de,
)
from ventanilla.domain.affiliation import Parentesco
from ventanilla.domain.authority import Kinship, Source, Tie


def on_record(curp: str) -> OnRecord | None:
    """Whom the register knows, and how to reach them."""
    found = identidad_by_curp(curp)
    if found is None:
        return None
    name = " ".join(part for part in (found.nombre, found.primer_apellido, found.segundo_apellido) if part)
    return OnRecord(found.subject, name, tuple(Contact(key, email) for key, email in found.contactos))


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
