"""One installation on this machine: its private directory, its lock, its clock, its database.

Everything here happens before Django exists. What the office's processes need to know goes to them as environment.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ventanilla.kernel.clock import Clock
from ventanilla.kernel.text import Text

from .environment import Environment, Mode

LAYOUT: Final = 2  # of var/; a program that writes another one raises it, and says how to move
DEMONSTRATION_START: Final = "2026-11-22T09:00"  # Mexico City
DEFAULT_PORT: Final = 8000
HIGHEST_PORT: Final = 65535
# What an operator says to the launcher and no process behind it needs to know.
LAUNCHER_ONLY: Final = (
    "DATABASE_URL",
    "DATABASE_WEB_URL",
    "VENTANILLA_DATABASE_OWNER",
    "VENTANILLA_DATABASE_WEB",
    "VENTANILLA_DATABASE_ROLE",
)


class Refusal(RuntimeError):
    """The office cannot do what was asked; ``text`` says what happened, why, and what to do now."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Installation:
    """Where it lives (``var``), where it listens (``port`` on this machine) and what it calls itself (``origin``)."""

    var: Path
    port: int
    origin: str
    mode: Mode

    @classmethod
    def of(cls, environment: Environment, given: dict[str, str]) -> Installation:
        """Read ``VENTANILLA_PORT``; the origin follows the port where ``VENTANILLA_ORIGIN`` is not given."""
        said = given.get("VENTANILLA_PORT", str(DEFAULT_PORT))
        if not said.isdigit() or not 0 < int(said) <= HIGHEST_PORT:
            raise Refusal(
                Text("PUERTO_INVALIDO", "VENTANILLA_PORT debe ser un número de 1 a 65535; es «{dicho}».", dicho=said)
            )
        origin = environment.origin if "VENTANILLA_ORIGIN" in given else f"http://localhost:{said}"
        return cls(environment.var.absolute(), int(said), origin, environment.mode)

    # -- the directory

    def prepare(self) -> None:
        """Create ``var``, or check that it is of this program's layout."""
        marker = self.var / "layout"
        try:
            self.var.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not marker.exists():
                if (self.var / "pg").exists():
                    raise self._other_layout("0")
                marker.write_text(f"{LAYOUT}\n")
            elif (found := marker.read_text().strip()) != str(LAYOUT):
                raise self._other_layout(found)
        except OSError as error:
            raise Refusal(
                Text(
                    "VAR_SIN_ESCRITURA",
                    "No es posible usar la carpeta {carpeta}: {causa}. Dé permiso a esta cuenta, libere espacio, "
                    "o dé otra carpeta en VENTANILLA_VAR.",
                    carpeta=str(self.var),
                    causa=error.strerror or str(error),
                )
            ) from error

    def _other_layout(self, found: str) -> Refusal:
        return Refusal(
            Text(
                "VAR_DE_OTRA_VERSION",
                "La carpeta {carpeta} la escribió otra versión de Ventanilla (formato {hay}; esta usa el {usa}). "
                "Ábrala con la versión que la escribió; o, si es una demostración, bórrela con: make reset",
                carpeta=str(self.var),
                hay=found,
                usa=LAYOUT,
            )
        )

    @contextmanager
    def open_alone(self) -> Iterator[int]:
        """Hold the installation: a second office on the same ``var`` is refused and told where the first one is.

        Gives the lock's descriptor, so that the office's processes hold it too while any of them lives.
        """
        path = self.var / "run.lock"
        with path.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise self._already_open(path.read_text()) from None
            lock.truncate(0)
            lock.write(json.dumps({"pid": os.getpid(), "origin": self.origin}))
            lock.flush()
            yield lock.fileno()

    def _already_open(self, note: str) -> Refusal:
        holder = json.loads(note) if note else {"pid": "?", "origin": self.origin}
        return Refusal(
            Text(
                "YA_ABIERTA",
                "Esta oficina ya está abierta en {origen} (proceso {pid}). Úsela, o ciérrela con Ctrl+C donde se abrió "
                "(o: kill {pid}). Para abrir otra a la vez, dé otra carpeta en VENTANILLA_VAR y otro VENTANILLA_PORT.",
                origen=holder["origin"],
                pid=holder["pid"],
            )
        )

    def erase(self) -> None:
        """Remove everything that the installation wrote. The caller holds it and has stopped its server."""
        shutil.rmtree(self.var)

    # -- the clock

    def clock(self, given: str) -> Clock:
        """The one clock of every process: what the operator asked for, or the demonstration's own.

        A demonstration begins at its date the first time, and goes on from there at each later start: shifted,
        never stopped. In production the clock is the machine's.
        """
        if self.mode is Mode.PRODUCTION:
            return Clock()
        if given:
            return Clock.parse(given)  # which `environment.read` has tried already
        path = self.var / "clock.json"
        if path.exists():
            return Clock(int(json.loads(path.read_text())["shift_seconds"]))
        clock = Clock.parse(DEMONSTRATION_START)
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps({"shift_seconds": clock.shift_seconds, "starts": DEMONSTRATION_START}))
        draft.replace(path)
        return clock

    # -- what its processes are told

    def process_environment(self, given: dict[str, str], clock: Clock, web_url: str) -> dict[str, str]:
        """The environment of web and worker: the operator's, without what only the launcher needs, and one clock."""
        kept = {name: value for name, value in given.items() if name not in LAUNCHER_ONLY}
        kept |= {
            "VENTANILLA_VAR": str(self.var),
            "VENTANILLA_ORIGIN": self.origin,
            "VENTANILLA_PORT": str(self.port),
            "VENTANILLA_DATABASE_WEB": web_url,
            "DJANGO_SETTINGS_MODULE": "ventanilla.config.settings",
        }
        kept["VENTANILLA_CLOCK"] = "" if self.mode is Mode.PRODUCTION else f"{clock.shift_seconds:+d}"
        return kept
