"""Depositing, in the transaction of what happened; and opening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ventanilla.apps.eventlog.api import Deposited, scope
from ventanilla.domain.authority import Actor

from .models import Aviso
from .outbox import tell_later
from .selectors import AvisoView, read_by, views


def avisos_deposit(entries: Sequence[Deposited]) -> None:
    """Leave each of ``entries`` in the inbox of its subject; the same link twice is one notice.

    Called by the log in the transaction that appends the links: what is undone was never told.
    """
    Aviso.objects.bulk_create(
        (
            Aviso(subject=one.subject, seq=one.seq, kind=one.type, deposited_at=one.at, disputed_at=one.disputed_at)
            for one in entries
        ),
        ignore_conflicts=True,
    )
    tell_later({one.subject for one in entries})


def aviso_open(*, by: Actor, seq: int, now: datetime) -> AvisoView | None:
    """The notice under ``seq`` of whoever ``by`` acts for, opened now if it was not; None where they have none."""
    with scope(by.subject):
        own = read_by(by).filter(seq=seq)
        own.filter(opened_at=None).update(opened_at=now)
        found = views(by.subject, own)
    return found[0] if found else None
