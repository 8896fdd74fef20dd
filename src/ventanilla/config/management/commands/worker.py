"""``manage worker``: run the outbox until told to stop."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from ventanilla.apps.documents.api import publish_status_soon
from ventanilla.config.wiring import connect_worker

CONCURRENCY: Final = 4  # jobs at once; sealing is what costs, and the machine has two cores
HEARTBEAT_SECONDS: Final = 5.0
STALLED_SECONDS: Final = 20.0
GRACE_SECONDS: Final = 20.0  # for the job under way when told to stop
POLL_SECONDS: Final = 2.0  # when a notification was missed


class Command(BaseCommand):
    """The worker process: it alone is given the way to the signer."""

    help = "Run the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until SIGTERM or SIGINT."""
        connect_worker()
        publish_status_soon()  # an office that just opened has a list, or its list is of before it closed
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's has it
            asyncio.run(_run())


async def _run() -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=CONCURRENCY,
            name="ventanilla",
            fetch_job_polling_interval=POLL_SECONDS,
            shutdown_graceful_timeout=GRACE_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            delete_jobs="successful",
            install_signal_handlers=True,
        )
