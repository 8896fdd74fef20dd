"""Signed movements a second, over HTTP and durable: an office as it is served, and requests signed beforehand.

The office is the one people get: two processes of the web, PostgreSQL that waits for the disk, every check, signature,
chain and notice. Only what comes after the commit (printing and sealing the documents, mail) waits until the measure is
over: its own rate is in *Documents sealed as the worker does*. The client is on the same two cores, so what it can do
before it does before: drafts are written and signed, and the measured part sends them and reads the answer.

Two shapes: many employers, each with its own movements, and one hot employer whose chain every movement is appended to,
from as many sessions. The floor is the bare ``INSERT`` and ``COMMIT`` of a row on the same database, by as many
connections. An answer that is not the receipt is counted: a rate with failures is a failed rate.
"""

from __future__ import annotations

import base64
import html
import http.client
import json
import os
import random
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from bench.harness import Spread

if TYPE_CHECKING:
    from tests.attack.visitors import Visitor
    from tests.journeys.conftest import Office

    from ventanilla.adapters.pki.demo_authority import DemoAuthority
    from ventanilla.synthetic import Institution, Patron, Persona

PEOPLE: Final = 12  # who file at once, each in a session of their own
EACH: Final = int(os.environ.get("VENTANILLA_BENCH_FILINGS", "10"))  # requests of each in one round
APART: Final = 31.0  # seconds between two rounds of one account, which may send 300 requests to the API in a minute
SEED: Final = 20261126
BARE_ROWS: Final = 200  # of each connection
BARE_BYTES: Final = 4_000  # about what one filing leaves in the tables
AIM: Final = 100  # movements a second
TODAY: Final = date(2026, 11, 22)
OFFICE_NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
KEY: Final = "movimiento_alta"
_OFFERED: Final = re.compile(r'<input[^>]*type="radio"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Filer:
    """Somebody who files for an employer, in a session of their own."""

    who: Visitor
    registro: str  # in the words in which it is offered
    token: str


@dataclass(frozen=True)
class Ready:
    """A signed request that waits to be sent."""

    filer: Filer
    path: str
    form: dict[str, str]


def run(rounds: int) -> dict[str, Any]:
    """Filings a second of each shape, each round beside the floor."""
    from tests.journeys.conftest import open_office

    with TemporaryDirectory(prefix="ventanilla-bench-") as folder:
        os.chmod(folder, 0o711)
        with open_office(Path(folder) / "var") as office, _worker_stopped(office.process):
            return _measured(office, rounds)


def _measured(office: Office, rounds: int) -> dict[str, Any]:
    from ventanilla.adapters.pki.demo_authority import open_authority
    from ventanilla.synthetic import institution

    drawn, authority = institution(1, TODAY), open_authority(office.var / "pki")
    companies = [one for one in drawn.patrones if one.moral]
    hot_one = next(one for one in companies if one.slug == "empresa")
    others = [one for one in companies if one is not hot_one][:PEOPLE]
    people = {
        "many": [_entered(office, authority, one, number) for number, one in enumerate(others)],
        "hot": [_entered(office, authority, hot_one, PEOPLE)],
    }
    people["hot"] += [_again(office, people["hot"][0].who) for _ in range(PEOPLE - 1)]
    pairs = _insured(drawn)
    rates: dict[str, list[float]] = {"many": [], "hot": [], "bare": []}
    taken: dict[str, list[float]] = {"many": [], "hot": []}
    refused = 0
    for turn in range(rounds + 1):  # the first warms up
        began = time.monotonic()
        for shape, filers in people.items():
            ready = [[_signed(filer, next(pairs)) for _ in range(EACH)] for filer in filers]
            rate, seconds, failed = _send(ready)
            refused += failed
            rates[shape].append(rate)
            taken[shape] += seconds if turn else []
        rates["bare"].append(_bare(office))
        time.sleep(max(0.0, APART - (time.monotonic() - began)) if turn < rounds else 0.0)
    per_second = {shape: Spread.of(found[1:]) for shape, found in rates.items()}
    return {
        "aim_per_second": AIM,
        "people": PEOPLE,
        "requests_a_round": PEOPLE * EACH,
        "refused": refused,
        "seed": SEED,
        "movements_per_second": {shape: per_second[shape].as_json() for shape in ("many", "hot")},
        "bare_insert_and_commit_per_second": per_second["bare"].as_json(),
        "latency_ms": {shape: _percentiles(seconds) for shape, seconds in taken.items()},
    }


# -- who files


def _entered(office: Office, authority: DemoAuthority, patron: Patron, number: int) -> Filer:
    """The representative of ``patron``, with a certificate of the demonstration's authority."""
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256
    from tests.attack.visitors import Visitor

    from ventanilla.adapters.pki.demo_authority import new_key
    from ventanilla.adapters.pki.demo_identities import IdentityRequest, issue_identity

    persona, key = patron.persona, new_key()
    asked = IdentityRequest(
        "banco", "", persona.nombre_completo, persona.rfc, persona.curp, "banco@correo.example", "", 
        company_name=patron.nombre, company_rfc=patron.rfc,
    )  # fmt: skip
    serial = f"300010000007970000{number:02d}"
    certificate = issue_identity(asked, key.public_key(), authority, serial, OFFICE_NOW)
    return _again(office, Visitor(office, certificate, lambda data: key.sign(data, PKCS1v15(), SHA256())))


def _again(office: Office, who: Visitor) -> Filer:
    """The same person in a new session, with the words of their first registro."""
    from tests.attack.visitors import Visitor

    entered = Visitor(office, who.certificate, who.sign)
    entered.sign_in()
    _, token = entered.page(f"/tramites/{KEY}")
    _, _, where = entered.ask("POST", f"/tramites/{KEY}/iniciar", {"csrfmiddlewaretoken": token})
    draft = where.split("/")[2]
    page, token = entered.page(f"/solicitudes/{draft}/1")
    found = _OFFERED.search(page)
    assert found is not None, page
    return Filer(entered, html.unescape(found[1]), token)


def _insured(drawn: Institution) -> Iterator[Persona]:
    """Insured people, each once in a turn of all, in an order drawn with the seed."""
    people = [
        hogar.titular
        for hogar in drawn.hogares
        if hogar.titular.nss and not hogar.discrepancias and not hogar.titular.slug
    ]
    dice = random.Random(SEED)
    while True:
        dice.shuffle(people)
        yield from people


# -- what is sent


def _signed(filer: Filer, persona: Persona) -> Ready:
    """The alta of ``persona``, written and signed."""
    from ventanilla.adapters.pki.cms import build_cades
    from ventanilla.kernel.canonical import canonical

    who = filer.who
    answers = {
        "registro": filer.registro,
        "persona": {"nss": persona.nss, "curp": persona.curp},
        "fecha": TODAY.isoformat(),
        "diario": "500.00",
    }
    status, said = _json(filer, f"/api/v1/tramites/{KEY}/solicitudes", answers)
    assert status == 201, said
    payload = said["por_firmar"]
    cms = build_cades(canonical(payload), who.certificate, who.sign)
    form = {
        "csrfmiddlewaretoken": filer.token,
        "nonce": payload["nonce"],
        "certificado": base64.b64encode(who.certificate).decode(),
        "firma": base64.b64encode(cms).decode(),
    }
    return Ready(filer, f"/solicitudes/{said['id']}/revisar?contenido={said['contenido']}", form)


def _json(filer: Filer, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("localhost", filer.who.office.port, timeout=60)
    headers = {
        "Cookie": filer.who.cookie,
        "Origin": filer.who.office.origin,
        "X-CSRFToken": filer.token,
        "Content-Type": "application/json",
    }
    connection.request("POST", path, json.dumps(body), headers)
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    return answer.status, said


def _send(ready: list[list[Ready]]) -> tuple[float, list[float], int]:
    """Send everything, each session its own one after another: how many a second, how long each took, what failed."""
    seconds: list[float] = []
    failed: list[str] = []

    def all_of(one: list[Ready]) -> None:
        office = one[0].filer.who.office
        connection = http.client.HTTPConnection("localhost", office.port, timeout=120)
        for each in one:
            headers = {
                "Cookie": each.filer.who.cookie,
                "Origin": office.origin,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            start = time.perf_counter()
            connection.request("POST", each.path, urlencode(each.form), headers)
            answer = connection.getresponse()
            body = answer.read()
            seconds.append(time.perf_counter() - start)
            if not answer.headers.get("Location", "").startswith("/expedientes/"):
                failed.append(f"{answer.status} {body[:200]!r}")
        connection.close()

    took = _together([partial(all_of, one) for one in ready])
    sent = sum(map(len, ready))
    return (sent - len(failed)) / took, seconds, len(failed)


def _together(actions: list[Callable[[], None]]) -> float:
    """Do everything at once; how many seconds it took."""
    threads = [threading.Thread(target=action) for action in actions]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def _bare(office: Office) -> float:
    """Rows a second that as many connections insert and commit, one by one, on the same server."""
    import psycopg

    from ventanilla.adapters.postgres.local import LocalServer

    owner = LocalServer(office.var).start().owner_url  # found running, and left so
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bench_floor (id bigserial PRIMARY KEY, body text)")

    def insert() -> None:
        with psycopg.connect(owner, autocommit=True) as connection:
            for _ in range(BARE_ROWS):
                connection.execute("INSERT INTO bench_floor (body) VALUES (%s)", ["x" * BARE_BYTES])

    took = _together([insert] * PEOPLE)
    return PEOPLE * BARE_ROWS / took


# -- the office


@contextmanager
def _worker_stopped(launcher: int) -> Iterator[None]:
    """What comes after the commit waits: the worker is stopped, not ended, and goes on after."""
    workers = [pid for pid in _children(launcher) if b"\0worker\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert len(workers) == 1, workers
    os.kill(workers[0], signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(workers[0], signal.SIGCONT)


def _children(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def _percentiles(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = {f"p{part}": ordered[min(len(ordered) - 1, len(ordered) * part // 100)] for part in (50, 95, 99)}
    return {name: round(value * 1000, 1) for name, value in at.items()} | {"count": len(ordered)}
