"""The bet on one hot subject: killed at random, nothing acknowledged is lost and nothing happens twice."""

from __future__ import annotations

import os
import uuid
from dataclasses import asdict
from typing import Any

import pytest
from bench.harness import keep, machine
from django.conf import settings

from tests.conftest import OfficeDatabase
from tests.faults.hot_subject import Outcome, run

SEED = 20261122


def one_person() -> None:
    """A small register, and one account: of its worker."""
    from ventanilla.apps.accounts.models import Account
    from ventanilla.apps.demo.api import seed_register
    from ventanilla.apps.eventlog.api import scope
    from ventanilla.synthetic import institution

    now = settings.VENTANILLA_CLOCK.now()
    drawn = institution(1, settings.VENTANILLA_CLOCK.today(), workers=20, employers=12)
    seed_register(drawn, now)
    worker = drawn.named("trabajadora")
    with scope(None):
        Account.objects.all().delete()
        Account.objects.create(
            id=uuid.uuid4(), curp=worker.curp, subject=worker.subject, name="Persona de prueba", opened_at=now
        )


def _campaign(database: OfficeDatabase, cases: int, kills: int, seed: int) -> Outcome:
    one_person()
    environment = dict(os.environ) | {
        "VENTANILLA_DATABASE_WEB": database.web_url,
        "DJANGO_SETTINGS_MODULE": "ventanilla.config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return run(cases, kills, seed, environment)


@pytest.mark.slow
def test_a_short_campaign_loses_and_doubles_nothing(fresh_office: OfficeDatabase) -> None:
    outcome = _campaign(fresh_office, cases=60, kills=6, seed=SEED)
    assert (outcome.cases, outcome.lost, outcome.doubled, outcome.chain) == (60, 0, 0, "holds")
    assert outcome.kills > 0


@pytest.mark.fault
def test_ten_thousand_cases_on_one_subject(fresh_office: OfficeDatabase) -> None:
    outcome = _campaign(fresh_office, cases=10_000, kills=60, seed=SEED)
    told: dict[str, Any] = asdict(outcome) | {"rate_per_second": round(outcome.rate, 1), "seed": SEED, "writers": 2}
    keep("hot_subject", {"title": "Two writers, one subject, SIGKILL at random", "machine": machine(), "result": told})
    assert (outcome.cases, outcome.lost, outcome.doubled, outcome.chain) == (10_000, 0, 0, "holds")
