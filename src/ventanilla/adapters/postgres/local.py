"""A private PostgreSQL inside the installation's own directory.

No port, no account of the machine that is trusted: a socket in a closed folder and passwords made at random, kept in
``pg-passwords`` (0600). The data stay in ``pg`` between runs. The programs come from a wheel, or else from Debian.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import psycopg

from ventanilla.kernel.text import Text

from . import roles
from .binaries import Binaries, find_binaries
from .passwords import passwords
from .port import DATABASE, OWNER, WEB, CannotServe, Cluster
from .sockets import SOCKET_NAME, expected_folder, socket_folder
from .steward import Say, Steward, choose_steward, open_programs, open_way

SUPERUSER: Final = "postgres"
INIT_WAIT: Final = 120  # seconds for initdb on a slow disk
START_WAIT: Final = 120  # seconds: a server that was killed replays its log first
STOP_WAIT: Final = 60  # seconds for a shutdown that waits for nobody but writes everything
QUIT_WAIT: Final = 10  # seconds for an immediate shutdown after that one
ORPHANS_WAIT: Final = 20  # seconds for the children of a killed server to notice
POLL: Final = 0.05  # seconds between two looks
LARGEST_LOG: Final = 10 * 1024 * 1024  # bytes; then it becomes pg.log.1
LOG_TAIL: Final = 4096  # bytes of the log that are read to explain a failure

ALWAYS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "shared_preload_libraries": "pg_stat_statements",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "log_min_messages": "warning",
}
# What tests may lose with the machine's power, and an office may not.
NOT_DURABLE: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# Servers outlive the object that started them, and often this process; their handles are kept so that Python does not
# take one that is still serving for one that was forgotten.
_STARTED: Final[list[subprocess.Popen[bytes]]] = []


def say_nothing(_text: Text) -> None:
    """For callers with no one to tell."""


class LocalServer:
    """The private server of the installation in ``var``; a second one on the same ``var`` finds the first and uses it.

    ``durable=False`` is for tests alone: it trades what survives a power cut for speed.
    """

    def __init__(self, var: Path, *, durable: bool = True, say: Say = say_nothing) -> None:
        self.var = var.absolute()
        self.data = self.var / "pg"
        self.adopted = False
        self._durable = durable
        self._settings = ALWAYS | ({} if durable else NOT_DURABLE)
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Cluster:
        """Start the server, or find it running, and give it its roles and its database.

        CannotServe in words: no programs, another version's data, no room, no permission, no way to the folder.
        """
        steward = choose_steward()
        try:
            self.var.mkdir(mode=0o711 if steward.switched else 0o700, parents=True, exist_ok=True)
            with self._alone():
                return self._start(steward)
        except OSError as error:
            raise _cannot_write(self.var, error) from error

    def stop(self) -> None:
        """Stop the server when ``start`` started it; leave one that was found running."""
        if not self.adopted:
            self.shut_down()

    def running(self) -> bool:
        """Whether a server works on this ``var`` now, whoever started it."""
        return self._postmaster() is not None

    def folder_elsewhere(self) -> Path | None:
        """The socket's folder, where the path of ``var`` is too long to hold it: who erases one, erases both."""
        folder = expected_folder(self.var, choose_steward())
        return folder if folder.exists() and self.var not in folder.parents else None

    def shut_down(self) -> None:
        """Stop the server of this ``var``, whoever started it. Nothing happens where none runs."""
        for order, wait in ((signal.SIGINT, STOP_WAIT), (signal.SIGQUIT, QUIT_WAIT)):
            pid = self._postmaster()
            if pid is None:
                break
            os.kill(pid, order)
            self._wait_for_end(wait)
        for process in _STARTED:
            process.poll()  # an ended child leaves the system's table only when its parent asks
        if (pid := self._postmaster()) is not None:
            raise CannotServe(
                Text("PG_NO_TERMINA", "PostgreSQL (proceso {pid}) no terminó. Deténgalo con: kill -QUIT {pid}", pid=pid)
            )

    # -- start, step by step

    def _start(self, steward: Steward) -> Cluster:
        marker = self.data / "PG_VERSION"
        old = int(marker.read_text().strip()) if marker.exists() else None
        binaries = find_binaries(old)
        open_programs(steward, binaries.trees, self._say)
        open_way(steward, self.data, self._say)
        secret = passwords(self.var, may_draw=old is None)
        sockets = socket_folder(self.var, steward, self._say)
        if old is None:
            self._initialise(binaries, steward, sockets, secret["superuser"])
        maintenance = _url(sockets, SUPERUSER, secret["superuser"], "postgres")
        self._serve(binaries, steward, sockets, maintenance)
        with roles.connect(maintenance) as server:
            roles.ensure_roles(server, secret["owner"], secret["web"])
            roles.ensure_database(server, DATABASE)
        superuser = roles.with_parts(maintenance, dbname=DATABASE)
        with roles.connect(superuser) as database:
            roles.ensure_contents(database)
        return Cluster(
            web_url=_url(sockets, WEB, secret["web"], DATABASE),
            owner_url=_url(sockets, OWNER, secret["owner"], DATABASE),
            superuser_url=superuser,
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time prepares this ``var``."""
        with (self.var / "pg.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _initialise(self, binaries: Binaries, steward: Steward, sockets: Path, password: str) -> None:
        """Write a new, empty cluster; it takes its name only when it is whole, so a kill half-way leaves no ruin."""
        unfinished = self.var / "pg.new"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        steward.own(unfinished)
        with tempfile.NamedTemporaryFile("w", dir=sockets) as secret:
            secret.write(password + "\n")
            secret.flush()
            steward.own(Path(secret.name))
            order: list[str | Path] = [
                binaries.folder / "initdb",
                f"--pgdata={unfinished}",
                f"--username={SUPERUSER}",
                f"--pwfile={secret.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=libc",
                "--locale=C",
                *([] if self._durable else ["--no-sync"]),
            ]
            # Order by code point everywhere; but know that ñ is a letter, where the system knows it.
            done = self._run([*order, "--lc-ctype=C.UTF-8"], steward)
            if done.returncode != 0 and "invalid locale name" in done.stderr:
                done = self._run(order, steward)
        if done.returncode != 0:
            shutil.rmtree(unfinished)
            raise _explain(self.var, done.stderr)
        unfinished.rename(self.data)

    def _run(self, order: Sequence[str | Path], steward: Steward) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            order,
            capture_output=True,
            text=True,
            timeout=INIT_WAIT,
            check=False,
            cwd="/",
            env=_bare(),
            user=steward.lent_uid,
            group=steward.lent_gid,
            extra_groups=steward.lent_groups,
        )

    def _serve(self, binaries: Binaries, steward: Steward, sockets: Path, url: str) -> None:
        """Find the server or launch it, until it answers. A killed one's last children are waited for."""
        patience = time.monotonic() + ORPHANS_WAIT
        while True:
            self.adopted = self._postmaster() is not None
            began = 0 if self.adopted else self._launch(binaries, steward, sockets)
            try:
                if self._answers(url):
                    return
            except BaseException:  # told to stop before the server wrote who it is: nobody could find it later
                self._abandon()
                raise
            said = self._log_since(began)
            if time.monotonic() > patience or not (self.adopted or "shared memory" in said):
                raise _explain(self.var, said)
            time.sleep(POLL)

    def _launch(self, binaries: Binaries, steward: Steward, sockets: Path) -> int:
        """Start a server of our own; where its words begin in the log."""
        # The process they name is gone, or is somebody else's by now: PostgreSQL itself would give way to that one.
        for stale in (self.data / "postmaster.pid", sockets / f"{SOCKET_NAME}.lock"):
            stale.unlink(missing_ok=True)
        order = [str(binaries.folder / "postgres"), "-D", str(self.data)]
        for name, value in (self._settings | {"unix_socket_directories": str(sockets)}).items():
            order += ["-c", f"{name}={value}"]
        with self._log() as log:
            began = log.tell()
            self._process = subprocess.Popen(
                order,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_bare(),
                start_new_session=True,
                user=steward.lent_uid,
                group=steward.lent_gid,
                extra_groups=steward.lent_groups,
            )
        _STARTED.append(self._process)
        return began

    def _abandon(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(STOP_WAIT)

    def _answers(self, url: str) -> bool:
        """Wait until the server answers; False when its process ended instead."""
        deadline = time.monotonic() + START_WAIT
        while True:
            try:
                with roles.connect(url):
                    return True
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline or not _temporary(error):
                    raise _explain(self.var, str(error)) from error
            alive = self._postmaster() is not None if self.adopted else self._own_lives()
            if not alive:
                return False
            time.sleep(POLL)

    def _own_lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _log(self) -> IO[bytes]:
        path = self.var / "pg.log"
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(self.var / "pg.log.1")
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def _log_since(self, began: int) -> str:
        with (self.var / "pg.log").open("rb") as log:
            log.seek(began)
            return log.read(LOG_TAIL).decode("utf-8", "replace")

    def _postmaster(self) -> int | None:
        """The process that serves this very data directory; None where there is none."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        if self._process is not None and self._process.pid == pid and not self._own_lives():
            return None
        try:
            if Path("/proc/self").exists():  # a number can be somebody else's by now: look at where it works
                return pid if Path(f"/proc/{pid}/cwd").readlink() == self.data.resolve() else None
            os.kill(pid, 0)
        except OSError:
            return None
        return pid

    def _wait_for_end(self, seconds: int) -> None:
        deadline = time.monotonic() + seconds
        while self._postmaster() is not None and time.monotonic() < deadline:
            time.sleep(POLL)


def _bare() -> dict[str, str]:
    """The server's environment: nothing of ours in it."""
    return {"PATH": os.defpath, "LC_ALL": "C"}


def _url(sockets: Path, user: str, password: str, database: str) -> str:
    return roles.address({"user": user, "password": password, "host": str(sockets), "dbname": database})


def _temporary(error: psycopg.OperationalError) -> bool:
    """Whether the server says, or shows, that it will answer soon."""
    said = str(error)
    return any(sign in said for sign in ("starting up", "recovery", "not yet accepting", "refused", "No such file"))


def _explain(var: Path, said: str) -> CannotServe:
    """The server's own complaint, as a sentence with a way out."""
    if "No space left on device" in said:
        return _no_room(var)
    return CannotServe(
        Text(
            "PG_NO_ARRANCA",
            "PostgreSQL no arrancó. Dijo: {dicho}\nEl registro completo está en {registro}. "
            "Si es una demostración, puede empezar de nuevo con: make reset",
            dicho=said.strip()[-LOG_TAIL:],
            registro=str(var / "pg.log"),
        )
    )


def _no_room(var: Path) -> CannotServe:
    return CannotServe(
        Text(
            "PG_DISCO_LLENO",
            "No hay espacio en el disco de {carpeta}. Libere al menos 500 MB y vuelva a intentar; "
            "o dé otra carpeta en VENTANILLA_VAR.",
            carpeta=str(var),
        )
    )


def _cannot_write(var: Path, error: OSError) -> CannotServe:
    if "No space left" in (error.strerror or ""):
        return _no_room(var)
    return CannotServe(
        Text(
            "PG_SIN_ESCRITURA",
            "No es posible escribir en {carpeta}: {causa}. Dé permiso de escritura a esta cuenta, "
            "o dé otra carpeta en VENTANILLA_VAR.",
            carpeta=error.filename if isinstance(error.filename, str) else str(var),
            causa=error.strerror or str(error),
        )
    )
