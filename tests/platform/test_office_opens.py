"""`ventanilla oficina abrir` as a person runs it: opened, answered, refused twice, killed, and closed in order."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

pytestmark = pytest.mark.postgres

OPENING = 240  # seconds, at most, for a first start on a busy machine
STEP = 0.1  # seconds between two looks; the tests wait for what happens, never for a time


@dataclass
class Opened:
    """An office that runs, and how to speak to it."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    var: Path
    port: int

    def health(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/salud")
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + OPENING
        while not condition():
            assert self.process.poll() is None, "the office closed"
            assert time.monotonic() < deadline, "it did not happen"
            select_nothing(STEP)

    def children(self, kind: str) -> list[int]:
        """The launcher's own process of a kind."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(status.read_text().rpartition(")")[2].split()[1])
                command = (status.parent / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if parent == self.process.pid and kind.encode() in command:
                found.append(int(status.parent.name))
        return found


def select_nothing(seconds: float) -> None:
    """Let the others work."""
    import select

    select.select([], [], [], seconds)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def opened(make_var: Callable[[], Path]) -> Iterator[Opened]:
    var, port = make_var(), free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_")}
    environment |= {"VENTANILLA_VAR": str(var), "VENTANILLA_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(order(), env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    office = Opened(process, environment, var, port)
    try:
        office.wait(lambda: office.health() == 200)
        yield office
    finally:
        process.terminate()
        process.communicate(timeout=120)


def order() -> list[str]:
    return [sys.executable, "-c", "from ventanilla.cli import main; main()", "oficina", "abrir"]


def replaced(office: Opened, kind: str, before: int) -> bool:
    now = office.children(kind)
    return len(now) == 1 and now[0] != before


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_process_that_is_killed_comes_back(opened: Opened) -> None:
    for kind in ("web", "worker", "signer"):
        before = opened.children(kind)
        assert len(before) == 1
        os.kill(before[0], signal.SIGKILL)
        opened.wait(partial(replaced, opened, kind, before[0]))
    opened.wait(lambda: opened.health() == 200)


def test_a_database_that_is_killed_comes_back(opened: Opened) -> None:
    marker = opened.var / "pg" / "postmaster.pid"
    before = int(marker.read_text().split()[0])
    os.kill(before, signal.SIGKILL)
    opened.wait(lambda: marker.exists() and marker.read_text().split()[:1] not in ([], [str(before)]))
    opened.wait(lambda: opened.health() == 200)


def test_a_second_office_on_the_same_directory_is_refused_in_words(opened: Opened) -> None:
    done = subprocess.run(order(), env=opened.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"ya está abierta en http://localhost:{opened.port} (proceso {opened.process.pid})" in done.stdout


def test_another_office_on_the_same_port_is_refused_in_words(opened: Opened, make_var: Callable[[], Path]) -> None:
    environment = opened.environment | {"VENTANILLA_VAR": str(make_var())}
    done = subprocess.run(order(), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"El puerto {opened.port} no está libre" in done.stdout


def test_what_it_wrote_is_for_its_account_alone(opened: Opened) -> None:
    for name in ("keys", "pki", "log", "pg-passwords", "pg.log"):
        path = opened.var / name
        if path.exists():
            assert path.stat().st_mode & 0o077 == 0, name


def test_it_closes_in_order_and_leaves_nothing_running(opened: Opened) -> None:
    """Runs last: it closes the office that the others used."""
    children = [*opened.children("web"), *opened.children("worker"), *opened.children("signer")]
    opened.process.send_signal(signal.SIGINT)
    said, _ = opened.process.communicate(timeout=120)
    assert opened.process.returncode == 0
    assert f"http://localhost:{opened.port}" in said
    assert "La oficina está cerrada." in said
    assert not (opened.var / "pg" / "postmaster.pid").exists()
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
    assert json.loads((opened.var / "run.lock").read_text())["pid"] == opened.process.pid
