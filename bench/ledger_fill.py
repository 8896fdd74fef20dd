"""People and their movements by the million, as filing them one by one would have left them.

A few histories, lived by everybody from another day and with other employers: what each comes to is the fold's own
answer (`domain.affiliation.conocidos`), and the server repeats it. Keys, secondary indexes and the exclusion constraint
are taken away and put back as they were written, which verifies every row again; a sample of people is folded anew from
what the tables hold (`folded`). Indexes built at once are tighter than those that grew: what is measured over them is a
ledger whose indexes were just rebuilt.
"""

from __future__ import annotations

import hashlib
import time
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple
from uuid import UUID

import psycopg
from psycopg import sql

from ventanilla.domain.affiliation import Movimiento, Tipo, choque, conocidos
from ventanilla.kernel.clock import CIVIL_ZONE

STAFF: Final = 10_000  # people of the one employer, with one movement each
PROBES: Final = 200  # people who are asked about, with as many movements as everybody else
STEPS: Final = 5  # movements of each of the others
SPREAD: Final = 367  # days over which people begin: no multiple of how many histories there are
EMPLOYERS: Final = 1_000  # the first is the one that is measured; the others work for the rest
STAFF_FROM: Final = 500_000  # the number of the first person of each kind
OTHERS_FROM: Final = 1_000_000
FIRST: Final = date(2015, 1, 1)
TABLES: Final = ("affiliation_movimiento", "affiliation_tramo", "affiliation_persona")


class NotTheFold(RuntimeError):
    """What was repeated by the server is not what the movements come to."""


class Guards(NamedTuple):
    """Of the filled tables, in the order in which they are put back: (table, name, definition)."""

    keys: list[tuple[str, str, str]]  # primary keys, unique and exclusion constraints
    indexes: list[tuple[str, str, str]]
    references: list[tuple[str, str, str]]  # foreign keys, those of other tables that point here too


class Step(NamedTuple):
    """One movement of a history: its day after the first, when it came to be known, and which earlier one it corrects.

    ``employer`` tells one employer of a history from another; None is the employer that is measured.
    """

    tipo: Tipo
    employer: int | None
    day: int
    known: int
    sbc_centavos: int | None
    supersedes: int | None = None


def _yearly(*tipos: tuple[Tipo, int]) -> tuple[Step, ...]:
    """A movement each two years, each known three days later, at a wage that grows."""
    return tuple(
        Step(tipo, employer, 730 * n, 730 * n + 3, None if tipo is Tipo.BAJA else 40_000 + 1_000 * n)
        for n, (tipo, employer) in enumerate(tipos)
    )


_ALTA, _WAGE, _BAJA = Tipo.ALTA, Tipo.MODIFICACION, Tipo.BAJA
_CORRECTED: Final = (
    *_yearly((_ALTA, 0), (_WAGE, 0), (_WAGE, 0)),
    Step(_WAGE, 0, 730 * 2, 730 * 2 + 40, 47_000, supersedes=2),
    Step(_BAJA, 0, 730 * 4, 730 * 4 + 3, None),
)
HISTORIES: Final = (
    _yearly((_ALTA, 0), (_WAGE, 0), (_WAGE, 0), (_WAGE, 0), (_WAGE, 0)),
    _yearly((_ALTA, 0), (_WAGE, 0), (_WAGE, 0), (_BAJA, 0), (_ALTA, 0)),  # who comes back
    _yearly((_ALTA, 0), (_WAGE, 0), (_BAJA, 0), (_ALTA, 1), (_WAGE, 1)),  # who changes of employer
    _yearly((_ALTA, 0), (_WAGE, 0), (_WAGE, 0), (_WAGE, 0), (_BAJA, 0)),  # who left
    _CORRECTED,
)
_STAFF_HISTORY: Final = (Step(_ALTA, None, 0, 3, 40_000),)


def fill(keeper: psycopg.Connection[Any], before: int, size: int) -> tuple[int, dict[str, float]]:
    """Add people until there are ``size`` movements: how many there are, and seconds of each part of the work.

    ``keeper`` is a superuser's connection that commits by itself.
    """
    taken: dict[str, float] = {}
    with keeper.transaction():
        keeper.execute("SET LOCAL session_replication_role = replica")  # no trigger for each row
        keeper.execute("SET LOCAL maintenance_work_mem = '2GB'")
        keeper.execute("SET LOCAL max_parallel_maintenance_workers = 2")
        began = time.perf_counter()
        guards = guards_of(keeper)
        _taken_away(keeper, guards)
        _histories(keeper)
        if before:
            _asked_about_removed(keeper)
        else:
            _employers(keeper)
            before = PROBES * STEPS + STAFF
        done = (before - PROBES * STEPS - STAFF) // STEPS
        more = max(0, size - before) // STEPS
        _people(keeper, OTHERS_FROM + done, more)
        taken["rows"] = round(time.perf_counter() - began, 1)
        taken |= _put_back(keeper, guards)
        if guards_of(keeper) != guards:
            raise RuntimeError("a guard was not put back as it was")
    began = time.perf_counter()
    for table in TABLES:
        keeper.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
    taken["vacuum"] = round(time.perf_counter() - began, 1)
    return before + more * STEPS, taken


def folded(people: list[UUID]) -> int:
    """Fold anew the movements of ``people`` and compare; how many rows were. NotTheFold at the first that differs."""
    from ventanilla.apps.affiliation.models import Movimiento as Row
    from ventanilla.apps.affiliation.models import Tramo
    from ventanilla.apps.affiliation.rows import fact, tramo

    said = Row.objects.filter(persona__in=people).select_related("registro").order_by("persona")
    held = Tramo.objects.filter(persona__in=people).select_related("registro")
    filed = {of: [fact(row) for row in rows] for of, rows in groupby(said, lambda row: row.persona_id)}
    wanted = {(of, one.tramo, one.desde, one.hasta) for of, movements in filed.items() for one in conocidos(movements)}
    found = [(row.persona_id, tramo(row), row.conocido.lower, row.conocido.upper) for row in held]
    if set(found) != wanted or len(found) != len(wanted) or len(filed) != len(people):
        raise NotTheFold(f"{sorted(set(found) ^ wanted, key=str)[:4]}")
    return len(found)


# -- the guards of the tables, away and back

_CONSTRAINTS: Final = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = ANY(%(kinds)s::"char"[]) AND (conrelid = ANY(%(of)s::regclass[]) OR confrelid = ANY(%(of)s::regclass[]))
ORDER BY position(contype::text IN 'puxf'), conrelid::regclass::text, conname
"""
_INDEXES: Final = """
SELECT indrelid::regclass::text, relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid
WHERE indrelid = ANY(%(of)s::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
ORDER BY 1, 2
"""


def guards_of(keeper: psycopg.Connection[Any]) -> Guards:
    """What holds the rows of the filled tables, beside the checks of each row, which stay."""
    of = list(TABLES)
    return Guards(
        keeper.execute(_CONSTRAINTS, {"of": of, "kinds": ["p", "u", "x"]}).fetchall(),
        keeper.execute(_INDEXES, {"of": of}).fetchall(),
        keeper.execute(_CONSTRAINTS, {"of": of, "kinds": ["f"]}).fetchall(),
    )


def _taken_away(keeper: psycopg.Connection[Any], guards: Guards) -> None:
    for _, name, _ in guards.indexes:
        keeper.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    for table, name, _ in [*guards.references, *guards.keys]:
        keeper.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())


def _put_back(keeper: psycopg.Connection[Any], guards: Guards) -> dict[str, float]:
    """As they were defined; seconds that each kind took."""
    taken = {}
    for kind, defined in guards._asdict().items():
        began = time.perf_counter()
        for table, name, definition in defined:
            if kind == "indexes":
                keeper.execute(definition.encode())
            else:
                said = f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
                keeper.execute(said.encode())
        taken[kind] = round(time.perf_counter() - began, 1)
    return taken


# -- the rows


def _employers(keeper: psycopg.Connection[Any]) -> None:
    with keeper.cursor().copy("COPY affiliation_patron (subject, moral, rfc, nombre) FROM STDIN") as copy:
        for n in range(EMPLOYERS):
            copy.write_row((UUID(int=5_000_000 + n), True, f"BEN{n:09d}", f"Empresa {n}"))
    columns = "subject, numero, patron_id, delegacion, subdelegacion, desde"
    with keeper.cursor().copy(f"COPY affiliation_registropatronal ({columns}) FROM STDIN") as copy:
        for n in range(EMPLOYERS):
            copy.write_row((registro(n), f"B{n:010d}", UUID(int=5_000_000 + n), "99", "01", FIRST))


def _histories(keeper: psycopg.Connection[Any]) -> None:
    """The histories, and what the fold says that each comes to, in days after the first."""
    keeper.execute(
        "CREATE TEMPORARY TABLE bench_step (history int, step int, tipo text, employer int, day int, known int,"
        " sbc bigint, supersedes int) ON COMMIT DROP"
    )
    keeper.execute(
        "CREATE TEMPORARY TABLE bench_stretch (history int, step int, employer int, since int, until int, known int,"
        " ended int, employed int, sbc bigint) ON COMMIT DROP"
    )
    with keeper.cursor().copy("COPY bench_step FROM STDIN") as copy:
        for number, history in enumerate((*HISTORIES, _STAFF_HISTORY)):
            for n, step in enumerate(history):
                copy.write_row((number, n, step.tipo.value, *step[1:]))
    with keeper.cursor().copy("COPY bench_stretch FROM STDIN") as copy:
        for number, history in enumerate((*HISTORIES, _STAFF_HISTORY)):
            for n, row in enumerate(_stretches(history)):
                copy.write_row((number, n, *row))
    keeper.execute("ANALYZE bench_step, bench_stretch")


def _stretches(history: tuple[Step, ...]) -> list[tuple[int | None, ...]]:
    """What an office would hold after each movement of ``history`` was filed, all of them such that it takes them."""
    filed: list[Movimiento] = []
    for n, step in enumerate(history):
        recorded = datetime.combine(FIRST + timedelta(days=step.known), _NOON, CIVIL_ZONE)
        corrects = None if step.supersedes is None else UUID(int=step.supersedes + 1)
        employer = "" if step.employer is None else str(step.employer)
        on = FIRST + timedelta(days=step.day)
        one = Movimiento(UUID(int=n + 1), step.tipo, "", employer, on, recorded, step.sbc_centavos, supersedes=corrects)
        if (why := choque(filed, one)) is not None:
            raise NotTheFold(f"{step}: {why}")
        filed.append(one)
    return [
        (
            int(one.tramo.registro) if one.tramo.registro else None,
            _after(one.tramo.desde),
            None if one.tramo.hasta is None else _after(one.tramo.hasta) + 1,
            _after(one.desde.date()),
            None if one.hasta is None else _after(one.hasta.date()),
            _after(one.tramo.empleo_desde),
            one.tramo.sbc_centavos,
        )
        for one in conocidos(filed)
    ]


_NOON: Final = clock_time(12)  # when everything comes to be known, by the civil clock


def _after(day: date) -> int:
    return (day - FIRST).days


_PERSONA: Final = """
INSERT INTO affiliation_persona
  (subject, curp, nss, nombre, primer_apellido, segundo_apellido, nacimiento, sexo, agregado, turno)
SELECT md5('persona ' || n)::uuid,
  'XXXX000101X' || chr(65 + n %% 26) || chr(65 + n / 26 %% 26) || chr(65 + n / 676 %% 26) || chr(65 + n / 17576 %% 26)
    || chr(65 + n / 456976 %% 26) || '0' || n %% 10,
  lpad(n::text, 11, '0'), 'Persona', 'Número ' || n, '', %(first)s, 'X', '', ''
FROM bench_person WHERE just IS NULL OR just = 0
"""
_EMPLOYER: Final = "md5('registro ' || coalesce(1 + (n + 7 * employer) %% (%(employers)s - 1), 0))::uuid"
_LIVED: Final = "bench_person CROSS JOIN LATERAL (SELECT %(first)s::date + n %% %(spread)s AS one) AS began"
_OWN: Final = """(just IS NULL OR step = just)
  AND history = CASE WHEN n BETWEEN %(staff)s AND %(last_staff)s THEN %(histories)s ELSE n %% %(histories)s END"""
_MOVIMIENTO: Final = f"""
INSERT INTO affiliation_movimiento (id, persona_id, nss, registro_id, tipo, fecha, recorded_at, sbc_centavos, causa,
  supersedes_id, trabajador, salario, semana)
SELECT md5('movimiento ' || n || ' ' || step)::uuid, md5('persona ' || n)::uuid, lpad(n::text, 11, '0'), {_EMPLOYER},
  tipo, one + day, (one + known + time '12:00') AT TIME ZONE %(zone)s, sbc, '',
  md5('movimiento ' || n || ' ' || supersedes)::uuid, '1', '0', '0'
FROM {_LIVED} JOIN bench_step ON {_OWN}
"""
_TRAMO: Final = f"""
INSERT INTO affiliation_tramo (persona_id, registro_id, dias, conocido, nss, empleo_desde, sbc_centavos, trabajador,
  salario, semana)
SELECT md5('persona ' || n)::uuid, {_EMPLOYER}, daterange(one + since, one + until),
  tstzrange((one + known + time '12:00') AT TIME ZONE %(zone)s, (one + ended + time '12:00') AT TIME ZONE %(zone)s),
  lpad(n::text, 11, '0'), one + employed, sbc, '1', '0', '0'
FROM {_LIVED} JOIN bench_stretch ON {_OWN}
"""


_DRAWN: Final = """
CREATE TEMPORARY TABLE bench_person ON COMMIT DROP AS SELECT n, just FROM (
  SELECT n, NULL::int AS just FROM generate_series(%(from)s, %(to)s) AS n
  UNION ALL SELECT n, NULL FROM generate_series(%(staff)s, %(last_staff)s) AS n
  UNION ALL SELECT n, step FROM generate_series(0, %(last_probe)s) AS n, (SELECT DISTINCT step FROM bench_stretch) AS s
) AS everybody ORDER BY hashint4(n + 7919 * coalesce(just, 0))
"""


def _people(keeper: psycopg.Connection[Any], first: int, others: int) -> None:
    """The people who are asked about and ``others`` more, each with a history, in no order.

    What is asked for is scattered among the rest, as years of filing scatter it: each of the staff apart from the
    next, and each row of a probe apart from its others. Of the rest, the rows of one person are together.
    """
    said = {
        "from": first,
        "to": first + others - 1,
        "staff": STAFF_FROM,
        "last_staff": STAFF_FROM + STAFF - 1,
        "last_probe": PROBES - 1,
        "first": FIRST,
        "spread": SPREAD,
        "employers": EMPLOYERS,
        "histories": len(HISTORIES),
        "zone": str(CIVIL_ZONE),
    }
    with psycopg.ClientCursor(keeper) as cursor:
        cursor.execute(_DRAWN.encode(), said)
        cursor.execute("ANALYZE bench_person")
        for rows in (_PERSONA, _MOVIMIENTO, _TRAMO):
            cursor.execute(rows.encode(), said)


def _asked_about_removed(keeper: psycopg.Connection[Any]) -> None:
    """Whoever is asked about: they are written again among those who come."""
    for table in TABLES:
        keeper.execute(f"DELETE FROM {table} WHERE nss < %s".encode(), [nss(OTHERS_FROM)])


def persona(n: int) -> UUID:
    """The person of that number: as scattered as what an office draws, and the same every time."""
    return _key(f"persona {n}")


@cache
def registro(n: int) -> UUID:
    """Where the people of the employer of that number are insured."""
    return _key(f"registro {n}")


def nss(n: int) -> str:
    """The number of the person of that number."""
    return f"{n:011d}"


def _key(what: str) -> UUID:
    return UUID(bytes=hashlib.md5(what.encode(), usedforsecurity=False).digest())
