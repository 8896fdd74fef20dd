"""Where the time of one signed movement goes: statements and processor time of each step, web and database apart.

The office is in this process and is asked over HTTP, one request after another, so that the processor time of the
thread that answers, and that of its connection's process in PostgreSQL, are of that request and of nothing else: both
are read from the kernel, and mean the same on a busy machine, only dearer.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, make_server

from bench.harness import Spread
from bench.page_bench import in_office

EACH: Final = 15  # filings of one round: a session may have twenty challenges open
PORT: Final = 18761
WARM: Final = 5
PLACES: Final = ("challenge_consume", "draft_checked", "request_verify", "case_file", "case_resolve")
STEPS: Final = {
    "challenge_consume": "spend the challenge",
    "draft_checked": "read the draft and foresee from the registers",
    "request_verify": "judge the e.firma, its chain and revocation; keep it",
    "case_file": "file: case, receipt, chain, jobs",
    "case_resolve": "decide under locks: registers, ledger, document, chains, notice, jobs",
}
REST: Final = "session, middleware, locks and answer"
NANO: Final = 1e6  # nanoseconds of a millisecond


def run(rounds: int) -> dict[str, Any]:
    """Milliseconds and statements of each step, of as many rounds of filings."""
    os.environ["VENTANILLA_ORIGIN"] = f"http://localhost:{PORT}"
    return in_office(_measured, rounds)


class _Meter:
    """What the request that is being answered took until now, by step."""

    def __init__(self) -> None:
        self.on = False
        self.step = REST
        self.web: dict[str, float] = defaultdict(float)
        self.database: dict[str, float] = defaultdict(float)
        self.statements: Counter[str] = Counter()
        self.requests: list[tuple[float, float]] = []
        self._last = (0.0, 0.0)

    def now(self) -> tuple[float, float]:
        """Milliseconds of processor of this thread, and of its connection's process."""
        from django.db import connection

        raw = connection.connection
        told = Path(f"/proc/{raw.info.backend_pid}/schedstat").read_text() if raw is not None else "0"
        return time.thread_time() * 1000, int(told.split()[0]) / NANO

    def pass_to(self, step: str) -> str:
        """What was spent since the last call is of the step until now; ``step`` begins. The step until now."""
        web, database = self.now()
        self.web[self.step] += web - self._last[0]
        self.database[self.step] += database - self._last[1]
        before, self.step, self._last = self.step, step, self.now()
        return before

    @contextmanager
    def request(self) -> Iterator[None]:
        """One request from its beginning to its end."""
        self.step, self._last = REST, self.now()
        begun = self._last
        yield
        self.pass_to(REST)
        self.requests.append((self._last[0] - begun[0], self._last[1] - begun[1]))

    def counted(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """A wrapper of Django's around each statement."""
        if self.on:
            self.statements[self.step] += 1
        return execute(sql, params, many, context)

    def around(self, name: str, action: Callable[..., Any]) -> Callable[..., Any]:
        """``action`` as a step of its own."""

        @wraps(action)
        def measured(*args: Any, **kwargs: Any) -> Any:
            before = self.pass_to(STEPS[name]) if self.on else ""
            try:
                return action(*args, **kwargs)
            finally:
                if self.on:
                    self.pass_to(before)

        return measured


def _measured(rounds: int) -> dict[str, Any]:
    from ventanilla.web.portal import filing

    meter = _Meter()
    with ExitStack() as replaced, _served(meter):
        for name in PLACES:
            replaced.enter_context(patch.object(filing, name, meter.around(name, getattr(filing, name))))
        refused = _filed(meter, rounds)
    filed = len(meter.requests)
    names = [*STEPS.values(), REST]
    return {
        "filings": filed,
        "refused": refused,
        "statements": round(sum(meter.statements.values()) / filed, 1),
        "cpu_ms": {
            "web": Spread.of([web for web, _ in meter.requests]).as_json(),
            "PostgreSQL": Spread.of([database for _, database in meter.requests]).as_json(),
        },
        "steps": {
            name: {
                "statements": round(meter.statements[name] / filed, 1),
                "web_cpu_ms": round(meter.web[name] / filed, 2),
                "postgresql_cpu_ms": round(meter.database[name] / filed, 2),
            }
            for name in names
        },
    }


@contextmanager
def _served(meter: _Meter) -> Iterator[None]:
    """The office behind a socket, in a thread of this process."""
    from django.db import connection

    from ventanilla.config.wsgi import application

    def measured(environ: dict[str, Any], start: Any) -> list[bytes]:
        if meter.counted not in connection.execute_wrappers:
            connection.execute_wrappers.append(meter.counted)
        if not meter.on:
            return list(application(environ, start))
        with meter.request():
            return list(application(environ, start))

    class Quiet(WSGIRequestHandler):
        """Says nothing of each request."""

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = make_server("localhost", PORT, measured, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _filed(meter: _Meter, rounds: int) -> int:
    """File as the representative of one company; how many were refused."""
    from django.conf import settings
    from tests.journeys.conftest import Office

    from bench import filing_bench as filings
    from ventanilla.adapters.pki.demo_authority import open_authority
    from ventanilla.apps.demo.api import seeded_institution

    var = Path(os.environ["VENTANILLA_VAR"])
    office = Office(settings.VENTANILLA_ORIGIN, PORT, var, os.getpid())
    drawn = seeded_institution()
    company = next(one for one in drawn.patrones if one.slug == "empresa")
    filer = filings._entered(office, open_authority(var / "pki"), company, 0)
    pairs = filings._insured(drawn)
    refused = filings._send([[filings._signed(filer, next(pairs)) for _ in range(WARM)]])[2]
    for _ in range(rounds):
        ready = [filings._signed(filer, next(pairs)) for _ in range(EACH)]
        meter.on = True
        refused += filings._send([ready])[2]
        meter.on = False
    return refused
