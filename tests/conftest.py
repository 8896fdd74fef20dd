"""What every test may ask for: a database of its own, really PostgreSQL, reached as the web is.

One private server a session, outside the checkout, begun by the first test that wants it and shared by all workers of
xdist; a template migrated once by the owner; a clone for each worker. A pure test never starts it, and cannot reach
the network at all.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ventanilla.adapters.postgres import roles
from ventanilla.adapters.postgres.local import LocalServer
from ventanilla.adapters.postgres.port import Cluster

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

FOLDER = "VENTANILLA_TEST_FOLDER"  # the session's own folder, made by the conftest of the root
GIVEN = "VENTANILLA_TEST_DATABASE"  # the superuser's address of a server to use instead of a private one
DURABLE = "VENTANILLA_TEST_DURABLE"  # the private server waits for the disk, as an office's: for a stated rate
TEMPLATE = "ventanilla_template"
PURE = {"kernel", "law", "domain", "formats", "synthetic", "kit", "tramites"}
WITH_DATABASE = {"db", "office_db", "fresh_office", "django_db_setup"}


@dataclass(frozen=True)
class OfficeDatabase:
    """One database of the test server: as the web reaches it, as the owner does, and as the server's keeper."""

    name: str
    web_url: str
    owner_url: str
    superuser_url: str


# -- the session


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        area = _area(item.path)
        django_db = item.get_closest_marker("django_db")
        if django_db is not None and django_db.kwargs.get("transaction"):
            raise pytest.UsageError(
                f"{item.nodeid}: the web's role cannot TRUNCATE, so tests that commit ask for `fresh_office` instead"
            )
        if django_db is not None or WITH_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.postgres)
        if area == "journeys":
            item.add_marker(pytest.mark.journey)


def _area(path: Path) -> str:
    try:
        return path.relative_to(Path(__file__).parent).parts[0]
    except ValueError:
        return ""


@pytest.fixture(autouse=True)
def _no_network_below_apps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that asks the network is not a rule: below ``apps`` a socket cannot connect, not even to this machine."""
    if _area(request.node.path) not in PURE:
        return

    def refuse(*_args: object) -> None:
        raise AssertionError("a pure test tried to open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


# -- the server, begun by whoever needs it first


@dataclass(frozen=True)
class _Server:
    template: str
    web_url: str
    owner_url: str
    superuser_url: str

    def database(self, name: str) -> OfficeDatabase:
        """Clone the template as ``name``."""
        with roles.connect(roles.with_parts(self.superuser_url, dbname="postgres")) as server:
            roles.ensure_database(server, name, self.template)
        return self.named(name)

    def named(self, name: str) -> OfficeDatabase:
        urls = (self.web_url, self.owner_url, self.superuser_url)
        return OfficeDatabase(name, *(roles.with_parts(url, dbname=name) for url in urls))

    def drop(self, name: str) -> None:
        with roles.connect(roles.with_parts(self.superuser_url, dbname="postgres")) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _server() -> _Server:
    """The session's server, with the migrated template; begun and migrated by the first process that comes."""
    folder = Path(os.environ[FOLDER])
    ready = folder / "server.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            ready.touch(mode=0o600)
            ready.write_text(json.dumps(asdict(_begin_server(folder))))
        server = _Server(**json.loads(ready.read_text()))
    return server


def _begin_server(folder: Path) -> _Server:
    cluster = _given_server(os.environ[GIVEN]) if os.environ.get(GIVEN) else _private_server(folder)
    assert cluster.superuser_url is not None
    template = f"{TEMPLATE}_{secrets.token_hex(4)}"
    with roles.connect(roles.with_parts(cluster.superuser_url, dbname="postgres")) as server:
        roles.ensure_database(server, template)
    with roles.connect(roles.with_parts(cluster.superuser_url, dbname=template)) as database:
        roles.ensure_contents(database)
    begun = _Server(template, cluster.web_url, cluster.owner_url, cluster.superuser_url)
    _migrate(begun.named(template))
    return begun


def _private_server(folder: Path) -> Cluster:
    return LocalServer(folder / "pg", durable=bool(os.environ.get(DURABLE))).start()


def _given_server(superuser_url: str) -> Cluster:
    passwords = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    with roles.connect(superuser_url) as server:
        roles.ensure_roles(server, *passwords)
    owner, web = (
        roles.with_parts(superuser_url, user=user, password=password)
        for user, password in zip(("ventanilla_owner", "ventanilla_web"), passwords, strict=True)
    )
    return Cluster(web_url=web, owner_url=owner, superuser_url=superuser_url)


def _migrate(database: OfficeDatabase) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ventanilla.config.manage", "migrate", "--verbosity=0"],
        env=os.environ
        | {
            "VENTANILLA_DATABASE_WEB": database.web_url,
            "VENTANILLA_DATABASE_OWNER": database.owner_url,
            "VENTANILLA_DATABASE_ROLE": "owner",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the migrations failed:\n{done.stdout}{done.stderr}")


# -- what tests ask for


@pytest.fixture(scope="session")
def make_var() -> Callable[[], Path]:
    """Makes a folder for an installation of its own, removed with the session.

    Not under ``tmp_path``: each pytest on the machine closes the parent of those to others again, and where root runs
    the tests another account serves the database.
    """

    def make() -> Path:
        return Path(tempfile.mkdtemp(prefix="installation-", dir=os.environ[FOLDER])) / "var"

    return make


@pytest.fixture(scope="session")
def office_db(worker_id: str) -> Iterator[OfficeDatabase]:
    """This worker's own database, migrated and empty; the addresses of its three roles."""
    server = _server()
    name = f"{server.template}_{worker_id}"
    yield server.database(name)
    server.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(office_db: OfficeDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's default connection goes to this worker's database, as ``ventanilla_web``."""
    with django_db_blocker.unblock(), _default_connection(office_db):
        yield


@pytest.fixture
def fresh_office(
    office_db: OfficeDatabase, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[OfficeDatabase]:
    """A new, empty database for one test that commits for real (threads, processes, kill -9); dropped after it."""
    server = _server()
    name = f"{server.template}_{secrets.token_hex(6)}"
    database = server.database(name)
    with django_db_blocker.unblock(), _default_connection(database):
        yield database
    server.drop(name)


@contextmanager
def _default_connection(database: OfficeDatabase) -> Iterator[None]:
    """Point Django, in every thread, and the processes that tests start, to ``database``; and back again."""
    from django.db import connections

    parts = {key: str(value) for key, value in roles.parts(database.web_url).items()}
    settings: dict[str, Any] = connections.settings["default"]
    before = dict(settings)
    settings.update(
        ENGINE="django.db.backends.postgresql",
        NAME=parts["dbname"],
        USER=parts["user"],
        PASSWORD=parts.get("password", ""),
        HOST=parts.get("host", ""),
        PORT=parts.get("port", ""),
    )
    _forget_connection()
    environment = pytest.MonkeyPatch()
    environment.setenv("VENTANILLA_DATABASE_WEB", database.web_url)
    environment.setenv("VENTANILLA_DATABASE_OWNER", database.owner_url)
    try:
        yield
    finally:
        environment.undo()
        _forget_connection()
        settings.clear()
        settings.update(before)


def _forget_connection() -> None:
    """Close this thread's connection, and its object with it: the next may be to another database or engine."""
    from django.db import connections

    connections["default"].close()
    del connections["default"]
