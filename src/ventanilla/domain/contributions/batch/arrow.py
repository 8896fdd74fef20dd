"""A batch in and out of Arrow, without a copy where Arrow already has the type of a column.

The rows are one record batch, whose column ``tramos`` is a list of structs; the employers another, whose ``primas`` is.
Anything that speaks Arrow's C data interface (``__arrow_c_array__``) may be given, and what comes out speaks it.
``codes`` gives the whole numbers that stand for a zone, a pension or a jornada.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa

from ventanilla.domain.contributions.branches import RAMOS

from .columns import JORNADAS, PENSIONES, ROW_TYPES, ZONAS, Column, Employers, Rows
from .compiled import SHARES, WORKER_SHARES, CompiledLaw
from .results import Results

_TYPES: Final = {"i1": pa.int8(), "i4": pa.int32(), "i8": pa.int64()}
_DATES: Final = {"desde", "hasta", "tramo_desde", "tramo_hasta"}
_OF_ROW: Final = tuple(ROW_TYPES)[: tuple(ROW_TYPES).index("tramos")]
_OF_TRAMO: Final = ("desde", "hasta", "sbc", "diario")


def codes() -> dict[str, dict[str, int]]:
    """The code of each zone, pension and jornada.

    >>> codes()["zona"]
    {'general': 0, 'zlfn': 1}
    """
    named = {"zona": ZONAS, "pensionado": PENSIONES, "jornada": JORNADAS}
    return {name: {each.value: code for code, each in enumerate(members)} for name, members in named.items()}


def _type(name: str) -> Any:
    return pa.date32() if name in _DATES else _TYPES[ROW_TYPES[name]]


ROWS: Final = pa.schema(
    [
        *(pa.field(name, _type(name)) for name in _OF_ROW),
        pa.field("tramos", pa.list_(pa.struct([(name, _type(f"tramo_{name}")) for name in _OF_TRAMO]))),
    ]
)
EMPLOYERS: Final = pa.schema(
    [
        pa.field("modalidad", pa.string()),
        pa.field("primas", pa.list_(pa.struct([("desde", pa.date32()), ("prima", pa.int64())]))),
    ]
)


def rows(given: Any) -> Rows:
    """The rows of a record batch with the columns of ``ROWS``; a null amount is one that is not known.

    ValueError (of Arrow) for a column that is missing, of another type or null where it may not be.
    """
    batch = _read(given, ROWS)
    tramos = batch.column("tramos")
    columns = {name: _column(batch.column(name), name) for name in _OF_ROW}
    columns |= {f"tramo_{name}": _column(tramos.values.field(name), f"tramo_{name}") for name in _OF_TRAMO}
    return Rows.from_columns(**columns, tramos=_offsets(tramos))


def employers(given: Any, compiled: CompiledLaw) -> Employers:
    """The employers of a record batch with the columns of ``EMPLOYERS``; ``prima`` as ``units`` makes it."""
    batch = _read(given, EMPLOYERS)
    primas = batch.column("primas")
    return Employers.from_columns(
        batch.column("modalidad").to_pylist(),
        _offsets(primas),
        _column(primas.values.field("desde"), "desde"),
        _column(primas.values.field("prima"), "prima"),
        compiled,
    )


def to_arrow(given: Rows) -> pa.RecordBatch:
    """The rows as ``rows`` reads them."""
    own = given.arrays._asdict()
    made = {name: pa.array(column).view(_type(name)) for name, column in own.items() if name != "tramos"}
    of_tramo = pa.StructArray.from_arrays([made[f"tramo_{name}"] for name in _OF_TRAMO], list(_OF_TRAMO))
    tramos = pa.ListArray.from_arrays(pa.array(own["tramos"]), of_tramo)
    return pa.record_batch([*(made[name] for name in _OF_ROW), tramos], schema=ROWS)


def results(found: Results) -> pa.RecordBatch:
    """What is owed: ``codigo``, each share as ``ramo_parte``, ``ramo_trasladado`` and ``ramo_dias``, without a copy."""
    columns = {"codigo": found.codigo}
    columns |= {f"{s.ramo.key}_{s.parte.value}": found.ramo(s.ramo.key, s.parte) for s in SHARES}
    columns |= {f"{s.ramo.key}_trasladado": found.trasladado(s.ramo.key) for s in WORKER_SHARES}
    columns |= {f"{ramo.key}_dias": found.dias(ramo.key) for ramo in RAMOS}
    return pa.record_batch([pa.array(column) for column in columns.values()], names=list(columns))


def _read(given: Any, schema: Any) -> Any:
    batch = pa.record_batch(given)
    for field in schema:
        if field.name not in batch.schema.names or not batch.schema.field(field.name).type.equals(field.type):
            raise pa.ArrowInvalid(f"the column {field.name} has to be of {field.type}")
    return batch


def _offsets(lists: Any) -> Column:
    if lists.null_count:
        raise pa.ArrowInvalid("a list of tramos or premiums is null: an empty one says that there are none")
    found: Column = lists.offsets.to_numpy(zero_copy_only=True)
    return found


_MAY_BE_NULL: Final = {"tramo_diario", "minimo_profesional", "sbc_tramo"}


def _column(column: Any, name: str) -> Column:
    if column.null_count:
        if name not in _MAY_BE_NULL:
            raise pa.ArrowInvalid(f"{name} is null in some row")
        column = column.fill_null(0)
    if pa.types.is_date32(column.type):
        column = column.view(pa.int32())
    found: Column = np.asarray(column.to_numpy(zero_copy_only=True))
    return found
