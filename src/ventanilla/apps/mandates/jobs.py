"""What happens to authorisations by the clock: both sides are told, once, that one comes to its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from ventanilla.apps.eventlog.api import events_append, logged_together, scope
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.authority.autorizaciones import AutorizacionPorTerminar
from ventanilla.domain.authority.mandate import MandateState, days_of_warning, stands, warning_due
from ventanilla.kernel.clock import civil_date

from .models import MandateRow
from .selectors import mandate_of
from .services import told_to_both

MOST_AT_ONCE: Final = 5_000  # authorisations of one round; those left are told the next day


@app.periodic(cron="23 14 * * *")
@app.task(queue="mantenimiento", name="mandates.warn_of_endings", queueing_lock="mandates.warn_of_endings")
def warn_of_endings(timestamp: int) -> None:
    """Every morning (UTC-6), the authorisations that come to their end."""
    mandates_warn(now=settings.VENTANILLA_CLOCK.now())


def mandates_warn(*, now: datetime) -> int:
    """Tell both sides of each authorisation that ends in a few days; how many were told of now. Once each.

    A day on which nobody could be told is made up for on the next one, while it has not ended.
    """
    today = civil_date(now)
    with scope(None):
        near = MandateRow.objects.filter(
            state=MandateState.ACEPTADA.value,
            warned_at__isnull=True,
            until__range=(today, today + timedelta(days=days_of_warning())),
        )
        ids = list(near.order_by("until", "id").values_list("id", flat=True)[:MOST_AT_ONCE])
    return sum(_warned(each, now) for each in ids)


def _warned(mandate: UUID, now: datetime) -> bool:
    today = civil_date(now)
    with scope(None), logged_together():
        row = (
            MandateRow.objects.select_for_update(no_key=True)
            .filter(id=mandate, state=MandateState.ACEPTADA.value, warned_at__isnull=True)
            .first()
        )
        if row is None or row.until is None or row.decided_at is None or not stands(mandate_of(row), today):
            return False
        until = row.until
        if not warning_due(until, accepted=civil_date(row.decided_at), on=today):
            return False
        row.warned_at = now
        row.save(update_fields=["warned_at"])
        told = told_to_both(row, lambda side, other: AutorizacionPorTerminar(row.id, side, other, until), SYSTEM)
        events_append(told, now=now)
    return True
