from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ventanilla.law.strict_yaml import MAX_CHARACTERS, MAX_DEPTH, BadYaml, read_yaml

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("012", "012"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1e3", "1e3"),
        ("117.31", "117.31"),
        (".inf", ".inf"),
        ("~", "~"),
        ("null", None),
        ("8", 8),
        ("-8", -8),
        ("2026-02-01", date(2026, 2, 1)),
        ("2026-02-01 10:00:00", "2026-02-01 10:00:00"),
        ("'8'", "8"),
    ],
)
def test_a_scalar_is_what_it_looks_like(text: str, value: Any) -> None:
    found = read_yaml(f"a: {text}")["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: 1\na: 2", "twice"),
        ("a: {b: 1, b: 2}", "twice"),
        ("1: a", "a key is a word"),
        ("2026-01-01: a", "a key is a word"),
        ("[a]: b", "a key is a word"),
        ("a: 2026-02-30", "not a day"),
        (BOMB, "anchor"),
        ("a: *b", "alias"),
        ("a: &b 1", "anchor"),
        ("<<: {a: 1}\n<<: {a: 2}", "twice"),
        ("a: !!python/object/apply:os.system [ls]", "tag"),
        ("a: !!float 1.5", "tag"),
        ("a: !!set {x}", "tag"),
        ("a: 1\n---\nb: 2", "document"),
        ("a: [", "expected|did not find"),
        ("a: \x00", "special characters"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "deeply"),
        ("a" * (MAX_CHARACTERS + 1), "longer"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_refused_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(BadYaml, match=why):
        read_yaml(text)


def test_a_merge_key_merges_nothing() -> None:
    assert read_yaml("<<: {a: 1}") == {"<<": {"a": 1}}
