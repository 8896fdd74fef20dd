"""The inputs of a batch as columns: rows (a worker in a period) and employers, made from objects or read from Arrow.

Every column is read where it is, without a copy, if it comes in the type that is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ventanilla import law
from ventanilla.domain.contributions.employer import Patron
from ventanilla.domain.contributions.worker import Jornada, Pensionado, Trabajador, Zona
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

from .compiled import EPOCH, CompiledLaw, ordinal, units
from .reasons import Codigo

MAX_DAYS: Final = 62  # two whole months: their days are the bits of one integer
ZONAS: Final = tuple(Zona)
PENSIONES: Final = tuple(Pensionado)
JORNADAS: Final = tuple(Jornada)
Column = NDArray[Any]


class RowArrays(NamedTuple):
    """The columns of the rows, in the order and types that the kernel takes. Amounts in centavos, 0 for unknown."""

    desde: Column  # int32, days since 1970-01-01: the first day of the period
    hasta: Column
    patron: Column  # int32: place among the employers
    zona: Column  # int8: place in its enumeration, as the next two
    pensionado: Column
    jornada: Column
    ausencias: Column  # int64: bit n is day n of the period
    incapacidad: Column
    minimo_profesional: Column  # int64
    sbc_tramo: Column
    tramos: Column  # int32, one more than rows: the tramos of row n are from tramos[n] to tramos[n + 1]
    tramo_desde: Column  # int32, of each tramo
    tramo_hasta: Column
    tramo_sbc: Column  # int64
    tramo_diario: Column


ROW_TYPES: Final = dict(
    zip(
        RowArrays._fields,
        ("i4", "i4", "i4", "i1", "i1", "i1", "i8", "i8", "i8", "i8", "i4", "i4", "i4", "i8", "i8"),
        strict=True,
    )
)


class EmployerArrays(NamedTuple):
    """The columns of the employers: their premiums by day, in ``units`` of percent."""

    modalidad: Column  # int32: place in the law compiled
    codigo: Column  # uint8: why no row of this employer is determined, or 0
    primas: Column  # int32, one more than employers
    prima_desde: Column  # int32
    prima: Column  # int64


def ready(values: Any, kind: str) -> Column:
    """A column as the kernel takes it: of its type, contiguous and read-only. A copy only if it was otherwise.

    OverflowError where a value does not fit its type.
    """
    given = np.asarray(values)
    wanted = np.dtype(kind)
    if given.dtype != wanted and given.size:
        limits = np.iinfo(wanted)
        if given.dtype.kind not in "iu" or given.max() > limits.max or given.min() < limits.min:
            raise OverflowError(f"a column of {given.dtype} has values that are no {wanted}")
    column = np.ascontiguousarray(given, dtype=wanted).view()
    column.flags.writeable = False
    return column


@dataclass(frozen=True, slots=True)
class Rows:
    """What is to be determined: each row a worker with an employer in a period of one or two whole months."""

    arrays: RowArrays

    def __len__(self) -> int:
        return len(self.arrays.desde)

    def __post_init__(self) -> None:
        given = self.arrays
        rows, tramos = len(given.desde), len(given.tramo_desde)
        if any(len(column) != rows for column in given[:10]) or any(len(column) != tramos for column in given[11:]):
            raise ValueError("the columns of the rows, or those of their tramos, differ in length")
        offsets_agree(given.tramos, rows, tramos)

    @classmethod
    def from_columns(cls, **columns: Any) -> Rows:
        """The rows of columns named as those of ``RowArrays``; ``ready`` tells what is copied and refused."""
        return cls(RowArrays(**{name: ready(columns[name], kind) for name, kind in ROW_TYPES.items()}))

    @classmethod
    def of(cls, given: Iterable[tuple[Trabajador, Period, int]]) -> Rows:
        """The rows of objects: a worker, a period of at most ``MAX_DAYS`` and the place of the employer."""
        rows: list[tuple[int, ...]] = []
        offsets = [0]
        tramos: list[tuple[int, ...]] = []
        for trabajador, periodo, patron in given:
            rows.append(
                (
                    ordinal(periodo.first),
                    ordinal(periodo.last),
                    patron,
                    ZONAS.index(trabajador.zona),
                    PENSIONES.index(trabajador.pensionado),
                    JORNADAS.index(trabajador.jornada),
                    _bits(trabajador.ausencias, periodo),
                    _bits((day for one in trabajador.certificados for day in _inside(one.periodo, periodo)), periodo),
                    _centavos(trabajador.minimo_profesional),
                    _centavos(trabajador.sbc_tramo),
                )
            )
            tramos += (
                (ordinal(t.periodo.first), ordinal(t.periodo.last), t.sbc.centavos, _centavos(t.diario))
                for t in trabajador.tramos
            )
            offsets.append(len(tramos))
        own, of_tramos = _columns(rows, 10), _columns(tramos, 4)
        names = RowArrays._fields
        return cls.from_columns(
            **dict(zip(names[:10], own, strict=True)), tramos=offsets, **dict(zip(names[11:], of_tramos, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Employers:
    """The employers of a batch, told apart by their place; one whose premiums cannot be refuses its rows."""

    arrays: EmployerArrays

    def __len__(self) -> int:
        return len(self.arrays.modalidad)

    @classmethod
    def of(cls, patrones: Sequence[Patron], compiled: CompiledLaw) -> Employers:
        """The employers of objects."""
        offsets = np.cumsum([0, *(len(patron.primas) for patron in patrones)])
        primas = [prima for patron in patrones for prima in patron.primas]
        return cls.from_columns(
            [patron.modalidad for patron in patrones],
            offsets,
            [ordinal(prima.desde) for prima in primas],
            [units(prima.porcentaje) for prima in primas],
            compiled,
        )

    @classmethod
    def from_columns(
        cls, modalidad: Sequence[str], primas: Any, prima_desde: Any, prima: Any, compiled: CompiledLaw
    ) -> Employers:
        """The employers of columns as those of ``EmployerArrays``, the modalidad as its key."""
        offsets, since, rates = (
            ready(np.asarray(given, dtype=None if len(given) else kind), kind)
            for given, kind in ((primas, "i4"), (prima_desde, "i4"), (prima, "i8"))
        )
        if len(since) != len(rates):
            raise ValueError("the columns of the premiums differ in length")
        offsets_agree(offsets, len(modalidad), len(rates))
        place = {key: compiled.modalidad(key) for key in set(modalidad)}
        codes = [_code(since[a:b], rates[a:b]) for a, b in pairwise(offsets)]
        return cls(
            EmployerArrays(
                ready(np.array([place[key] for key in modalidad], dtype="i4"), "i4"),
                ready(np.array(codes, dtype="u1"), "u1"),
                offsets,
                since,
                rates,
            )
        )


def offsets_agree(offsets: Column, rows: int, parts: int) -> None:
    """ValueError unless ``offsets`` give each of ``rows`` its part of ``parts``: the kernel trusts them."""
    grow = len(offsets) == rows + 1 and offsets[0] >= 0 and offsets[-1] <= parts and bool(np.all(np.diff(offsets) >= 0))
    if not grow:
        raise ValueError("the offsets do not give each row its part")


def _code(since: Column, rates: Column) -> Codigo:
    """Whether the premiums of one employer can be: as ``Prima`` and ``Patron`` would say."""
    for day, rate in zip(since.tolist(), rates.tolist(), strict=True):
        lowest, highest = _limits(EPOCH + timedelta(days=day)) if 0 < day < _FAR else (1, 0)
        if not lowest <= rate <= highest:
            return Codigo.PRIMA_IMPOSIBLE
    return Codigo.PRIMAS_EN_DESORDEN if bool(np.any(np.diff(since) <= 0)) else Codigo.BIEN


_FAR: Final = ordinal(date.max)


def _limits(on: date) -> tuple[int, int]:
    try:
        return units(law.value("lss.74.prima_minima", on)), units(law.value("lss.74.prima_maxima", on))
    except law.LawError:
        return 1, 0  # no premium of that day is known to be right


def _columns(rows: list[tuple[int, ...]], width: int) -> list[Any]:
    return list(np.array(rows, dtype=np.int64).reshape(-1, width).T)


def _centavos(amount: Money | None) -> int:
    return 0 if amount is None else amount.centavos


def _inside(days: Period, periodo: Period) -> Iterable[date]:
    found = days.overlap(periodo)
    return () if found is None else found


def _bits(days: Iterable[date], periodo: Period) -> int:
    if periodo.days > MAX_DAYS:
        raise ValueError(f"a row has {MAX_DAYS} days at most: {periodo}")
    found = 0
    for day in days:
        if day in periodo:
            found |= 1 << (day - periodo.first).days
    return found
