"""What it costs to find something in the ledger as it grows: ten thousand movements, and up to ten million.

Three lookups, as the web's role, behind row-level security, on the clock: a person's history; a page of fifty of the
ten thousand people of one employer on a day; where a person worked as of a pair of dates. Whoever is asked about has
the same history at every size: only what surrounds them grows. Each larger size is asked in turns with a copy of the
database as it was at the smallest, in the same rounds of the same server, and what it costs is told as a multiple of
that. The plans are kept, and one that reads a whole table fails the measurement.

``bench.ledger_fill`` makes the rows. ``VENTANILLA_BENCH_MOVEMENTS`` says the largest size.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

import psycopg
from psycopg import sql

from bench.harness import ROUNDS, Spread, alternate
from bench.ledger_fill import (
    OTHERS_FROM,
    PROBES,
    STAFF,
    STAFF_FROM,
    STEPS,
    TABLES,
    fill,
    folded,
    nss,
    persona,
    registro,
)
from bench.page_bench import KEEPER, in_office
from ventanilla.kernel.clock import CIVIL_ZONE

LARGEST: Final = int(os.environ.get("VENTANILLA_BENCH_MOVEMENTS", 10_000_000))
SIZES: Final = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= LARGEST]
TIMES: Final = 200  # lookups of one round
SAMPLE: Final = 200  # people of each size whose movements are folded anew
PAGE: Final = 50
SEED: Final = 20261126
TODAY: Final = date(2026, 11, 22)
FIRST_ASKED: Final = date(2015, 1, 1)
AT: Final = datetime(2026, 6, 1, tzinfo=CIVIL_ZONE)  # an instant that passed
SMALLEST: Final = "smallest"  # how Django calls the copy of the database at the smallest size


class WholeTableRead(RuntimeError):
    """A plan reads a table from end to end: it would not serve when there is more."""


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds of each lookup at each size, p50 and p95 of each round, their multiples, and their plans."""
    return in_office(_measured, rounds)


def _measured(rounds: int) -> dict[str, Any]:
    from django.db import connections

    sizes: dict[str, Any] = {}
    growth: dict[str, Any] = {}
    filled = 0
    try:
        keeper = _keeper()
        for size in SIZES:
            filled, seconds = fill(keeper, filled, size)
            told = {"movements": filled, "tramos": _count(keeper), "seconds_to_load": seconds}
            taken, plans = _asked(rounds, beside=size != SIZES[0])
            sizes[str(size)] = told | {"tramos_folded_anew": _folded(filled), "ms": taken["default"], "plans": plans}
            if SMALLEST in taken:
                sizes[str(size)]["ms_of_the_smallest"] = taken[SMALLEST]
                growth[str(size)] = _multiples(taken)
            else:
                keeper = _kept_aside(keeper)
        keeper.close()
    finally:
        connections.close_all()
    return {"unit": "ms of one lookup, on the clock", "seed": SEED, "sizes": sizes, "growth": growth}


def _asked(rounds: int, *, beside: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of each database, p50 and p95 of each lookup, asked in turns; and the plans of the one that grows."""
    from django.db import connection, connections

    from ventanilla.apps.eventlog.api import scope

    subjects: dict[str, _Asked] = {}
    with scope(None):
        for database in ("default", SMALLEST) if beside else ("default",):
            if database == SMALLEST:
                with connection.cursor() as here, connections[SMALLEST].cursor() as there:
                    here.execute("SELECT current_setting('ventanilla.scope')")
                    there.execute("SELECT set_config('ventanilla.scope', %s, false)", here.fetchone())
            subjects |= {f"{database} {name}": _Asked(query) for name, query in _lookups(database).items()}
        plans = {name: _plan(query) for name, query in _lookups("default").items()}
        halves = alternate(dict(subjects), rounds)
    taken: dict[str, Any] = {}
    for key, asked in subjects.items():
        database, _, name = key.partition(" ")
        spreads = {"p50": halves[key].as_json(), "p95": Spread.of(asked.p95[1:]).as_json()}
        taken.setdefault(database, {})[name] = spreads
    return taken, plans


def _multiples(taken: dict[str, Any]) -> dict[str, dict[str, float]]:
    """How many times what a lookup costs at the smallest size, both asked in the same rounds."""
    return {
        name: {p: round(spread["median"] / taken[SMALLEST][name][p]["median"], 2) for p, spread in spreads.items()}
        for name, spreads in taken["default"].items()
    }


class _Asked:
    """Rounds of lookups: each call is one and gives its p50; ``p95`` keeps every p95, the warm-up's too."""

    def __init__(self, query: Callable[[], Any]) -> None:
        self.query = query
        self.p95: list[float] = []

    def __call__(self) -> float:
        taken = []
        for _ in range(TIMES):
            began = time.perf_counter()
            list(self.query())
            taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        self.p95.append(taken[TIMES * 95 // 100])
        return taken[TIMES // 2]


def _lookups(database: str) -> dict[str, Callable[[], Any]]:
    """By name, the query of one lookup: the same ones in the same order of every database."""
    from ventanilla.apps.affiliation.models import Movimiento, Tramo

    dice = random.Random(SEED)

    def history() -> Any:
        rows = Movimiento.objects.using(database).filter(persona=persona(dice.randrange(PROBES)))
        return rows.select_related("registro").order_by("recorded_at")

    def page() -> Any:
        rows = Tramo.objects.using(database).filter(registro=registro(0), conocido__upper_inf=True)
        after = nss(STAFF_FROM + dice.randrange(STAFF - PAGE) - 1)
        return rows.filter(dias__contains=TODAY, nss__gt=after).order_by("nss")[:PAGE]

    def as_of() -> Any:
        on = FIRST_ASKED + timedelta(days=dice.randrange(4_000))
        rows = Tramo.objects.using(database).filter(persona=persona(dice.randrange(PROBES)), dias__contains=on)
        return rows.filter(conocido__contains=AT).select_related("registro").order_by("registro__numero")

    return {"history": history, "page": page, "as_of": as_of}


def _plan(query: Callable[[], Any]) -> Any:
    plan = json.loads(query().explain(format="json", analyze=True, buffers=True))
    _no_whole_table(plan[0]["Plan"])
    return plan


def _no_whole_table(node: dict[str, Any]) -> None:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in TABLES:
        raise WholeTableRead(json.dumps(node))
    for child in node.get("Plans", ()):
        _no_whole_table(child)


# -- the databases


def _keeper() -> psycopg.Connection[Any]:
    """The server's own keeper, in the office's database."""
    return psycopg.connect(os.environ[KEEPER], autocommit=True)


def _kept_aside(keeper: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    """Copy the database as it is, for Django to ask as `SMALLEST`; the keeper again, for a copy lets nobody in."""
    from django.db import connection, connections

    name = str(connection.settings_dict["NAME"])
    connection.close()
    keeper.close()
    with psycopg.connect(os.environ[KEEPER], dbname="postgres", autocommit=True) as elsewhere:
        aside, of = sql.Identifier(SMALLEST), sql.Identifier(name)
        elsewhere.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(aside, of))
    keeper = _keeper()
    connections.databases[SMALLEST] = connections.databases["default"] | {"NAME": SMALLEST}
    return keeper


def _count(keeper: psycopg.Connection[Any]) -> int:
    row = keeper.execute("SELECT count(*) FROM affiliation_tramo").fetchone()
    return int(row[0]) if row else 0


def _folded(filled: int) -> int:
    """How many tramos of a sample were folded anew from their movements, and were the same."""
    from ventanilla.apps.eventlog.api import scope

    dice = random.Random(SEED)
    others = (filled - PROBES * STEPS - STAFF) // STEPS
    kinds = [(0, PROBES), (STAFF_FROM, STAFF), (OTHERS_FROM, others)]
    drawn = [persona(first + n) for first, there in kinds for n in dice.sample(range(there), min(SAMPLE, there))]
    with scope(None):
        return folded(drawn)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
