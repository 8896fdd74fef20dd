"""Keeping the office's processes alive, and ending them in order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import Final

from ventanilla.kernel.text import Text

from .installation import Refusal

RESTARTS: Final = 5  # of one process within RESTART_WINDOW; then something is wrong that starting again does not mend
RESTART_WINDOW: Final = 60.0  # seconds
LARGEST_LOG: Final = 50 * 1024 * 1024  # bytes; at the next start it becomes <name>.log.1
POLL: Final = 0.05  # seconds between two looks at a process that is ending


class Child:
    """One process of the office: started, started again when it dies, ended within ``grace`` seconds."""

    def __init__(self, kind: str, environment: dict[str, str], logs: Path, *, lock: int, grace: float) -> None:
        self.kind = kind
        self._environment = environment
        self._log = logs / f"{kind}.log"
        self._lock = lock
        self._grace = grace
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths: deque[float] = deque(maxlen=RESTARTS)

    def start(self) -> None:
        """Start it, its words to its own log, the installation's lock held by it too."""
        if self._log.exists() and self._log.stat().st_size > LARGEST_LOG:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ventanilla.config.child", self.kind, str(os.getpid())],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(self._lock,),
                start_new_session=True,  # Ctrl+C reaches the launcher alone, which ends the others in order
            )

    def revive(self) -> bool:
        """Start it again if it died; whether it had. Refusal when it keeps dying."""
        if self._process is None or self._process.poll() is None:
            return False
        self._sweep(self._process.pid)
        now = time.monotonic()
        self._deaths.append(now)
        if len(self._deaths) == RESTARTS and now - self._deaths[0] < RESTART_WINDOW:
            raise Refusal(
                Text(
                    "PROCESO_NO_VIVE",
                    "El proceso «{proceso}» terminó {veces} veces en {segundos} segundos. La oficina se cierra. "
                    "La causa está al final de {registro}",
                    proceso=self.kind,
                    veces=RESTARTS,
                    segundos=round(RESTART_WINDOW),
                    registro=str(self._log),
                )
            )
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to end what it has begun; after ``grace`` seconds it is ended."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(self._grace)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._sweep(self._process.pid)
        self._process = None

    @staticmethod
    def _sweep(group: int) -> None:
        """End what a process left: the web's own workers survive their parent, and would answer beside the new ones."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
