"""How long a payment of the last day is waited for is the operator's to choose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.web.office import Browser, Office
from tests.web.test_http_case_ends import offered, only_ask, worker
from tests.web.test_http_charges import folio
from ventanilla import law
from ventanilla.apps.cases.api import asks_due
from ventanilla.domain.cases.terms import payment_wait

__all__ = ["folio", "offered", "worker"]  # fixtures
KEY = "pago_aviso_banco"


def test_a_payment_is_waited_for_as_long_as_the_policy_says(office: Office, worker: Browser, folio: str) -> None:
    until = only_ask().until

    def due(days: int) -> bool:
        return bool(asks_due(now=datetime(until.year, until.month, until.day, 18, tzinfo=UTC) + timedelta(days=days)))

    assert [due(days) for days in (0, 1, 2, 3, 4)] == [False, False, True, True, True]
    with law.choosing({KEY: "3_dias"}):
        assert [due(days) for days in (0, 1, 2, 3, 4)] == [False, False, False, False, True]


@pytest.mark.parametrize("value", law.policy(KEY).values)
def test_every_alternative_is_one_that_the_code_knows(value: str) -> None:
    with law.choosing({KEY: value}):
        assert timedelta(0) < payment_wait() < timedelta(days=10)
