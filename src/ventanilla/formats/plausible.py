"""What no file of an employer can say: days without number, a date before anybody alive, a name of a million letters.

A reader keeps to its format, which bounds all this by itself. Our own file of records, and what a page gives back to be
read again, may hold anything: it is looked at before a date is added to its days.

>>> from ventanilla.formats.records import Ausentismo
>>> one = Ausentismo(Place("A.JSON", 3), "Z9912345105", "99178500015", date(2026, 3, 1), 10**9)
>>> [(str(found.place), found.field) for found in plausible((one,))]
[('A.JSON, línea 3', 'dias')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from ventanilla.domain.contributions import RAMOS, TipoAviso
from ventanilla.kernel.text import Text

from .finding import Finding, Place, Severity
from .records import Ausentismo, Cobro, Incapacidad, Movimiento, Record

MOST_NUMBER: Final = 9_999  # of days, or of percents: no format has more than four digits for any of its numbers
LONGEST: Final = 500  # letters of a text
FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2199, 12, 31)
_RAMAS: Final = frozenset({"", "1", "2", "3", "4"})  # of a certificate: SUA's
_RAMOS: Final = frozenset(ramo.key for ramo in RAMOS)
_COUNTED: Final = frozenset({"line", "column"})  # of a place: a file may be long


def plausible(found: Iterable[Record | Finding]) -> Iterator[Record | Finding]:
    """Each record that can be as it is, and a finding for each that cannot; what was found before passes."""
    for one in found:
        wrong = "" if isinstance(one, Finding) else _wrong(one)
        if isinstance(one, Finding) or not wrong:
            yield one
        else:
            yield Finding(
                Severity.ERROR,
                Place(one.place.file[:LONGEST], one.place.line, one.place.column),
                wrong,
                Text("DATO_IMPOSIBLE", "El dato «{campo}» no puede ser: es demasiado grande o largo.", campo=wrong),
                Text("DATO_IMPOSIBLE_REMEDIO", "Corríjalo en el archivo original y vuelva a leerlo."),
            )


def _wrong(one: Any) -> str:
    """The name of the first field that cannot be; "" if all can."""
    if isinstance(one, Cobro) and not {ramo for ramo, _ in one.importes} <= _RAMOS:
        return "importes"
    if isinstance(one, Movimiento) and one.sbc is None and one.tipo is not TipoAviso.BAJA:
        return "sbc"
    if isinstance(one, Ausentismo | Incapacidad) and one.dias < 1:
        return "dias"
    if isinstance(one, Incapacidad) and one.rama not in _RAMAS:
        return "rama"
    for field in fields(one):
        if field.name not in _COUNTED and not _may_be(value := getattr(one, field.name)):
            return (is_dataclass(value) and _wrong(value)) or field.name
    return ""


def _may_be(value: Any) -> bool:
    match value:
        case bool() | None:
            return True
        case int():
            return 0 <= value <= MOST_NUMBER
        case str():
            return len(value) <= LONGEST
        case date():
            return FIRST <= value <= LAST
        case tuple():
            return all(map(_may_be, value))
        case Mapping():
            return len(value) <= LONGEST and all(map(_may_be, value))
        case _:
            return not is_dataclass(value) or _known(value) or not _wrong(value)


def _known(value: Any) -> bool:
    """An amount: it is as large as it is."""
    return hasattr(value, "centavos")
