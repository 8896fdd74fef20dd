"""What a deposit leaves to be done after its commit, by the name of the job (``jobs`` runs it)."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONValue

from ventanilla.apps.eventlog.api import jobs_later

TELL = "inbox.tell_owner"
PUSH = "inbox.push"


def tell_later(subjects: Collection[UUID]) -> None:
    """Have each of ``subjects`` told by e-mail that there is something in their inbox."""
    job = app.configure_task(TELL, allow_unknown=False)
    told: list[dict[str, JSONValue]] = [{"subject": str(subject)} for subject in sorted(subjects)]
    jobs_later(job, *told)


def tell_again(subject: UUID, *, after: timedelta) -> None:
    """Have ``subject`` told once the wait is over; one job waits for that, however many notices came."""
    key, schedule = f"{TELL}.{subject}", {"seconds": int(after.total_seconds()) + 1}
    job = app.configure_task(TELL, allow_unknown=False, queueing_lock=key, schedule_in=schedule)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(subject=str(subject))


def push_later(devices: Collection[UUID], *, first: int) -> None:
    """Have each of ``devices`` told of the notices from ``first`` on; with what notes that they are told."""
    job = app.configure_task(PUSH, allow_unknown=False)
    told: list[dict[str, JSONValue]] = [{"device_id": str(device), "first": first} for device in sorted(devices)]
    if told:
        job.batch_defer(*told)
