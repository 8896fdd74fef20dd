"""Keys of programs: made by whoever showed who they are just now, looked up at every request, ended at once."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from ventanilla import law
from ventanilla.apps.accounts.api import Held, Visit, visit_held
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.programs import (
    TERM_POLICY,
    KeyTerm,
    ProgramKeyMade,
    ProgramKeyRevoked,
    Scope,
    days_at_most,
    scopes_of,
)
from ventanilla.kernel.acts import SubjectId

from .models import Key
from .outbox import tell_made_later

BEGINS: Final = "vnt_"  # so that whoever finds one in a file knows what it is
KEY_BYTES: Final = 32
WRITTEN: Final = re.compile(r"vnt_[A-Za-z0-9_-]{43}")
PREFIX: Final = 12  # characters that its owner recognises it by: they open nothing
MAX_KEYS: Final = 20  # in force, of one person
MAX_LISTED: Final = 50
MAX_NAME: Final = 60  # characters
TOUCH_SECONDS: Final = 60  # how stale "last used" may be: one write a minute, not one a request
DAY: Final = 24 * 3600


class NoSuchKey(LookupError):
    """Not there, not one's own, or ended already."""


class TooManyKeys(ValueError):
    """More keys in force than a person can keep an eye on."""


class KeyNotMade(ValueError):
    """A key without a name, without anything to do, or that lasts longer than keys may."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new key: ``written`` is shown once, and the office keeps what recognises it alone."""

    id: UUID
    written: str


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key for its owner. ``acting_for`` is "" for oneself."""

    id: UUID
    name: str
    prefix: str
    scopes: tuple[Scope, ...]
    acting_for: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    ended: bool


@dataclass(frozen=True, slots=True)
class Program:
    """A program that showed a key in force: who it acts as, and what it may do."""

    key: UUID
    visit: Visit
    scopes: frozenset[Scope]


def longest_days() -> int:
    """How many days a key may last, by the policy in force."""
    return days_at_most(KeyTerm(law.policy(TERM_POLICY).value))


def _digest(written: str) -> bytes:
    """256 random bits need no slow hash: nobody tries them all."""
    return hashlib.sha256(written.encode()).digest()


def key_make(held: Held, name: str, scopes: tuple[Scope, ...], days: int, *, by: Actor, now: datetime) -> Made:
    """Make a key that acts for whom ``held`` says. KeyNotMade if it is not whole, TooManyKeys past the limit.

    Whoever calls made sure that its owner showed who they are just now.
    """
    name = name.strip()
    if not 0 < len(name) <= MAX_NAME or not scopes or not 1 <= days <= longest_days():
        raise KeyNotMade
    written = BEGINS + secrets.token_urlsafe(KEY_BYTES)
    at = int(time.time())
    with scope(held.person), transaction.atomic():
        if Key.objects.filter(person=held.person, revoked_at=None, expires__gt=at).count() >= MAX_KEYS:
            raise TooManyKeys
        row = Key.objects.create(
            digest=_digest(written),
            prefix=written[:PREFIX],
            name=name,
            account_id=held.account,
            person=held.person,
            acts_for=held.acts_for,
            acting_for=held.acting_for,
            acting_for_rfc=held.acting_for_rfc,
            kin=held.kin,
            certificate=held.certificate,
            mandate=held.mandate,
            rfc=held.rfc,
            scopes=" ".join(scope.value for scope in scopes),
            made_at=now,
            expires=at + days * DAY,
            expires_at=now + timedelta(days=days),
        )
        event = ProgramKeyMade(name, tuple(scope.value for scope in scopes), days)
        events_append([ToLog(event, held.person, by)], now=now)
        tell_made_later(row.id)
    return Made(row.id, written)


def _person(by: Actor) -> SubjectId:
    if by.person is None:
        raise LookupError("a job of the office has no keys")
    return by.person


def keys_of(by: Actor) -> tuple[KeyView, ...]:
    """The keys that ``by`` made, for whomever they act; those in force first, then the newest."""
    with scope(_person(by)):
        rows = list(Key.objects.filter(account=by.owner, person=_person(by)).order_by("-made_at", "id")[:MAX_LISTED])
    at = int(time.time())
    found = [
        KeyView(
            row.id,
            row.name,
            row.prefix,
            scopes_of(row.scopes.split()),
            row.acting_for,
            row.made_at,
            row.expires_at,
            row.used_at,
            ended=row.revoked_at is not None or row.expires <= at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: each.ended))


def key_revoke(key: UUID, *, by: Actor, now: datetime) -> None:
    """The key opens nothing more. NoSuchKey for any that is not one's own and in force."""
    with scope(_person(by)), transaction.atomic():
        mine = Key.objects.filter(id=key, account=by.owner, person=_person(by), revoked_at=None)
        row = mine.select_for_update(no_key=True).first()
        if row is None:
            raise NoSuchKey
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        events_append([ToLog(ProgramKeyRevoked(row.name), _person(by), by)], now=now)


def program_of(written: str, *, now: datetime) -> Program | None:
    """Who shows ``written``, looked up anew; None if it is no key, it ended, or what it stood on did.

    It stands on an account that is open and was neither recovered nor disavowed since, and on a company's certificate
    in force, a tie of family or an authorisation in force where it acts for another.
    """
    if not WRITTEN.fullmatch(written):
        return None
    with scope(None):  # set once: all that it stands on is read within it
        return _in_force(written, now)


def _in_force(written: str, now: datetime) -> Program | None:
    at = int(time.time())
    row = Key.objects.filter(digest=_digest(written), revoked_at=None, expires__gt=at).first()
    if row is None:
        return None
    held = Held(
        account=row.account_id,
        person=SubjectId(row.person),
        acts_for=SubjectId(row.acts_for) if row.acts_for else None,
        acting_for=row.acting_for,
        acting_for_rfc=row.acting_for_rfc,
        kin=row.kin,
        certificate=row.certificate,
        rfc=row.rfc,
        mandate=row.mandate,
    )
    visit = visit_held(held, key=row.id, since=row.made_at, seconds_left=row.expires - at)
    if visit is None:
        return None
    if at - row.used >= TOUCH_SECONDS:
        Key.objects.filter(id=row.id).update(used=at, used_at=now)
    return Program(row.id, visit, frozenset(scopes_of(row.scopes.split())))
