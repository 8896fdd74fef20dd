"""A sample of what `make attack` runs for ten minutes: our own files, spoiled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz import cedula_json, own_json

CUTS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=12)), max_size=4)


@pytest.mark.parametrize(
    ("seed", "target"),
    [(own_json.SEEDS[0], own_json.one_input_own_json), (cedula_json.SEEDS[0], cedula_json.one_input_cedula_json)],
    ids=("own_json", "cedula_json"),
)
@settings(max_examples=120)
@given(cuts=CUTS, noise=st.binary(max_size=200))
def test_a_spoiled_file_breaks_nothing(
    seed: bytes, target: Callable[[bytes], None], cuts: list[tuple[int, int, bytes]], noise: bytes
) -> None:
    data = seed
    for at, length, new in cuts:
        place = at % len(data)
        data = data[:place] + new + data[place + length :]
    target(data)
    target(noise)
