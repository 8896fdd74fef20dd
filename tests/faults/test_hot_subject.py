"""The bet on one hot subject: killed at random, nothing acknowledged is lost and nothing happens twice."""

from __future__ import annotations

import os
import time
import uuid
from dataclasses import asdict
from typing import Any

import psycopg
import pytest
from bench.harness import keep, machine
from django.conf import settings

from tests.conftest import OfficeDatabase
from tests.faults.hot_subject import NAME, Outcome, run

SEED = 20261122
BARE_ROWS = 2_000


def people(slugs: tuple[str, ...]) -> None:
    """A small register, and the accounts of some of its people."""
    from ventanilla.apps.accounts.models import Account
    from ventanilla.apps.demo.api import seed_register
    from ventanilla.apps.eventlog.api import scope
    from ventanilla.synthetic import institution

    now = settings.VENTANILLA_CLOCK.now()
    drawn = institution(1, settings.VENTANILLA_CLOCK.today(), workers=20, employers=12)
    seed_register(drawn, now)
    with scope(None):
        for worker in map(drawn.named, slugs):
            Account.objects.create(id=uuid.uuid4(), curp=worker.curp, subject=worker.subject, name=NAME, opened_at=now)


def _campaign(
    database: OfficeDatabase, cases: int, kills: int, seed: int, slugs: tuple[str, ...] = ("trabajadora",)
) -> Outcome:
    people(slugs)
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


def _bare_commits(database: OfficeDatabase) -> float:
    """Floor: rows a second that one connection inserts and commits, one by one, on the same server."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE floor (id uuid PRIMARY KEY, body text)")
        started = time.monotonic()
        for _ in range(BARE_ROWS):
            connection.execute("INSERT INTO floor VALUES (%s, %s)", [uuid.uuid4(), "x" * 1000])
        seconds = time.monotonic() - started
        connection.execute("DROP TABLE floor")
    return BARE_ROWS / seconds


@pytest.mark.fault
@pytest.mark.timeout(3600)
def test_ten_thousand_cases_on_one_subject(fresh_office: OfficeDatabase) -> None:
    outcome = _campaign(fresh_office, cases=10_000, kills=60, seed=SEED)
    told: dict[str, Any] = asdict(outcome) | {"rate_per_second": round(outcome.rate, 1), "seed": SEED, "writers": 2}
    told["bare_insert_and_commit_per_second"] = round(_bare_commits(fresh_office))
    keep("hot_subject", {"title": "Two writers, one subject, SIGKILL at random", "machine": machine(), "result": told})
    assert (outcome.cases, outcome.lost, outcome.doubled, outcome.chain) == (10_000, 0, 0, "holds")


@pytest.mark.fault
@pytest.mark.parametrize("slugs", [("trabajadora",), ("trabajadora", "pensionada")], ids=["one", "two"])
def test_what_bounds_the_rate(fresh_office: OfficeDatabase, slugs: tuple[str, ...]) -> None:
    """Without kills: two writers about one person, whose lock they share, or about two, who share nothing."""
    outcome = _campaign(fresh_office, cases=1_000, kills=0, seed=SEED + len(slugs), slugs=slugs)
    assert (outcome.lost, outcome.doubled, outcome.chain) == (0, 0, "holds")
    told = {"subjects": len(slugs), "writers": 2, "cases": outcome.cases, "rate_per_second": round(outcome.steady, 1)}
    title = f"Two writers, {len(slugs)} subject(s), nobody killed"
    keep(f"hot_subject_{len(slugs)}", {"title": title, "machine": machine(), "result": told})
