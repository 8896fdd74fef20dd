"""``python -m ventanilla.config.child web|worker|signer``: one process of the office, ended with its launcher."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

WEB_PROCESSES: Final = 2
WEB_THREADS: Final = 4  # a process; each holds at most one database connection
BACKLOG: Final = 1024  # connections that wait to be taken
PR_SET_PDEATHSIG: Final = 1  # <sys/prctl.h>


def end_with_launcher(launcher: int) -> None:
    """Ask Linux for a SIGTERM when the launcher dies, so that a killed launcher leaves no office behind.

    Elsewhere nothing is asked: a launcher that was killed is told of by the lock its processes still hold.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != launcher:  # it died before we asked
        raise SystemExit(1)


def serve_web() -> None:
    """The office's pages on 127.0.0.1 until SIGTERM."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "ventanilla.config.wsgi:application",
        address="127.0.0.1",
        port=int(os.environ["VENTANILLA_PORT"]),
        interface=Interfaces.WSGI,
        workers=WEB_PROCESSES,
        blocking_threads=WEB_THREADS,
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()


def serve_worker() -> None:
    """What happens after commit, until SIGTERM."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ventanilla", "worker"])


def serve_signing() -> None:
    """The institution's keys, until SIGTERM."""
    from .signer import serve_signer

    serve_signer()


def main(arguments: list[str]) -> None:
    """``web``, ``worker`` or ``signer``, and the launcher's process number."""
    kind, launcher = arguments
    os.environ["VENTANILLA_PROCESS"] = kind
    end_with_launcher(int(launcher))
    {"web": serve_web, "worker": serve_worker, "signer": serve_signing}[kind]()


if __name__ == "__main__":
    main(sys.argv[1:])
