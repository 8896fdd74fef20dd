"""What was read of the law, with the words that a person needs: title, value, unit, since when and by which article.

>>> from datetime import date
>>> uma = Used("uma.diaria", "117.31", date(2026, 2, 1), "DOF 2026-01-09")
>>> [(one.titulo, one.valor, one.unidad) for one in fundamentos([uma])]
[('Unidad de Medida y Actualización, valor diario', '117.31', 'MXN')]
>>> corte = Used("politica/redondeo_segmentos", "por_segmento", date(2016, 1, 1), "LSS 39")
>>> [one.respuesta for one in politicas([corte])]
['Cada segmento de cada ramo.']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla import law
from ventanilla.law import LawError, Used

from .titles import CORTOS

POLITICA: Final = "politica/"
RAMOS: Final = "ramos."  # the tables of the branches that a modalidad or a pension pays
_CELL: Final = "/"  # between the key of a table and the row that was read


@dataclass(frozen=True, slots=True)
class Fundamento:
    """A value of the law; "" where its title says it all. ``seguro`` is False where the house has not confirmed it."""

    clave: str
    titulo: str
    valor: str
    unidad: str
    desde: date
    cita: str
    fuente: str
    seguro: bool


@dataclass(frozen=True, slots=True)
class Politica:
    """An open question and its answer in words."""

    clave: str
    titulo: str
    pregunta: str
    valor: str
    respuesta: str
    cita: str


def fundamentos(usados: Iterable[Used]) -> tuple[Fundamento, ...]:
    """Those that are values, without policies, sorted by key and date; a key that is not known keeps its own name.

    What says which branches are paid is one of them, however many branches it was asked for.
    """
    found: list[Fundamento] = []
    paid: dict[tuple[str, date], list[Used]] = {}
    for used in usados:
        if used.key.startswith(RAMOS):
            paid.setdefault((used.key.partition(_CELL)[0], used.since), []).append(used)
        elif not used.key.startswith(POLITICA):
            found.append(_fundamento(used))
    found += map(_ramos, paid.values())
    return tuple(sorted(found, key=lambda one: (one.clave, one.desde)))


def _ramos(cells: Sequence[Used]) -> Fundamento:
    """The branches that a table says are paid, and those that it says are not, in one."""
    one = _fundamento(cells[0])
    said = {"1": list[str](), "0": list[str]()}
    for used in cells:
        label = used.key.partition(_CELL)[2]
        said["0" if Decimal(used.value) == 0 else "1"].append(CORTOS.get(label, label).lower())
    words = ", ".join(sorted(said["1"])) or "ninguno"
    if said["0"]:
        words += f"; no se pagan: {', '.join(sorted(said['0']))}"
    title = one.titulo.rpartition(": ")[0] or one.titulo
    return replace(one, clave=cells[0].key.partition(_CELL)[0], titulo=f"{title}: {words}", valor="", unidad="")


def politicas(usados: Iterable[Used]) -> tuple[Politica, ...]:
    """Those that are policies, by key."""
    found = []
    for used in usados:
        if used.key.startswith(POLITICA):
            key = used.key.removeprefix(POLITICA)
            asked = law.policy(key)
            words = asked.values.get(used.value, used.value)
            found.append(Politica(key, asked.title, asked.question, used.value, words, used.cite))
    return tuple(sorted(found, key=lambda one: (one.clave, one.valor)))


def _fundamento(used: Used) -> Fundamento:
    table, _, label = used.key.partition(_CELL)
    try:
        if label:
            kept, rows = law.table(table), law.table(table).versions
            title = f"{kept.title}: {label.replace('_', ' ')}"
            row = next((row for row in rows if row.since == used.since), None)
            unit, source, sure = kept.unit, row.source if row else "", row is None or row.confidence.value != "L"
        else:
            parameter = law.parameter(used.key)
            value = next((one for one in parameter.rows if one.since == used.since), None)
            title, unit = parameter.title, parameter.unit
            source, sure = value.source if value else "", value is None or value.confidence.value != "L"
    except LawError:  # added by the operator and taken away since
        title, unit, source, sure = used.key, "", "", True
    return Fundamento(used.key, title, used.value, unit, used.since, used.cite, source, sure)
