"""A whole office on a free port, and a browser that walks it at the two widths people have."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from ventanilla.adapters.postgres.local import NOT_DURABLE

CHROMIUM: Final = os.environ.get("VENTANILLA_CHROMIUM", "/usr/bin/chromium")
FLAGS: Final = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}
DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 900}
OPEN_WITHIN: Final = 180.0  # seconds: the first opening sows the demonstration
SHOWN_WITHIN: Final = 20_000.0  # milliseconds: a busy machine shows the same, later
expect.set_options(timeout=SHOWN_WITHIN)
FOLDER: Final = "VENTANILLA_TEST_FOLDER"  # the session's own, made by the conftest of the root, one for all workers
SHARED: Final = Path(os.environ.get("VENTANILLA_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


@dataclass(frozen=True)
class Office:
    """An office that is open."""

    origin: str
    port: int
    var: Path
    process: int

    def identity(self, slug: str) -> tuple[Path, Path]:
        """The .cer and .key of a test identity."""
        directory = self.var / "pki" / "identidades"
        return directory / f"{slug}.cer", directory / f"{slug}.key"


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, path: str = "/salud") -> int:
    """The status of a path, 0 while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _sown() -> Path:
    """A closed office at the demonstration's date that nobody has been to; sown by the first worker that asks."""
    session = Path(os.environ[FOLDER])
    sown, sowing = session / "sown", session / "sowing"
    with (session / "sown.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not sown.exists():
            with open_office(sowing):
                pass
            # No journey cuts the power, and several offices wait for one disk.
            with (sowing / "pg" / "postgresql.conf").open("a") as settings:
                settings.writelines(f"{name} = {value}\n" for name, value in NOT_DURABLE.items())
            sowing.rename(sown)
    return sown


@contextmanager
def office_folder(*, sown: bool = True) -> Iterator[Path]:
    """Where an office lives: a copy of the demonstration's, or nothing yet where it opens as no other does.

    Not pytest's own: each session closes that to other accounts, PostgreSQL's among them.
    """
    with tempfile.TemporaryDirectory(prefix="oficina-") as folder:
        var = Path(folder) / "var"
        if sown:
            # Owners too: where root runs the tests, another account serves the database.
            subprocess.run(["cp", "-pR", str(_sown()), str(var)], check=True)
        yield var


@contextmanager
def open_office(folder: Path, **settings: str) -> Iterator[Office]:
    """Open an office in ``folder`` and close it after."""
    port = free_port()
    origin = f"http://localhost:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VENTANILLA_", "DATABASE_"))}
    own = {"VENTANILLA_PORT": str(port), "VENTANILLA_ORIGIN": origin, "VENTANILLA_VAR": str(folder)}
    environment = kept | own | settings
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "ventanilla"), "oficina", "abrir"],
            env=environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
        )
    try:
        deadline = time.monotonic() + OPEN_WITHIN
        while answers(port) != 200:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the office did not open:\n{(folder.parent / (folder.name + '.log')).read_text()}")
            time.sleep(0.2)
        yield Office(origin, port, folder, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """The demonstration at its own date."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium: make test installs Debian's where it may")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=["360", "1280"])
def width(request: pytest.FixtureRequest) -> ViewportSize:
    """A phone and a desk."""
    return PHONE if request.param == "360" else DESKTOP


@pytest.fixture
def context(browser: Browser, width: ViewportSize) -> Iterator[BrowserContext]:
    """A browser nobody used before."""
    made = browser.new_context(viewport=width, locale="es-MX")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of it."""
    return context.new_page()
