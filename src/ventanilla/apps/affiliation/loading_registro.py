"""Filling the register of employers: the alta of each registro, and the catalogues that say where and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID, uuid5

from ventanilla.apps.eventlog.api import field_seal
from ventanilla.domain.affiliation import AvisoPatronal as Fact
from ventanilla.domain.affiliation import DatosRegistro, TipoAviso
from ventanilla.domain.affiliation import Fraccion as FraccionFact
from ventanilla.domain.affiliation import Localidad as LocalidadFact

from .copying import rows_load
from .models_registro import AvisoPatronal, Fraccion, Localidad, TramoRegistro
from .registros import DICHOS, tramos_rows

SEALED: Final = frozenset({"domicilio", "centro"})
_AVISO: Final = ("id", "registro_id", "tipo", "fecha", "recorded_at", *DICHOS, "clase", "prima", "zona")
_TRAMO: Final = (
    "registro_id", "desde", "hasta", "situacion", "clase", "fraccion", "prima", "zona", "municipio",
)  # fmt: skip
RECORDED: Final = time(18)  # of the day itself, in UTC

Alta = tuple[UUID, str, date, DatosRegistro]


def altas_load(altas: Sequence[Alta]) -> int:
    """Add the alta of each registro just loaded (its subject, number, first day and what it says); how many."""
    facts = [(subject, _fact(subject, numero, on, datos)) for subject, numero, on, datos in altas]
    count = rows_load(AvisoPatronal, _AVISO, (_stored(subject, fact) for subject, fact in facts))
    tramos = (row for subject, fact in facts for row in tramos_rows(subject, [fact]))
    rows_load(TramoRegistro, _TRAMO, (tuple(getattr(row, name) for name in _TRAMO) for row in tramos))
    return count


def _fact(subject: UUID, numero: str, on: date, datos: DatosRegistro) -> Fact:
    said = DatosRegistro(municipio=numero[:3])
    recorded = datetime.combine(on, RECORDED, UTC)
    return Fact(uuid5(subject, "alta"), numero, TipoAviso.ALTA, on, recorded, datos.sobre(said))


def _stored(subject: UUID, fact: Fact) -> tuple[Any, ...]:
    datos = fact.datos
    said = (getattr(datos, name) for name in DICHOS)
    return (
        fact.id,
        subject,
        fact.tipo.value,
        fact.on,
        fact.recorded,
        *(
            field_seal(value, f"affiliation_avisopatronal.{name}") if name in SEALED else value
            for name, value in zip(DICHOS, said, strict=True)
        ),
        datos.clase.value if datos.clase else "",
        datos.prima,
        datos.zona.value if datos.zona else "",
    )


def localidades_load(rows: Sequence[LocalidadFact]) -> int:
    """Put these postal codes in the place of what was loaded of them; how many."""
    Localidad.objects.bulk_create(
        [
            Localidad(
                codigo_postal=one.codigo_postal,
                municipio=one.municipio,
                municipio_nombre=one.municipio_nombre,
                entidad=one.entidad,
                delegacion=one.delegacion,
                subdelegacion=one.subdelegacion,
                zona=one.zona.value,
            )
            for one in rows
        ],
        update_conflicts=True,
        unique_fields=("codigo_postal",),
        update_fields=("municipio", "municipio_nombre", "entidad", "delegacion", "subdelegacion", "zona"),
    )
    return len(rows)


def fracciones_load(rows: Sequence[FraccionFact]) -> int:
    """Put these fractions in the place of what was loaded of them; how many."""
    Fraccion.objects.bulk_create(
        [
            Fraccion(clave=one.clave, division=one.division, grupo=one.grupo, nombre=one.nombre, clase=one.clase.value)
            for one in rows
        ],
        update_conflicts=True,
        unique_fields=("clave",),
        update_fields=("division", "grupo", "nombre", "clase"),
    )
    return len(rows)
