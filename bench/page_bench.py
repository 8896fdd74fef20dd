"""What a page costs beside a bare Django view that makes as many queries and returns as many bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.harness import ROUNDS, alternate

if TYPE_CHECKING:  # its tables exist only when Django is ready
    from ventanilla.apps.accounts.api import Visit

PAGES: Final = {"home": "/", "tramite": "/tramites/constancia_vigencia", "entrar": "/entrar", "oficina": "/oficina"}
TIMES: Final = 40  # requests of one measure
WORKERS: Final = 300  # insured people of the register

KEEPER: Final = "BENCH_DATABASE_KEEPER"  # where a measurement finds the address of the server's keeper


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """CPU milliseconds of each page and of its bare twin, alternated; the ratio is bare / page."""
    return in_office(_compare, rounds)


def in_office(measure: Callable[[int], dict[str, Any]], rounds: int) -> dict[str, Any]:
    """Measure inside an office of its own: its database, its people, Django ready."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as folder:
        os.chmod(folder, 0o711)
        return _measured(Path(folder), measure, rounds)


def _measured(folder: Path, measure: Callable[[int], dict[str, Any]], rounds: int) -> dict[str, Any]:
    from ventanilla.adapters.postgres.local import LocalServer

    server = LocalServer(folder / "var")
    (folder / "var").mkdir()
    cluster = server.start()
    try:
        os.environ |= {
            "VENTANILLA_VAR": str(folder / "var"),
            "VENTANILLA_CLOCK": "2026-11-22",
            "VENTANILLA_DATABASE_WEB": cluster.web_url,
            KEEPER: cluster.superuser_url or "",
            "DJANGO_SETTINGS_MODULE": "ventanilla.config.settings",
        }
        owner = os.environ | {"VENTANILLA_DATABASE_OWNER": cluster.owner_url, "VENTANILLA_DATABASE_ROLE": "owner"}
        manage = [sys.executable, "-m", "ventanilla.config.manage"]
        subprocess.run([*manage, "migrate", "--verbosity=0"], env=owner, check=True)
        subprocess.run(
            [*manage, "demo_seed", "--trabajadores", str(WORKERS), "--patrones", "20"], env=os.environ, check=True
        )
        import django

        django.setup()
        return measure(rounds)
    finally:
        server.stop()


def sign_in(slug: str = "trabajadora") -> tuple[str, Visit]:
    """A named person of the demonstration signs in: the key of their session, and their visit."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from ventanilla.apps.accounts.api import Device, Presented, Proven, session_accept, session_open, terms_accept
    from ventanilla.apps.affiliation.api import subject_by_curp
    from ventanilla.apps.demo.api import seeded_institution

    person = seeded_institution().named(slug)
    now = settings.VENTANILLA_CLOCK.now()
    proven = Proven(
        curp=person.curp,
        rfc=person.rfc,
        person_rfc=person.rfc,
        name=person.nombre_completo,
        email="",
        certificate=Presented(b"", "0" * 64, "1", now, now + timedelta(days=365)),
        company=None,
        revocation_checked=True,
    )
    session = SessionStore()
    session.create()
    subject = subject_by_curp(person.curp)
    visit = session_open(session, proven, device=Device("banco", ""), subject=subject, company=None, now=now)
    terms_accept(visit.actor.owner, None, by=visit.actor, now=now)
    session_accept(session)
    session.save()
    return str(session.session_key), visit


class Site:
    """A WSGI application asked in process: the whole stack of the page, without the cost of a client."""

    def __init__(self, application: Any, cookie: str) -> None:
        self.application, self.cookie = application, cookie

    def get(self, path: str, address: str = "") -> bytes:
        """The body of a page, asked from ``address``; AssertionError if it is not 200."""
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.partition("?")[0],
            "QUERY_STRING": path.partition("?")[2],
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_COOKIE": self.cookie,
            "REMOTE_ADDR": address,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            "wsgi.multithread": True,
        }
        body = b"".join(self.application(environ, lambda status, _headers: said.append(status)))
        assert said[0].startswith("200"), f"{path}: {said[0]}"
        return body

    def clock_ms(self, path: str) -> float:
        """Milliseconds by the clock of one request: what PostgreSQL takes is in it."""
        start = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - start) * 1000

    def cpu_ms(self, path: str) -> float:
        """CPU milliseconds of one request, over ``TIMES``."""
        start = time.process_time()
        for _ in range(TIMES):
            self.get(path)
        return (time.process_time() - start) * 1000 / TIMES


def bare_view(queries: int, size: int, session: str) -> Any:
    """Django with neither middleware nor routes: one view, ``queries`` selects by primary key, ``size`` bytes."""
    from django.contrib.sessions.models import Session
    from django.core.handlers.exception import convert_exception_to_response
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse

    body = b"x" * size

    def view(_request: HttpRequest) -> HttpResponse:
        for _ in range(queries):
            Session.objects.filter(session_key=session).first()
        return HttpResponse(body)

    class Handler(WSGIHandler):
        """The handler with nothing around it, and one route."""

        def load_middleware(self, is_async: bool = False) -> None:
            setattr(self, "_middleware_chain", convert_exception_to_response(view))  # noqa: B010 - Django's own name

    return Handler()


def queries_of(site: Site, page: str) -> tuple[int, int]:
    """How many queries a page makes once it is warm, and how many bytes it is."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    site.get(page)
    with CaptureQueriesContext(connection) as captured:
        body = site.get(page)
    return len(captured), len(body)


def _compare(rounds: int) -> dict[str, Any]:
    from django.conf import settings

    from ventanilla.config.wsgi import application

    session, _ = sign_in()
    site = Site(application, f"{settings.SESSION_COOKIE_NAME}={session}")
    anonymous = Site(application, "")
    rows: dict[str, Any] = {}
    for name, path in PAGES.items():
        asked = site if name == "oficina" else anonymous
        queries, size = queries_of(asked, path)
        bare = Site(bare_view(queries, size, session), "")
        taken = alternate({"page": partial(asked.cpu_ms, path), "bare": partial(bare.cpu_ms, "/bare")}, rounds)
        ratio = taken["bare"].median / taken["page"].median
        rows[name] = {
            "queries": queries,
            "bytes": size,
            "page_cpu_ms": taken["page"].as_json(),
            "bare_cpu_ms": taken["bare"].as_json(),
            "ratio": round(ratio, 2),
        }
    return {"subject": "page CPU beside a bare Django view", "aim": "ratio >= 0.6", "workers": WORKERS, "pages": rows}
