"""Our own file of records gives back what was written, and tells what is no record."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.contributions import Parte, TipoAviso
from ventanilla.domain.contributions.branches import RAMOS, Bill
from ventanilla.formats import own_json
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import (
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
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

WORDS = st.text(max_size=12)
DAYS = st.dates(date(1950, 1, 1), date(2060, 1, 1))
AMOUNTS = st.integers(-(10**9), 10**9).map(Money.of_centavos)
NUMBERS = st.decimals(Decimal("-1e6"), Decimal("1e6"), places=4)
PLACES = st.builds(Place, WORDS, st.integers(0, 99), st.integers(0, 99), WORDS)
NAMES = st.builds(Nombre, WORDS, WORDS, WORDS)
OF_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "str": WORDS,
    "int": st.integers(0, 500),
    "bool": st.booleans(),
    "date": DAYS,
    "Money": AMOUNTS,
    "Decimal": NUMBERS,
    "Place": PLACES,
    "Nombre": NAMES,
    "TipoAviso": st.sampled_from(TipoAviso),
    "Bill": st.sampled_from(Bill),
    "Mapping[str, int]": st.dictionaries(WORDS, st.integers(0, 99), max_size=3),
    "Mapping[str, Money]": st.dictionaries(WORDS, AMOUNTS, max_size=3),
    "Mapping[tuple[str, Parte], Money]": st.dictionaries(
        st.tuples(st.sampled_from([ramo.key for ramo in RAMOS]), st.sampled_from(Parte)), AMOUNTS, max_size=3
    ),
    "tuple[IncapacidadPagada, ...]": st.lists(
        st.builds(IncapacidadPagada, WORDS, st.integers(0, 99), st.none() | AMOUNTS), max_size=2
    ).map(tuple),
}


def _records(kind: type) -> st.SearchStrategy[Any]:
    """Any record of a kind, whatever fields it comes to have."""
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for each in fields(kind):
        plain = str(each.type).removesuffix(" | None")
        strategy = OF_TYPE[plain]
        drawn[each.name] = strategy | st.none() if plain != each.type else strategy
        assert each.default is MISSING or each.default_factory is MISSING
    return st.builds(kind, **drawn)


RECORDS = st.one_of(*map(_records, (Movimiento, Ficha, Ausentismo, Incapacidad, Credito, Recibo, Cobro)))


@given(st.lists(RECORDS, max_size=4))
def test_what_is_written_is_read_again(records: list[Record]) -> None:
    assert list(own_json.read(File.of_bytes("x.json", own_json.write(records)))) == records


def test_findings_come_again_with_their_words() -> None:
    one = Finding(
        Severity.WARNING, Place("A.TXT", 3, 12), "NSS", Text("MAL", "Está mal: {x}.", x="{y}"), Text("BIEN", "Corrija.")
    )
    (again,) = own_json.read(File.of_bytes("x.json", own_json.write((), (one,))))
    assert isinstance(again, Finding)
    assert (again.severity, again.place, again.field, again.code) == (one.severity, one.place, "NSS", "MAL")
    assert (str(again.cause), str(again.fix)) == ("Está mal: {y}.", "Corrija.")


def _spoiled(change: dict[str, Any], without: str = "") -> bytes:
    good = {"que": "Ausentismo", "place": {"file": "A"}, "registro": "", "nss": "", "desde": "2026-01-01", "dias": 1}
    one = {key: value for key, value in (good | change).items() if key != without}
    return json.dumps({"formato": own_json.FORMAT, "registros": [one, good], "hallazgos": [{}, 3]}).encode()


@pytest.mark.parametrize(
    ("change", "without", "field"),
    [
        ({"que": "Otro"}, "", "que"),
        ({"que": {}}, "", "que"),  # found by fuzzing
        ({}, "que", "que"),
        ({"dias": "1"}, "", "dias"),
        ({"dias": True}, "", "dias"),
        ({"desde": "2026-02-30"}, "", "desde"),
        ({"desde": 3}, "", "desde"),
        ({"place": []}, "", "place"),
        ({"place": {}}, "", "file"),
        ({}, "nss", "nss"),
        ({"otro": 1}, "", "otro"),
    ],
)
def test_what_is_no_record_is_told_and_the_rest_goes_on(change: dict[str, Any], without: str, field: str) -> None:
    told, kept, *others = own_json.read(File.of_bytes("x.json", _spoiled(change, without)))
    assert isinstance(told, Finding)
    assert (told.place.line, told.field) == (1, field)
    assert isinstance(kept, Ausentismo)
    assert [one.field for one in others if isinstance(one, Finding)] == ["hallazgos", "hallazgos"]


@pytest.mark.parametrize("number", ["1E+999999999", "NaN", "Infinity", "x", ""])
def test_no_number_fills_the_memory(number: str) -> None:
    credit = Credito(Place("A"), "", "", "1", "15", date(2026, 1, 1), "1", Decimal(20))
    content = own_json.write((credit,)).replace(b'"20"', json.dumps(number).encode())
    (told,) = own_json.read(File.of_bytes("x.json", content))
    assert isinstance(told, Finding)
    assert told.field == "valor"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"formato": "ventanilla-planilla/2"}', b"[" * 100_000])
def test_another_file_is_none_of_ours(content: bytes) -> None:
    (told,) = own_json.read(File.of_bytes("x.json", content))
    assert isinstance(told, Finding)
    assert told.code == "PLANILLA_ILEGIBLE"
