"""The two links of a recovery in person: the one that gives the account back, and the one that stops it.

Both serve in real time and are spent by a button, never by opening them. Their tokens are derived from the recovery's
id, each under its own purpose, with the installation's secret: no table holds them.
"""

from __future__ import annotations

import base64
import binascii
import time
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.accounts import RecoveryCompleted, RecoveryStopped, TermsWereAccepted
from ventanilla.domain.accounts.recovery import COOLING_POLICY, RecoveryState, cooling_until
from ventanilla.domain.accounts.terms import current_notice, current_terms
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.law import policy

from .contact import changes_settle
from .factors import factors_forget
from .links import ID_BYTES, MAC_BYTES, LinkDead, Purpose, links_spend_all
from .models import Account, IdentityCode, Recovery, SignUp, TermsAccepted
from .outbound import on_record
from .outbox import tell_recovery_later
from .passwords import account_password_set
from .people import actor_of
from .sessions import rows_end
from .sign_up import account_forget


class CounterLink(Enum):
    """What a link of a recovery in person does; the value is in its address."""

    ENTER = "volver"
    STOP = "detener"


class CounterLinkOver(Exception):
    """A link that this installation made and that serves no more; ``state`` says why."""

    def __init__(self, state: RecoveryState) -> None:
        super().__init__(state.value)
        self.state = state


def counter_path(kind: CounterLink, recovery: UUID) -> str:
    """The address of a link."""
    token = base64.urlsafe_b64encode(recovery.bytes + _code(kind, recovery)).decode().rstrip("=")
    return f"/entrar/mostrador/{kind.value}/{token}"


def _code(kind: CounterLink, recovery: UUID) -> bytes:
    return salted_hmac(f"accounts.counter.{kind.value}", str(recovery), algorithm="sha256").digest()[:MAC_BYTES]


def _found(kind: CounterLink, token: str, *, lock: bool = False) -> Recovery:
    """The recovery of a link; LinkDead for one that was never made, CounterLinkOver where it serves no more."""
    try:
        said = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise LinkDead from None
    if len(said) != ID_BYTES + MAC_BYTES:
        raise LinkDead
    found = UUID(bytes=said[:ID_BYTES])
    if not constant_time_compare(said[ID_BYTES:], _code(kind, found)):
        raise LinkDead
    rows = Recovery.objects.select_for_update(no_key=True) if lock else Recovery.objects
    row = rows.filter(id=found).first()
    if row is None:
        raise LinkDead
    state, now = RecoveryState(row.state), int(time.time())
    if kind is CounterLink.ENTER:
        if state is not RecoveryState.APPROVED:
            raise CounterLinkOver(state)
        if row.link_expires <= now:
            raise CounterLinkOver(RecoveryState.EXPIRED)
    elif not state.stoppable or row.stop_expires <= now:
        raise CounterLinkOver(state if not state.stoppable else RecoveryState.EXPIRED)
    return row


def counter_link_serves(kind: CounterLink, token: str) -> RecoveryState:
    """Where the recovery of a link is, without using it. LinkDead, CounterLinkOver."""
    with scope(None):
        return RecoveryState(_found(kind, token).state)


def counter_finish(token: str, password: str, *, now: datetime) -> None:
    """Give the account back, once: a new password and e-mail, no session and no second step of before.

    There may have been no account, or one that nobody proved: then it is opened, and its own from now on. Certificates
    stay as they are. LinkDead, CounterLinkOver; PasswordRefused, and then the link still serves.
    """
    with scope(None), logged_together():
        row = _found(CounterLink.ENTER, token, lock=True)
        account, opened = _account_of(row, now)
        _note_before(row, account, opened=opened)
        _give_back(account, row, now)
        by = actor_of(account, via=Via.PASSWORD, assurance=Assurance.N2)
        account_password_set(account, password, by=by, keep=None, recovered=True, now=now)
        _accept_terms(account, by=by, now=now)
        row.state, row.account, row.ended_at = RecoveryState.COMPLETED.value, account, now
        row.save(update_fields=["state", "account", "ended_at", "before_email", "before_proven"])
        events_append([ToLog(RecoveryCompleted(str(row.id), opened), SubjectId(account.subject), by)], now=now)
        tell_recovery_later(row.id, row.state)


def _account_of(row: Recovery, now: datetime) -> tuple[Account, bool]:
    """The account of that CURP, held; opened if there is none."""
    known = on_record(row.curp)
    defaults = {
        "subject": known.subject if known else row.subject,
        "name": row.name,
        "email": row.email,
        "opened_at": now,
        "proven": Assurance.N2,
        "password": "!",
    }
    _, opened = Account.objects.get_or_create(curp=row.curp, defaults=defaults)
    return Account.objects.select_for_update(no_key=True).get(curp=row.curp), opened


def completed_before(curp: str) -> Recovery | None:
    """The recovery of that person that could still be stopped though it served; at most one."""
    rows = Recovery.objects.filter(curp=curp, state=RecoveryState.COMPLETED.value, stop_expires__gt=int(time.time()))
    return rows.first()


def _note_before(row: Recovery, account: Account, *, opened: bool) -> None:
    """What is put back if it is stopped: what was before an earlier one, too, whose place this one takes."""
    earlier = completed_before(row.curp)
    if earlier is not None:
        row.before_email, row.before_proven = earlier.before_email, earlier.before_proven
    elif not opened:
        row.before_email, row.before_proven = account.email, account.proven
    others = Recovery.objects.filter(curp=row.curp, state=RecoveryState.COMPLETED.value).exclude(id=row.id)
    others.update(state=RecoveryState.EXPIRED.value)


def _give_back(account: Account, row: Recovery, now: datetime) -> None:
    """What was lost opens nothing any more; what the counter showed is what the account is worth."""
    waiting = SignUp.objects.filter(account=account, stopped_at=None)
    if account.proven < Assurance.N2:  # whoever opened it had not proved to be that person
        known = on_record(row.curp)
        account.subject, account.name = known.subject if known else row.subject, row.name
        account.rfc = ""
        waiting.update(stopped_at=now)
    waiting.filter(confirmed_at=None).update(stopped_at=now)
    changes_settle(account)
    IdentityCode.objects.filter(account=account).update(used=True)
    factors_forget(account)
    account.email, account.proven, account.is_active = row.email, Assurance.N2, True
    account.email_confirmed_at = account.recovered_at = now  # whoever opened the link reads that address
    account.save()


def _accept_terms(account: Account, *, by: Actor, now: datetime) -> None:
    terms, notice = current_terms().version, current_notice().version
    TermsAccepted.objects.create(account=account, terms=terms, notice=notice, signature=None, at=now)
    events_append([ToLog(TermsWereAccepted(terms, notice, signed=False), SubjectId(account.subject), by)], now=now)


def counter_stop(token: str, *, now: datetime) -> bool:
    """«No fui yo»: the link serves no more; if it did already, what it gave is taken back. True in that second case.

    The account is then nobody's to enter by mail: its owner comes back with their e.firma or at the counter. One that
    an e.firma proved since is its owner's beyond this doubt. LinkDead, CounterLinkOver.
    """
    with scope(None), logged_together():
        row = _found(CounterLink.STOP, token, lock=True)
        served, subject = row.state == RecoveryState.COMPLETED.value, row.subject
        if served and row.account_id is not None:
            account = Account.objects.select_for_update(no_key=True).get(id=row.account_id)
            if account.proven >= Assurance.N3:
                raise CounterLinkOver(RecoveryState.EXPIRED)
            subject = account.subject
            _take_back(account, row, now)
        row.state, row.ended_at = RecoveryState.STOPPED.value, now
        row.save(update_fields=["state", "ended_at"])
        events_append([ToLog(RecoveryStopped(str(row.id), served), SubjectId(subject), SYSTEM)], now=now)
    return served


def _take_back(account: Account, row: Recovery, now: datetime) -> None:
    if row.before_proven is None or row.before_proven < Assurance.N2:
        account_forget(account)
        account.is_active = False
    else:
        account.set_unusable_password()
        account.password_set_at = None  # so no e-mail gives another: who reads which mailbox is what is in doubt
        factors_forget(account)
        account.email, account.proven = row.before_email, row.before_proven
        account.email_confirmed_at = None
    account.save()
    rows_end(account.id, keep=None, now=now)
    links_spend_all(account, Purpose.RECOVER, now=now)


def money_waits_until(actor: Actor, *, now: datetime) -> datetime | None:
    """Until when the account's owner may not change where money is paid, after a recovery or a proof by receipt.

    None if they may now.
    """
    told = Account.objects.filter(id=actor.owner).values_list("recovered_at", "money_after").first()
    recovered, after = told or (None, None)
    waits = [each for each in (cooling_until(recovered, policy(COOLING_POLICY).value), after) if each is not None]
    return max((each for each in waits if now < each), default=None)
