"""Whether a folio exists cannot be told by how long the answer takes (security.md, *Existence and its timing*)."""

from __future__ import annotations

import http.client
import random
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Final

import pytest

from tests.attack.crowd import WRONG, ask_link, curp, open_accounts, try_code, try_password
from tests.attack.visitors import Visitor, visitor
from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.inside import run_inside
from ventanilla.kernel.folio import new_folio

SAMPLES = 500  # of each of the two kinds, interleaved
BOOTSTRAPS = 2000
SEED = 20261122
COUNT: Final = """
from ventanilla.apps.accounts.models import Account
print(Account.objects.filter(curp__startswith="XX").count())
"""


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of its own."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def _timed(port: int, path: str, visit: Visitor) -> tuple[float, tuple[int, int]]:
    connection = http.client.HTTPConnection("localhost", port, timeout=10)
    started = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": visit.cookie})
    answer = connection.getresponse()
    body = answer.read()
    taken = time.perf_counter() - started
    connection.close()
    return taken, (answer.status, len(body))


@pytest.mark.attack
def test_not_yours_and_not_there_take_the_same_time(office: Office) -> None:
    owner, stranger = visitor(office, "trabajadora"), visitor(office, "pensionada")
    folio = owner.file_constancia()
    taken: dict[str, list[float]] = {"not yours": [], "not there": []}
    answers = set()
    dice = random.Random(SEED)
    for _ in range(SAMPLES):
        order = [("not yours", folio), ("not there", new_folio())]
        dice.shuffle(order)
        for name, asked in order:
            seconds, said = _timed(office.port, f"/expedientes/{asked}", stranger)
            taken[name].append(seconds)
            answers.add(said)
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404
    _said(taken)
    assert _indistinguishable(taken["not yours"], taken["not there"], dice)


def _said(taken: dict[str, list[float]]) -> None:
    """The two distributions, in milliseconds, for whoever runs the campaign."""
    for name, seconds in taken.items():
        low, middle, high = (value * 1000 for value in statistics.quantiles(seconds, n=4))
        sys.stdout.write(f"\n{name}: {len(seconds)} probes, {low:.2f} / {middle:.2f} / {high:.2f} ms (quartiles)")


def _indistinguishable(one: list[float], other: list[float], dice: random.Random) -> bool:
    """Whether the difference of medians is one that chance gives when the labels are shuffled (99%)."""
    seen = abs(statistics.median(one) - statistics.median(other))
    together = one + other
    larger = 0
    for _ in range(BOOTSTRAPS):
        dice.shuffle(together)
        half = len(one)
        larger += abs(statistics.median(together[:half]) - statistics.median(together[half:])) >= seen
    return larger / BOOTSTRAPS > 0.01


@pytest.mark.attack
def test_an_account_and_nobodys_take_the_same_time(office: Office) -> None:
    """Each probe is of another account from another address, so that no limit answers in its place."""
    open_accounts(office, SAMPLES)
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    answers = set()
    dice = random.Random(SEED)
    for number in range(SAMPLES):
        order = [("known", number), ("unknown", 500_000 + number)]
        dice.shuffle(order)
        for turn, (name, asked) in enumerate(order):
            source = f"127.{3 + turn}.{number // 200}.{number % 200 + 1}"
            found = try_password(office, curp(asked), WRONG, source=source)
            taken[name].append(found.seconds)
            answers.add((found.status, found.length))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422
    _said(taken)
    assert _indistinguishable(taken["known"], taken["unknown"], dice)


GIVE_CODES: Final = """
import secrets
from django.conf import settings
from ventanilla.apps.accounts.models import Account, RecoveryCode
from ventanilla.apps.eventlog.api import scope
now = settings.VENTANILLA_CLOCK.now()
with scope(None):
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=one, subject=one.subject, digest=secrets.token_bytes(32), created_at=now)
        for one in Account.objects.filter(curp__startswith="XX") for _ in range(10)
    )
"""


@pytest.mark.attack
def test_a_paper_and_nobodys_take_the_same_time(office: Office) -> None:
    """A code that is of nobody, tried at accounts with ten codes and at nobody: each from another address."""
    if run_inside(office, COUNT).splitlines()[-1] == "0":
        open_accounts(office, SAMPLES)
    run_inside(office, GIVE_CODES)
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    answers = set()
    dice = random.Random(SEED)
    for number in range(SAMPLES):
        order = [("known", number), ("unknown", 500_000 + number)]
        dice.shuffle(order)
        for turn, (name, asked) in enumerate(order):
            source = f"127.{5 + turn}.{number // 200}.{number % 200 + 1}"
            found = try_code(office, curp(asked), new_folio(), source=source)
            taken[name].append(found.seconds)
            answers.add((found.status, found.length))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422
    _said(taken)
    assert _indistinguishable(taken["known"], taken["unknown"], dice)


@pytest.mark.attack
def test_a_link_for_somebody_and_for_nobody_take_the_same_time(office: Office) -> None:
    if run_inside(office, COUNT).splitlines()[-1] == "0":
        open_accounts(office, SAMPLES)
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    answers = set()
    dice = random.Random(SEED)
    for number in range(SAMPLES):
        order = [("known", number), ("unknown", 500_000 + number)]
        dice.shuffle(order)
        for turn, (name, asked) in enumerate(order):
            source = f"127.{7 + turn}.{number // 200}.{number % 200 + 1}"
            found = ask_link(office, curp(asked), f"nadie{asked}@correo.example", source=source)
            taken[name].append(found.seconds)
            answers.add((found.status, found.length))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 200
    _said(taken)
    assert _indistinguishable(taken["known"], taken["unknown"], dice)


@pytest.mark.attack
def test_the_judge_sees_a_planted_difference() -> None:
    dice = random.Random(SEED)
    fast = [dice.gauss(0.010, 0.002) for _ in range(SAMPLES)]
    slow = [dice.gauss(0.012, 0.002) for _ in range(SAMPLES)]
    assert not _indistinguishable(fast, slow, dice)
    assert _indistinguishable(fast, [dice.gauss(0.010, 0.002) for _ in range(SAMPLES)], dice)
