from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.kernel.money import HALF_EVEN, HALF_UP, TRUNCATE, Money, Rounding

CENTAVOS = st.integers(-(10**15), 10**15)
RATES = st.decimals(min_value=-100, max_value=100, places=5, allow_nan=False, allow_infinity=False)
TWIN = {HALF_UP: ROUND_HALF_UP, HALF_EVEN: ROUND_HALF_EVEN, TRUNCATE: ROUND_DOWN}


@pytest.mark.parametrize("wrong", [1.5, 1, True, None, Fraction(1, 2)])
def test_an_amount_is_not_written_from_what_may_be_inexact_or_ambiguous(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Money(wrong)


@pytest.mark.parametrize("wrong", [0.5, True, "0.5", None])
def test_a_rate_is_exact(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Money("1.00").times(wrong, HALF_UP)


@pytest.mark.parametrize("wrong", ["0.005", "NaN", "Infinity", "1e-3", "1e999999999", "1e-999999999"])
def test_an_amount_has_two_decimals(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the type is the whole promise
        Money(wrong)


@pytest.mark.parametrize("wrong", [1.0, True, Decimal(1)])
def test_centavos_are_whole(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Money.of_centavos(wrong)


def test_money_and_numbers_do_not_mix() -> None:
    with pytest.raises(TypeError):
        _ = Money("1.00") + 1  # type: ignore[operator]  # the mistake under test
    with pytest.raises(TypeError):
        _ = Money("1.00") - Decimal(1)  # type: ignore[operator]  # the mistake under test


def test_amounts_beyond_the_precision_of_decimal_stay_exact() -> None:
    large = Money.of_centavos(10**40 + 1)
    assert large - Money.of_centavos(10**40) == Money("0.01")
    assert -large + large == Money("0.00")
    assert large.times(3, HALF_UP).centavos == 3 * (10**40 + 1)


@given(CENTAVOS, RATES, st.sampled_from(list(Rounding)))
def test_rounding_is_that_of_the_decimal_module(centavos: int, rate: Decimal, rounding: Rounding) -> None:
    exact = Decimal(centavos) * rate
    assert Money.of_centavos(centavos).times(rate, rounding).centavos == int(
        exact.quantize(Decimal(1), rounding=TWIN[rounding])
    )


@given(st.lists(CENTAVOS, max_size=20))
def test_a_total_is_the_sum_whatever_the_order(amounts: list[int]) -> None:
    money = [Money.of_centavos(amount) for amount in amounts]
    assert Money.total(money) == Money.total(reversed(money)) == Money.of_centavos(sum(amounts))


@given(CENTAVOS)
def test_what_is_written_is_read_back(centavos: int) -> None:
    money = Money.of_centavos(centavos)
    assert Money(str(money.pesos)) == money
    assert bool(money) is (centavos != 0)
    assert str(money).replace("$", "").replace(",", "") == str(money.pesos)
