"""After the commit: a browser is told that there is a notice, and never which."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.push.port import PushDown, PushGone, PushRefused
from ventanilla.apps.eventlog.api import scope

from .devices import subscription_of
from .models import Device
from .outbound import pusher
from .outbox import PUSH

AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions={PushDown})
TOPIC: Final = "buzon"  # one that waits at the service is replaced by the next: a device shows one
SAID: Final = "Tiene un aviso nuevo en su buzón."


@app.task(queue="correo", name=PUSH, retry=AGAIN)
def push(device_id: str, first: int) -> None:
    """Tell one browser of the notices from ``first`` on, once. A browser that is gone is forgotten.

    Sent first and noted after: what is sent twice has the same topic and the same place on the screen, so it is seen
    once.
    """
    with scope(None):
        row = Device.objects.filter(id=UUID(device_id), pushed__lt=first).first()
    if row is None:
        return
    body = json.dumps({"titulo": settings.VENTANILLA_BRAND["name"], "texto": SAID}, ensure_ascii=False)
    try:
        pusher().push(subscription_of(row), body.encode("utf-8"), topic=TOPIC)
    except (PushGone, PushRefused):
        with scope(None):
            Device.objects.filter(id=row.id).delete()
        return
    with scope(None):
        Device.objects.filter(id=row.id, pushed__lt=first).update(pushed=first)
