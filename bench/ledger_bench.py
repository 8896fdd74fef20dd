"""What it costs to find something in the ledger as it grows: ten thousand movements, and up to ten million.

Three lookups, as the web's role, behind row-level security, on the clock: a person's history; a page of fifty of the
ten thousand people of one employer on a day; where a person worked as of a pair of dates. Whoever is asked about has
the same history at every size: only what surrounds them grows. The plans are kept, and one that reads a whole table
fails the measurement.

Rows are copied in by the server's keeper with the checks of each row aside, for it is the lookups that are measured;
the exclusion constraint and every index stay. ``VENTANILLA_BENCH_MOVEMENTS`` says the largest size.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg.types.range import Range

from bench.harness import ROUNDS, alternate
from bench.page_bench import KEEPER, in_office
from ventanilla.domain.affiliation import Conocido, Movimiento, Tipo, conocidos
from ventanilla.kernel.clock import CIVIL_ZONE

LARGEST: Final = int(os.environ.get("VENTANILLA_BENCH_MOVEMENTS", 10_000_000))
SIZES: Final = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= LARGEST]
STAFF: Final = 10_000  # people of the one employer, with one movement each
PROBES: Final = 200  # people who are asked about, with as many movements as everybody else
STEPS: Final = 5  # movements of each of the others: an alta and its changes of wage
YEAR: Final = 365  # days
EMPLOYERS: Final = 1_000  # that the others work for
TIMES: Final = 200  # lookups of one round
PAGE: Final = 50
SEED: Final = 20261126
TODAY: Final = date(2026, 11, 22)
FIRST: Final = date(2015, 1, 1)
AT: Final = datetime(2026, 6, 1, tzinfo=CIVIL_ZONE)  # an instant that passed
_TABLES: Final = ("affiliation_movimiento", "affiliation_tramo", "affiliation_persona")


class WholeTableRead(RuntimeError):
    """A plan reads a table from end to end: it would not serve when there is more."""


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds of each lookup at each size, p50 of each round, and their plans."""
    return in_office(_measured, rounds)


def _measured(rounds: int) -> dict[str, Any]:
    from django.db import connection

    from ventanilla.apps.eventlog.api import scope

    connection.ensure_connection()
    keeper = _keeper()
    found: dict[str, Any] = {}
    filled = 0
    for size in SIZES:
        began = time.perf_counter()
        filled = _fill(keeper, filled, size)
        took = time.perf_counter() - began
        with scope(None):
            lookups = _lookups()
            plans = {name: _plan(query) for name, (query, _) in lookups.items()}
            asked = {name: partial(_p50, ask) for name, (_, ask) in lookups.items()}
            spreads = alternate(dict(asked), rounds)
        found[str(size)] = {
            "movements": filled,
            "tramos": _count(keeper, "affiliation_tramo"),
            "seconds_to_load": round(took, 1),
            "p50_ms": {name: spread.as_json() for name, spread in spreads.items()},
            "plans": plans,
        }
    return {"unit": "ms of one lookup, on the clock", "seed": SEED, "sizes": found, "growth": _growth(found)}


def _growth(found: dict[str, Any]) -> dict[str, float]:
    """How many times what a lookup costs at the smallest size it costs at the largest."""
    first, last = (found[str(size)]["p50_ms"] for size in (SIZES[0], SIZES[-1]))
    return {name: round(last[name]["median"] / first[name]["median"], 2) for name in first}


# -- what is asked


def _lookups() -> dict[str, tuple[Callable[[], Any], Callable[[], object]]]:
    """By name: the query of one lookup, and how it is asked."""
    from ventanilla.apps.affiliation.models import Movimiento as Row
    from ventanilla.apps.affiliation.models import Tramo

    dice = random.Random(SEED)

    def history() -> Any:
        return (
            Row.objects.filter(persona=_person(dice.randrange(PROBES)))
            .select_related("registro")
            .order_by("recorded_at")
        )

    def page() -> Any:
        rows = Tramo.objects.filter(registro=_registro(0), conocido__upper_inf=True, dias__contains=TODAY)
        return rows.filter(nss__gt=_nss(_STAFF_FROM + dice.randrange(STAFF - PAGE) - 1)).order_by("nss")[:PAGE]

    def as_of() -> Any:
        on = FIRST + timedelta(days=dice.randrange(4_000))
        rows = Tramo.objects.filter(conocido__contains=AT, persona=_person(dice.randrange(PROBES)), dias__contains=on)
        return rows.select_related("registro").order_by("registro__numero")

    def asked(query: Callable[[], Any]) -> Callable[[], object]:
        return lambda: list(query())

    return {name: (query, asked(query)) for name, query in (("history", history), ("page", page), ("as_of", as_of))}


def _p50(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)[TIMES // 2]


def _plan(query: Callable[[], Any]) -> Any:
    plan = json.loads(query().explain(format="json", analyze=True, buffers=True))
    _no_whole_table(plan[0]["Plan"])
    return plan


def _no_whole_table(node: dict[str, Any]) -> None:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in _TABLES:
        raise WholeTableRead(json.dumps(node))
    for child in node.get("Plans", ()):
        _no_whole_table(child)


# -- what there is

_OTHERS_FROM: Final = 1_000_000  # the number of the first person of each kind
_STAFF_FROM: Final = 500_000


def _keeper() -> psycopg.Connection[Any]:
    """The server's own keeper, in the office's database."""
    keeper = psycopg.connect(os.environ[KEEPER], autocommit=True)
    keeper.execute("SET session_replication_role = replica")
    return keeper


def _fill(keeper: psycopg.Connection[Any], before: int, size: int) -> int:
    """Add people until there are ``size`` movements; how many there are."""
    if not before:
        _employers(keeper)
        _people(keeper, ((n, 0, STEPS) for n in range(PROBES)))
        _people(keeper, ((_STAFF_FROM + n, 0, 1) for n in range(STAFF)))
        before = PROBES * STEPS + STAFF
    done = (before - PROBES * STEPS - STAFF) // STEPS
    more = max(0, size - before) // STEPS
    _people(keeper, ((_OTHERS_FROM + n, 1 + n % (EMPLOYERS - 1), STEPS) for n in range(done, done + more)))
    for table in _TABLES:
        keeper.execute(f"VACUUM ANALYZE {table}")
    return before + more * STEPS


def _employers(keeper: psycopg.Connection[Any]) -> None:
    with keeper.cursor().copy("COPY affiliation_patron (subject, moral, rfc, nombre) FROM STDIN") as copy:
        for n in range(EMPLOYERS):
            copy.write_row((UUID(int=5_000_000 + n), True, f"BEN{n:09d}", f"Empresa {n}"))
    columns = "subject, numero, patron_id, delegacion, subdelegacion, desde"
    with keeper.cursor().copy(f"COPY affiliation_registropatronal ({columns}) FROM STDIN") as copy:
        for n in range(EMPLOYERS):
            copy.write_row((_registro(n), f"B{n:010d}", UUID(int=5_000_000 + n), "99", "01", FIRST))


def _people(keeper: psycopg.Connection[Any], wanted: Iterator[tuple[int, int, int]]) -> None:
    """People by number, the employer they work for and how many movements they have; some at a time."""
    batch: list[tuple[int, int, int]] = []
    for one in wanted:
        batch.append(one)
        if len(batch) == BATCH:
            _copied(keeper, batch)
            batch = []
    _copied(keeper, batch)


BATCH: Final = 50_000  # people copied at a time


def _copied(keeper: psycopg.Connection[Any], batch: list[tuple[int, int, int]]) -> None:
    persona = "subject, curp, nss, nombre, primer_apellido, segundo_apellido, nacimiento, sexo, agregado, turno"
    with keeper.cursor().copy(f"COPY affiliation_persona ({persona}) FROM STDIN") as copy:
        for n, _, _ in batch:
            copy.write_row((_person(n), _curp(n), _nss(n), "Persona", f"Número {n}", "", FIRST, "X", "", ""))
    movimiento = (
        "id, persona_id, nss, registro_id, tipo, fecha, recorded_at, sbc_centavos, causa, trabajador, salario, semana"
    )
    with keeper.cursor().copy(f"COPY affiliation_movimiento ({movimiento}) FROM STDIN") as copy:
        for n, employer, steps in batch:
            for m in _movements(n, steps):
                said = (m.nss, _registro(employer), m.tipo.value, m.on, m.recorded, m.sbc_centavos)
                copy.write_row((m.id, _person(n), *said, "", "1", "0", "0"))
    tramo = "persona_id, registro_id, dias, conocido, nss, empleo_desde, sbc_centavos, trabajador, salario, semana"
    with keeper.cursor().copy(f"COPY affiliation_tramo ({tramo}) FROM STDIN") as copy:
        for n, employer, steps in batch:
            for one in _held(n % YEAR, steps):
                t = one.tramo
                days = Range(t.desde, t.hasta, "[)" if t.hasta is None else "[]")
                held = (days, Range(one.desde, one.hasta), _nss(n), t.empleo_desde, t.sbc_centavos)
                copy.write_row((_person(n), _registro(employer), *held, "1", "0", "0"))


def _movements(n: int, steps: int) -> list[Movimiento]:
    """An alta and changes of wage, one a year, each known some days later."""
    found = []
    for step in range(steps):
        on = FIRST + timedelta(days=n % YEAR + YEAR * step * 2)
        recorded = datetime(on.year, on.month, on.day, 12, tzinfo=CIVIL_ZONE) + timedelta(days=3)
        tipo = Tipo.MODIFICACION if step else Tipo.ALTA
        key = _key("movimiento", n, step)
        found.append(Movimiento(key, tipo, _nss(n), "B", on, recorded, 40_000 + 1_000 * step))
    return found


@cache
def _held(day: int, steps: int) -> tuple[Conocido, ...]:
    """What the movements of whoever began on that day of a year come to."""
    return conocidos(_movements(day, steps))


def _count(keeper: psycopg.Connection[Any], table: str) -> int:
    row = keeper.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def _key(*what: object) -> UUID:
    """As scattered as what an office draws, and the same every time."""
    return UUID(bytes=hashlib.blake2b(repr(what).encode(), digest_size=16).digest())


def _person(n: int) -> UUID:
    return _key("persona", n)


def _registro(n: int) -> UUID:
    return _key("registro", n)


def _nss(n: int) -> str:
    return f"{n:011d}"


def _curp(n: int) -> str:
    """Of nobody: the shape that the table asks for, and a number in it."""
    letters = "".join(chr(65 + n // 26**place % 26) for place in range(5))
    return f"XXXX000101X{letters}{n % 10}{n // 26**5 % 10}"


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
