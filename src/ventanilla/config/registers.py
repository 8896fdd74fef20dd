"""Who somebody is, by their CURP: from the register of affiliation to whoever opens accounts."""

from __future__ import annotations

from ventanilla.adapters.registry.port import Person
from ventanilla.apps.accounts.api import Contact, OnRecord
from ventanilla.apps.affiliation.api import identidad_by_curp


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
