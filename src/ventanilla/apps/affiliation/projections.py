"""What follows from the notices of employers, which is made again from them alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from ventanilla.apps.eventlog.api import Projection

from .models import RegistroPatronal
from .models_registro import TramoRegistro
from .registros import avisos_by_registro, tramos_rows

_CHUNK: Final = 500  # registros read at a time
_COLUMNS: Final = ("desde", "hasta", "situacion", "clase", "fraccion", "prima", "zona", "municipio")


def _rows() -> Iterator[tuple[str, ...]]:
    kept = TramoRegistro.objects.order_by("registro__numero", "desde").values_list("registro__numero", *_COLUMNS)
    for row in kept.iterator(chunk_size=_CHUNK):
        yield tuple("" if value is None else str(value) for value in row)


def _drop() -> None:
    TramoRegistro.objects.all().delete()


def _rebuild() -> None:
    keys = RegistroPatronal.objects.order_by("subject").values_list("subject", flat=True).iterator(chunk_size=_CHUNK)
    while chunk := list(islice(keys, _CHUNK)):
        for registro, avisos in avisos_by_registro(chunk).items():
            TramoRegistro.objects.bulk_create(tramos_rows(registro, avisos))


PROJECTIONS: Final = (
    Projection("affiliation.tramos_registro", "the notices of each registro patronal", _rows, _drop, _rebuild),
)
