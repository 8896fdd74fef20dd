"""Every alternative of the policies of the one-cent code is one that the code knows."""

from __future__ import annotations

import pytest

from ventanilla import law
from ventanilla.apps.payments.services import deposits_of_an_account, tries_of_a_code
from ventanilla.domain.payments import cuantos
from ventanilla.domain.payments.cuenta import DEPOSITS_POLICY, TRIES_POLICY


@pytest.mark.parametrize("key", [TRIES_POLICY, DEPOSITS_POLICY])
def test_each_says_a_number_that_lets_somebody_try(key: str) -> None:
    assert all(0 < cuantos(value) < 10 for value in law.policy(key).values)


def test_an_operator_who_chooses_another_gets_another() -> None:
    assert (tries_of_a_code(), deposits_of_an_account()) == (3, 3)
    with law.choosing({TRIES_POLICY: "5_intentos", DEPOSITS_POLICY: "2_depositos"}):
        assert (tries_of_a_code(), deposits_of_an_account()) == (5, 2)
