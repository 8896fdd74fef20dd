"""``manage employer_tables``: what an operator loads from a CSV: postal codes, activities, clinics and their codes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction

from ventanilla.apps.affiliation.api import (
    ClinicaRow,
    clinicas_replace,
    codigos_clinica_load,
    fracciones_load,
    localidades_load,
)
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Clase, Fraccion, Localidad
from ventanilla.domain.contributions import Zona

MAX_ROWS: Final = 200_000  # the country has some 150,000 postal codes and neighbourhoods
COLUMNS: Final = {
    "codigos": ("codigo_postal", "municipio", "municipio_nombre", "entidad", "delegacion", "subdelegacion", "zona"),
    "fracciones": ("clave", "division", "grupo", "nombre", "clase"),
    "clinicas": ClinicaRow._fields,
    "codigos_clinica": ("codigo_postal", "clinica"),
}
LOADS: Final[dict[str, Callable[[list[dict[str, Any]]], int]]] = {
    "codigos": lambda rows: localidades_load([Localidad(**row | {"zona": Zona(row["zona"])}) for row in rows]),
    "fracciones": lambda rows: fracciones_load([Fraccion(**row | {"clase": Clase(row["clase"])}) for row in rows]),
    "clinicas": lambda rows: clinicas_replace([ClinicaRow(**row) for row in rows]),
    "codigos_clinica": lambda rows: codigos_clinica_load([(row["codigo_postal"], row["clinica"]) for row in rows]),
}


class Command(BaseCommand):
    """Safe to repeat: what was loaded of a code before is replaced; all or nothing."""

    help = "Carga de un CSV los códigos postales, las fracciones, las clínicas o los códigos de cada clínica."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which table, and the file."""
        parser.add_argument("tabla", choices=sorted(COLUMNS))
        parser.add_argument("archivo", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it."""
        table: str = options["tabla"]
        rows = _rows(options["archivo"], COLUMNS[table])
        try:
            with scope(None), transaction.atomic():
                count = LOADS[table](rows)
        except (ValueError, DatabaseError) as wrong:
            raise CommandError(f"No se cargó nada. Un renglón tiene un valor imposible: {wrong}") from wrong
        self.stdout.write(f"Quedaron cargados {count} renglones.")


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != columns:
                raise CommandError(f"La primera línea del archivo debe ser: {','.join(columns)}")
            rows = []
            for row in reader:
                if None in row or None in row.values():
                    raise CommandError(f"El renglón {reader.line_num} no tiene {len(columns)} columnas.")
                rows.append({name: (value or "").strip() for name, value in row.items()})
                if len(rows) > MAX_ROWS:
                    raise CommandError(f"El archivo pasa de {MAX_ROWS} renglones.")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise CommandError(f"No se pudo leer el archivo: {unreadable}") from unreadable
    return rows
