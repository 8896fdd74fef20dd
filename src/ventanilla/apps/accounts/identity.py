"""Proving whose an account is by a code sent to a contact that the register held before.

Codes live in real time: a demonstration that moves its clock gives nobody more minutes to guess.
"""

from __future__ import annotations

import time
from datetime import datetime
from enum import Enum
from typing import Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import IdentityProved
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .devices import Device
from .models import Account, IdentityCode
from .outbound import Contact, OnRecord, on_record
from .outbox import send_code_later
from .services import session_begin

CODE_SECONDS: Final = 10 * 60
CODE_TRIES: Final = 5
CODES_A_DAY: Final = 3  # of one account: fifteen guesses of a million
DAY_SECONDS: Final = 24 * 3600
DIGITS: Final = 6


class Tried(Enum):
    """What became of a code that somebody typed."""

    RIGHT = "bien"
    WRONG = "mal"
    SPENT = "gastado"  # no code, too late, or too many tries


class TooManyCodes(ValueError):
    """The account asked for all its codes of a day."""


def code_of(code: UUID) -> str:
    """The digits of a code, derived from its id with the installation's secret: no table holds them."""
    drawn = salted_hmac("ventanilla.identidad", str(code), algorithm="sha256").digest()
    return f"{int.from_bytes(drawn[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def contacts_for(actor: Actor) -> tuple[Contact, ...]:
    """The contacts on record of whoever opened the account, to be shown masked; only to itself."""
    known = _known(actor)
    return known.contacts if known else ()


def _known(actor: Actor) -> OnRecord | None:
    curp = Account.objects.filter(id=actor.owner, is_active=True).values_list("curp", flat=True).first()
    return on_record(curp) if curp else None


def code_send(actor: Actor, contact: str) -> None:
    """Send a new code to a contact on record; the one before stops working. TooManyCodes, LookupError for no such."""
    if contact not in {one.key for one in contacts_for(actor)}:
        raise LookupError("no such contact")
    with scope(None), transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(id=actor.owner)
        now = int(time.time())
        recent = IdentityCode.objects.filter(account_id=actor.owner, issued__gt=now - DAY_SECONDS)
        if recent.count() >= CODES_A_DAY:
            raise TooManyCodes
        IdentityCode.objects.filter(account_id=actor.owner, used=False).update(used=True)
        row = IdentityCode.objects.create(account_id=actor.owner, contact=contact, issued=now)
        send_code_later(row.id)


def code_pending(actor: Actor) -> str:
    """The key of the contact that a code was sent to, while it can still be typed; "" if there is none."""
    with scope(None):
        row = _unused(actor.owner)
    return row.contact if row is not None and _alive(row) else ""


def _unused(account: UUID) -> IdentityCode | None:
    return IdentityCode.objects.filter(account_id=account, used=False).first()


def _alive(row: IdentityCode) -> bool:
    return not row.used and row.tries < CODE_TRIES and time.time() < row.issued + CODE_SECONDS


def code_try(session: SessionBase, actor: Actor, typed: str, *, device: Device, now: datetime) -> Tried:
    """Try a code, counted in its own commit before it is compared. Right: the account is whose it says it is."""
    with scope(None), transaction.atomic(durable=True):
        row = IdentityCode.objects.select_for_update(no_key=True).filter(account_id=actor.owner, used=False).first()
        if row is None or not _alive(row):
            return Tried.SPENT
        row.tries += 1
        row.save(update_fields=["tries"])
    if not constant_time_compare(typed, code_of(row.id)):
        return Tried.WRONG if row.tries < CODE_TRIES else Tried.SPENT
    known = _known(actor)
    with scope(None), transaction.atomic():
        used = IdentityCode.objects.filter(id=row.id, used=False).update(used=True)
        account = Account.objects.select_for_update(no_key=True).get(id=actor.owner)
        if not used or known is None or not account.is_active:
            return Tried.SPENT
        if account.proven == Assurance.N1:
            account.proven, account.subject, account.name = Assurance.N2, known.subject, known.name
        elif account.password_worth >= Assurance.N2:
            return Tried.SPENT
        account.password_worth = Assurance.N2  # of whoever set it with a code on paper, too
        account.save(update_fields=["proven", "subject", "name", "password_worth"])
        who = Actor(account.id, known.subject, Assurance.N2, actor.via)
        events_append([ToLog(IdentityProved(), SubjectId(account.subject), who)], now=now)
    session_begin(session, actor.owner, via=Via.PASSWORD, assurance=Assurance.N2, device=device, now=now)
    return Tried.RIGHT
