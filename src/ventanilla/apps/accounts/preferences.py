"""What a person prefers of the office."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts.preferences import Preferences
from ventanilla.domain.authority import Actor

from .models import Preferences as Row


def preferences_of(account: UUID) -> Preferences:
    """What the owner of ``account`` chose, or the defaults."""
    with scope(None):
        row = Row.objects.filter(account=account).first()
    kept = {} if row is None else {each.name: getattr(row, each.name) for each in fields(Preferences)}
    return Preferences.read(kept)


def preferences_keep(chosen: Preferences, *, by: Actor, now: datetime) -> None:
    """Keep what the owner chose, in the place of what they chose before."""
    with scope(None), transaction.atomic():
        Row.objects.update_or_create(account_id=by.owner, defaults=chosen.stored() | {"changed_at": now})
