"""The launcher's decisions before there is a database: directory, lock, clock, port, environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ventanilla.config import processes
from ventanilla.config.environment import BadEnvironment, Mode, read
from ventanilla.config.installation import Installation, Refusal
from ventanilla.config.processes import Child
from ventanilla.config.run import _check_port
from ventanilla.kernel.clock import Clock


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation.of(read({"VENTANILLA_VAR": str(tmp_path / "var")}), {})


def test_the_origin_follows_the_port_unless_it_is_given(tmp_path: Path) -> None:
    given = {"VENTANILLA_VAR": str(tmp_path), "VENTANILLA_PORT": "8123"}
    assert Installation.of(read(given), given).origin == "http://localhost:8123"
    given["VENTANILLA_ORIGIN"] = "https://oficina.example"
    assert Installation.of(read(given), given).origin == "https://oficina.example"


@pytest.mark.parametrize("port", ["", "x", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_refused_in_words(port: str) -> None:
    with pytest.raises(Refusal, match="VENTANILLA_PORT"):
        Installation.of(read({}), {"VENTANILLA_PORT": port})


def test_a_directory_of_another_layout_is_refused_in_words(installation: Installation) -> None:
    installation.prepare()
    installation.prepare()
    (installation.var / "layout").write_text("7\n")
    with pytest.raises(Refusal, match=r"formato 7.*make reset"):
        installation.prepare()


def test_a_directory_from_before_layouts_is_refused_in_words(installation: Installation) -> None:
    (installation.var / "pg").mkdir(parents=True)
    with pytest.raises(Refusal, match="formato 0"):
        installation.prepare()


def test_a_directory_that_cannot_be_is_refused_in_words(installation: Installation) -> None:
    installation.var.write_text("a file")
    with pytest.raises(Refusal, match="VENTANILLA_VAR"):
        installation.prepare()


def test_a_second_office_is_told_where_the_first_is(installation: Installation) -> None:
    installation.prepare()
    second = replace(installation, origin="http://localhost:9999")
    with (
        installation.open_alone(),
        pytest.raises(Refusal, match=rf"abierta en http://localhost:8000 \(proceso {os.getpid()}\)"),
        second.open_alone(),
    ):
        pytest.fail("both are open")
    with second.open_alone():
        pass


def test_a_demonstration_starts_at_its_date_and_goes_on(installation: Installation) -> None:
    installation.prepare()
    first = installation.clock("")
    assert first.today().isoformat() == "2026-11-22"
    assert json.loads((installation.var / "clock.json").read_text())["shift_seconds"] == first.shift_seconds
    assert installation.clock("") == first  # a later start does not go back to nine in the morning


def test_an_asked_clock_is_obeyed_and_not_kept(installation: Installation) -> None:
    installation.prepare()
    assert installation.clock("2021-06-01").today().isoformat() == "2021-06-01"
    assert installation.clock("").today().isoformat() == "2026-11-22"


def test_production_has_the_machines_clock(installation: Installation) -> None:
    assert replace(installation, mode=Mode.PRODUCTION).clock("") == Clock()


def test_a_clock_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(BadEnvironment, match="VENTANILLA_CLOCK"):
        read({"VENTANILLA_CLOCK": "ayer"})


def test_processes_are_told_what_they_need_and_no_more(installation: Installation) -> None:
    given = {
        "DATABASE_URL": "postgresql://owner@/x",
        "VENTANILLA_DATABASE_OWNER": "postgresql://owner@/x",
        "PATH": "/bin",
    }
    told = installation.process_environment(given, Clock(-60), "postgresql://ventanilla_web@/x")
    assert "owner" not in json.dumps(told)
    assert told["VENTANILLA_CLOCK"] == "-60"
    assert told["VENTANILLA_DATABASE_WEB"] == "postgresql://ventanilla_web@/x"
    assert told["PATH"] == "/bin"


def test_a_busy_port_is_told_with_a_way_out() -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refusal, match=f"El puerto {port} no está libre.*VENTANILLA_PORT={port + 1} make run"):
            _check_port(port)
    _check_port(port)


def test_a_process_that_keeps_dying_closes_the_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_args: object, **_kwargs: object) -> subprocess.Popen[bytes]:
        process = real([sys.executable, "-c", "raise SystemExit(1)"], start_new_session=True)
        process.wait()
        return process

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", dies)
    child = Child("web", {}, tmp_path, lock=0, grace=1)
    child.start()
    for _ in range(processes.RESTARTS - 1):
        assert child.revive()
    with pytest.raises(Refusal, match=r"terminó 5 veces.*web\.log"):
        child.revive()


def test_a_process_that_does_not_listen_is_ended_with_its_own_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = (
        "import os, signal, subprocess, sys\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])\n"
        "print(child.pid, flush=True)\n"
        "signal.pause()\n"
    )

    def starts(*_args: object, **_kwargs: object) -> subprocess.Popen[bytes]:
        return real([sys.executable, "-c", deaf], stdout=subprocess.PIPE, start_new_session=True)

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", starts)
    child = Child("web", {}, tmp_path, lock=0, grace=0.2)
    child.start()
    process = child._process
    assert process is not None
    assert process.stdout is not None
    process.stdout.readline()  # the grandchild lives, and holds the other end of this pipe
    child.stop()
    assert process.returncode is not None
    assert process.stdout.read() == b""  # an end of file comes when nobody holds it any more
    process.stdout.close()
