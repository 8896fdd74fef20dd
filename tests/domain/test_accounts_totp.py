"""The code of an authenticator application, against the vectors of RFC 6238 and RFC 4226."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.accounts.totp import STEP_SECONDS, address_of, code_at, figures_of, step_matched, step_of

SECRET = b"12345678901234567890"
NOW = 1_111_111_111


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ],
)
def test_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    assert code_at(SECRET, step_of(seconds), figures=8) == code


def test_rfc_4226_appendix_d() -> None:
    said = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
    assert [code_at(SECRET, step) for step in range(10)] == said


@pytest.mark.parametrize(("drift", "serves"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_telephone_half_a_minute_off_is_understood(drift: int, serves: bool) -> None:
    step = step_of(NOW) + drift
    matched = step_matched(SECRET, code_at(SECRET, step), seconds=NOW, after=0)
    assert matched == (step if serves else None)


def test_a_code_serves_once_and_an_older_one_not_after_it() -> None:
    step = step_of(NOW)
    before, now, next_ = (code_at(SECRET, step + drift) for drift in (-1, 0, 1))
    assert step_matched(SECRET, now, seconds=NOW, after=step) is None
    assert step_matched(SECRET, before, seconds=NOW, after=step) is None
    assert step_matched(SECRET, next_, seconds=NOW, after=step) == step + 1


@given(st.integers(0, 2**40), st.text(max_size=12))
def test_what_is_typed_is_six_figures_or_nothing(seconds: int, typed: str) -> None:
    figures = figures_of(typed)
    assert figures is None or (len(figures) == 6 and set(figures) <= set("0123456789"))
    code = code_at(SECRET, seconds // STEP_SECONDS)
    assert figures_of(f" {code[:3]} {code[3:]} ") == code


def test_a_name_cannot_add_to_the_address() -> None:
    address = address_of(SECRET, issuer="Vent&anilla", account="A?secret=B&issuer=C:D")
    assert address.count("?") == address.count("secret=") == 1
    assert address.count("&") == 1
