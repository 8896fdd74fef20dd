"""A data frame of any library as a list of workers, through Arrow's interface (extra ``batch``: PyArrow).

Whatever has ``__arrow_c_stream__`` is taken: a table of pandas, Polars, DuckDB or PyArrow. None of them is needed here.
The columns are understood by their names and content, as those of a spreadsheet are.

>>> import pyarrow
>>> frame = pyarrow.table({"NSS": ["99178500015"], "Fecha de alta": ["15/01/2026"], "SBC": [687.70]})
>>> planilla = planilla_de(frame, registro="Z9912345105")
>>> [(persona.nss, str(persona.movimientos[0].sbc)) for persona in planilla.personas()]
[('99178500015', '$687.70')]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Protocol

from . import lista
from .joining import join
from .lista import Plantilla
from .planilla import Planilla
from .records import Ficha, Movimiento
from .sheet import MAX_CELLS, Cell, Sheet

NAME: Final = "DataFrame"  # of the file, in the places of what is said of it


class Frame(Protocol):
    """A table that gives itself as a stream of Arrow (the PyCapsule interface)."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """A capsule with the stream."""
        ...


def planilla_de(frame: Frame, *, registro: str = "", plantilla: Plantilla | None = None, name: str = NAME) -> Planilla:
    """The planilla of a data frame with a row for each worker, or for each movement.

    ``plantilla`` says what each column is, else it is guessed and told. ValueError for more cells than a sheet takes.
    """
    records = lista.read(sheet_of(frame, name), plantilla, name)
    kept = (replace(one, de_lista=True) if isinstance(one, Ficha | Movimiento) else one for one in records)
    return join(kept, registro)


def sheet_of(frame: Frame, name: str = NAME) -> Sheet:
    """The cells of a data frame under its titles. A float is the decimal that it is written as.

    >>> import pyarrow
    >>> sheet_of(pyarrow.table({"SBC": [0.1, None]})).rows
    (('SBC',), (Decimal('0.1'),), ())
    """
    import pyarrow as pa

    table = pa.table(frame)
    if table.num_rows * max(1, table.num_columns) > MAX_CELLS:
        raise ValueError(f"a frame of {table.num_rows} rows and {table.num_columns} columns: give it in parts")
    columns = [[_cell(value) for value in column.to_pylist()] for column in table.columns]
    rows = (_trimmed(row) for row in zip(*columns, strict=True)) if columns else ()
    return Sheet(name, (tuple(map(str, table.column_names)), *rows))


def _trimmed(row: Iterable[Cell]) -> tuple[Cell, ...]:
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(value: Any) -> Cell:
    match value:
        case None | bool() | Decimal():
            return value
        case int():
            return Decimal(value)
        case float():
            return Decimal(repr(value)) if value == value else None  # a frame's "nothing" is often NaN
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value)
