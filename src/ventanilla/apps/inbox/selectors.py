"""What an inbox shows to whoever it is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ventanilla.apps.eventlog.api import notices, scope
from ventanilla.apps.mandates.api import NoMandate, registros_allowed
from ventanilla.domain.authority import Act, Actor
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .models import Aviso

INBOX_PAGE: Final = 20  # notices of one page
MOST_UNREAD: Final = 100  # that many, and «more than 99» is said
# What whoever acts for an employer by an authorisation reads of its inbox. The employer may be a person, and all else
# that is told them is of their own life; nor is it a delegate's which others were let to act.
OF_THE_BUSINESS: Final = frozenset({"plazo_recordado", "aviso_patronal_registrado"})
OF_NO_REGISTRO: Final = frozenset({"plazo_recordado"})  # for one that is limited to some: these name none


@dataclass(frozen=True, slots=True)
class AvisoView:
    """One notice: ``account`` did it (None: a job of the office), for ``acts_for`` if for another.

    ``disputed_at`` is where its reader may say that it is not so, of ``about`` where it tells of one thing.
    """

    seq: int
    kind: str
    text: Text
    at: datetime
    opened_at: datetime | None
    disputed_at: str
    account: UUID | None
    acts_for: SubjectId | None
    about: UUID | None = None


def unread_for(actor: Actor) -> int:
    """How many notices of whoever ``actor`` acts for nobody opened, at most ``MOST_UNREAD``; one query for oneself."""
    if actor.mandate is not None:
        with scope(actor.subject):
            return min(read_by(actor).filter(opened_at=None).count(), MOST_UNREAD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT inbox_unread(%s, %s)", [actor.subject, MOST_UNREAD])
        return int(cursor.fetchone()[0])


def avisos_for(actor: Actor, *, before: int | None = None, limit: int = INBOX_PAGE + 1) -> tuple[AvisoView, ...]:
    """The notices of whoever ``actor`` acts for, the newest first; ``before``: only those under a lower ``seq``."""
    with scope(actor.subject):
        rows = read_by(actor)
        if before is not None:
            rows = rows.filter(seq__lt=before)
        return views(actor.subject, rows.order_by("-seq")[:limit])


def read_by(actor: Actor) -> QuerySet[Aviso]:
    """The notices of whoever ``actor`` acts for that are ``actor``'s to read; under a scope that may read them."""
    rows = Aviso.objects.filter(subject=actor.subject)
    if actor.mandate is None:
        return rows
    try:
        limited = registros_allowed(actor, Act.SEE) is not None
    except NoMandate:
        return rows.none()
    return rows.filter(kind__in=OF_NO_REGISTRO if limited else OF_THE_BUSINESS)


def views(subject: SubjectId, rows: Iterable[Aviso]) -> tuple[AvisoView, ...]:
    """Each of ``rows``, all of ``subject``, as its reader sees it; under a scope that may read them."""
    kept = list(rows)
    said = notices(subject, [row.seq for row in kept])
    return tuple(
        AvisoView(
            seq=row.seq,
            kind=row.kind,
            text=said[row.seq].text,
            at=row.deposited_at,
            opened_at=row.opened_at,
            disputed_at=row.disputed_at,
            account=said[row.seq].account,
            acts_for=said[row.seq].acts_for,
            about=said[row.seq].about,
        )
        for row in kept
    )
