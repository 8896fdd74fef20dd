"""Filling the register by the thousand: rows as they are stored, and of movements also what they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from ventanilla.apps.eventlog.api import contact_digest, field_seal
from ventanilla.domain.affiliation import DatosRegistro
from ventanilla.domain.affiliation import Movimiento as MovimientoFact

from .copying import rows_load
from .loading_registro import altas_load
from .models import (
    Asignacion,
    Clinica,
    Contacto,
    Contradiccion,
    Movimiento,
    Parentesco,
    Patron,
    Persona,
    RegistroPatronal,
)
from .tramos import Pair, by_pair, change_of, tramos_load, tramos_write

CORREO: Final = "affiliation_contacto.correo"
_PEOPLE: Final = 10_000  # of whom it is asked at once what is known already


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
    pension_registrada_at: datetime | None = None
    pension_fin_registrado_at: datetime | None = None


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
    registrado_at: datetime | None = None
    fin_registrado_at: datetime | None = None


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
    "declarada",
    "trabajador",
    "salario",
    "semana",
    "contrato_hasta",
)


def clinicas_load(rows: Iterable[ClinicaRow]) -> int:
    """Add clinics; how many."""
    return rows_load(Clinica, ClinicaRow._fields, rows)


def clinicas_replace(rows: Sequence[ClinicaRow]) -> int:
    """Put these clinics in the place of what was loaded of them; how many."""
    Clinica.objects.bulk_create(
        [Clinica(**one._asdict()) for one in rows],
        update_conflicts=True,
        unique_fields=("codigo",),
        update_fields=ClinicaRow._fields[1:],
    )
    return len(rows)


def personas_load(rows: Iterable[PersonaRow]) -> int:
    """Add people, and where they are attended as what was always known; how many."""
    people = list(rows)
    with transaction.atomic():
        count = rows_load(Persona, PersonaRow._fields, people)
        attended = (one for one in people if one.clinica_id is not None)
        rows_load(
            Asignacion,
            ("id", "persona_id", "clinica_id", "consultorio", "turno"),
            ((uuid4(), one.subject, one.clinica_id, one.consultorio, one.turno) for one in attended),
        )
    return count


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
    """Add movements, as they were received, and what they come to; how many.

    Nobody is filed for meanwhile. IntegrityError where something of a person was recorded then already, or later.
    """
    filed: dict[Pair, list[MovimientoFact]] = defaultdict(list)
    stored = []
    for row in rows:
        filed[row.persona, row.registro].append(row.fact)
        stored.append(_stored(*row))
    with transaction.atomic():
        held = by_pair(_of_pairs(filed))
        count = rows_load(Movimiento, _MOVIMIENTO, stored)
        tramos_load(change_of(pair, (), facts) for pair, facts in filed.items() if pair not in held)
        tramos_write([change_of(pair, facts, filed[pair]) for pair, facts in held.items()])
    return count


def _of_pairs(pairs: Iterable[Pair]) -> Iterable[Movimiento]:
    """What is known already of those people with those registros."""
    asked = set(pairs)
    people = list({persona for persona, _ in asked})
    for first in range(0, len(people), _PEOPLE):
        rows = Movimiento.objects.filter(persona__in=people[first : first + _PEOPLE]).select_related("registro")
        yield from (row for row in rows if (row.persona_id, row.registro_id) in asked)


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
        fact.declarada,
        fact.trabajador.value,
        fact.salario.value,
        fact.semana.value,
        fact.contrato_hasta,
    )
