"""Signing up: the terms, the e-mail that is confirmed by a link, and the account that an e-mail alone opens."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla.apps.eventlog.api import ToLog, contact_digest, events_append, scope
from ventanilla.domain.accounts import AccountOpenedByMail, EmailConfirmed, SignUpStopped, TermsWereAccepted
from ventanilla.domain.accounts.contact import TAKE_BACK
from ventanilla.domain.accounts.passwords import normal
from ventanilla.domain.accounts.terms import current_notice, current_terms
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .devices import Device
from .factors import factors_forget
from .models import Account, IdentityCode, SignUp
from .outbox import tell_contacts_later, tell_sign_up_later
from .services import Visit, session_begin
from .sessions import rows_end
from .terms import terms_keep

LINK_LIFE: Final = timedelta(hours=24)
STOP_LIFE: Final = timedelta(days=30)  # how long whoever is on record can stop it
KEPT: Final = timedelta(days=7)  # a sign-up that nobody confirmed
MAILS_A_DAY: Final = 5  # sign-ups that are mailed to one address


class Link(Enum):
    """What a link is for; no link serves for another's purpose."""

    CONFIRM = "confirmar"
    STOP = "detener"
    KEEP = "conservar"  # of a change of e-mail: whoever reads the address before says that it was not them


class Outcome(Enum):
    """What became of a link."""

    UNKNOWN = "desconocido"
    EXPIRED = "vencido"
    WAITING = "esperando"  # nobody used it yet
    DONE = "hecho"
    ALREADY = "ya"
    TAKEN = "ocupado"  # somebody else opened the account first, or it was stopped


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sign-up as its own browser sees it: ``confirmed`` once its link came back, from whatever browser."""

    email: str
    confirmed: bool


def link_path(kind: Link, sign_up: UUID) -> str:
    """The address of a link of a sign-up; nobody can write one without the installation's secret."""
    return f"/cuenta/enlace/{kind.value}/{sign_up}/{seal_of(kind, sign_up)}"


def seal_of(kind: Link, sign_up: UUID) -> str:
    return salted_hmac(f"ventanilla.alta.{kind.value}", str(sign_up), algorithm="sha256").hexdigest()


def sign_up_by_mail(*, curp: str, email: str, password: str, now: datetime) -> UUID:
    """Begin an account with a CURP and an e-mail: the same work whoever it is; the e-mail says how it went."""
    hashed = make_password(normal(password))
    with scope(None), transaction.atomic():
        row = SignUp.objects.create(
            curp=curp,
            email=email,
            email_digest=contact_digest(email),
            password=hashed,
            terms=current_terms().version,
            notice=current_notice().version,
            created_at=now,
        )
        tell_sign_up_later(row.id)
    return row.id


def sign_up_waiting(sign_up: UUID) -> Waiting | None:
    """A sign-up of this very session; None if it is gone or was stopped."""
    with scope(None):
        row = SignUp.objects.filter(id=sign_up, stopped_at=None).first()
    return None if row is None else Waiting(row.email, row.confirmed_at is not None)


def link_outcome(kind: Link, sign_up: UUID, seal: str, *, now: datetime) -> Outcome:
    """What a link would find, without using it."""
    if not constant_time_compare(seal, seal_of(kind, sign_up)):
        return Outcome.UNKNOWN
    with scope(None):
        row = SignUp.objects.filter(id=sign_up).first()
    return found_of(row, kind, now)


def found_of(row: SignUp | None, kind: Link, now: datetime) -> Outcome:
    if row is None:
        return Outcome.EXPIRED
    if kind is Link.KEEP:  # of any change that was asked for, though another was asked for after: somebody was inside
        if row.may_return and now <= row.created_at + TAKE_BACK:
            return Outcome.WAITING
        return Outcome.ALREADY if row.taken_back else Outcome.EXPIRED
    if kind is Link.STOP:
        if row.stopped_at is not None:
            return Outcome.ALREADY
        return Outcome.EXPIRED if now > row.created_at + STOP_LIFE or row.account_id is None else Outcome.WAITING
    if row.stopped_at is not None:
        return Outcome.TAKEN
    if row.confirmed_at is not None:
        return Outcome.ALREADY
    return Outcome.EXPIRED if now > row.created_at + LINK_LIFE else Outcome.WAITING


def sign_up_confirm(sign_up: UUID, seal: str, *, now: datetime) -> Outcome:
    """The link came back: the address is confirmed, and an account that waited for it is opened, once."""
    if not constant_time_compare(seal, seal_of(Link.CONFIRM, sign_up)):
        return Outcome.UNKNOWN
    with scope(None), transaction.atomic():
        row = SignUp.objects.select_for_update(no_key=True).filter(id=sign_up).first()
        found = found_of(row, Link.CONFIRM, now)
        if row is None or found is not Outcome.WAITING:
            return found
        account: Account | None
        if row.account_id is not None:
            account = Account.objects.select_for_update(no_key=True).get(id=row.account_id)
            account.email, account.email_confirmed_at = row.email, now
            account.save(update_fields=["email", "email_confirmed_at"])
            events_append([ToLog(EmailConfirmed(), SubjectId(account.subject), _owner(account))], now=now)
        else:
            account = _open(row, now)
            if account is None:
                return Outcome.TAKEN
            tell_contacts_later(row.id)
        row.account, row.confirmed_at, row.password = account, now, ""
        row.save(update_fields=["account", "confirmed_at", "password"])
    return Outcome.DONE


def _owner(account: Account) -> Actor:
    return Actor(account.id, SubjectId(account.subject), Assurance(account.proven), Via.PASSWORD)


def _open(row: SignUp, now: datetime) -> Account | None:
    """An account that nobody proved: its subject is nobody's in the registers, so no door shows it anything."""
    try:
        with transaction.atomic():
            account = Account.objects.create(
                curp=row.curp,
                subject=uuid.uuid4(),
                name=row.email,
                email=row.email,
                email_confirmed_at=now,
                password=row.password,
                password_set_at=now,
                proven=Assurance.N1,
                opened_at=now,
            )
    except IntegrityError:
        return None
    terms_keep(account, row.terms, row.notice, None, now)
    who = _owner(account)
    events = (AccountOpenedByMail(), EmailConfirmed(), TermsWereAccepted(row.terms, row.notice, signed=False))
    events_append([ToLog(event, SubjectId(account.subject), who) for event in events], now=now)
    return account


def sign_up_enter(session: SessionBase, sign_up: UUID, *, device: Device, now: datetime) -> Visit | None:
    """Sign in whoever typed the password in this very session, once their link came back; None if it did not."""
    with scope(None):
        row = SignUp.objects.select_related("account").filter(id=sign_up, stopped_at=None).first()
    if row is None or row.account is None or row.account.proven != Assurance.N1 or not row.account.is_active:
        return None
    return session_begin(session, row.account.id, via=Via.PASSWORD, assurance=Assurance.N1, device=device, now=now)


def sign_up_stop(sign_up: UUID, seal: str, *, now: datetime) -> Outcome:
    """Whoever is on record says that it was not them: the account is closed, and only its owner can open it again.

    An account that an e.firma proved is its owner's beyond this doubt: there is nothing to stop.
    """
    if not constant_time_compare(seal, seal_of(Link.STOP, sign_up)):
        return Outcome.UNKNOWN
    with scope(None), transaction.atomic():
        row = SignUp.objects.select_for_update(no_key=True).filter(id=sign_up).first()
        found = found_of(row, Link.STOP, now)
        if row is None or row.account_id is None or found is not Outcome.WAITING:
            return found
        account = Account.objects.select_for_update(no_key=True).get(id=row.account_id)
        if account.proven >= Assurance.N3:
            return Outcome.EXPIRED
        events_append([ToLog(SignUpStopped(), SubjectId(account.subject), SYSTEM)], now=now)
        account_forget(account)
        account.is_active = False
        account.save()
        IdentityCode.objects.filter(account=account).update(used=True)
        rows_end(account.id, keep=None, now=now)
        row.stopped_at = now
        row.save(update_fields=["stopped_at"])
    return Outcome.DONE


def account_forget(account: Account) -> None:
    """Whatever whoever was not proved put into an account: their password, their e-mail, what they were taken for."""
    account.set_unusable_password()
    account.password_set_at = None
    factors_forget(account)
    account.email = account.name = ""
    account.email_confirmed_at = None
    account.subject = uuid.uuid4()
    account.proven = Assurance.N1


def mails_too_many(email: str, *, now: datetime) -> bool:
    """Whether an address was mailed enough for a day: a sign-up is not a way to flood somebody."""
    with scope(None):
        return (
            SignUp.objects.filter(email_digest=contact_digest(email), created_at__gt=now - LINK_LIFE).count()
            > MAILS_A_DAY
        )


def sign_ups_forget(*, now: datetime) -> int:
    """Delete the sign-ups that nobody confirmed in a week, and those that nobody can stop any more; how many."""
    gone = Q(confirmed_at=None, created_at__lt=now - KEPT) | Q(created_at__lt=now - STOP_LIFE)
    with scope(None), transaction.atomic():
        deleted, _ = SignUp.objects.filter(gone).delete()
    return deleted
