"""A history as a file: what is written is read back, and what is not one is refused with a word for its owner."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.formats.file import File
from ventanilla.formats.historial import (
    COLUMNAS,
    MAX_BYTES,
    AnioEscrito,
    BimestreEscrito,
    Historial,
    HuecoEscrito,
    NotHistorial,
    Renglon,
    read_csv,
    read_json,
    write_csv,
    write_json,
)
from ventanilla.kernel.money import Money

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
DAYS = st.dates(date(1943, 1, 1), date(2100, 1, 1))
MONEY = st.integers(1, 10**9).map(Money.of_centavos)
MAYBE = st.none() | MONEY
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001 - it is given its zone
MOVEMENTS = st.builds(
    Renglon, st.sampled_from(("alta", "baja", "modificacion")), DAYS, st.none() | DAYS, INSTANTS, MAYBE, NAMES, NAMES,
    NAMES, NAMES, st.booleans(), st.uuids(), st.none() | st.uuids(),
)  # fmt: skip
COUNTS = st.integers(0, 10_000)
YEARS = st.builds(AnioEscrito, COUNTS, COUNTS, COUNTS, COUNTS, MONEY, st.none() | st.just(Decimal("4.60")))
BIMESTERS = st.builds(BimestreEscrito, DAYS, DAYS, NAMES, COUNTS, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | st.booleans())
HISTORIES = st.builds(
    Historial, NAMES, NAMES, NAMES, DAYS, st.none() | INSTANTS,
    st.lists(MOVEMENTS, max_size=4).map(tuple),
    st.lists(YEARS, max_size=3).map(tuple),
    st.lists(st.builds(HuecoEscrito, DAYS, DAYS, COUNTS, st.booleans()), max_size=3).map(tuple),
    st.lists(BIMESTERS, max_size=3).map(tuple),
)  # fmt: skip


def file(data: bytes) -> File:
    return File.of_bytes("x", data)


@given(HISTORIES)
def test_json_is_read_back(one: Historial) -> None:
    assert read_json(file(write_json(one))) == one


@given(st.lists(MOVEMENTS, max_size=5))
def test_csv_is_read_back(rows: list[Renglon]) -> None:
    assert read_csv(file(write_csv(rows))) == tuple(rows)


@given(MOVEMENTS)
def test_no_cell_begins_a_formula(one: Renglon) -> None:
    import csv
    import io

    cells = next(csv.reader(io.StringIO(write_csv([one]).decode("utf-8-sig").split("\r\n", 1)[1], newline="")))
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"formato": "ventanilla-historial/1"}',
        b'{"formato": "otro/1"}',
        b"[" * 100_000,
        write_json(Historial("A", "", "", date(2026, 1, 1), None, (), (), (), ())).replace(b'"2026-01-01"', b"7"),
        write_json(Historial("A", "", "", date(2026, 1, 1), None, (), (), (), ())).replace(
            b'"movimientos": []', b'"movimientos": [1]'
        ),
        write_json(
            Historial(
                "A",
                "",
                "",
                date(2026, 1, 1),
                None,
                (),
                (),
                (),
                (BimestreEscrito(date(2026, 1, 1), date(2026, 2, 28), "Z", 59, None, None, None, None, True),),
            )
        ).replace(b'"pagado": true', b'"pagado": "si"'),
        write_json(Historial("A", "", "", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), (), (), (), ())).replace(
            b"+00:00", b""
        ),
    ],
)
def test_what_is_no_history_is_refused(data: bytes) -> None:
    with pytest.raises(NotHistorial):
        read_json(file(data))


@pytest.mark.parametrize("data", [b"", b"a,b\r\n", ",".join(COLUMNAS).encode() + b"\r\nalta\r\n", b"\xff\xfe\x00"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(NotHistorial):
        read_csv(file(data))


def test_a_file_that_nobodys_history_fills_is_not_read() -> None:
    with pytest.raises(NotHistorial, match="grande"):
        read_json(file(b" " * (MAX_BYTES + 1)))
