"""`from_jsonable` is the strict inverse of `jsonable`: what was written comes back, and nothing else is believed."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import GenericAlias, NoneType, UnionType
from typing import Any, Final, Literal, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import ventanilla.domain
import ventanilla.tramites
from ventanilla.domain.affiliation import Beneficiario, Historia, Movimiento, Parentesco, Tipo
from ventanilla.domain.benefits.semanas import Retiros
from ventanilla.domain.documents.typed import NotThatType, from_jsonable
from ventanilla.domain.documents.values import jsonable
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.kit import AnswerTo, Paid, Silence


class Color(Enum):
    """Values of two types that are equal as JSON numbers of Python."""

    ROJO = "rojo"
    UNO = 1


Numero = NewType("Numero", int)


# -- values of any type


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type, as the house writes them: instants to the second, decimals that are numbers."""
    if isinstance(kind, NewType):
        return values_of(kind.__supertype__)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return st.one_of([values_of(each) for each in inside])
    if origin is Literal:
        return st.sampled_from(inside)
    if origin is tuple and inside[-1] is Ellipsis:
        return st.lists(values_of(inside[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(values_of(each) for each in inside))
    if origin is list:
        return st.lists(values_of(inside[0]), max_size=2)
    if origin is frozenset:
        return st.frozensets(values_of(inside[0]), max_size=2)
    if origin in {dict, Mapping}:
        return st.dictionaries(st.text(max_size=5), values_of(inside[1]), max_size=2)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind is Beneficiario:  # its holder has none: a right is derived once
        return st.builds(Beneficiario, st.sampled_from(Parentesco), TITULAR, st.dates(), values_of(date | None))
    return st.sampled_from(kind) if issubclass(kind, Enum) else records_of(kind)


SIMPLE: Final[dict[Any, st.SearchStrategy[Any]]] = {
    NoneType: st.none(),
    bool: st.booleans(),
    int: st.integers(),
    str: st.text(max_size=20),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    UUID: st.uuids(),
    Money: st.integers().map(Money.of_centavos),
    Text: st.text(max_size=20).map(lambda words: Text("X", "{que}: {{}}", que=words)),
}


@st.composite
def records_of(draw: st.DrawFn, kind: type[Any]) -> Any:
    """An instance of a dataclass; what it would refuse to be is mended before, or drawn again."""
    hints = get_type_hints(kind)
    drawn = {each.name: draw(values_of(hints[each.name])) for each in dataclasses.fields(kind)}
    if kind is Movimiento:
        drawn["sbc_centavos"] = None if drawn["tipo"] is Tipo.BAJA else abs(drawn["sbc_centavos"] or 0) + 1
    if kind is Retiros:
        drawn["descontadas"], drawn["reintegradas"] = abs(drawn["descontadas"]), 0
    try:
        return kind(**drawn)
    except ValueError:
        assume(False)


TITULAR: Final = st.builds(
    Historia,
    st.uuids().map(SubjectId),
    st.text(max_size=5),
    st.just(""),
    st.just(""),
    st.dates(),
    movimientos=values_of(tuple[Movimiento, ...]),
)
FEW: Final = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])  # each is a whole history
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def comes_back(kind: Any, value: Any) -> None:
    """Written and read, it is the same; sentences as they are read, without their code."""
    written = jsonable(value)
    read = from_jsonable(kind, written)
    assert jsonable(read) == written
    if Text not in types_in(kind):
        assert read == value
        assert type(read) is type(value)


def types_in(kind: Any, seen: frozenset[Any] = frozenset()) -> set[Any]:
    """Every type that a type is made of."""
    if isinstance(kind, NewType):
        return types_in(kind.__supertype__, seen)
    inside = [] if get_origin(kind) is Literal else list(get_args(kind))
    if dataclasses.is_dataclass(kind) and kind not in seen | {Text}:
        inside += [get_type_hints(kind)[each.name] for each in dataclasses.fields(kind)]
    return {kind}.union(*(types_in(inner, seen | {kind}) for inner in inside))


# -- what every question of the house is answered with


def questions() -> tuple[type[Question[Any]], ...]:
    """Every question that the house declares, and the answers to what a case asks, which are no register's."""
    for package in (ventanilla.domain, ventanilla.tramites):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    house = {each for each in Question.__subclasses__() if each.__module__.startswith("ventanilla.")}
    return tuple(sorted(house - {AnswerTo}, key=lambda each: each.__name__))


def answered_with(question: type[Question[Any]]) -> Any:
    return next(get_args(base)[0] for base in question.__orig_bases__ if get_args(base))  # type: ignore[attr-defined]


QUESTIONS: Final = questions()


def test_the_questions_of_the_house_are_found() -> None:
    assert {"HistoriaDe", "MovimientosDe", "RetirosDe", "DatosDe", "PatronDe"} <= {one.__name__ for one in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.__name__)
@FEW
@given(data=st.data())
def test_every_answer_of_the_house_comes_back(question: type[Question[Any]], data: st.DataObject) -> None:
    kind = answered_with(question)
    comes_back(kind, data.draw(values_of(kind)))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.__name__)
@FEW
@given(data=st.data())
def test_what_a_question_of_the_house_was_asked_with_comes_back(
    question: type[Question[Any]], data: st.DataObject
) -> None:
    comes_back(question, data.draw(values_of(question)))


@pytest.mark.parametrize("kind", [Paid, Silence])
@FEW
@given(data=st.data())
def test_what_a_case_is_answered_with_comes_back(kind: type[Any], data: st.DataObject) -> None:
    comes_back(kind, data.draw(values_of(kind)))


# -- any dataclass

LEAVES: Final = st.sampled_from(
    [*SIMPLE, Color, Numero, Literal["a", 2], Paid, Silence, date | None, int | None, Decimal | None]
)
KINDS: Final = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(lambda kind: GenericAlias(tuple, (kind, ...)))
        | st.tuples(inner, inner).map(lambda pair: GenericAlias(tuple, pair))
        | inner.map(lambda kind: GenericAlias(list, (kind,)))
        | inner.map(lambda kind: GenericAlias(dict, (str, kind)))
    ),
    max_leaves=4,
)
RECORDS: Final = st.lists(KINDS | st.sampled_from([frozenset[int], frozenset[str]]), min_size=1, max_size=4).map(
    lambda kinds: dataclasses.make_dataclass(
        "Hecho", [(f"campo_{at}", kind) for at, kind in enumerate(kinds)], frozen=True
    )
)


@FEW
@given(data=st.data())
def test_any_dataclass_comes_back(data: st.DataObject) -> None:
    kind = data.draw(RECORDS)
    comes_back(kind, data.draw(values_of(kind)))


@FEW
@given(kind=RECORDS | KINDS | st.sampled_from([answered_with(one) for one in QUESTIONS]), junk=JSON)
def test_what_is_no_value_of_the_type_is_refused_by_name(kind: Any, junk: Any) -> None:
    believed_only_as_written(kind, junk)


@FEW
@given(data=st.data())
def test_a_stored_value_that_was_altered_is_refused_or_means_what_it_says(data: st.DataObject) -> None:
    kind = data.draw(RECORDS | st.sampled_from([answered_with(one) for one in QUESTIONS]))
    believed_only_as_written(kind, altered(jsonable(data.draw(values_of(kind))), data))


def altered(value: Any, data: st.DataObject) -> Any:
    """The same JSON with one of its parts in another way."""
    if isinstance(value, list) and value and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], altered(value[at], data), *value[at + 1 :]]
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(value)))
        return value | {name: altered(value[name], data)}
    twisted = st.just([value, value]) | st.just({"otro": value}) | JSON
    if isinstance(value, str):
        twisted |= st.sampled_from([f" {value}", value.upper(), f"{value}0", value[:-1], "0001-01-01T00:00:00+14:00"])
    if isinstance(value, list):
        twisted |= st.just([*value, *value]) | st.just(value[::-1])
    if isinstance(value, dict):
        twisted |= st.just(value | {"de_mas": 1}) | st.just(dict(list(value.items())[1:]))
    return data.draw(twisted)


def believed_only_as_written(kind: Any, stored: Any) -> None:
    """Refused with the house's own error, or read as exactly what would be written so."""
    try:
        read = from_jsonable(kind, stored)
    except NotThatType:
        return
    written = jsonable(read)
    assert written == stored
    assert repr(written) == repr(stored) or isinstance(stored, dict)  # 1 is not True


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (int, True),
        (bool, 1),
        (int, 1.0),
        (date, "2026-1-2"),
        (date, "20260102"),
        (datetime, "2026-11-22T15:04:05"),
        (datetime, "2026-11-22T15:04:05+00:00"),
        (datetime, "0001-01-01T00:00:00+14:00"),
        (Decimal, "NaN"),
        (Decimal, "sNaN"),
        (Decimal, "1e2"),
        (UUID, "{12345678-1234-5678-1234-567812345678}"),
        (Color, True),
        (frozenset[int], [1, 1]),
        (frozenset[int], [2, 1]),
        (Literal["a", 2], 2.0),
        (Silence, {}),
        (tuple[int, int], [1]),
        (float, 1.0),
    ],
)
def test_what_looks_like_it_is_not_it(kind: Any, stored: Any) -> None:
    with pytest.raises(NotThatType):
        from_jsonable(kind, stored)


def test_what_its_own_type_refuses_says_where() -> None:
    with pytest.raises(NotThatType, match="nobody gives back more weeks"):
        from_jsonable(tuple[Retiros, ...], [{"descontadas": 1, "reintegradas": 2}])


def test_what_was_stored_before_a_field_was_added_is_read_with_its_default() -> None:
    stored = jsonable(Historia(SubjectId(UUID(int=1)), "ANA", "", "", date(2000, 1, 1)))
    assert isinstance(stored, dict)
    del stored["seguro_familia"]
    assert from_jsonable(Historia, stored).seguro_familia == ()
    del stored["agregado"]  # has a default too, and was always written
    with pytest.raises(NotThatType):
        from_jsonable(Historia, stored)
