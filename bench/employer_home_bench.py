"""The pages of an employer of ten thousand workers, beside a bare Django view that makes as many queries.

The whole stack in process, by the clock, so PostgreSQL's time is in it: the home, the first page of the list and one
deep in it, a list narrowed and ordered by wage, one person, the movements, the calendar and the list as a file. Then
an open load: requests start at their own instants, whatever the ones before take, and what one waits for its turn
counts.

``VENTANILLA_BENCH_WORKERS`` makes fewer.
"""

from __future__ import annotations

import os
import random
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Lock, Thread
from typing import Any, Final

from bench.harness import ROUNDS, Spread
from bench.page_bench import Site, bare_view, in_office, queries_of, sign_in

WORKERS: Final = int(os.environ.get("VENTANILLA_BENCH_WORKERS", "10000"))
TIMES: Final = 40  # requests of one round
SEED: Final = 20261122
FIRST: Final = date(2019, 1, 1)
OPEN_PER_SECOND: Final = 5.0  # requests that begin in a second of the open load
OPEN_SECONDS: Final = 20
THREADS: Final = 4
SURNAMES: Final = ("PEÑA", "GARCÍA", "HERNÁNDEZ", "ZÚÑIGA", "LÓPEZ", "MARTÍNEZ", "NÚÑEZ", "ÁVILA", "UC", "DE LA O")
NAMES: Final = ("MARÍA", "JOSÉ", "ANA", "LUZ", "JUAN", "ÍÑIGO", "ROSA ELENA", "GUADALUPE", "PEDRO", "TERESA")


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """p50 and p95 of each page, its ratio to the bare view, and p95 under an open load."""
    return in_office(_measured, rounds)


def _measured(rounds: int) -> dict[str, Any]:
    from django.conf import settings

    from ventanilla.apps.demo.api import seeded_institution
    from ventanilla.config.wsgi import application

    employer = seeded_institution().named("patron")
    people = _hire(employer.subject, WORKERS)
    session, _ = sign_in("patron")
    site = Site(application, f"{settings.SESSION_COOKIE_NAME}={session}")
    pages = {
        "home": "/oficina",
        "people": "/oficina/personas",
        "people_deep": f"/oficina/personas?despues={_deep()}",
        "people_narrowed": "/oficina/personas?desde=400&hasta=900&orden=salario",
        "people_left": "/oficina/personas?situacion=baja",
        "person": f"/oficina/personas/{people[len(people) // 2]}",
        "movements": "/oficina/movimientos",
        "calendar": "/oficina/calendario",
    }
    found: dict[str, Any] = {}
    for name, path in pages.items():
        queries, size = queries_of(site, path)
        bare = Site(bare_view(queries, size, session), "")
        rows = {"page": _rounds(site, path, rounds), "bare": _rounds(bare, "/bare", rounds)}
        p95 = {who: Spread.of([one[1] for one in taken]) for who, taken in rows.items()}
        found[name] = {
            "queries": queries,
            "bytes": size,
            "p50_ms": Spread.of([one[0] for one in rows["page"]]).as_json(),
            "p95_ms": p95["page"].as_json(),
            "bare_p95_ms": p95["bare"].as_json(),
            "p95_to_bare": round(p95["page"].median / p95["bare"].median, 1),
        }
    files = {kind: round(site.clock_ms(f"/oficina/personas.{kind}")) for kind in ("csv", "xlsx")}
    return {
        "subject": "the pages of one employer",
        "aim": "home p95 <= 150 ms",
        "workers": WORKERS,
        "pages": found,
        "search_p95_ms": _search(rounds),
        "file_ms": files,
        "open_load": _open_load(site, list(pages.values())),
    }


def _rounds(site: Site, path: str, rounds: int) -> list[tuple[float, float]]:
    """p50 and p95 of each round."""
    site.get(path)
    found = []
    for _ in range(rounds):
        taken = sorted(site.clock_ms(path) for _ in range(TIMES))
        found.append((taken[len(taken) // 2], taken[len(taken) * 95 // 100]))
    return found


def _search(rounds: int) -> dict[str, Any]:
    """By name, by number and with a slip: what the list itself takes, without the page around it."""
    from django.conf import settings

    from ventanilla.apps.affiliation.api import Filtro, plantilla_for
    from ventanilla.apps.demo.api import seeded_institution
    from ventanilla.domain.authority import Actor, Assurance, Via
    from ventanilla.kernel.acts import SubjectId

    subject = SubjectId(seeded_institution().named("patron").subject)
    actor, today = Actor(uuid.uuid4(), subject, Assurance.N2, Via.EFIRMA), settings.VENTANILLA_CLOCK.today()
    found = {}
    for name, busca in {"name": "zuñiga ros", "nss": f"{WORKERS // 2:011}", "slip": "zuniha"}.items():
        p95 = []
        for _ in range(rounds):
            taken = []
            for _ in range(TIMES):
                start = time.perf_counter()
                plantilla_for(actor, Filtro(busca=busca), on=today)
                taken.append((time.perf_counter() - start) * 1000)
            p95.append(sorted(taken)[len(taken) * 95 // 100])
        found[name] = Spread.of(p95).as_json()
    return found


def _open_load(site: Site, paths: list[str]) -> dict[str, Any]:
    """Requests that begin at drawn instants; the time of each runs from when it should have begun."""
    from django.db import connection

    draw, starts, at = random.Random(SEED), [], 0.0
    while (at := at + draw.expovariate(OPEN_PER_SECOND)) < OPEN_SECONDS:
        starts.append((at, draw.choice(paths)))
    pending, lock, taken = iter(starts), Lock(), []
    begun = time.perf_counter()

    def serve() -> None:
        while True:
            with lock:
                one = next(pending, None)
            if one is None:
                connection.close()
                return
            time.sleep(max(0.0, begun + one[0] - time.perf_counter()))
            site.get(one[1])
            taken.append((time.perf_counter() - begun - one[0]) * 1000)

    threads = [Thread(target=serve) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    return {
        "requests_per_second": OPEN_PER_SECOND,
        "requests": len(taken),
        "p50_ms": round(taken[len(taken) // 2], 1),
        "p95_ms": round(taken[len(taken) * 95 // 100], 1),
    }


def _deep() -> int:
    """A row in the middle of the list."""
    from ventanilla.apps.affiliation.models import Tramo
    from ventanilla.apps.eventlog.api import scope

    with scope(None):
        rows = Tramo.objects.filter(nss=f"{WORKERS // 2:011}", conocido__upper_inf=True).order_by("-id")
        return rows.values_list("id", flat=True)[0]


def _hire(employer: uuid.UUID, count: int) -> list[uuid.UUID]:
    """That many people, each hired on a day of its own, most with changes of wage, some gone; who they are."""
    from ventanilla.apps.affiliation.api import MovimientoRow, PersonaRow, movimientos_load, personas_load
    from ventanilla.apps.affiliation.models import RegistroPatronal
    from ventanilla.apps.eventlog.api import scope

    draw = random.Random(SEED)
    with scope(None):
        registro = RegistroPatronal.objects.filter(patron=employer).first()
        assert registro is not None
        people = [uuid.UUID(int=draw.getrandbits(128), version=4) for _ in range(count)]
        personas_load(
            PersonaRow(
                subject=person,
                curp=f"BEN{chr(65 + n // 10_000)}850101MDF{_letters(n)}{n % 100:02}",
                nss=f"{n:011}",
                nombre=draw.choice(NAMES),
                primer_apellido=draw.choice(SURNAMES),
                segundo_apellido=draw.choice(SURNAMES),
                nacimiento=date(1985, 1, 1),
                sexo="M",
                agregado="",
                clinica_id=None,
                consultorio=None,
                turno="",
                pension_tipo=None,
                pension_desde=None,
                pension_hasta=None,
            )
            for n, person in enumerate(people)
        )
        movimientos_load(
            MovimientoRow(person, registro.subject, fact)
            for n, person in enumerate(people)
            for fact in _career(draw, f"{n:011}", registro.numero)
        )
    return people


def _letters(n: int) -> str:
    """Three consonants, different for each hundred of ten thousand."""
    consonants = "BCDFGHJKLM"
    return "".join(consonants[n // size % 10] for size in (1_000, 100, 10_000))


def _career(draw: random.Random, nss: str, registro: str) -> Iterator[Any]:
    from ventanilla.domain.affiliation import Movimiento, Tipo, TipoTrabajador

    def filed(tipo: Tipo, on: date, sbc: int | None, **more: Any) -> Movimiento:
        recorded = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
        new = uuid.UUID(int=draw.getrandbits(128), version=4)
        return Movimiento(new, tipo, nss, registro, on, recorded, sbc, **more)

    on, sbc = FIRST + timedelta(days=draw.randrange(2_000)), draw.randrange(31_504, 150_000)
    more: dict[str, Any] = {}
    if draw.random() < 0.1:
        more = {
            "trabajador": TipoTrabajador.EVENTUAL_CIUDAD,
            "contrato_hasta": date(2026, 11, 22) + timedelta(days=draw.randrange(200)),
        }
    yield filed(Tipo.ALTA, on, sbc, **more)
    for _ in range(draw.randrange(4)):
        on, sbc = on + timedelta(days=draw.randrange(30, 200)), sbc + draw.randrange(100, 5_000)
        yield filed(Tipo.MODIFICACION, on, sbc, **more)
    if draw.random() < 0.1:
        yield filed(Tipo.BAJA, on + timedelta(days=20), None)
