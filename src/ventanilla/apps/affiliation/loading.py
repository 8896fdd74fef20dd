"""Filling the register by the thousand: rows as they are stored, through a copy that keeps every constraint.

PostgreSQL does not copy into a table with row-level security, so the rows are copied beside it and then
inserted, under the same policies as any other write.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from ventanilla.apps.eventlog.api import contact_digest, field_seal
from ventanilla.domain.affiliation import DatosRegistro
from ventanilla.domain.affiliation import Movimiento as MovimientoFact

from .copying import rows_load
from .loading_registro import altas_load
from .models import Clinica, Contacto, Contradiccion, Movimiento, Parentesco, Patron, Persona, RegistroPatronal

CORREO: Final = "affiliation_contacto.correo"


class ClinicaRow(NamedTuple):
    """A clinic."""

    codigo: str
    delegacion: str
    delegacion_nombre: str
    subdelegacion: str
    clave: str
    nombre: str


class PersonaRow(NamedTuple):
    """Somebody; ``clinica_id`` is the clinic's ``codigo``."""

    subject: UUID
    curp: str
    nss: str | None
    nombre: str
    primer_apellido: str
    segundo_apellido: str
    nacimiento: date
    sexo: str
    agregado: str
    clinica_id: str | None
    consultorio: int | None
    turno: str
    pension_tipo: str | None
    pension_desde: date | None
    pension_hasta: date | None


class ContactoRow(NamedTuple):
    """How to reach somebody."""

    id: UUID
    persona_id: UUID
    correo: str


class ParentescoRow(NamedTuple):
    """Whose beneficiary somebody is."""

    titular_id: UUID
    beneficiario_id: UUID
    parentesco: str
    desde: date
    hasta: date | None
    estudia_hasta: date | None
    incapacitado: bool
    convive_y_depende: bool


class PatronRow(NamedTuple):
    """An employer."""

    subject: UUID
    moral: bool
    rfc: str
    nombre: str


class RegistroRow(NamedTuple):
    """A registro patronal, and what is known of it since it began."""

    subject: UUID
    numero: str
    patron_id: UUID
    delegacion: str
    subdelegacion: str
    desde: date
    datos: DatosRegistro = DatosRegistro()  # what its alta says


class MovimientoRow(NamedTuple):
    """A movement, and whose it is."""

    persona: UUID
    registro: UUID
    fact: MovimientoFact


class ContradiccionRow(NamedTuple):
    """A doubt about somebody."""

    persona_id: UUID
    codigo: str
    detectada: date


_MOVIMIENTO: Final = (
    "id",
    "persona_id",
    "nss",
    "registro_id",
    "tipo",
    "fecha",
    "recorded_at",
    "sbc_centavos",
    "causa",
    "supersedes_id",
)


def clinicas_load(rows: Iterable[ClinicaRow]) -> int:
    """Add clinics; how many."""
    return rows_load(Clinica, ClinicaRow._fields, rows)


def personas_load(rows: Iterable[PersonaRow]) -> int:
    """Add people; how many."""
    return rows_load(Persona, PersonaRow._fields, rows)


def contactos_load(rows: Iterable[ContactoRow]) -> int:
    """Add contacts; how many."""
    columns = (*ContactoRow._fields, "huella")
    sealed = ((key, persona, field_seal(correo, CORREO), contact_digest(correo)) for key, persona, correo in rows)
    return rows_load(Contacto, columns, sealed)


def parentescos_load(rows: Iterable[ParentescoRow]) -> int:
    """Add kinship; how many."""
    return rows_load(Parentesco, ParentescoRow._fields, rows)


def patrones_load(rows: Iterable[PatronRow]) -> int:
    """Add employers; how many."""
    return rows_load(Patron, PatronRow._fields, rows)


def registros_load(rows: Iterable[RegistroRow]) -> int:
    """Add registros patronales; how many."""
    made = list(rows)
    columns = RegistroRow._fields[:-1]
    count = rows_load(RegistroPatronal, columns, (row[:-1] for row in made))
    altas_load([(row.subject, row.numero, row.desde, row.datos) for row in made])
    return count


def contradicciones_load(rows: Iterable[ContradiccionRow]) -> int:
    """Add doubts; how many."""
    return rows_load(Contradiccion, ContradiccionRow._fields, rows)


def movimientos_load(rows: Iterable[MovimientoRow]) -> int:
    """Add movements, as they were received; how many."""
    return rows_load(Movimiento, _MOVIMIENTO, (_stored(*row) for row in rows))


def _stored(persona: UUID, registro: UUID, fact: MovimientoFact) -> tuple[Any, ...]:
    return (
        fact.id,
        persona,
        fact.nss,
        registro,
        fact.tipo.value,
        fact.on,
        fact.recorded,
        fact.sbc_centavos,
        fact.causa,
        fact.supersedes,
    )
