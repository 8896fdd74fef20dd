"""One process of the office that is killed with SIGKILL at a chosen point: ``python -m tests.faults.kill_points``.

The points are put in from outside, by replacing a function of the running process; the product has no hook.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import uuid
from collections.abc import Callable
from typing import Any, NoReturn
from unittest import mock


def die() -> NoReturn:
    """As if the machine had been unplugged."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def dies_before(*_args: Any, **_kwargs: Any) -> NoReturn:
    """A function that is never reached."""
    die()


def dies_after(real: Callable[..., Any]) -> Callable[..., Any]:
    """A function that does its work and is not heard of again."""

    def done(*args: Any, **kwargs: Any) -> NoReturn:
        real(*args, **kwargs)
        die()

    return done


def file_a_case(point: str, account: uuid.UUID, subject: uuid.UUID, case: uuid.UUID) -> None:
    """File and resolve one case, and die at ``point``."""
    from tests.faults.hot_subject import write
    from ventanilla.apps.cases import runner, services
    from ventanilla.apps.cases.outbox import tell_later

    patches: dict[str, Callable[[], Any]] = {
        "before the filing commits": lambda: mock.patch.object(services, "_receipt", dies_after(services._receipt)),
        "after the filing, before resolving": lambda: mock.patch.object(runner, "_resolve", dies_before),
        "before the resolution commits": lambda: mock.patch.object(runner, "tell_later", dies_after(tell_later)),
        "nowhere": lambda: mock.patch.object(runner, "MAX_RESTARTS", runner.MAX_RESTARTS),
    }
    with patches[point]():
        write(account, subject, [case])


def file_a_notice(point: str, account: uuid.UUID, person: uuid.UUID, case: uuid.UUID) -> None:
    """File and resolve the alta of a worker, and die at ``point``."""
    from django.conf import settings

    from tests.apps.small_register import ANA, FIRM
    from tests.faults.notices import file_notice
    from ventanilla.apps.affiliation import filing
    from ventanilla.apps.cases import runner, services
    from ventanilla.apps.cases.outbox import tell_later
    from ventanilla.domain.authority import Actor, Assurance, Via
    from ventanilla.kernel.acts import SubjectId

    real = filing.movimientos_registrar
    patches: dict[str, Callable[[], Any]] = {
        "before the filing commits": lambda: mock.patch.object(services, "_receipt", dies_after(services._receipt)),
        "after the filing, before resolving": lambda: mock.patch.object(runner, "_resolve", dies_before),
        "after the ledger, before the projection": lambda: mock.patch.object(filing, "tramos_write", dies_before),
        "after the projection, before the chains": lambda: mock.patch.object(filing, "events_append", dies_before),
        "after the movement, before the resolution": lambda: mock.patch.object(runner, "_record", dies_before),
        "before the resolution commits": lambda: mock.patch.object(runner, "tell_later", dies_after(tell_later)),
        "nowhere": lambda: mock.patch.object(filing, "movimientos_registrar", real),
    }
    actor = Actor(account, SubjectId(person), Assurance.N3, Via.EFIRMA, FIRM)
    with patches[point]():
        runner.case_resolve(file_notice(actor, ANA, "08", settings.VENTANILLA_CLOCK.today(), case=case))


def kills_then(pid: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """A function before which another process, the signer, is killed."""

    def done(*args: Any, **kwargs: Any) -> Any:
        os.kill(pid, signal.SIGKILL)
        return real(*args, **kwargs)

    return done


def work(point: str, signer_pid: int) -> None:
    """Run the outbox until it is empty, and die at ``point``."""
    from procrastinate.contrib.django import app

    from ventanilla.apps.cases.outbound import mailer
    from ventanilla.apps.documents import outbound
    from ventanilla.config.wiring import connect_worker

    connect_worker()
    signer, sender = type(outbound.press().signer), type(mailer())
    patches: dict[str, Callable[[], Any]] = {
        "while sealing": lambda: mock.patch.object(signer, "seal_pdf", dies_before),
        "the signer dies while sealing": lambda: mock.patch.object(
            signer, "seal_pdf", kills_then(signer_pid, signer.seal_pdf)
        ),
        "after sending, before marking": lambda: mock.patch.object(sender, "send", dies_after(sender.send)),
        "nowhere": lambda: mock.patch.object(os, "curdir", os.curdir),
    }
    connector: Any = app.connector  # Django's own, which knows the worker's
    with patches[point](), app.replace_connector(connector.get_worker_connector()):
        asyncio.run(_drain(app))


async def _drain(app: Any) -> None:
    async with app.open_async():
        await app.run_worker_async(wait=False, concurrency=1, delete_jobs="successful", install_signal_handlers=False)


def main() -> None:
    """What standard input says."""
    import django

    order = json.load(sys.stdin)
    django.setup()
    if order["do"] == "work":
        work(order["point"], int(order["signer"]))
    else:
        file = file_a_notice if order["do"] == "notice" else file_a_case
        file(order["point"], *(uuid.UUID(order[name]) for name in ("account", "subject", "case")))


if __name__ == "__main__":
    main()
