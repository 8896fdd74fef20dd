"""Leaked passwords are tried at a thousand accounts from two hundred addresses; whoever has the right one gets in."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.attack.crowd import PASSWORD, WRONG, Try, curp, open_accounts, try_password
from tests.journeys.conftest import Office, office_folder, open_office
from ventanilla.apps.accounts.hashing import Argon2id

ACCOUNTS = 1000
PEOPLE = 20  # who sign in during the attack, each with an account and an address of their own
ADDRESSES = 200
RATE = 50  # tries a second
SECONDS = 40
THREADS = 25
SERVED_WITHIN = 1.0  # seconds


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of its own."""
    with office_folder() as folder, open_office(folder) as opened:
        open_accounts(opened, ACCOUNTS + PEOPLE)
        yield opened


def argon2_milliseconds() -> float:
    """What one check costs on this machine, alone."""
    hasher = Argon2id()
    kept = hasher.encode(PASSWORD, "sal-de-prueba-1")
    taken = []
    for _ in range(9):
        started = time.perf_counter()
        hasher.verify(PASSWORD, kept)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


@pytest.mark.attack
def test_people_sign_in_while_passwords_are_stuffed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    cost = argon2_milliseconds()
    statuses: Counter[int] = Counter()
    begun = time.monotonic()
    lock = threading.Lock()
    turns = iter(range(RATE * SECONDS))

    def stuff() -> None:
        while True:
            with lock:
                turn = next(turns, None)
            if turn is None:
                return
            time.sleep(max(0.0, begun + turn / RATE - time.monotonic()))
            found = try_password(office, curp(turn % ACCOUNTS), WRONG, source=f"127.0.1.{turn % ADDRESSES + 1}")
            with lock:
                statuses[found.status] += 1

    attackers = [threading.Thread(target=stuff) for _ in range(THREADS)]
    for attacker in attackers:
        attacker.start()
    served: list[Try] = []
    turn = 0
    while time.monotonic() < begun + SECONDS:
        person = turn % PEOPLE
        served.append(try_password(office, curp(ACCOUNTS + person), PASSWORD, source=f"127.0.2.{person + 1}"))
        turn += 1
        time.sleep(0.5)
    for attacker in attackers:
        attacker.join()
    lasted = time.monotonic() - begun
    taken = sorted(each.seconds for each in served)
    with capsys.disabled():
        sys.stdout.write(
            f"\nArgon2id {cost:.1f} ms alone; {sum(statuses.values())} tries in {lasted:.0f} s "
            f"({sum(statuses.values()) / lasted:.0f}/s): {dict(statuses)}; {len(served)} people signed in: "
            f"median {statistics.median(taken) * 1000:.0f} ms, slowest {taken[-1] * 1000:.0f} ms\n"
        )
    assert sum(statuses.values()) == RATE * SECONDS
    assert set(statuses) <= {422, 429}
    assert statuses[429] > 0  # each address is stopped before its tries are worth anything
    assert {each.status for each in served} == {302}
    assert taken[-1] < SERVED_WITHIN
