"""Days at one wage, kept beside the ledger so that they are found by employer and by day (domain.affiliation.tramos).

Written with each movement and never decided from where the ledger itself can be asked. A row says what was held true
from one instant to another: it is ended, never changed, so an answer as of a past instant stays what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db import connection
from psycopg.types.range import Range

from ventanilla.apps.eventlog.api import Projection
from ventanilla.domain.affiliation import Avance, Conocido, avance
from ventanilla.domain.affiliation import Movimiento as Fact

from .copying import rows_load
from .models import Movimiento
from .models import Tramo as Row
from .rows import fact

Pair = tuple[UUID, UUID]
"""A person and a registro."""

_CHUNK: Final = 5_000  # rows held at a time while it is made again
_COLUMNS: Final = (
    "persona_id",
    "registro_id",
    "dias",
    "conocido",
    "nss",
    "empleo_desde",
    "sbc_centavos",
    "trabajador",
    "salario",
    "semana",
    "contrato_hasta",
)
_END: Final = """
UPDATE affiliation_tramo AS t SET conocido = tstzrange(lower(t.conocido), ended.at)
FROM unnest(%s::uuid[], %s::uuid[], %s::date[], %s::timestamptz[]) AS ended(persona, registro, desde, at)
WHERE t.persona_id = ended.persona AND t.registro_id = ended.registro AND lower(t.dias) = ended.desde
  AND upper_inf(t.conocido)
"""


class ProjectionAstray(RuntimeError):
    """What is kept beside the ledger is not what the ledger says: it is made again before anything else is filed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the movements of one person with one registro change."""

    pair: Pair
    avance: Avance


def change_of(pair: Pair, before: Iterable[Fact], filed: Iterable[Fact]) -> Change:
    """What ``filed`` change, after all that was known of that person with that registro."""
    return Change(pair, avance(before, filed))


def tramos_write(changes: Sequence[Change]) -> None:
    """End what is no longer held true and add what is, in two statements. ProjectionAstray if it was not there.

    IntegrityError where a day would have two wages as known at one instant.
    """
    ended = [(*change.pair, tramo.desde, at) for change in changes for tramo, at in change.avance.cierran]
    if ended:
        with connection.cursor() as cursor:
            cursor.execute(_END, [list(column) for column in zip(*ended, strict=True)])
            if cursor.rowcount != len(ended):
                raise ProjectionAstray(f"{len(ended)} stretches end and {cursor.rowcount} were held")
    Row.objects.bulk_create(
        Row(**dict(zip(_COLUMNS, _values(change.pair, one), strict=True)))
        for change in changes
        for one in change.avance.abren
    )


def tramos_load(changes: Iterable[Change]) -> None:
    """Add by the thousand what begins to be held true; nothing of it ends what was there."""
    rows_load(Row, _COLUMNS, (_values(change.pair, one) for change in changes for one in change.avance.abren))


def by_pair(rows: Iterable[Movimiento]) -> Mapping[Pair, list[Fact]]:
    """Movements as the rules know them, by person and registro."""
    found: dict[Pair, list[Fact]] = defaultdict(list)
    for row in rows:
        found[row.persona_id, row.registro_id].append(fact(row))
    return found


def _values(pair: Pair, one: Conocido) -> tuple[object, ...]:
    tramo = one.tramo
    return (
        *pair,
        Range(tramo.desde, tramo.hasta, "[)" if tramo.hasta is None else "[]"),
        Range(one.desde, one.hasta, "[)"),
        tramo.nss,
        tramo.empleo_desde,
        tramo.sbc_centavos,
        tramo.trabajador.value,
        tramo.salario.value,
        tramo.semana.value,
        tramo.contrato_hasta,
    )


# -- dropped and made again


def _rows() -> Iterator[tuple[str, ...]]:
    """All of it, in an order that follows from what it says."""
    found = Row.objects.order_by("persona", "registro", "conocido", "dias").values_list(*_COLUMNS)
    for row in found.iterator(chunk_size=_CHUNK):
        yield tuple(_said(value) for value in row)


def _said(value: object) -> str:
    if isinstance(value, Range):
        return f"{_said(value.lower)}/{_said(value.upper)}"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _drop() -> None:
    """It also holds the ledger: whoever files waits until it is made again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT affiliation_tramo_forget()")


def _rebuild() -> None:
    rows = Movimiento.objects.select_related("registro").order_by("persona_id").iterator(chunk_size=_CHUNK)
    chunk: list[Movimiento] = []
    for _, own in groupby(rows, key=lambda row: row.persona_id):
        chunk += own
        if len(chunk) >= _CHUNK:
            tramos_load(_whole(chunk))
            chunk = []
    tramos_load(_whole(chunk))


def _whole(rows: Iterable[Movimiento]) -> Iterator[Change]:
    """Everything that was ever held true of some people."""
    return (change_of(pair, (), facts) for pair, facts in by_pair(rows).items())


LEDGER_PROJECTIONS: Final = (
    Projection("affiliation.tramo", "what the ledger says of each day, and since when", _rows, _drop, _rebuild),
)
