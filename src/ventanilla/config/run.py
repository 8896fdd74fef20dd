"""``make run``: open the office, keep it open, close it.

Database, clock, migrations, demonstration data, then signer, web and worker; and the other way round at the end. What
is printed is for whoever opened it, in Spanish with a line of English; the processes' own words go to ``var/log``.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from ventanilla.adapters.law_folder import SETTING
from ventanilla.adapters.postgres.local import LocalServer
from ventanilla.adapters.postgres.port import CannotServe, Cluster, Server
from ventanilla.adapters.postgres.real import RealServer
from ventanilla.kernel.clock import Clock
from ventanilla.kernel.text import Text, long_date

from .demo_law import demonstration_law
from .environment import OWN_LAW, Mode, read
from .installation import Installation, Refusal
from .processes import Child
from .samples import samples_write

WEB_GRACE: Final = 15.0  # seconds for the requests under way
WORKER_GRACE: Final = 30.0  # seconds for the job under way
SIGNER_GRACE: Final = 10.0  # seconds for the signatures under way
HEALTHY_WAIT: Final = 90.0  # seconds until a slow start is told as such
LOOK: Final = 0.5  # seconds between two looks at the processes
ANSWER_WAIT: Final = 5.0  # seconds for /salud

PRIVATE: Final = 0o077  # keys, identities and logs are for this account alone

Say = Callable[[str], None]


class Office:
    """An installation with its database running: what every office command begins with."""

    def __init__(self, say: Say, *, prepare: bool = True) -> None:
        self.given = dict(os.environ)
        self.installation = Installation.of(read(), self.given)
        self.say = say
        os.umask(PRIVATE)
        if prepare:
            self.installation.prepare()
        self.server = self._choose_server()

    def _choose_server(self) -> Server:
        if url := self.given.get("DATABASE_URL"):
            return RealServer(url, self.installation.var, self.given.get("DATABASE_WEB_URL", ""))
        if self.installation.mode is Mode.PRODUCTION:
            raise Refusal(
                Text(
                    "PRODUCCION_SIN_BASE",
                    "En producción la base de datos es un servidor propio: dé su dirección en DATABASE_URL "
                    "y la de la cuenta de la web en DATABASE_WEB_URL.",
                )
            )
        return LocalServer(self.installation.var, say=lambda text: self.say(str(text)))

    @contextmanager
    def database(self) -> Iterator[tuple[Cluster, Clock]]:
        """The database for the length of a command; a server that was running before goes on running."""
        cluster = self.server.start()
        try:
            yield cluster, self.installation.clock(self.given.get("VENTANILLA_CLOCK", ""))
        finally:
            self.server.stop()

    def manage(self, cluster: Cluster, clock: Clock, *order: str, as_owner: bool = False) -> None:
        """Run one management command to its end; Refusal where it fails."""
        environment = self.installation.process_environment(self.given, clock, cluster.web_url)
        if as_owner:
            environment |= {"VENTANILLA_DATABASE_OWNER": cluster.owner_url, "VENTANILLA_DATABASE_ROLE": "owner"}
        done = subprocess.run(
            [sys.executable, "-m", "ventanilla.config.manage", *order],
            env=environment,
            check=False,
            start_new_session=True,  # Ctrl+C reaches the launcher, which ends this with it
        )
        if done.returncode != 0:
            raise Refusal(
                Text(
                    "ORDEN_FALLIDA",
                    "No se pudo terminar «{orden}» (código {codigo}); la causa está arriba. "
                    "Si es una demostración, puede empezar de nuevo con: make reset",
                    orden=" ".join(order),
                    codigo=done.returncode,
                )
            )

    def prepare_database(self, cluster: Cluster, clock: Clock) -> None:
        """Tables up to date, and the demonstration's people in them."""
        self.say("Preparando la base de datos…")
        self.manage(cluster, clock, "migrate", "--verbosity=0", as_owner=True)
        if self.installation.mode is Mode.DEMONSTRATION:
            self.say("Preparando la institución de demostración (la primera vez tarda un poco más)…")
            if not self.given.get(SETTING):
                demonstration_law(self.installation.var / OWN_LAW, clock.today())
            self.manage(cluster, clock, "demo_seed")


class _Stop(Exception):
    """Somebody asked to close."""


def open_office(say: Say) -> int:
    """Open the office and keep it until SIGINT or SIGTERM; the exit code."""
    try:
        _open(say)
    except (Refusal, CannotServe) as refusal:
        say(f"\n{refusal.text}")
        return 1
    except _Stop:
        say("La oficina está cerrada. / Stopped.")
    return 0


def _open(say: Say) -> None:
    office = Office(say)
    installation = office.installation
    with ExitStack() as closing:
        lock = closing.enter_context(installation.open_alone())
        _check_port(installation.port)
        closing.enter_context(_until_told())
        closing.callback(_end_server, office.server)
        cluster = office.server.start()
        clock = installation.clock(office.given.get("VENTANILLA_CLOCK", ""))
        office.prepare_database(cluster, clock)
        samples_write(read(office.given | {"VENTANILLA_VAR": str(installation.var)}), say)
        logs = installation.var / "log"
        logs.mkdir(mode=0o700, exist_ok=True)
        environment = installation.process_environment(office.given, clock, cluster.web_url)
        signer = Child("signer", environment, logs, lock=lock, grace=SIGNER_GRACE)
        worker = Child("worker", environment, logs, lock=lock, grace=WORKER_GRACE)
        web = Child("web", environment, logs, lock=lock, grace=WEB_GRACE)
        closing.callback(signer.stop)
        closing.callback(worker.stop)
        closing.callback(web.stop)  # callbacks run last to first: web, worker, signer, server
        closing.callback(say, "\nCerrando la oficina… / Stopping…")
        children = [signer, web, worker]
        for child in children:
            child.start()
        _wait_until_healthy(installation.port, children, say)
        _welcome(installation, clock, logs, say)
        _watch(office.server, children, say)


def _end_server(server: Server) -> None:
    """Stop the private server, also one that a killed launcher left: this launcher holds its installation."""
    if isinstance(server, LocalServer):
        server.shut_down()


@contextmanager
def _until_told() -> Iterator[None]:
    """Turn the first SIGINT or SIGTERM into an orderly end, and ignore the impatient ones after it."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise _Stop

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Refusal(
                Text(
                    "PUERTO_OCUPADO",
                    "El puerto {puerto} no está libre en este equipo ({causa}). Cierre el programa que lo usa, "
                    "o abra la oficina en otro: VENTANILLA_PORT={otro} make run",
                    puerto=port,
                    causa=error.strerror or str(error),
                    otro=port + 1,
                )
            ) from error


def _healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_WAIT)
    try:
        connection.request("GET", "/salud")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _wait_until_healthy(port: int, children: list[Child], say: Say) -> None:
    """Until /salud says yes; a start slower than HEALTHY_WAIT is told and goes on."""
    deadline = time.monotonic() + HEALTHY_WAIT
    while not _healthy(port):
        if time.monotonic() > deadline:
            say("La oficina todavía no está lista: /salud dice qué falta, y var/log la causa.")
            return
        for child in children:
            child.revive()
        time.sleep(LOOK)


def _welcome(installation: Installation, clock: Clock, logs: Path, say: Say) -> None:
    say("")
    say(f"  La oficina está abierta en {installation.origin}")
    if installation.mode is Mode.DEMONSTRATION:
        say(f"  Es una demostración; su fecha es el {long_date(clock.today())}.")
    say(f"  Registros: {logs}")
    say("  Para cerrarla: Ctrl+C")
    say(f"  (Ventanilla is open at {installation.origin} - stop it with Ctrl+C.)")
    say("")


def _watch(server: Server, children: list[Child], say: Say) -> None:
    """Look at every process until told to stop; start again what died."""
    while True:
        time.sleep(LOOK)
        if isinstance(server, LocalServer) and not server.running():
            say("La base de datos se detuvo; se inicia otra vez.")
            server.start()
        for child in children:
            if child.revive():
                say(f"El proceso «{child.kind}» terminó; se inicia otra vez. Causa: var/log/{child.kind}.log")
