"""What the whole house writes with: canonical bytes, folios, the clock, sentences."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.kernel.canonical import MAX_SAFE_INTEGER, NotCanonical, canonical
from ventanilla.kernel.clock import Clock, civil_date
from ventanilla.kernel.folio import ALPHABET, LENGTH, check_character, new_folio, read_folio, spoken
from ventanilla.kernel.text import Text, long_date

KEYS = st.text(st.characters(max_codepoint=126, min_codepoint=1), max_size=8)
TEXTS = st.text(st.characters(codec="utf-8"))
INTEGERS = st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
PAYLOADS = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is a strategy of its own


FLOAT = timedelta(microseconds=2)  # how exactly a machine's time is held


# -- canonical bytes


@given(VALUES)
def test_canonical_bytes_say_the_same_value_in_one_way(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(KEYS, INTEGERS, min_size=2))
def test_the_order_in_which_keys_came_is_not_written(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)
    assert list(json.loads(canonical(value))) == sorted(value)


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), MAX_SAFE_INTEGER + 1, -MAX_SAFE_INTEGER - 1, {"ñ": 1}, {1: 1}, {"a": [{"b": 0.5}]}, "\ud800"],
)
def test_what_a_browser_would_read_otherwise_is_not_written(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


@pytest.mark.parametrize("value", [object(), {1, 2}, date(2026, 11, 22)])
def test_only_json_is_written(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


# -- folios


@given(PAYLOADS)
def test_a_folio_is_read_however_it_was_written(payload: str) -> None:
    folio = payload + check_character(payload)
    assert read_folio(folio) == folio
    assert read_folio(spoken(folio)) == folio
    assert read_folio(f" {folio.lower()} ".replace("0", "o").replace("1", "l")) == folio


@given(PAYLOADS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(payload: str, place: int, wrong: str) -> None:
    folio = payload + check_character(payload)
    changed = folio[:place] + wrong + folio[place + 1 :]
    assert (read_folio(changed) is None) == (changed != folio)


@given(st.text(max_size=40))
def test_any_text_is_a_folio_or_is_not(text: str) -> None:
    folio = read_folio(text)
    assert folio is None or (len(folio) == LENGTH and set(folio) <= set(ALPHABET))


def test_folios_are_drawn_and_not_counted() -> None:
    drawn = {new_folio() for _ in range(500)}
    assert len(drawn) == 500
    assert all(read_folio(folio) == folio for folio in drawn)
    assert len({folio[0] for folio in drawn}) > 16


# -- the clock


@given(INSTANTS, st.integers(0, 999_999))
def test_a_clock_starts_where_it_is_told_and_never_before(instant: datetime, microsecond: int) -> None:
    machine = datetime(2026, 1, 1, microsecond=microsecond, tzinfo=UTC)
    with patch("time.time", return_value=machine.timestamp()):
        for clock in (Clock.starting_at(instant), Clock.parse(instant.isoformat())):
            late = clock.now() - instant
            assert -FLOAT <= late <= timedelta(seconds=1) + FLOAT


def test_a_day_alone_means_nine_in_the_morning_in_mexico() -> None:
    now = Clock.parse("2021-06-01").now().astimezone(ZoneInfo("America/Mexico_City"))
    assert (now.date(), now.hour) == (date(2021, 6, 1), 9)
    assert Clock.parse(" ").shift_seconds == 0


@pytest.mark.parametrize("text", ["mañana", "2026-02-30", "+", "+1.5", "2026-13-01", "1e9"])
def test_a_clock_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Clock.parse(text)


def test_an_instant_without_its_zone_is_no_instant() -> None:
    naive = datetime(2026, 11, 22, 9)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="zone"):
        Clock.starting_at(naive)
    with pytest.raises(ValueError, match="zone"):
        civil_date(naive)


@given(INSTANTS)
def test_the_civil_day_is_that_of_mexico(instant: datetime) -> None:
    assert civil_date(instant) == instant.astimezone(ZoneInfo("America/Mexico_City")).date()
    assert instant.date() - civil_date(instant) in {timedelta(0), timedelta(days=1)}


# -- sentences


def test_a_sentence_keeps_its_code_and_fills_its_blanks() -> None:
    text = Text("VENCE", "Vence el {fecha}; quedan {dias} días.", fecha=date(2026, 3, 1), dias=3)
    assert str(text) == "Vence el 1 de marzo de 2026; quedan 3 días."
    assert text.format_with("Ends {fecha}.") == "Ends 1 de marzo de 2026."
    assert text == Text("VENCE", "Vence el {fecha}; quedan {dias} días.", dias=3, fecha=date(2026, 3, 1))
    assert len({text, Text("VENCE", "Vence el {fecha}; quedan {dias} días.", dias=3, fecha=date(2026, 3, 1))}) == 1


@given(st.text())
def test_what_fills_a_blank_is_never_a_template(value: str) -> None:
    assert str(Text("X", "«{quien}»", quien=value)) == f"«{value}»"


def test_a_blank_that_nobody_fills_is_a_fault() -> None:
    with pytest.raises(KeyError):
        str(Text("X", "«{quien}»"))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_written_in_full(day: date) -> None:
    number, _, rest = long_date(day).partition(" de ")
    assert int(number) == day.day
    assert rest.endswith(f" de {day.year}")
