"""Our own file of records, JSON: all that some files said, to be read again without them.

``{"formato": "ventanilla-planilla/1", "registros": [{"que": "Movimiento", "place": {…}, …}], "hallazgos": […]}``.
Amounts are texts, dates ISO, what is empty is left out. It is read as strictly as any other file: each record that is
not one is a finding, and the rest goes on.

>>> from ventanilla.domain.contributions import TipoAviso
>>> from ventanilla.kernel.money import Money
>>> alta = Movimiento(
...     Place("A.TXT", 1), "Z9912345105", "99178500015", TipoAviso.ALTA, date(2026, 1, 15), Money("687.70")
... )
>>> list(read(File.of_bytes("a.json", write((alta,))))) == [alta]
True
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .file import File
from .finding import Finding, Place, Severity
from .records import (
    Ausentismo,
    Cobro,
    Credito,
    Ficha,
    Incapacidad,
    IncapacidadPagada,
    Movimiento,
    Nombre,
    Recibo,
    Record,
)

FORMAT: Final = "ventanilla-planilla/1"
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_RECORDS: Final = 1_000_000
_MARK: Final = b'"ventanilla-planilla/'
_KINDS: Final = {kind.__name__: kind for kind in (Movimiento, Ficha, Ausentismo, Incapacidad, Credito, Recibo, Cobro)}
_WITHIN: Final = (Place, Nombre, IncapacidadPagada)  # what a record holds that is made of parts
_LONGEST: Final = 20  # places that a number's exponent may move its point
_SHARE: Final = "/"  # between a branch and whose share it is: «ceav/PATRON»


class _NotOne(ValueError):
    """What was read is no record; ``field`` is where it stops being one."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def recognizes(head: bytes) -> bool:
    """Whether a file that begins so is one of ours."""
    return _MARK in head


def write(records: Iterable[Record], hallazgos: Iterable[Finding] = ()) -> bytes:
    """The records and what was found while they were read, as bytes."""
    body = {
        "formato": FORMAT,
        "registros": [{"que": type(one).__name__, **_object(one)} for one in records],
        "hallazgos": [_finding(one) for one in hallazgos],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _object(one: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in fields(one):
        value = getattr(one, each.name)
        if value != _default(each):
            found[each.name] = _plain(value)
    return found


def _default(each: Field[Any]) -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else MISSING


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.name
        case Money():
            return str(value.pesos)
        case date() | Decimal():
            return str(value)
        case Mapping():
            return {_key(key): _plain(one) for key, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            return _object(value)
        case _:
            return value


def _key(key: Any) -> str:
    return key if isinstance(key, str) else _SHARE.join((key[0], key[1].name))


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "severidad": one.severity.name,
        "place": _object(one.place),
        "campo": one.field,
        "codigo": one.code,
        "causa": str(one.cause),
        "remedio": str(one.fix),
    }


# -- reading


def read(file: File) -> Iterator[Record | Finding]:
    """The records of one of our files, and a finding for each thing that is none. Its old findings come again."""
    content = file.read(MAX_BYTES)
    try:
        body = json.loads(content) if content is not None else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or body.get("formato") != FORMAT:
        yield _wrong(file, 0, "formato")
        return
    for number, one in enumerate(_list(body.get("registros")), start=1):
        if number > MAX_RECORDS:
            yield _wrong(file, number, "registros")
            return
        try:
            yield _record(one)
        except _NotOne as error:
            yield _wrong(file, number, error.field)
    for number, one in enumerate(_list(body.get("hallazgos")), start=1):
        try:
            yield _read_finding(one)
        except _NotOne as error:
            yield _wrong(file, number, error.field)


def _wrong(file: File, number: int, field: str) -> Finding:
    return Finding(
        Severity.ERROR,
        Place(file.name, number),
        field,
        Text("PLANILLA_ILEGIBLE", "El dato «{campo}» no es de una planilla nuestra.", campo=field),
        Text("PLANILLA_ILEGIBLE_REMEDIO", "Vuelva a leer los archivos originales; no edite este."),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _record(one: Any) -> Record:
    kind = _KINDS.get(str(one.get("que"))) if isinstance(one, dict) else None
    if kind is None:
        raise _NotOne("que")
    found = _build(kind, {key: value for key, value in one.items() if key != "que"}, "")
    assert isinstance(found, Movimiento | Ficha | Ausentismo | Incapacidad | Credito | Recibo | Cobro)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: type, given: Any, field: str) -> Any:
    if not isinstance(given, dict):
        raise _NotOne(field)
    hints = _hints(kind)
    unknown = given.keys() - hints.keys()
    if unknown:
        raise _NotOne(min(unknown))
    needed = {each.name for each in fields(kind) if _default(each) is MISSING}
    if missing := needed - given.keys():
        raise _NotOne(min(missing))
    return kind(**{name: _value(hints[name], value, name) for name, value in given.items()})


def _value(hint: Any, value: Any, field: str) -> Any:
    """``value`` as its type says, or _NotOne."""
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        return None if value is None else _value(kinds[0], value, field)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], one, field) for one in _listed(value, field))
    if get_origin(hint) is not None:  # a mapping
        of_key, of_value = get_args(hint)
        if not isinstance(value, dict):
            raise _NotOne(field)
        return {_read_key(of_key, key, field): _value(of_value, one, field) for key, one in value.items()}
    if hint in (str, int, bool):
        if type(value) is not hint:
            raise _NotOne(field)
        return value
    if hint in _WITHIN:
        return _build(hint, value, field)
    return _from_text(hint, value, field)


def _listed(value: Any, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise _NotOne(field)
    return value


def _read_key(hint: Any, key: str, field: str) -> Any:
    if hint is str:
        return key
    branch, _, share = key.partition(_SHARE)
    return branch, _from_text(get_args(hint)[1], share, field)


def _from_text(hint: Any, value: Any, field: str) -> Any:
    if not isinstance(value, str):
        raise _NotOne(field)
    try:
        if hint is date:
            return date.fromisoformat(value)
        found = hint[value] if issubclass(hint, Enum) else hint(value)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise _NotOne(field) from error
    if isinstance(found, Decimal) and not (found.is_finite() and abs(found.adjusted()) <= _LONGEST):
        raise _NotOne(field)
    return found


def _read_finding(one: Any) -> Finding:
    if not isinstance(one, dict) or one.keys() != {"severidad", "place", "campo", "codigo", "causa", "remedio"}:
        raise _NotOne("hallazgos")
    texts = [_value(str, one[name], name) for name in ("campo", "codigo", "causa", "remedio")]
    field, code, cause, fix = texts
    return Finding(
        _from_text(Severity, one["severidad"], "severidad"),
        _build(Place, one["place"], "place"),
        field,
        Text(code, "{dicho}", dicho=cause),
        Text(f"{code}_REMEDIO", "{dicho}", dicho=fix),
    )
