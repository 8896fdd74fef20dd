"""What an operator does to an installation that is not open, or beside one that is."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from ventanilla.adapters.postgres.local import LocalServer
from ventanilla.adapters.postgres.port import CannotServe
from ventanilla.kernel.text import Text

from .environment import Mode
from .installation import Refusal
from .run import Office, Say


def told(say: Say, work: Callable[[], None]) -> int:
    """Run ``work``; a refusal is said, and is exit code 1."""
    try:
        work()
    except (Refusal, CannotServe) as refusal:
        say(str(refusal.text))
        return 1
    return 0


def migrate(say: Say) -> int:
    """Bring the tables up to date."""

    def work() -> None:
        office = Office(say)
        with office.database() as (cluster, clock):
            office.manage(cluster, clock, "migrate", as_owner=True)

    return told(say, work)


def seed(say: Say) -> int:
    """Bring the tables up to date and seed the demonstration."""

    def work() -> None:
        office = Office(say)
        with office.database() as (cluster, clock):
            office.prepare_database(cluster, clock)

    return told(say, work)


def in_office(say: Say, *order: str) -> int:
    """Run one management command of an installation, open or not."""

    def work() -> None:
        office = Office(say, prepare=False)
        with office.database() as (cluster, clock):
            office.manage(cluster, clock, *order)

    return told(say, work)


def erase(say: Say) -> int:
    """Remove the demonstration: its server is stopped, its directory goes. Never in production, never while open."""

    def work() -> None:
        office = Office(say, prepare=False)
        installation = office.installation
        if not installation.var.exists():
            say("No hay nada que borrar.")
            return
        if installation.mode is Mode.PRODUCTION or not isinstance(office.server, LocalServer):
            raise Refusal(Text("NO_SE_BORRA", "Solo se borra una demostración con su propia base de datos."))
        with installation.open_alone():
            office.server.shut_down()
            elsewhere = office.server.folder_elsewhere()
            installation.erase()
            if elsewhere is not None:
                shutil.rmtree(elsewhere)
        say("La demostración quedó borrada.")

    return told(say, work)
