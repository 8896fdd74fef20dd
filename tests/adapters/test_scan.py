"""Asking a scanner: a daemon that answers all ways a daemon can, and the real ClamAV where it is installed."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ventanilla.adapters.scan import real
from ventanilla.adapters.scan.local import NoScanner
from ventanilla.adapters.scan.port import Clean, Infected, Unavailable
from ventanilla.adapters.scan.real import Clamd

# What the house's own signature recognises: no virus, and not the EICAR text, which scanners of this machine may take.
BAIT = b"VENTANILLA-PRUEBA-DE-ANTIVIRUS-NO-HACE-NADA"
BIG = bytes(3 * real.PIECE_BYTES + 7)


def daemon(path: Path, answer: Callable[[bytes], bytes | None]) -> threading.Thread:
    """Listens once at ``path``: reads a stream as clamd does and sends the answer; None: it hangs up."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen(1)

    def serve() -> None:
        with closing(listening), closing(listening.accept()[0]) as line:
            reader = line.makefile("rb")
            assert reader.read(10) == b"zINSTREAM\0"
            data = b""
            while size := struct.unpack("!I", reader.read(4))[0]:
                assert size <= real.PIECE_BYTES
                data += reader.read(size)
            said = answer(data)
            if said is not None:
                line.sendall(said)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", Clean()),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Infected("Win.Test.EICAR_HDB-1")),
        (b"INSTREAM size limit exceeded. ERROR\0", Unavailable("respuesta")),
        (b"stream: OK", Clean()),
        (b"x" * 5000, Unavailable("respuesta")),
        (b"stream: OK FOUND OK\0", Unavailable("respuesta")),
        (b"", Unavailable("respuesta")),
    ],
)
def test_what_the_daemon_says_is_what_is_told(tmp_path: Path, answer: bytes, verdict: object) -> None:
    got: list[bytes] = []

    def told(data: bytes) -> bytes:
        got.append(data)
        return answer

    serving = daemon(tmp_path / "s", told)
    assert Clamd(tmp_path / "s").scan(BIG) == verdict
    serving.join(10)
    assert got == [BIG]


def test_nobody_there_is_an_answer(tmp_path: Path) -> None:
    assert isinstance(Clamd(tmp_path / "nadie").scan(b"x"), Unavailable)
    assert isinstance(NoScanner().scan(b"x"), Unavailable)


def test_a_daemon_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as silent:
        silent.bind(str(tmp_path / "s"))
        silent.listen(1)
        assert Clamd(tmp_path / "s", timeout_seconds=0.2).scan(b"x") == Unavailable("lento")


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The real daemon with one signature of our own: it needs no network."""
    program = shutil.which("clamd")
    if program is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")
    folder = tmp_path_factory.mktemp("c")
    (folder / "db").mkdir()
    (folder / "db" / "ventanilla.ndb").write_text(f"Ventanilla.Prueba:0:*:{BAIT.hex()}\n")
    conf = folder / "clamd.conf"
    conf.write_text(
        f"DatabaseDirectory {folder}/db\nLocalSocket {folder}/s\nForeground yes\nLogFile {folder}/log\n"
        "StreamMaxLength 60M\nMaxScanSize 60M\nMaxFileSize 60M\nOfficialDatabaseOnly no\n"
    )
    folder.chmod(0o755)
    with (folder / "out").open("wb") as out:
        running = subprocess.Popen([program, "--config-file", str(conf)], stdout=out, stderr=out)
        try:
            _until_it_listens(running, folder)
            yield folder / "s"
        finally:
            running.terminate()
            running.wait(30)


def _until_it_listens(running: subprocess.Popen[bytes], folder: Path) -> None:
    pause = threading.Event()
    for _ in range(600):
        if running.poll() is not None:
            raise AssertionError((folder / "out").read_text() + (folder / "log").read_text())
        if (folder / "s").exists() and isinstance(Clamd(folder / "s").scan(b"x"), Clean):
            return
        pause.wait(0.1)
    raise AssertionError("clamd does not listen")


def test_the_real_clamav_says_the_same(clamd: Path) -> None:
    scanner = Clamd(clamd)
    assert scanner.scan(b"nada malo") == Clean()
    assert scanner.scan(BIG) == Clean()
    found = scanner.scan(BIG + BAIT + BIG)
    assert isinstance(found, Infected)
    assert found.name.startswith("Ventanilla.Prueba")


def test_what_is_too_large_for_the_real_clamav_is_not_told_as_clean(clamd: Path) -> None:
    assert isinstance(Clamd(clamd).scan(bytes(61 << 20)), Unavailable)
