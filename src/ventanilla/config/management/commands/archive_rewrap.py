"""``manage archive_rewrap``: the own key of every kept file, sealed with the installation's key of now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ventanilla.adapters.storage.port import StorageDown
from ventanilla.apps.attachments import api as attachments
from ventanilla.apps.documents import api as documents
from ventanilla.config.environment import FILES_KEY, retired_files
from ventanilla.config.files_key import PROGRESS, Rewrapping, Rows
from ventanilla.config.wiring import storage

SHOWN = 20  # keys of files that do not open


class Command(BaseCommand):
    """Safe to repeat, and while the office is open."""

    help = "Vuelve a sellar la llave de cada archivo con la llave de ahora."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk over every file; CommandError where the storage is down, or some file does not open."""
        environment = settings.ENVIRONMENT
        parts = {"documentos": _of_documents, "adjuntos": attachments.file_keys_after}
        walk = Rewrapping(storage(environment), environment.var / PROGRESS, parts)
        try:
            walk.run()
        except StorageDown as error:
            raise CommandError("El archivo no responde. Repita la orden después: sigue donde se quedó.") from error
        self.stdout.write(f"Llaves de archivos selladas de nuevo: {walk.done}.")
        if walk.closed:
            said = ", ".join(walk.closed[:SHOWN])
            raise CommandError(
                f"{len(walk.closed)} archivos no se abren con ninguna llave de esta oficina: {said}. "
                "Busque la llave o el archivo en un respaldo; no destruya ninguna llave."
            )
        for path in retired_files(environment.var, FILES_KEY):
            self.stdout.write(f"{path} ya no hace falta aquí; sí para los respaldos hechos hasta hoy.")


def _of_documents(after: UUID | None, most: int) -> Rows:
    return [(row, (key,), True) for row, key in documents.file_keys_after(after, most)]
