"""Answers as JSON nests them and as a draft keeps them: nothing is lost on the way and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.web.api.answers import MAX_DEPTH, MAX_INPUTS, NotAnAnswer, flatten, unflatten

NAMES = st.text("abcñ_", min_size=1, max_size=6)
LEAVES = st.text(max_size=20)
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.dictionaries(NAMES, inner, min_size=1, max_size=3), st.lists(inner, min_size=1, max_size=12)
    ),
    max_leaves=12,
)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((1 + depth(one) for one in inner), default=0)


@given(st.dictionaries(NAMES, NESTED, max_size=4).filter(lambda value: depth(value) <= MAX_DEPTH))
def test_what_is_flattened_is_nested_again_as_it_was(value: dict[str, Any]) -> None:
    assert unflatten(flatten(value)) == value


@given(st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map(".".join), LEAVES, max_size=6))
def test_whatever_a_draft_keeps_can_be_nested(inputs: dict[str, str]) -> None:
    again = flatten(unflatten(inputs))
    assert again.items() <= inputs.items()
    longest = {name for name in inputs if not any(other.startswith(f"{name}.") for other in inputs)}
    assert set(again) == longest


def test_null_is_an_input_left_empty_and_nothing_nested_is_none() -> None:
    assert flatten({"a": None, "b": [], "c": {}}) == {"a": ""}


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ({"a": 1}, "a"),
        ({"a": [True]}, "a.0"),
        ({"a.b": "x"}, "a.b"),
        ({"": "x"}, ""),
        ({"a": {"0": "x"}}, "a.0"),
        ({"a": ["x"] * 1001}, "a"),
    ],
)
def test_what_no_form_asks_is_said_by_its_name(value: dict[str, Any], at: str) -> None:
    with pytest.raises(NotAnAnswer) as wrong:
        flatten(value)
    assert wrong.value.at == at


def test_it_is_bounded() -> None:
    deep: Any = "x"
    for _ in range(5_000):
        deep = {"a": deep}
    with pytest.raises(NotAnAnswer):
        flatten(deep)
    with pytest.raises(NotAnAnswer):
        flatten({f"a{n}": ["x"] * 999 for n in range(MAX_INPUTS // 999 + 1)})
