"""Where each person is attended today: the last of their assignments, kept in their own row to be read with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import connection

from ventanilla.apps.eventlog.api import Projection

from .models import Persona

_CHUNK: Final = 5_000  # people read at a time
_LAST: Final = """
UPDATE affiliation_persona AS p SET clinica_id = last.clinica_id, consultorio = last.consultorio, turno = last.turno
FROM (
  SELECT DISTINCT ON (persona_id) persona_id, clinica_id, consultorio, turno FROM affiliation_asignacion
  ORDER BY persona_id, desde DESC NULLS LAST, recorded_at DESC NULLS LAST
) AS last
WHERE p.subject = last.persona_id
"""


def _rows() -> Iterator[tuple[str, ...]]:
    people = Persona.objects.exclude(clinica=None, turno="").order_by("subject")
    for row in people.values_list("subject", "clinica", "consultorio", "turno").iterator(chunk_size=_CHUNK):
        yield tuple("" if value is None else str(value) for value in row)


def _drop() -> None:
    Persona.objects.update(clinica=None, consultorio=None, turno="")


def _rebuild() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LAST)


ATTENDED_PROJECTIONS: Final = (
    Projection("affiliation.adscripcion", "the assignments of each person to a clinic", _rows, _drop, _rebuild),
)
