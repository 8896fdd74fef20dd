"""Reading stored JSON back as the value it was written from: the strict inverse of `jsonable`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Literal, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from ventanilla.kernel.acts import LATER
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .values import MAX_DEPTH, instant, jsonable

T = TypeVar("T")

STORED: Final = "GUARDADO"  # the code of a sentence that was stored as it is read: which one it was is not kept
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotThatType(ValueError):
    """The stored value is not one of that type; the message says where and what was found."""


def from_jsonable(kind: type[T], value: object) -> T:
    """The value of type ``kind`` that `jsonable` wrote as ``value``. NotThatType if it would not have written it.

    A sentence comes back as it was read, without its code. An instant comes back in UTC, to the second.

    >>> from_jsonable(date, "2026-11-22")
    datetime.date(2026, 11, 22)
    >>> from_jsonable(tuple[int, ...], [1, 2])
    (1, 2)
    """
    return cast(T, _read(kind, value, "", MAX_DEPTH))


def _read(kind: Any, value: object, at: str, depth: int) -> object:
    if depth == 0:
        raise NotThatType(f"{at}: nested deeper than {MAX_DEPTH} levels")
    if isinstance(kind, NewType):
        return _read(kind.__supertype__, value, at, depth)
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _one_of(get_args(kind), value, at, depth)
    if origin is Literal:
        if value in get_args(kind) and type(value) in {type(each) for each in get_args(kind)}:
            return value
        raise NotThatType(f"{at}: {value!r} is none of {get_args(kind)}")
    if origin is not None:
        return _many(origin, get_args(kind), value, at, depth)
    if kind in _SIMPLE:
        return _SIMPLE[kind](value, at)
    if isinstance(kind, type) and issubclass(kind, Enum):
        for member in kind:
            if member.value == value and type(member.value) is type(value):
                return member
        raise NotThatType(f"{at}: {value!r} is no {kind.__name__}")
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, value, at, depth)
    raise NotThatType(f"{at}: nothing is stored as {kind}")


def _record(kind: type[Any], value: object, at: str, depth: int) -> object:
    fields = {field.name: field for field in dataclasses.fields(kind)}
    if not isinstance(value, Mapping) or not _required(fields) <= value.keys() <= fields.keys():
        raise NotThatType(f"{at}: {value!r} has not the fields of {kind.__name__}")
    hints = get_type_hints(kind)
    read = {name: _read(hints[name], value[name], f"{at}.{name}".lstrip("."), depth - 1) for name in value}
    try:
        made = kind(**{name: inner for name, inner in read.items() if fields[name].init})
    except ValueError as refused:
        raise NotThatType(f"{at}: {value!r} is no {kind.__name__}: {refused}") from refused
    for name, inner in read.items():
        if getattr(made, name) != inner:
            raise NotThatType(f"{at}.{name}: {inner!r} is not what a {kind.__name__} holds there")
    return made


def _required(fields: Mapping[str, dataclasses.Field[Any]]) -> set[str]:
    """The fields that every stored value has: all, but those that were added later (`kernel.acts.LATER`)."""
    return {name for name, field in fields.items() if not LATER.keys() <= field.metadata.keys()}


def _one_of(kinds: tuple[Any, ...], value: object, at: str, depth: int) -> object:
    """The only member of a union that the value can be; two that could are a mistake, never a guess."""
    found: list[object] = []
    for kind in kinds:
        try:
            read = _read(kind, value, at, depth)
        except NotThatType:
            continue
        if not any(type(read) is type(other) and read == other for other in found):
            found.append(read)
    texts = {type(each) for each in found}
    if len(found) == 2 and texts == {Text, str}:  # a sentence, or a constant one: both read the same
        return next(each for each in found if isinstance(each, str))
    if len(found) != 1:
        raise NotThatType(f"{at}: {value!r} could be {len(found)} of {kinds}")
    return found[0]


def _many(origin: Any, inside: tuple[Any, ...], value: object, at: str, depth: int) -> object:
    if not isinstance(origin, type):
        raise NotThatType(f"{at}: nothing is stored as {origin}")
    if issubclass(origin, Mapping):
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise NotThatType(f"{at}: {value!r} is no object")
        return {key: _read(inside[1], inner, f"{at}.{key}".lstrip("."), depth - 1) for key, inner in value.items()}
    if not isinstance(value, list):
        raise NotThatType(f"{at}: {value!r} is no list")
    if origin is tuple and not (len(inside) == 2 and inside[1] is Ellipsis):
        if len(value) != len(inside):
            raise NotThatType(f"{at}: {len(value)} values, not {len(inside)}")
        return tuple(
            _read(kind, each, f"{at}[{i}]", depth - 1) for i, (kind, each) in enumerate(zip(inside, value, strict=True))
        )
    read = [_read(inside[0], each, f"{at}[{i}]", depth - 1) for i, each in enumerate(value)]
    if origin is tuple or origin is Sequence:
        return tuple(read)
    if origin is list:
        return read
    if issubclass(origin, Set):
        if jsonable(frozenset(read)) != value:
            raise NotThatType(f"{at}: {value!r} is not a set as they are stored")
        return frozenset(read) if origin is not set else set(read)
    raise NotThatType(f"{at}: nothing is stored as {origin}")


def _text(value: object, at: str) -> str:
    if not isinstance(value, str):
        raise NotThatType(f"{at}: {value!r} is no text")
    return value


def _exactly(kind: type) -> Callable[[object, str], object]:
    def read(value: object, at: str) -> object:
        if type(value) is not kind:
            raise NotThatType(f"{at}: {value!r} is no {kind.__name__}")
        return value

    return read


def _date(value: object, at: str) -> date:
    words = _text(value, at)
    try:
        return date.fromisoformat(words if _DAY.fullmatch(words) else "")
    except ValueError as error:
        raise NotThatType(f"{at}: {words!r} is no day") from error


def _instant(value: object, at: str) -> datetime:
    words = _text(value, at)
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise NotThatType(f"{at}: {words!r} is no instant") from error
    if moment.utcoffset() != timedelta(0) or instant(moment) != words:
        raise NotThatType(f"{at}: {words!r} is not an instant as they are stored")
    return moment


def _decimal(value: object, at: str) -> Decimal:
    words = _text(value, at)
    try:
        number = Decimal(words)
    except InvalidOperation as error:
        raise NotThatType(f"{at}: {words!r} is no decimal") from error
    if not number.is_finite() or str(number) != words:
        raise NotThatType(f"{at}: {words!r} is not a decimal as they are stored")
    return number


def _uuid(value: object, at: str) -> UUID:
    words = _text(value, at)
    try:
        found = UUID(words)
    except ValueError as error:
        raise NotThatType(f"{at}: {words!r} is no id") from error
    if str(found) != words:
        raise NotThatType(f"{at}: {words!r} is not an id as they are stored")
    return found


def _money(value: object, at: str) -> Money:
    """An amount is written with its field, but made from a text: whole centavos or nothing."""
    if isinstance(value, Mapping) and value.keys() == {"centavos"} and type(value["centavos"]) is int:
        return Money.of_centavos(value["centavos"])
    raise NotThatType(f"{at}: {value!r} is no amount")


def _sentence(value: object, at: str) -> Text:
    return Text(STORED, _text(value, at).replace("{", "{{").replace("}", "}}"))


_SIMPLE: Final[dict[Any, Callable[[object, str], object]]] = {
    NoneType: _exactly(NoneType),
    None: _exactly(NoneType),
    bool: _exactly(bool),
    int: _exactly(int),
    str: _text,
    date: _date,
    datetime: _instant,
    Decimal: _decimal,
    UUID: _uuid,
    Money: _money,
    Text: _sentence,
}
