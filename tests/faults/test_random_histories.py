"""Many histories more than `make test` draws, and anew each time, against the ledger in PostgreSQL."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.apps.office_machine import OfficeMachine

HISTORIES: Final = 400


@pytest.mark.fault
@pytest.mark.django_db
def test_random_histories_in_the_database() -> None:
    run_state_machine_as_test(
        OfficeMachine, settings=settings(max_examples=HISTORIES, stateful_step_count=25, derandomize=False)
    )
