"""Columns without a title: what they hold is told by their cells alone, and never surely.

Names are known by the commonest ones, days of birth by the CURP, and of two wages the greater is the base one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from ventanilla.domain.identifiers import curp
from ventanilla.formats.sheet import Cell
from ventanilla.formats.values import day, number, said

from .campos import Campo
from .perfil import Perfil

_FAIR: Final = 0.55
_WEAK: Final = 0.4
_MOST: Final = 80  # percent of a column that shows what it is
_SOME: Final = 15  # percent of a column whose names are among the commonest
_OLDER: Final = 13 * 365  # days from a birth to a first job

Found = tuple[Campo, int, float]


def by_content(bare: Mapping[int, Perfil], columns: list[list[Cell]], known: Mapping[Campo, int]) -> Iterator[Found]:
    """Field, column and confidence of each column of ``bare`` that shows what it is. ``known``: those already found."""
    left, found = dict(bare), dict(known)
    for of in (_names, _movements, _sexes, _days, _wages, _keys):
        for campo, column, confidence in list(of(left, columns, found)):
            if campo not in found and column in left:
                del left[column]
                found[campo] = column
                yield campo, column, confidence


def _names(left: Mapping[int, Perfil], columns: list[list[Cell]], known: Mapping[Campo, int]) -> Iterator[Found]:
    if known.keys() & {Campo.NOMBRE, Campo.NOMBRES, Campo.PRIMER_APELLIDO, Campo.APELLIDOS}:
        return
    words = {n: perfil for n, perfil in left.items() if perfil.words >= _MOST}
    whole = [n for n, p in words.items() if p.several >= _MOST and min(p.given, p.surnames) >= _SOME]
    if whole:
        yield Campo.NOMBRE, whole[0], _FAIR
        return
    surnames = [n for n, p in words.items() if p.surnames >= _SOME and p.surnames > p.given]
    given = [n for n, p in words.items() if p.given >= _SOME and p.given >= p.surnames]
    yield from zip((Campo.PRIMER_APELLIDO, Campo.SEGUNDO_APELLIDO), surnames, (_FAIR, _FAIR), strict=False)
    if given:
        yield Campo.NOMBRES, given[0], _FAIR


def _movements(left: Mapping[int, Perfil], columns: list[list[Cell]], known: Mapping[Campo, int]) -> Iterator[Found]:
    for n, perfil in left.items():
        few = len({said(cell).upper() for cell in columns[n - 1]} - {""}) <= 5
        if perfil.movements >= 95 and perfil.words >= _MOST and few:
            yield Campo.MOVIMIENTO, n, _FAIR
            return


def _sexes(left: Mapping[int, Perfil], columns: list[list[Cell]], known: Mapping[Campo, int]) -> Iterator[Found]:
    for n, perfil in left.items():
        written = {said(cell).upper() for cell in columns[n - 1]} - {""}
        if perfil.sexes >= 95 and len(written) == 2 and all(len(text) == 1 for text in written):
            yield Campo.SEXO, n, _FAIR
            return


def _days(left: Mapping[int, Perfil], columns: list[list[Cell]], known: Mapping[Campo, int]) -> Iterator[Found]:
    """A birth is the day of the CURP, or years before the other; of the rest, the first is the alta."""
    dated = [n for n, perfil in left.items() if perfil.days >= _MOST]
    born = next(
        (n for n in dated if Campo.CURP in known and _is_birth(columns[n - 1], columns[known[Campo.CURP] - 1])), 0
    )
    if not born and len(dated) > 1:
        middles = {n: _middle(columns[n - 1]) for n in dated}
        oldest = min(dated, key=lambda n: middles[n])
        if all(middles[n] - middles[oldest] > _OLDER for n in dated if n != oldest):
            born = oldest
    if born:
        yield Campo.NACIMIENTO, born, _FAIR
    rest = [n for n in dated if n != born]
    if rest:
        movement = Campo.MOVIMIENTO in known
        yield (Campo.FECHA_MOVIMIENTO if movement else Campo.FECHA_ALTA), rest[0], _WEAK
    if len(rest) > 1:
        yield Campo.FECHA_BAJA, rest[1], _WEAK - 0.05


def _is_birth(dates: list[Cell], keys: list[Cell]) -> bool:
    same = total = 0
    for cell, key in zip(dates, keys, strict=True):
        text = curp.compact(said(key))
        if len(text) != curp.LENGTH or cell is None:
            continue
        try:
            on = curp.birth(text)
        except ValueError:
            continue
        total += 1
        same += day(cell)[0] == on
    return total > 0 and 100 * same >= _MOST * total


def _middle(dates: list[Cell]) -> int:
    days = sorted(on.toordinal() for cell in dates if (on := day(cell)[0]) is not None)
    return days[len(days) // 2] if days else 0


def _wages(left: Mapping[int, Perfil], columns: list[list[Cell]], known: Mapping[Campo, int]) -> Iterator[Found]:
    """Of two columns of wages, row by row one a little over the other, they are the daily and the base one."""
    paid = [n for n, perfil in left.items() if perfil.wages >= 90 and not perfil.days]
    for n in paid:
        for other in paid:
            if n != other and _little_over(columns[n - 1], columns[other - 1]):
                yield Campo.DIARIO, n, _FAIR
                yield Campo.SBC, other, _FAIR
                return
    with_cents = [n for n in paid if any(_cents(cell) for cell in columns[n - 1])]
    if with_cents and Campo.DIARIO not in known:
        yield Campo.SBC, with_cents[0], _WEAK


def _cents(cell: Cell) -> bool:
    amount = cell if isinstance(cell, Decimal) else number(said(cell))
    return amount is not None and amount != amount.to_integral_value()


def _little_over(less: list[Cell], more: list[Cell]) -> bool:
    fair = total = 0
    for one, other in zip(less, more, strict=True):
        a, b = (cell if isinstance(cell, Decimal) else number(said(cell)) for cell in (one, other))
        if a and b and a > 0:
            total += 1
            fair += Decimal(1) < b / a < Decimal("1.5")
    return total > 0 and 100 * fair >= _MOST * total


def _keys(left: Mapping[int, Perfil], columns: list[list[Cell]], known: Mapping[Campo, int]) -> Iterator[Found]:
    for n, perfil in left.items():
        if perfil.credits >= _MOST:
            yield Campo.CREDITO, n, _WEAK
        elif perfil.codes >= 95 and perfil.distinct >= 90 and n <= 3:
            yield Campo.CLAVE, n, _WEAK
