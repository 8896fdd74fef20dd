"""After a commit: the worker signs what a card's QR carries; each night, what ended long ago is forgotten."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .outbound import card_press
from .services import RENEW, card_renew, credentials_sweep

AGAIN: Final = RetryStrategy(max_attempts=6, exponential_wait=3)


@app.task(queue="documentos", name=RENEW, retry=AGAIN)
def renew(card: str) -> None:
    """Sign a new QR of a card that was opened."""
    card_renew(UUID(card), card_press(), now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="41 2 * * *")
@app.task(queue="mantenimiento", name="cards.sweep", queueing_lock="cards.sweep")
def sweep(timestamp: int) -> None:
    """Forget what ended long ago."""
    credentials_sweep(now=settings.VENTANILLA_CLOCK.now())
