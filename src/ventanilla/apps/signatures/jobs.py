"""What happens after a commit: a signature gets its timestamp, at least asked for once, kept once."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ventanilla.adapters.tsa.port import TimestampUnavailable

from .stamping import signature_stamp, signatures_unstamped

AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions={TimestampUnavailable})
FORGOTTEN: Final = timedelta(hours=24)  # longer than all the attempts of one job
MAX_FORGOTTEN: Final = 500  # signatures taken up again at once


@app.task(queue="firmas", name="signatures.stamp_signature", retry=AGAIN)
def stamp_signature(signature_id: str) -> None:
    """Ask for the timestamp of one signature; an authority that is down is asked again."""
    signature_stamp(UUID(signature_id), now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="41 * * * *")
@app.task(queue="firmas", name="signatures.stamp_forgotten", queueing_lock="signatures.stamp_forgotten")
def stamp_forgotten(timestamp: int) -> None:
    """Take up again the signatures whose authority was down longer than their job asks."""
    if not settings.VENTANILLA_TIMESTAMPS:
        return
    for signature in signatures_unstamped(settings.VENTANILLA_CLOCK.now() - FORGOTTEN, MAX_FORGOTTEN):
        job = stamp_signature.configure(queueing_lock=f"signatures.stamp.{signature}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(signature_id=str(signature))
