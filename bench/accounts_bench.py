"""Entering with a password: the whole answer beside the bare Argon2 hash that it must pay.

CPU of the web's process alone, one thread; PostgreSQL is beside it. A person also opens the page first: not counted.
"""

from __future__ import annotations

from typing import Any, Final

from bench.harness import ROUNDS, alternate, cpu_ms
from bench.page_bench import in_office, sign_in

TIMES: Final = 20  # sign-ins of one measure
PASSWORD: Final = "nopal tuerca brisa 7"


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """CPU milliseconds of one sign-in and of one hash, alternated; sign-ins a second of one core."""
    return in_office(_compare, rounds)


def _compare(rounds: int) -> dict[str, Any]:
    from django.conf import settings
    from django.test import Client

    from ventanilla.apps.accounts.api import account_password_change
    from ventanilla.apps.accounts.hashing import LANES, MEMORY_KIB, PASSES, Argon2id

    _, visit = sign_in()
    now = settings.VENTANILLA_CLOCK.now()
    account_password_change("", PASSWORD, by=visit.actor, here=visit.id, now=now)
    hasher = Argon2id()
    kept = hasher.encode(PASSWORD, "sal-del-banco-1")
    form = {"usuario": visit.curp, "contrasena": PASSWORD}

    def enter() -> None:
        answer = Client(headers={"host": "localhost:8000"}).post("/entrar/contrasena", form)
        assert answer.status_code == 302, answer.status_code

    taken = alternate(
        {
            "sign_in": lambda: cpu_ms(enter, TIMES),
            "bare_argon2": lambda: cpu_ms(lambda: hasher.verify(PASSWORD, kept), TIMES),
        },
        rounds,
    )
    return {
        "argon2id": {"passes": PASSES, "memory_kib": MEMORY_KIB, "lanes": LANES},
        "cpu_ms": {name: spread.as_json() for name, spread in taken.items()},
        "password_sign_ins_per_core_second": round(1000 / taken["sign_in"].median, 1),
        "bare_argon2_per_core_second": round(1000 / taken["bare_argon2"].median, 1),
        "ratio": round(taken["bare_argon2"].median / taken["sign_in"].median, 2),
    }
