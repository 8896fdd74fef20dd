"""The sessions of an account as its owner sees them: where they are open, since when, and how to end them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import DeviceNoticed, SessionDisavowed, SessionEnd, SessionsEnded
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .devices import Device
from .links import Purpose, link_find, link_new, link_owner, link_spend
from .models import Account, OpenSession
from .outbox import tell_device_later
from .people import actor_of

IDLE_SECONDS: Final = 30 * 60
ABSOLUTE_SECONDS: Final = 10 * 3600
TOUCH_SECONDS: Final = 60  # how stale "last seen" may be: one write a minute, not one a page
MAX_LISTED: Final = 50  # sign-ins shown
KEPT_SECONDS: Final = 365 * 24 * 3600


class NoSuchSession(LookupError):
    """Not there, or not one's own."""


@dataclass(frozen=True, slots=True)
class Session:
    """One signing-in, for its owner. ``device`` "" where the browser did not say what it is."""

    id: UUID
    via: Via
    device: str
    opened_at: datetime
    seen_ago: int  # seconds
    goes_on: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Suspect:
    """What a «no fui yo» is about: a session, or (``opened_at`` None) a new password alone."""

    via: Via | None
    device: str
    opened_at: datetime | None


def row_open(account: Account, *, subject: UUID, via: Via, by: Actor, device: Device, now: datetime) -> UUID:
    """Note that a session begins, in its transaction; tell the owner where the device is new to the account.

    The very first one is not new: it is where the account was opened.
    """
    before = OpenSession.objects.filter(account=account).aggregate(
        any=Count("id"), here=Count("id", filter=Q(device_sha256=device.digest))
    )
    at = int(time.time())
    row = OpenSession.objects.create(
        account=account,
        subject=subject,
        via=via.value,
        device=device.words,
        device_sha256=device.digest,
        opened_at=now,
        opened=at,
        seen=at,
    )
    if before["any"] and not before["here"]:
        events_append([ToLog(DeviceNoticed(device.words), SubjectId(account.subject), by)], now=now)
        tell_device_later(link_new(Purpose.DISAVOW, account, session=row.id).id)
    return row.id


def row_standing(row: UUID, certificate: UUID | None) -> tuple[bool, SessionEnd | None]:
    """Whether nobody ended this session from elsewhere, and why the sessions of ``certificate`` are over, if they are.

    Asked at every page: one statement, and no scope.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_session_goes_on(%s), accounts_session_end(%s::uuid)", [row, certificate])
        goes_on, ended = cursor.fetchone()
    return bool(goes_on), SessionEnd(ended) if ended else None


def row_seen(row: UUID) -> None:
    """Somebody is there."""
    with scope(None):
        OpenSession.objects.filter(id=row).update(seen=int(time.time()))


def row_end(row: UUID, *, now: datetime) -> None:
    """This session is over."""
    OpenSession.objects.filter(id=row, ended_at=None).update(ended_at=now)


def rows_end(account: UUID, *, keep: UUID | None, now: datetime) -> int:
    """Every session of ``account`` but ``keep`` is over; how many went on until now."""
    rows = OpenSession.objects.filter(account=account, ended_at=None)
    if keep is not None:
        rows = rows.exclude(id=keep)
    living = rows.filter(seen__gt=int(time.time()) - IDLE_SECONDS - TOUCH_SECONDS).count()
    rows.update(ended_at=now)
    return living


def sessions_of(actor: Actor, *, here: UUID) -> tuple[Session, ...]:
    """The sign-ins of ``actor``, those that go on first, then the newest; acting for a company, those for it alone."""
    with scope(actor.subject):
        own = OpenSession.objects.filter(account=actor.owner, subject=actor.subject)
        rows = list(own.order_by("-opened")[:MAX_LISTED])
    at = int(time.time())
    found = [
        Session(
            id=row.id,
            via=Via(row.via),
            device=row.device,
            opened_at=row.opened_at,
            seen_ago=max(0, at - row.seen),
            goes_on=row.ended_at is None
            and row.seen + IDLE_SECONDS + TOUCH_SECONDS > at
            and row.opened + ABSOLUTE_SECONDS > at,
            here=row.id == here,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (not each.here, not each.goes_on)))


def _own(actor: Actor, row: UUID) -> OpenSession:
    found = OpenSession.objects.filter(id=row, account=actor.owner, subject=actor.subject).first()
    if found is None:
        raise NoSuchSession
    return found


def session_end(row: UUID, *, by: Actor, now: datetime) -> None:
    """End one session of one's own; NoSuchSession for any other."""
    with scope(None), transaction.atomic():
        found = _own(by, row)
        if found.ended_at is None:
            row_end(row, now=now)
            events_append([ToLog(SessionsEnded(1), by.subject, by)], now=now)


def sessions_end_others(*, by: Actor, here: UUID, now: datetime) -> int:
    """End every session of one's own but this one; how many went on until now."""
    with scope(None), transaction.atomic():
        rows = OpenSession.objects.filter(account=by.owner, subject=by.subject, ended_at=None).exclude(id=here)
        living = rows.filter(seen__gt=int(time.time()) - IDLE_SECONDS - TOUCH_SECONDS).count()
        rows.update(ended_at=now)
        if living:
            events_append([ToLog(SessionsEnded(living), by.subject, by)], now=now)
    return living


def session_disavow(row: UUID, *, by: Actor, here: UUID, now: datetime) -> None:
    """«No fui yo», said inside the office: all other sessions end and the password stops serving."""
    with scope(None), transaction.atomic():
        _own(by, row)
        _disavow(Account.objects.get(id=by.owner), row, keep=here, by=by, by_link=False, now=now)


def disavow_suspect(token: str) -> Suspect:
    """What the link of an e-mail would disavow; LinkDead where it serves no more."""
    with scope(None):
        link = link_find(token, Purpose.DISAVOW)
        row = OpenSession.objects.filter(id=link.session).first() if link.session is not None else None
    return Suspect(Via(row.via), row.device, row.opened_at) if row is not None else Suspect(None, "", None)


def disavow_by_link(token: str, *, now: datetime) -> None:
    """«No fui yo», said by the link of an e-mail, once: every session ends and the password stops serving."""
    with scope(None), transaction.atomic():
        link = link_find(token, Purpose.DISAVOW, lock=True)
        link_spend(link, now=now)
        account = link_owner(link)
        by = actor_of(account, via=Via.PASSWORD, assurance=Assurance.N0)
        _disavow(account, link.session, keep=None, by=by, by_link=True, now=now)


def _disavow(account: Account, row: UUID | None, *, keep: UUID | None, by: Actor, by_link: bool, now: datetime) -> None:
    account.set_unusable_password()
    account.disavowed_at = now
    account.save(update_fields=["password", "disavowed_at"])
    rows_end(account.id, keep=keep, now=now)
    if row is not None and row != keep:
        OpenSession.objects.filter(id=row).update(device_sha256="")  # that device is a stranger again
    events_append([ToLog(SessionDisavowed(by_link), SubjectId(account.subject), by)], now=now)


def sessions_forget() -> int:
    """Delete the sign-ins of more than a year ago; how many there were."""
    deleted, _ = OpenSession.objects.filter(opened__lt=int(time.time()) - KEPT_SECONDS).delete()
    return deleted
