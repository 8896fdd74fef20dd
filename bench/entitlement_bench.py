"""``POST /api/v1/vigencia`` as a clinic's program asks it, beside a bare view that makes one SELECT by primary key.

The whole stack in process, by the clock: the key is looked up, the limit counted, the role asked again, the person's
history read, what follows from it concluded, and that the clinic asked, written down. Each request asks about another
person, drawn with a seed.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from typing import Any, Final

from bench.harness import ROUNDS, Spread, alternate
from bench.page_bench import Site, bare_view, in_office, sign_in

TIMES: Final = 300  # requests of one round
SEED: Final = 20261122
OFFICIAL: Final = "personal"
HERE: Final = "/api/v1/vigencia"
LIMIT: Final = 10**9  # what a clinic may ask is measured without its limit


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """p50 and p95 of an answer, known and unknown, and of the bare view."""
    return in_office(_measured, rounds)


def _measured(rounds: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ventanilla.apps.affiliation.models import Persona
    from ventanilla.apps.eventlog.api import scope
    from ventanilla.config.wsgi import application

    _no_limit()
    session, visit = sign_in(OFFICIAL)
    clinic = Clinic(application, _key(visit))
    with scope(None):
        rows = Persona.objects.filter(nss__isnull=False).order_by("nss")
        known = [str(nss) for nss in rows.values_list("nss", flat=True)]
    draw = random.Random(SEED)
    clinic.ask(known[0])
    with CaptureQueriesContext(connection) as queries:
        clinic.ask(known[0])
    made = len(queries)  # counted now: Django forgets its queries when the next request begins
    bare = Site(bare_view(1, 160, session), "")
    p95 = alternate(
        {
            "entitlement": lambda: _p95(lambda: clinic.ask(draw.choice(known))),
            "unknown": lambda: _p95(lambda: clinic.ask("99178500015")),
            "bare": lambda: _p95(lambda: bare.get("/bare")),
        },
        rounds,
    )
    p50 = Spread.of([_clock(lambda: clinic.ask(draw.choice(known))) for _ in range(TIMES)])
    return {
        "subject": "a clinic asks whether somebody is entitled",
        "aim": "p95 <= 20 ms",
        "people": len(known),
        "queries": made,
        "p50_ms": round(p50.median, 2),
        "p95_ms": {name: spread.as_json() for name, spread in p95.items()},
        "p95_to_bare": round(p95["entitlement"].median / p95["bare"].median, 1),
    }


def _clock(action: Any) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def _p95(action: Any) -> float:
    taken = sorted(_clock(action) for _ in range(TIMES))
    return taken[len(taken) * 95 // 100]


def _no_limit() -> None:
    from ventanilla.apps.accounts.limits import LIMITS, LimitedAct, Limits, Window

    LIMITS[LimitedAct.API] = Limits(account=(Window(LIMIT, 60),), address=())


def _key(visit: Any) -> str:
    """The key of a program of somebody who attends people."""
    from datetime import timedelta

    from django.conf import settings

    from ventanilla.apps.accounts.api import Held
    from ventanilla.apps.eventlog.api import scope
    from ventanilla.apps.programs.api import key_make
    from ventanilla.apps.staff.api import Appointed, officials_load, unit_declare
    from ventanilla.domain.authority import Role
    from ventanilla.domain.programs import Scope

    now, today = settings.VENTANILLA_CLOCK.now(), settings.VENTANILLA_CLOCK.today()
    actor = visit.actor
    with scope(None):
        unit_declare(key="clinica", name="Clínica del banco")
        until = today + timedelta(days=300)
        officials_load(
            [Appointed(actor.owner, visit.curp, visit.name, Role.MOSTRADOR, "clinica", "Recepción", today, until)],
            now=now,
        )
    held = Held(actor.owner, actor.person, None, "", "", kin=False, certificate=None, rfc=visit.rfc)
    return key_make(held, "clínica", (Scope.VIGENCIA,), 30, by=actor, now=now).written


class Clinic:
    """A program that shows its key."""

    def __init__(self, application: Any, key: str) -> None:
        self.application, self.key = application, key

    def ask(self, nss: str) -> bytes:
        """The answer about one number; AssertionError if it is not 200."""
        said: list[str] = []
        sent = json.dumps({"nss": nss}).encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": HERE,
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(sent)),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_AUTHORIZATION": f"Bearer {self.key}",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            "wsgi.multithread": True,
        }
        body = b"".join(self.application(environ, lambda status, _headers: said.append(status)))
        assert said[0].startswith("200"), f"{said[0]}: {body!r}"
        return body
